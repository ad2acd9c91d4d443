"""Texts parsed by another program, and the parser that learns from them."""
