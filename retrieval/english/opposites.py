"""Words that cannot both be true of one thing: opposites ("refuse", "accept") and alternatives ("son", "daughter")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

OPPOSITES_FILE = Path(__file__).parent / "data" / "compiled" / "opposites.txt"
"""`data/opposites.txt` and the places, as stems (see `knowledge.compile_english`)."""
Table = Mapping[str, frozenset[str]]
"""For a stem, or two with a space between, those that exclude it."""
_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def opposites() -> Table:
    """Return the opposites of words and phrases."""
    table: defaultdict[str, set[str]] = defaultdict(set)
    for line in _lines():
        if ":" in line:
            one, other = (_phrases(side) for side in line.split(":"))
            for phrase in one:
                table[phrase] |= other - one
            for phrase in other:
                table[phrase] |= one - other
    return {phrase: frozenset(found) for phrase, found in table.items()}


@lru_cache(maxsize=1)
def alternatives() -> Table:
    """Return what else a thing may be where it is not what the word says: other months, relatives, places."""
    table: defaultdict[str, set[str]] = defaultdict(set)
    for group in _groups():
        every = _NONE.union(*group)
        for same in group:
            for phrase in same:
                table[phrase] |= every - same
    return {phrase: frozenset(found) for phrase, found in table.items()}


@lru_cache(maxsize=1)
def counterparts() -> Table:
    """Return the words that an alternative's group takes for the same: "wife" of "husband", "mom" of "mother"."""
    table: defaultdict[str, set[str]] = defaultdict(set)
    for same in (same for group in _groups() for same in group):
        for phrase in same:
            table[phrase] |= same - {phrase}
    return {phrase: frozenset(found) for phrase, found in table.items()}


@lru_cache(maxsize=1)
def refusals() -> frozenset[str]:
    """Return the stems of the words for not doing something: "refuse", "cancel", "forget"."""
    return _NONE.union(*(_phrases(line[1:]) for line in _lines() if line.startswith("!")))


def _groups() -> list[list[frozenset[str]]]:
    return [[_phrases(each) for each in line[1:].split(",")] for line in _lines() if line.startswith("=")]


def _lines() -> Iterable[str]:
    return OPPOSITES_FILE.read_text(encoding="utf-8").splitlines()


def _phrases(side: str) -> frozenset[str]:
    """Return phrases with slashes between."""
    return frozenset(side.split("/"))
