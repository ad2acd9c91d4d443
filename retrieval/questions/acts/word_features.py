"""The words of a unit as features: its first ones and its last, each of them, those around it. Rare words are alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from retrieval.english.frequency import zipf_frequencies
from retrieval.english.stop_words import STOP_WORDS
from retrieval.questions.acts.placed_unit import PlacedUnit

COMMON: Final = 4.8
"""Zipf frequency: what is rarer says what a message is about, not what it does."""
RARE: Final = "@"


def words_around(placed: Sequence[PlacedUnit]) -> list[frozenset[str]]:
    """Return the word features of each unit, a key each."""
    words = [["^"], *([_common(word) for word in unit.words] for unit in placed), ["$"]]
    return [frozenset(_features(*each)) for each in zip(words, words[1:], words[2:], strict=False)]


def _features(before: Sequence[str], own: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    yield f"first: {own[0]}"
    yield f"first two: {' '.join(own[:2])}"
    yield f"first three: {' '.join(own[:3])}"
    yield f"last: {own[-1]}"
    yield f"before: {before[-1]}"
    yield f"two before: {' '.join(before[-2:])}"
    yield f"before, first: {before[-1]} {own[0]}"
    yield f"after: {after[0]}"
    yield from own
    yield from (f"{one} {other}" for one, other in pairwise(own))


@lru_cache(maxsize=4_096)
def _common(word: str) -> str:
    return word if word in STOP_WORDS or zipf_frequencies().get(word, 0.0) >= COMMON else RARE
