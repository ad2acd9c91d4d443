"""The words of a passage that answer, as slices of it.

A passage is cut into clauses (`clauses.py`). A weighted sum of named observations (`observations.py`) finds the clause
that answers; where a date, an age, a name or the like is wanted, only that is marked inside it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from retrieval.english.answer_kinds import AnswerKind
from retrieval.marking.alignment import WordAlignment
from retrieval.marking.clauses import Clause, trim, without_speaker
from retrieval.marking.cut_passages import CutPassage, PassageCutter
from retrieval.marking.observations import WEIGHTS, QuestionWords, observe, scored
from retrieval.questions.reading import ReadText
from retrieval.questions.understood import Shown
from retrieval.spans import Span

ALSO_FROM = 0.7
"""A neighbouring clause is marked too if its log-odds, without `beside`, are less than this below the best one's."""
LONGEST = 200
"""In characters; clauses are not joined beyond this."""
MOSTLY_SAID = 0.5
"""A clause of which a greater share was marked just before says nothing new."""
PRECISE = frozenset(
    {
        AnswerKind.AGE,
        AnswerKind.DATE,
        AnswerKind.DURATION,
        AnswerKind.FREQUENCY,
        AnswerKind.MONEY,
        AnswerKind.MEASURE,
        AnswerKind.COUNT,
    }
)
"""Kinds of answer that are a few words with a shape of their own."""
_ABOUT = re.compile(
    r"(?:\b(?:about|around|nearly|almost|roughly|approximately|some|over|under|more than|less than|fewer than|at least"
    r"|at most|up to|a little|just|early|late|mid|last)[ \u00a0-])+\Z",
    re.I,
)
_CAPITALS = r"[A-Z][\w.’']*(?:[ \u00a0][A-Z][\w.’']*)*"
_PLACE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Ff]rom|[Tt]o|[Nn]ear|[Oo]utside|[Ii]nside|[Ii]nto|[Aa]cross|[Vv]ia|[Oo]n)[ \u00a0]"
    r"(?P<place>(?:(?:the|a|an|his|her|their)[ \u00a0])?(?:(?:[a-z]+[ \u00a0])?"
    r"(?:prison|jail|court|house|home|hospital|school|office|airport|hotel|church|station|tweet|website)\b"
    rf"(?: in {_CAPITALS}(?:, {_CAPITALS})*)?|(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
    rf"{_CAPITALS}(?:, {_CAPITALS})*))"
)
_NEAR = 40.0
"""Characters; a word of the question so far away counts 1/e of one beside."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The clause of a passage that answers, None in an empty passage, and the spans of it to mark."""

    clause: Clause | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Highlighter:
    """Marks the words of a story's passages that answer, with what its reader questions point to."""

    cutter: PassageCutter
    alignment: WordAlignment

    def marks_for(
        self, question: ReadText, wanted: frozenset[AnswerKind], rows: Sequence[int], shown: Shown | None = None
    ) -> QuestionMarks:
        """Return what marks one after another of some passages for a question, but not what was marked just before."""
        return QuestionMarks(self.cutter, self.alignment, question, wanted, rows, shown)


@dataclass(frozen=True)
class QuestionMarks:
    """Marks the passages that are asked for, for one question."""

    cutter: PassageCutter
    alignment: WordAlignment
    question: ReadText
    wanted: frozenset[AnswerKind]
    rows: Sequence[int]
    shown: Shown | None = None

    @cached_property
    def asked(self) -> QuestionWords:
        """The question's words."""
        return QuestionWords(self.question, self.cutter.corpus.indexes)

    @cached_property
    def pointed(self) -> Mapping[int, Sequence[float]]:
        """What the question's words point to in each of the passages: all at once, which costs as much as two."""
        return self.alignment.pointed(self.question, self.rows)

    def observe(self, row: int) -> dict[str, Sequence[float]]:
        """Return the observations of each clause of a passage, by the names of `WEIGHTS`."""
        cut = self.cutter.cut(row)
        return observe(cut, self.asked, self.wanted, self.pointed[row] or (0.0,) * len(cut.clauses))

    def mark(self, row: int) -> Marked:
        """Mark the words of a passage that answer: a date or a name where one is wanted, else a clause or two."""
        cut = self.cutter.cut(row)
        if not cut.clauses:
            return Marked(None, ())
        observed = self.observe(row)
        scores = scored(observed)
        marked = self.shown.marks if self.shown is not None and self.shown.row == row else ()
        if marked:
            said = [_share(clause.span, marked) > MOSTLY_SAID for clause in cut.clauses]
            if not all(said):
                scores = [-math.inf if known else score for score, known in zip(scores, said, strict=True)]
        own = [score - WEIGHTS["beside"] * beside for score, beside in zip(scores, observed["beside"], strict=True)]
        return _ScoredPassage(cut, self.question, self.wanted, scores, own, marked).mark()


@dataclass(frozen=True, slots=True)
class _ScoredPassage:
    """The clauses of a passage scored for a question, in log-odds; `own`: without what stands beside each.

    `marked` are words that were shown just before.
    """

    cut: CutPassage
    question: ReadText
    wanted: frozenset[AnswerKind]
    scores: Sequence[float]
    own: Sequence[float]
    marked: Sequence[Span] = ()

    def mark(self) -> Marked:
        """Choose the words that answer."""
        text, clauses = self.cut.passage.text, self.cut.clauses
        best = max(range(len(clauses)), key=self.scores.__getitem__)
        precise = self._precise(text, best)
        if precise is not None:
            return precise
        chosen = self._answering(best)
        whole = Span(clauses[chosen.start].span.start, clauses[chosen.stop - 1].span.end)
        span = self._name(whole) or self._place(text, whole) or trim(text, without_speaker(text, whole))
        return Marked(clauses[best], (span,))

    def _answering(self, best: int) -> range:
        """Return the best clause and the neighbours in its stretch that are nearly as good."""
        every = self.cut.clauses
        first = last = best
        if every[best].leads_in and best + 1 < len(every) and every[best + 1].stretch == every[best].stretch:
            last += 1
        while self._joins(first - 1, best) and every[last].span.end - every[first - 1].span.start <= LONGEST:
            first -= 1
        while self._joins(last + 1, best) and every[last + 1].span.end - every[first].span.start <= LONGEST:
            last += 1
        return range(first, last + 1)

    def _joins(self, clause: int, best: int) -> bool:
        every = self.cut.clauses
        near = 0 <= clause < len(every) and every[clause].stretch == every[best].stretch
        return near and self.own[clause] >= self.own[best] - ALSO_FROM

    def _name(self, whole: Span) -> Span | None:
        """Return the one person named in the clauses and not in the question, if a name is wanted."""
        asked = {person.name for person in self.question.persons}
        if AnswerKind.PERSON not in self.wanted or len(asked) == len(set(self.question.content_terms)):
            return None  # "who is Alice?" wants no name
        inside = [
            mention
            for mention in self.cut.mentions
            if mention.by_name and mention.person.name not in asked and _within(mention.span, whole)
        ]
        return inside[0].span if len({mention.person.name for mention in inside}) == 1 else None

    def _place(self, text: str, whole: Span) -> Span | None:
        """Return the first place named in the clauses, if one is wanted."""
        if AnswerKind.PLACE not in self.wanted:
            return None
        for match in _PLACE.finditer(text, whole.start, whole.end):
            span = Span(*match.span("place"))
            if not any(_overlap(mention.span, span) for mention in self.cut.mentions):
                return span
        return None

    def _precise(self, text: str, best: int) -> Marked | None:
        """Return the best instance of the wanted kind of answer: in a good clause, near the question's words."""
        kind = next((kind for kind in self.wanted if kind in PRECISE), None)
        if kind is None:
            return None
        every = self.cut.clauses
        enough = self.scores[best] - 2.0
        held = {clause: spans for clause, spans in self.cut.holding(kind).items() if self.scores[clause] >= enough}
        asked = {sentence: self._asked_in(sentence) for sentence in {every[clause].sentence for clause in held}}
        candidates = [
            (self.scores[clause] + _nearness(asked[every[clause].sentence], span), -clause, span)
            for clause, spans in held.items()
            for span in (_with_about(text, each, every[clause].span.start) for each in spans)
            if not any(_overlap(span, known) for known in self.marked)
        ]
        if not candidates:
            return None
        _, clause, span = max(candidates, key=lambda found: (found[0], found[1], -found[2].start))
        return Marked(every[-clause], (trim(text, span),))

    def _asked_in(self, sentence: int) -> list[int]:
        """Return where the question's words stand in a sentence, in these or other words."""
        wanted = set(self.question.content_terms)
        concepts = set(self.question.concepts)
        tokens, clauses = self.cut.tokens, self.cut.clauses
        found = [token.start for token in self.cut.tokens_within(*self.cut.sentences[sentence]) if token.term in wanted]
        return found + [
            tokens[match.first].start
            for at, match in self.cut.matches
            if clauses[at].sentence == sentence and not concepts.isdisjoint(match.concepts)
        ]


def _nearness(places: Sequence[int], span: Span) -> float:
    """Return how near the nearest of some places is to a span, 0 to 1."""
    at = (span.start + span.end) / 2
    return max((math.exp(-abs(place - at) / _NEAR) for place in places), default=0.0)


def _share(span: Span, marked: Sequence[Span]) -> float:
    """Return the share of a span that was marked before."""
    known = sum(max(0, min(span.end, each.end) - max(span.start, each.start)) for each in marked)
    return known / max(1, span.end - span.start)


def _within(span: Span, whole: Span) -> bool:
    return whole.start <= span.start and span.end <= whole.end


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _with_about(text: str, span: Span, start: int) -> Span:
    """Extend an amount or a date by "nearly", "more than" or "late" before it."""
    match = _ABOUT.search(text, start, span.start)
    return Span(match.start(), span.end) if match and match.end() == span.start else span
