"""The spans of a passage with all that is observed of them whatever is asked: computed once while it is at hand."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
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
from retrieval.marking.syntax.labels import Relation
from retrieval.marking.syntax.parser import parsed
from retrieval.marking.syntax.passage_words import Column, Flags, Gap, Integers, PassageWords, column
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
_REACH: Final = 4.0
"""Words; a word of the question so far away counts 1/e of one beside."""
_SENTENCE: Final = 6.0
_CLAUSE: Final = 1.5
"""How many words an end of a sentence, or of a clause, is further."""
KEPT_SCORES: Final = 4
"""For so many sorts of questions the scores of a passage's spans stay, some 4 KB each."""
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
    _scores: dict[Hashable, Column] = field(default_factory=dict)

    @classmethod
    def of(cls, words: PassageWords, matches: Sequence[Match] = ()) -> PassageSpans:
        """Find and observe the spans of a passage."""
        tree = Tree.of(parsed(words), words.sentences)
        candidates = Candidates.of(words, tree)
        observed = np.array([each.value(candidates) for each in FORMS.values()], dtype=np.float32)
        places = WordPlaces.of(words.tokens, matches)
        return cls(candidates, observed, lengths(candidates.length), block_values(words, tree), places)

    def whatever_is_asked(self, model: Hashable, scores: Callable[[PassageSpans], Column]) -> Column:
        """Return what each span scores by itself, by a model for one sort of question: the last few stay."""
        found = self._scores.get(model)
        if found is None:
            if len(self._scores) >= KEPT_SCORES:
                self._scores.clear()
            found = self._scores[model] = scores(self)
        return found

    def form(self, name: str) -> Column:
        """Return one form of each span."""
        return column(self.forms[_ROW[name]])

    @lazy
    def whole_clauses(self) -> Flags:
        """Which spans are whole clauses."""
        return self.form("whole_clauses") > 0

    @lazy
    def steps(self) -> Column:
        """Where each word stands: a match in 1 step less counts 1/e; ends of sentences and clauses are steps, too."""
        words = self.candidates.words
        ends = _SENTENCE * words.sentences + _CLAUSE * words.clauses
        return column((np.arange(len(words)) + ends) / _REACH)

    @lazy
    def is_governed(self) -> Column:
        """Which words depend on another, a preposition aside."""
        governors = self.candidates.tree.governors
        return column(governors != np.arange(len(governors)))

    @lazy
    def subjects(self) -> Column:
        """Which words are subjects."""
        relations = self.candidates.tree.relations
        return column((relations == Relation.NSUBJ) | (relations == Relation.NSUBJPASS))

    @lazy
    def objects(self) -> Column:
        """Which words are objects."""
        return column(self.candidates.tree.relations == Relation.DOBJ)

    @lazy
    def no_names(self) -> Column:
        """Which words are not capitalised."""
        return column(~self.candidates.words.capitals)

    @lazy
    def after_space(self) -> Column:
        """Which words have nothing but white space before them; and one more, for the end."""
        return column(self.candidates.words.gaps == Gap.SPACE)

    @lazy
    def after_comma(self) -> Column:
        """Which words stand after a comma."""
        return column(self.candidates.words.gaps[:-1] == Gap.COMMA)

    @lazy
    def class_before(self) -> Integers:
        """The class of the word before each word."""
        return classes_before(self.candidates.words)
