"""What is observed of each span of a passage for one question; `weights.json` weighs it.

Most is observed of one word of the span: its first, its last, or the top word of its tree. To add a feature: write its
function beside its like, name it in `OF_WORDS`, `OF_SPANS` or `FORMS`, and run `python -m retrieval fit-marks` to learn
its weight.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from retrieval.feature import Feature, by_name
from retrieval.marking.answer_spans import question_words, relations
from retrieval.marking.answer_spans.blocks import VALUES, At
from retrieval.marking.answer_spans.evidence import SpanEvidence
from retrieval.marking.answer_spans.passage_spans import FORMS
from retrieval.marking.syntax.passage_words import Column

OF_WORDS: Final[Mapping[At, Mapping[str, Feature[SpanEvidence, Column]]]] = {
    At.FIRST: by_name(
        question_words.sentence,
        question_words.clause,
        question_words.clause_before,
        question_words.near_before,
        question_words.last_word_before,
        question_words.first_word_before,
        question_words.gap_before,
        question_words.pairs_in_tree,
        question_words.best_sentence,
        question_words.best_pairs,
        question_words.begins_with_asked,
        question_words.asked_just_before,
        question_words.pointed,
        question_words.pointed_best,
        relations.noun_just_before,
        relations.preposition_asked,
        relations.apposition,
        relations.copula,
        relations.agent,
        relations.object_of,
        relations.verb_before,
    ),
    At.LAST: by_name(
        question_words.sentence_after,
        question_words.clause_after,
        question_words.near_after,
        question_words.last_word_after,
        question_words.first_word_after,
        question_words.gap_after,
        question_words.ends_with_asked,
        question_words.asked_just_after,
        question_words.pointed_last,
        relations.noun_last,
        relations.noun_just_after,
        relations.subject_of,
        relations.verb_after,
    ),
    At.TOP: by_name(
        relations.governed,
        relations.relation_asked,
        relations.governed_alike,
        relations.governed_subject,
        relations.governed_object,
        relations.near_in_tree,
        relations.verb_near_in_tree,
    ),
}
OF_SPANS: Final[Mapping[str, Feature[SpanEvidence, Column]]] = by_name(
    question_words.mostly_repeats,
    relations.wanted_form,
    relations.has_wanted_form,
    relations.new_person,
    relations.noun_inside,
    relations.name_beside_noun,
)
MEANINGS: Final[Mapping[str, str]] = {
    **{name: each.meaning for features in OF_WORDS.values() for name, each in features.items()},
    **{name: each.meaning for name, each in OF_SPANS.items()},
    **{name: each.meaning for name, each in FORMS.items()},
}
"""What each feature measures, in the order in which they are weighed."""


def of_words(seen: SpanEvidence, at: At) -> Column:
    """Return what is observed of a span's first, last or top word, for each word: (features, words)."""
    return np.array([seen.column(each) for each in OF_WORDS[at].values()])


def of_spans(seen: SpanEvidence) -> Column:
    """Return what is observed of whole spans: (features, spans)."""
    return np.array([seen.column(each) for each in OF_SPANS.values()])


def observe_all(seen: SpanEvidence) -> Column:
    """Return all that is observed of each span, a column for each value of a block: (spans, features and values)."""
    features = [of_words(seen, at)[:, seen.at(at)].T for at in OF_WORDS]
    flags = np.eye(VALUES)
    values = flags[seen.spans.lengths]
    for at, numbers in seen.spans.values.items():
        values += flags[numbers].sum(axis=0)[seen.at(at)]
    return np.concatenate([*features, of_spans(seen).T, seen.spans.forms.T, values], axis=1)
