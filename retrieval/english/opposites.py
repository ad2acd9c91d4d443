"""Words that cannot both be true of one thing: opposites ("refuse", "accept") and alternatives ("son", "daughter")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from retrieval.english.name_words import PLACES
from retrieval.english.terms import stem, words
from retrieval.english.word_sets import word_set

_FILE = Path(__file__).parent / "data" / "opposites.txt"
Table = Mapping[str, frozenset[str]]
"""For a stem, or two with a space between, those that exclude it."""
_NAMED_LIKE_PEOPLE = word_set("Georgia Jordan Chad Florence Sydney Halifax Carolina Virginia Savannah Lincoln Jackson")
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
    listed = [word for line in _lines() if line.startswith("!") for word in line[1:].split()]
    return frozenset(phrase for word in listed for phrase in _phrases(word))


def _groups() -> list[list[frozenset[str]]]:
    groups = [[_phrases(each) for each in line[1:].split(",")] for line in _lines() if line.startswith("=")]
    return [*groups, [_phrases(place) for place in sorted(PLACES | _NAMED_LIKE_PEOPLE)]]


def _lines() -> Iterable[str]:
    text = _FILE.read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _phrases(side: str) -> frozenset[str]:
    """Return phrases with slashes between as the tables have them: their stems, with spaces between."""
    return frozenset(
        " ".join(stem(word.folded) for word in words(phrase)) for phrase in side.split("/") if phrase.strip()
    )
