"""Reads articles from files and cuts them into passages."""
