"""The spans of a passage with all that is observed of them whatever is asked: computed once while it is at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.feature import Feature, by_name
from retrieval.knowledge.vocabulary import Match
from retrieval.lazy import lazy
from retrieval.marking.answer_spans import forms
from retrieval.marking.answer_spans.blocks import At, block_values, classes_before, lengths
from retrieval.marking.answer_spans.candidates import Candidates
from retrieval.marking.answer_spans.word_places import WordPlaces
from retrieval.marking.syntax.parser import parsed
from retrieval.marking.syntax.passage_words import Column, Integers, PassageWords, column
from retrieval.marking.syntax.tree import Tree

FORMS: Final[Mapping[str, Feature[Candidates, Column]]] = by_name(
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
    forms.all_quoted,
    forms.quotation,
    forms.quoted,
    forms.only_says_who,
    forms.begins_sentence,
    forms.ends_sentence,
    forms.begins_clause,
    forms.ends_clause,
    forms.whole_clauses,
    forms.clauses_crossed,
    forms.first_sentence,
    forms.place_in_passage,
    forms.hangs_together,
    forms.top_words,
    forms.statement,
    forms.constituent,
    forms.begins_constituent,
    forms.ends_constituent,
)
_ROW: Final = {name: row for row, name in enumerate(FORMS)}


@dataclass(frozen=True, eq=False)
class PassageSpans:
    """The spans of a passage: `forms` (forms, spans); `lengths` of each span, and `values` of each word, see `blocks`.

    `places`: where the passage has which words.
    """

    candidates: Candidates
    forms: npt.NDArray[np.float32]
    lengths: Integers
    values: Mapping[At, Integers]
    places: WordPlaces

    @classmethod
    def of(cls, words: PassageWords, matches: Sequence[Match] = ()) -> PassageSpans:
        """Find and observe the spans of a passage."""
        tree = Tree.of(parsed(words), words.sentences)
        candidates = Candidates.of(words, tree)
        observed = np.array([each.value(candidates) for each in FORMS.values()], dtype=np.float32)
        places = WordPlaces.of(words.tokens, matches)
        return cls(candidates, observed, lengths(candidates.length), block_values(words, tree), places)

    def form(self, name: str) -> Column:
        """Return one form of each span."""
        return column(self.forms[_ROW[name]])

    @lazy
    def class_before(self) -> Integers:
        """The class of the word before each word."""
        return classes_before(self.candidates.words)
