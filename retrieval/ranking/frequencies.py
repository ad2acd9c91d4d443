"""How often the candidates have pairs of the question's words, and its character n-grams."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from retrieval.ranking.candidates import frequencies
from retrieval.ranking.query import Query
from retrieval.ranking.ragged import Ragged, Rows
from retrieval.ranking.word_indexes import PAIR_WINDOW

Pair = tuple[str, str]


def word_pairs(terms: Sequence[str]) -> list[Pair]:
    """Return each two different terms side by side, in alphabetical order: "holy dance" is ("danc", "holi")."""
    return [(min(first, second), max(first, second)) for first, second in pairwise(terms) if first != second]


def pair_frequencies(query: Query, pairs: Sequence[Pair]) -> Rows:
    """Return how often each passage has both words within PAIR_WINDOW: shape (pairs, candidates and neighbours)."""
    hits, known = query.term_hits, query.known
    number = np.full((len(known) + 1, len(known) + 1), -1)
    for pair, (first, second) in enumerate(pairs):
        one, other = known.get(first, -1), known.get(second, -1)
        number[one, other] = number[other, one] = pair  # the last row and column are of unknown words: never found
    found: list[Rows] = []
    passages: list[Rows] = []
    for ahead in range(1, PAIR_WINDOW):
        near = (hits.at[ahead:] - hits.at[:-ahead] < PAIR_WINDOW) & (hits.passage[ahead:] == hits.passage[:-ahead])
        if not near.any():
            break
        numbers = np.where(near, number[hits.which[ahead:], hits.which[:-ahead]], -1)
        found.append(numbers[numbers >= 0])
        passages.append(hits.passage[ahead:][numbers >= 0])
    none = [np.zeros(0, dtype=np.intp)]
    shape = (len(pairs), len(query.candidates.around))
    return frequencies(np.concatenate(found or none), np.concatenate(passages or none), shape)


def letter_frequencies(query: Query, grams: Rows) -> Rows:
    """Return how often each passage has character n-grams: shape (grams, candidates and neighbours)."""
    index, candidates = query.corpus.indexes.letters, query.candidates
    places, which = index.words.places(grams)
    words = index.words.values[places]
    wanted = np.full(len(index.stems), -1, dtype=np.int32)
    wanted[words] = np.arange(len(words), dtype=np.int32)
    of_word = Ragged.grouped(wanted[words], which, len(words))
    hits = candidates.find(query.corpus, index.by_passage, index.by_passage, wanted)
    places, index_of = of_word.places(hits.which)
    return frequencies(of_word.values[places], hits.passage[index_of], (len(grams), len(candidates.around)))
