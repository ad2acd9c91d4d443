"""How often the candidates have pairs of the question's words, and its character n-grams."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from retrieval.kept.gathering import Numbers, Rows
from retrieval.ranking.occurrences import OccurrenceIndex, Selection
from retrieval.ranking.query import Query
from retrieval.ranking.ragged import ranges
from retrieval.ranking.word_indexes import PAIR_WINDOW

Pair = tuple[str, str]
MANY = 8_000
"""Where both words of a pair stand so often, it is estimated in how many passages they stand together."""
SAMPLED = 4_000
"""From so many places at least: of a pair that stands together at one in a hundred, the idf is then 3% off."""


def word_pairs(terms: Sequence[str]) -> list[Pair]:
    """Return each two different terms side by side, in alphabetical order: "holy dance" is ("danc", "holi")."""
    return [(min(first, second), max(first, second)) for first, second in pairwise(terms) if first != second]


def pair_frequencies(index: OccurrenceIndex, first: int, second: int, passages: Selection) -> tuple[Rows, Rows, int]:
    """Return passages that have two numbers within PAIR_WINDOW, rising, and how often each; and how many there are.

    Those are all of the story; where both numbers stand very often, only those of some passages, and how many there
    are is told by a sample.
    """
    fewer, more = sorted((index.backward.list_of(number) for number in (first, second)), key=len)
    if len(fewer) <= MANY:
        rows, counts = _near(index, fewer, more)
        return rows, counts, len(rows)
    step = len(fewer) // SAMPLED
    holders = step * len(_near(index, fewer[::step], more)[0])
    begins, ends = (fewer.searchsorted(starts.astype(fewer.dtype)) for starts in index.bounds_of(passages.rows))
    rows, counts = _near(index, fewer.take(ranges(begins, ends - begins)), more)
    return rows, counts, max(holders, len(rows))


def _near(index: OccurrenceIndex, places: Numbers, others: Numbers) -> tuple[Rows, Rows]:
    """Return the passages where some of these places are near some of the others, rising, and how many pairs each."""
    passages = index.passages_at(places)
    if not len(others):
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
    low = np.maximum(places - (PAIR_WINDOW - 1), index.by_passage.starts.take(passages)).astype(others.dtype)
    high = np.minimum(places + PAIR_WINDOW, index.by_passage.starts.take(passages + 1)).astype(others.dtype)
    at = others.searchsorted(low)
    near = ((others.take(np.minimum(at, len(others) - 1)) < high) & (at < len(others))).nonzero()[0]
    rows, counts = passages.take(near), others.searchsorted(high.take(near)) - at.take(near)
    begins = (np.diff(rows, prepend=-1) > 0).nonzero()[0]
    return rows.take(begins).astype(np.intp), np.add.reduceat(counts, begins) if len(begins) else counts


def letter_frequencies(query: Query, grams: Rows) -> Rows:
    """Return how often each candidate has character n-grams: shape (grams, candidates)."""
    index = query.corpus.indexes.letters
    places, which = index.words.places(grams)
    passages = Selection.of(query.candidates.rows, index.occurrences.segments)
    return index.occurrences.find(index.words.values[places], which, passages).counts(len(grams), passages)
