"""Measures how good the answers are, and learns the weights."""
