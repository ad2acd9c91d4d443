"""What is observed of each span of a passage for one question; `weights.toml` weighs it.

To add a feature: write its function beside its like, name it in `FEATURES`, and run `python -m retrieval fit-marks` to
learn its weight.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from retrieval.feature import Feature, by_name
from retrieval.marking.answer_spans import forms, question_words, relations
from retrieval.marking.answer_spans.evidence import SpanEvidence
from retrieval.marking.answer_spans.passage_words import Column

FEATURES: Final[Mapping[str, Feature[SpanEvidence, Column]]] = by_name(
    question_words.sentence,
    question_words.best_sentence,
    question_words.stretch,
    question_words.best_stretch,
    question_words.sentence_before,
    question_words.sentence_after,
    question_words.clause,
    question_words.best_clause,
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
    question_words.best_pairs,
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
    question_words.pointed_below_best,
    question_words.pointed_best,
    forms.wanted_form,
    forms.has_wanted_form,
    forms.only_wanted_form,
    forms.cuts_wanted_form,
    forms.new_person,
    forms.only_new_person,
    forms.capitals,
    forms.all_capitals,
    forms.digits,
    forms.verbs,
    forms.says_inside,
    forms.denial_inside,
    forms.denial_left_out,
    forms.reason_inside,
    forms.commas_inside,
    forms.ands_inside,
    forms.list_goes_on,
    forms.list_goes_back,
    forms.marks_inside,
    forms.stops_inside,
    forms.half_quoted,
    forms.all_quoted,
    forms.quotation,
    forms.quoted_where_speech_is_wanted,
    forms.only_says_who,
    forms.begins_sentence,
    forms.ends_sentence,
    forms.begins_clause,
    forms.ends_clause,
    forms.whole_clauses,
    forms.clauses_crossed,
    forms.first_sentence,
    forms.place_in_passage,
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


def observe(seen: SpanEvidence) -> Column:
    """Return the features of each span: (features, spans)."""
    return np.array([seen.column(each) for each in FEATURES.values()])
