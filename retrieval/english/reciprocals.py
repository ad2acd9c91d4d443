"""Verbs of what two do with each other, so that it does not matter who is named first, and verbs of holding true."""

from __future__ import annotations

from typing import Final

from retrieval.english.terms import stem

RECIPROCAL: Final = frozenset(
    map(
        stem,
        """
        meet met meeting talk talked speak spoke spoken chat marry married divorce argue sit sat discuss agree disagree
        reunite hug kiss fight fought connect bond cry cried
        """.split(),
    )
)
"""Stems: who met whom is the same either way."""
HOLDING: Final = frozenset(
    map(stem, "think thought believe believed feel felt expect suppose seem want wanted say said".split())
)
"""Stems: to think that something is not so is not to think that it is."""
