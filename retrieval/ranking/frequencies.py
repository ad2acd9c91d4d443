"""How often the candidates have pairs of the question's words, and its character n-grams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from retrieval.kept.gathering import Rows
from retrieval.ranking.occurrences import Hits, Selection
from retrieval.ranking.query import Query
from retrieval.ranking.word_indexes import PAIR_WINDOW

Pair = tuple[str, str]


def word_pairs(terms: Sequence[str]) -> list[Pair]:
    """Return each two different terms side by side, in alphabetical order: "holy dance" is ("danc", "holi")."""
    return [(min(first, second), max(first, second)) for first, second in pairwise(terms) if first != second]


def pair_frequencies(hits: Hits, known: Mapping[str, int], pairs: Sequence[Pair], passages: int) -> Rows:
    """Return how often each passage has both words within PAIR_WINDOW: shape (pairs, passages).

    `hits` tell where the known terms stand.
    """
    number = np.full((len(known) + 1, len(known) + 1), -1)
    for pair, (first, second) in enumerate(pairs):
        one, other = known.get(first, -1), known.get(second, -1)
        number[one, other] = number[other, one] = pair  # the last row and column are of unknown words: never found
    order = np.argsort(hits.at)
    at, which, passage = hits.at[order], hits.which[order], hits.passage[order]
    found = np.zeros(len(pairs) * passages, dtype=np.intp)
    for ahead in range(1, PAIR_WINDOW):
        near = np.flatnonzero((at[ahead:] - at[:-ahead] < PAIR_WINDOW) & (passage[ahead:] == passage[:-ahead]))
        if not len(near):
            break
        numbers = number[which[near + ahead], which[near]]
        found += np.bincount((numbers * passages + passage[near])[numbers >= 0], minlength=len(found))
    frequencies: Rows = found.reshape(len(pairs), passages)
    return frequencies


def with_pairs(query: Query, pairs: Sequence[Pair]) -> Selection:
    """Return the passages of the whole story that have both words of a pair, near or not; of a small story, all."""
    if query.candidates.around.whole:
        return query.candidates.around
    index = query.corpus.indexes.terms
    both: list[Rows] = [np.zeros(0, dtype=np.intp)]
    for pair in pairs:
        fewer, more = sorted((index.of_term(term)[0] for term in pair), key=len)
        at = more.searchsorted(fewer)
        both.append(fewer[np.append(more, -1)[at] == fewer].astype(np.intp))
    return Selection.of(np.concatenate(both), query.corpus.indexes.segments)


def letter_frequencies(query: Query, grams: Rows) -> Rows:
    """Return how often each candidate has character n-grams: shape (grams, candidates)."""
    index = query.corpus.indexes.letters
    places, which = index.words.places(grams)
    passages = Selection.of(query.candidates.rows, index.occurrences.segments)
    return index.occurrences.find(index.words.values[places], which, passages).counts(len(grams), passages)
