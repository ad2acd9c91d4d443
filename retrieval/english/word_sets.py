"""How word lists are written in this package: a string of words, parted by white space."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, each once."""
    return frozenset(text.split())
