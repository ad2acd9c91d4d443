"""Fetches web pages, from public addresses only."""
