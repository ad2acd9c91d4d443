"""Typing errors in the little words: "wehn" is "when". Those of a story's own words are the speller's."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from retrieval.english.frequency import zipf_frequencies
from retrieval.english.spelling import general_words
from retrieval.english.stop_words import ADVERBS, CONJUNCTIONS, PREPOSITIONS, PRONOUNS, QUESTION_WORDS, VERBS
from retrieval.english.word_sets import word_set

_LEAST: Final = 3
"""A shorter word may be anything; in one of so many letters no letter is another, or too much."""
_LITTLE: Final = tuple(
    word
    for word in sorted(
        QUESTION_WORDS | VERBS | PRONOUNS | CONJUNCTIONS | PREPOSITIONS | ADVERBS | word_set("many much because")
    )
    if len(word) >= _LEAST
)


@lru_cache(maxsize=4_096)
def little_word(typed: str) -> str | None:
    """Return the little word that a folded one is a slip of, None where it is a word, or none is near.

    A slip is a letter more, less or other, or two swapped. Of several the one of the same letters, then the one that
    begins most alike, then the most frequent.
    """
    if len(typed) < _LEAST or len(typed) > len(max(_LITTLE, key=len)) + 1 or not typed.isalpha():
        return None
    if typed in general_words():
        return None
    from rapidfuzz.distance import OSA, Prefix  # noqa: PLC0415  # most messages hold no slip

    near = [
        word
        for word in _LITTLE
        if abs(len(word) - len(typed)) <= 1
        and OSA.distance(typed, word, score_cutoff=1) == 1
        and (len(typed) > _LEAST or len(word) > _LEAST or sorted(typed) == sorted(word))
    ]
    frequency = zipf_frequencies()

    def fitness(word: str) -> tuple[bool, int, float]:
        return sorted(typed) == sorted(word), Prefix.similarity(typed, word), frequency.get(word, 0.0)

    return max(near, key=fitness, default=None)
