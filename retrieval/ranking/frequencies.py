"""How often the candidates have pairs of the question's words, and its character n-grams."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from retrieval.kept.gathering import Rows
from retrieval.ranking.occurrences import OccurrenceIndex, Selection
from retrieval.ranking.query import Query
from retrieval.ranking.word_indexes import PAIR_WINDOW

Pair = tuple[str, str]


def word_pairs(terms: Sequence[str]) -> list[Pair]:
    """Return each two different terms side by side, in alphabetical order: "holy dance" is ("danc", "holi")."""
    return [(min(first, second), max(first, second)) for first, second in pairwise(terms) if first != second]


def pair_frequencies(index: OccurrenceIndex, first: int, second: int) -> tuple[Rows, Rows]:
    """Return the passages of the whole story that have two numbers within PAIR_WINDOW, rising, and how often each.

    Around each place of the one that is rarer, those of the other are counted.
    """
    fewer, more = sorted((index.backward.list_of(number) for number in (first, second)), key=len)
    passages = index.passages_at(fewer)
    low = np.maximum(fewer - (PAIR_WINDOW - 1), index.by_passage.starts.take(passages)).astype(more.dtype)
    high = np.minimum(fewer + PAIR_WINDOW, index.by_passage.starts.take(passages + 1)).astype(more.dtype)
    counts = more.searchsorted(high) - more.searchsorted(low)
    near = counts.nonzero()[0]
    rows, counts = passages.take(near), counts.take(near)
    begins = (np.diff(rows, prepend=-1) > 0).nonzero()[0]
    return rows.take(begins).astype(np.intp), np.add.reduceat(counts, begins) if len(begins) else counts


def letter_frequencies(query: Query, grams: Rows) -> Rows:
    """Return how often each candidate has character n-grams: shape (grams, candidates)."""
    index = query.corpus.indexes.letters
    places, which = index.words.places(grams)
    passages = Selection.of(query.candidates.rows, index.occurrences.segments)
    return index.occurrences.find(index.words.values[places], which, passages).counts(len(grams), passages)
