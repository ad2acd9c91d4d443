"""Where the question's words stand, next to a span and inside it, one function each.

What `features.py` observes of a span's first or last word is a value for each word of the passage.
"""

from __future__ import annotations

import numpy as np

from retrieval.feature import feature
from retrieval.marking.answer_spans.evidence import SpanEvidence, padded
from retrieval.marking.syntax.passage_words import Column, column


@feature
def sentence(seen: SpanEvidence) -> Column:
    """Share of the question's words, by weight, that the span's sentence has."""
    return seen.by_sentence[seen.words.sentences]


@feature
def sentence_after(seen: SpanEvidence) -> Column:
    """Share of the question's words that the sentence after has."""
    return padded(seen.by_sentence, 0, 1).take(seen.words.sentences + 1)


@feature
def clause(seen: SpanEvidence) -> Column:
    """Share of the question's words that the span's first clause has."""
    return seen.by_clause[seen.words.clauses]


@feature
def clause_before(seen: SpanEvidence) -> Column:
    """Share of the question's words that the clause before has."""
    return padded(seen.by_clause, 1, 0).take(seen.words.clauses)


@feature
def clause_after(seen: SpanEvidence) -> Column:
    """Share of the question's words that the clause after has."""
    return padded(seen.by_clause, 0, 1).take(seen.words.clauses + 1)


@feature
def near_before(seen: SpanEvidence) -> Column:
    """How near the question's words stand before the span."""
    return seen.asked.weights @ seen.nearest_before


@feature
def near_after(seen: SpanEvidence) -> Column:
    """How near the question's words stand after the span."""
    return seen.asked.weights @ seen.nearest_after


@feature
def last_word_before(seen: SpanEvidence) -> Column:
    """How near the question's last word stands before the span."""
    return _of_word(seen.nearest_before, -1)


@feature
def last_word_after(seen: SpanEvidence) -> Column:
    """How near the question's last word stands after the span."""
    return _of_word(seen.nearest_after, -1)


@feature
def first_word_before(seen: SpanEvidence) -> Column:
    """How near the question's first word stands before the span."""
    return _of_word(seen.nearest_before, 0)


@feature
def first_word_after(seen: SpanEvidence) -> Column:
    """How near the question's first word stands after the span."""
    return _of_word(seen.nearest_after, 0)


@feature
def gap_before(seen: SpanEvidence) -> Column:
    """How near the words before the question word stand before the span: "a product of what"."""
    return seen.asked.beside @ seen.nearest_before


@feature
def gap_after(seen: SpanEvidence) -> Column:
    """How near the words before the question word stand after the span."""
    return seen.asked.beside @ seen.nearest_after


@feature
def pairs_in_tree(seen: SpanEvidence) -> Column:
    """How many of the question's words that depend on one another are near in the tree of the sentence."""
    return seen.pairs_in_tree[seen.words.sentences]


@feature
def best_sentence(seen: SpanEvidence) -> Column:
    """Whether no other sentence has more of the question's words."""
    return column(seen.by_sentence >= seen.by_sentence.max() - 1e-9).take(seen.words.sentences)


@feature
def best_pairs(seen: SpanEvidence) -> Column:
    """Whether no other sentence has more of the question's pairs of words near in its tree."""
    found = seen.pairs_in_tree
    return column((found >= found.max() - 1e-9) & (found > 0))[seen.words.sentences]


@feature
def mostly_repeats(seen: SpanEvidence) -> Column:
    """Share of the span's content words that the question has."""
    return seen.candidates.count(seen.strongest) / seen.candidates.content


@feature
def begins_with_asked(seen: SpanEvidence) -> Column:
    """Whether its first word is the question's."""
    return seen.strongest


@feature
def ends_with_asked(seen: SpanEvidence) -> Column:
    """Whether its last word is the question's."""
    return seen.strongest


@feature
def asked_just_before(seen: SpanEvidence) -> Column:
    """Whether the word before is the question's."""
    return padded(seen.strongest, 1, 0)[:-1]


@feature
def asked_just_after(seen: SpanEvidence) -> Column:
    """Whether the word after is the question's."""
    return padded(seen.strongest, 0, 1)[1:]


@feature
def pointed(seen: SpanEvidence) -> Column:
    """How far the words of reader questions point to its first clause (see `alignment`)."""
    return _pointed(seen)


@feature
def pointed_last(seen: SpanEvidence) -> Column:
    """How far they point to its last clause."""
    return _pointed(seen)


@feature
def pointed_best(seen: SpanEvidence) -> Column:
    """Whether they point to its first clause more than to any other."""
    if not len(seen.pointed) or not seen.pointed.any():
        return np.zeros(len(seen.words))
    return column(_pointed(seen) >= seen.pointed.max() - 1e-9)


def _of_word(near: Column, at: int) -> Column:
    return near[at] if len(near) else np.zeros(near.shape[1])


def _pointed(seen: SpanEvidence) -> Column:
    return seen.pointed[seen.words.clauses] if len(seen.pointed) else np.zeros(len(seen.words))
