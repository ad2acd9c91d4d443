"""The words of a passage that answer, as slices of it; none where it is not known well enough which do.

`answer_spans/` finds the spans that may answer and the one that likeliest does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrieval.english.answer_kinds import AnswerKind
from retrieval.lazy import lazy
from retrieval.marking.alignment import AskedWords, WordAlignment
from retrieval.marking.answer_spans.asked_for import Asked, AskedFor
from retrieval.marking.answer_spans.evidence import SpanEvidence, held_of
from retrieval.marking.answer_spans.model import span_model
from retrieval.marking.clauses import Clause, trim
from retrieval.marking.cut_passages import PassageCutter
from retrieval.marking.syntax.passage_words import Column, Flags
from retrieval.questions.reading import ReadText
from retrieval.questions.understood import Shown
from retrieval.spans import Span

MOSTLY_SAID = 0.5
"""A span of which a greater share was marked just before says nothing new, unless it has a kind of answer that is asked
for now, and no greater share of what was marked: "he resigned in May", "when?"."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The words of a passage that likeliest answer.

    `clause` is the one in which they begin, None in an empty passage; `span` the words, `spans` what of them to mark:
    nothing where it is less than likely that they answer. `probability` is that they hold some of the answer.
    """

    clause: Clause | None
    span: Span | None = None
    spans: tuple[Span, ...] = ()
    probability: float = 0.0


@dataclass(frozen=True, slots=True)
class Highlighter:
    """Marks the words of a story's passages that answer, with what its reader questions point to."""

    cutter: PassageCutter
    alignment: WordAlignment

    def marks_for(self, question: ReadText, wanted: frozenset[AnswerKind], shown: Shown | None = None) -> QuestionMarks:
        """Return what marks one after another of some passages for a question, but not what was marked just before."""
        return QuestionMarks(self.cutter, self.alignment, question, wanted, shown)


@dataclass(frozen=True)
class QuestionMarks:
    """Marks the passages that are asked for, for one question."""

    cutter: PassageCutter
    alignment: WordAlignment
    question: ReadText
    wanted: frozenset[AnswerKind]
    shown: Shown | None = None

    @lazy
    def asked(self) -> Asked:
        """What the question asks for."""
        return Asked.of(self.question, self.wanted, self.cutter.corpus.indexes.terms.idf)

    @lazy
    def pointing(self) -> AskedWords:
        """The question's words that may point to something in a passage."""
        return self.alignment.asked(self.question)

    @lazy
    def _scored(self) -> dict[int, tuple[SpanEvidence, Column]]:
        return {}

    def scored(self, row: int) -> tuple[SpanEvidence, Column]:
        """Return what the spans of a passage are observed by, and their scores; worked out once."""
        if row not in self._scored:
            seen = self.observe(row)
            self._scored[row] = seen, span_model().scores(seen) if len(seen.candidates) else np.zeros(0)
        return self._scored[row]

    def best_score(self, row: int) -> float | None:
        """Return the score of the span of a passage that likeliest answers, None where it has no span."""
        if not self.cutter.cut(row).clauses:
            return None
        _, scores = self.scored(row)
        return float(scores.max()) if len(scores) else None

    def observe(self, row: int) -> SpanEvidence:
        """Return what the spans of a passage are observed by."""
        cut, spans = self.cutter.cut(row), self.cutter.spans(row)
        return SpanEvidence(
            self.asked,
            spans,
            spans.places.matches(self.asked.words, self.asked.concepts),
            held_of(self.asked, cut.holding),
            np.array(self.alignment.pointed(self.pointing, row)),
            self.alignment.learned(row),
        )

    def mark(self, row: int) -> Marked:
        """Mark the words of a passage that answer."""
        cut = self.cutter.cut(row)
        if not cut.clauses:
            return Marked(None)
        (seen, scores), model = self.scored(row), span_model()
        chosen = model.choose(seen, self._new(seen, row), scores)
        if chosen is None:
            return Marked(cut.clauses[0])
        words = seen.words
        begin, end = words.begins[seen.first[chosen.number]], words.ends[seen.last[chosen.number]]
        span = trim(cut.passage.text, Span(int(begin), int(end)))
        amounts = [each for each in seen.held if begin <= each.start and each.end <= end]
        if self.asked.kind is AskedFor.AMOUNT and len(amounts) == 1:
            span = trim(cut.passage.text, amounts[0])  # of "63-year-old drug offender" the age
        clause = cut.clauses[int(words.clauses[seen.first[chosen.number]])]
        marked = (span,) if chosen.probability >= model.shown_from else ()
        return Marked(clause, span, marked, chosen.probability)

    def _new(self, seen: SpanEvidence, row: int) -> Flags | None:
        """Return which spans were not marked just before; None where all may be."""
        if self.shown is None or self.shown.row != row or not self.shown.marks:
            return None
        candidates = seen.candidates
        known: Column = np.zeros(len(candidates))
        narrower = np.zeros(len(candidates), dtype=np.bool_)
        for begin, end in self.shown.marks:
            first, last = seen.words.letters[[begin, end]]
            shared = np.maximum(
                0, np.minimum(candidates.letters_up_to, last) - np.maximum(candidates.letters_before, first)
            )
            known += shared
            narrower |= (shared == candidates.letters) & (shared <= MOSTLY_SAID * (last - first))
        asked = narrower & (seen.held_letters > 0)
        new: Flags = (known <= MOSTLY_SAID * candidates.letters) | asked
        return new if new.any() else None
