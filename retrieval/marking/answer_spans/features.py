"""What is observed of each span of a passage for one question; `weights.toml` weighs it.

To add a feature: write its function beside its like, name it in `ASKED` or in `FORMS`, and run `python -m retrieval
fit-marks` to learn its weight.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from retrieval.feature import Feature, by_name
from retrieval.marking.answer_spans import question_words, relations
from retrieval.marking.answer_spans.blocks import BLOCKS
from retrieval.marking.answer_spans.evidence import SpanEvidence
from retrieval.marking.answer_spans.passage_spans import FORMS
from retrieval.marking.answer_spans.passage_words import Column

ASKED: Final[Mapping[str, Feature[SpanEvidence, Column]]] = by_name(
    question_words.sentence,
    question_words.stretch,
    question_words.best_stretch,
    question_words.sentence_before,
    question_words.sentence_after,
    question_words.clause,
    question_words.clause_before,
    question_words.clause_after,
    question_words.near_before,
    question_words.near_after,
    question_words.near,
    question_words.both_sides,
    question_words.last_word_before,
    question_words.last_word_after,
    question_words.first_word_before,
    question_words.first_word_after,
    question_words.gap_before,
    question_words.gap_after,
    question_words.pairs,
    question_words.repeats,
    question_words.mostly_repeats,
    question_words.nothing_new,
    question_words.new_words,
    question_words.begins_with_asked,
    question_words.ends_with_asked,
    question_words.asked_just_before,
    question_words.asked_just_after,
    question_words.pointed,
    question_words.pointed_last,
    question_words.pointed_best,
    relations.wanted_form,
    relations.has_wanted_form,
    relations.only_wanted_form,
    relations.cuts_wanted_form,
    relations.beside_wanted_form,
    relations.new_person,
    relations.only_new_person,
    relations.noun_inside,
    relations.noun_last,
    relations.noun_just_after,
    relations.noun_just_before,
    relations.preposition_asked,
    relations.name_beside_noun,
    relations.form_near,
    relations.name_near,
    relations.clause_near,
    relations.apposition,
    relations.copula,
    relations.agent,
    relations.object_of,
    relations.subject_of,
)
MEANINGS: Final[Mapping[str, str]] = {
    **{name: each.meaning for name, each in ASKED.items()},
    **{name: each.meaning for name, each in FORMS.items()},
}
"""What each feature measures, in the order in which they are weighed."""


def observe(seen: SpanEvidence) -> Column:
    """Return the features of each span that depend on what is asked: (features, spans)."""
    return np.array([seen.column(each) for each in ASKED.values()])


def observe_all(seen: SpanEvidence) -> Column:
    """Return all that is observed of each span, a column for each value of a block: (spans, features and values)."""
    blocks = (np.eye(len(block.values))[numbers] for block, numbers in zip(BLOCKS, seen.spans.blocks, strict=True))
    return np.concatenate([observe(seen).T, seen.spans.forms.T, *blocks], axis=1)
