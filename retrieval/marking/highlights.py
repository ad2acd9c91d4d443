"""The words of a passage that answer, as slices of it.

A passage is cut into clauses (`clauses.py`). A weighted sum of named observations finds the clause that answers; where
a date, an age, a name or the like is wanted, only that is marked inside it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.english.answer_kinds import AnswerKind, held_spans
from retrieval.marking.alignment import WordAlignment
from retrieval.marking.clauses import Clause, make_clauses, trim, without_speaker
from retrieval.people.people import People
from retrieval.questions.reading import ReadText
from retrieval.ranking.corpus import Column, Corpus
from retrieval.ranking.query import RELATED_WEIGHT
from retrieval.spans import Span

WEIGHTS: Final[Mapping[str, float]] = {
    "clause": 2.0,  # share of the question's words, by idf, that the clause has, in these or other words
    "stretch": 1.2,  # … that the stretch between two full stops has
    "beside": 1.5,  # … that the better of the clauses before and after has
    "pointed": 3.5,  # the reader questions' words point to it (see `alignment`)
    "kind": 2.4,  # the clause holds the wanted kind of answer
    "quoted": 1.8,  # what was said is asked for, and the clause is quoted
    "said": -1.8,  # the clause only tells who speaks
}
"""Weight of each observation of a clause, in log-odds; fitted on half of the question files, and rounded."""
ALSO_FROM = 0.7
"""A neighbouring clause is marked too if its log-odds, without `beside`, are less than this below the best one's."""
LONGEST = 200
"""In characters; clauses are not joined beyond this."""
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


class Highlighter:
    """Marks the words that answer. Built once for a story; `marks_for` scores all clauses for a question at once."""

    def __init__(self, corpus: Corpus, people: People) -> None:
        self.corpus = corpus
        self.clauses = make_clauses(corpus.passages, corpus.sentences)
        self.names = [people.mentions(passage.text) for passage in corpus.passages]
        self.clauses_of = _ranges([clause.row for clause in self.clauses])
        stretches = _ranges([clause.stretch for clause in self.clauses])
        self.stretch_starts = np.array([stretch.start for stretch in stretches.values()], dtype=np.intp)
        self.stretch_of = np.repeat(np.arange(len(stretches)), [len(stretch) for stretch in stretches.values()])
        rows = np.array([clause.row for clause in self.clauses], dtype=np.intp)
        self._linked = rows[1:] == rows[:-1]
        self._said = np.array([clause.said for clause in self.clauses], dtype=np.float64)
        self._quoted = np.array([clause.quoted for clause in self.clauses], dtype=np.float64)
        self._kinds = {
            kind: np.array([kind in clause.kinds for clause in self.clauses], dtype=np.float64) for kind in AnswerKind
        }
        self._words: dict[str, npt.NDArray[np.intp]] = {}
        self._concepts: dict[str, npt.NDArray[np.intp]] = {}
        self._index()
        self._alignment = WordAlignment(
            corpus.asked.texts, self.clauses_of, lambda text: self.overlap(text)[0], len(self.clauses)
        )

    def _index(self) -> None:
        """Record which clauses have each term and each concept."""
        words: dict[str, dict[int, None]] = {}
        concepts: dict[str, dict[int, None]] = {}
        by_sentence = _ranges([clause.sentence for clause in self.clauses])
        for number, clauses in by_sentence.items():
            sentence = self.corpus.sentences[number]
            begins = [self.clauses[clause].span.start - sentence.span.start for clause in clauses]
            home = [
                clauses[max(0, sum(begin <= token.start for begin in begins) - 1)] for token in sentence.text.tokens
            ]
            for token, clause in zip(sentence.text.tokens, home, strict=True):
                if token.content:
                    words.setdefault(token.term, {})[clause] = None
            for match in sentence.text.matches:
                for concept in match.concepts:
                    concepts.setdefault(concept, {})[home[match.first]] = None
        self._words = {term: np.array(list(found), dtype=np.intp) for term, found in words.items()}
        self._concepts = {concept: np.array(list(found), dtype=np.intp) for concept, found in concepts.items()}

    def clause_at(self, row: int, offset: int) -> Clause | None:
        """Return the clause of a passage at an offset, or the next one after it; None beyond the last."""
        return next(
            (self.clauses[clause] for clause in self.clauses_of.get(row, ()) if offset < self.clauses[clause].span.end),
            None,
        )

    def overlap(self, question: ReadText) -> tuple[Column, Column]:
        """Return which share of the question's words each clause has, and each stretch (shape: clauses, stretches)."""
        in_clause = np.zeros(len(self.clauses))
        in_stretch = np.zeros(len(self.stretch_starts))
        total = 0.0
        for position, token in enumerate(question.tokens):
            if not token.content:
                continue
            idf = self.corpus.indexes.terms.idf(token.term)
            total += idf
            best = np.zeros(len(self.clauses))
            for concept in question.concepts_at(position):
                if (clauses := self._concepts.get(concept)) is not None:
                    best[clauses] = RELATED_WEIGHT
            if (clauses := self._words.get(token.term)) is not None:
                best[clauses] = 1
            in_clause += idf * best
            in_stretch += idf * np.maximum.reduceat(best, self.stretch_starts) if len(best) else 0
        return (in_clause / total, in_stretch / total) if total else (in_clause, in_stretch)

    def observe(self, question: ReadText, wanted: frozenset[AnswerKind]) -> dict[str, Column]:
        """Return the observations of every clause of the story, by the names of `WEIGHTS`."""
        in_clause, in_stretch = self.overlap(question)
        beside = np.zeros(len(in_clause))
        if len(in_clause) > 1:
            beside[1:] = in_clause[:-1] * self._linked
            beside[:-1] = np.maximum(beside[:-1], in_clause[1:] * self._linked)
        kinds = [self._kinds[kind] for kind in wanted if kind is not AnswerKind.SPEECH]
        return {
            "clause": in_clause,
            "stretch": in_stretch[self.stretch_of],
            "beside": beside,
            "pointed": self._alignment.of(question),
            "kind": np.max(kinds, axis=0) if kinds else np.zeros(len(in_clause)),
            "quoted": self._quoted * (AnswerKind.SPEECH in wanted),
            "said": self._said,
        }

    def marks_for(self, question: ReadText, wanted: frozenset[AnswerKind]) -> QuestionMarks:
        """Score every clause for a question; the result marks one passage after another."""
        observed = self.observe(question, wanted)
        scores = np.sum([weight * observed[name] for name, weight in WEIGHTS.items()], axis=0)
        return QuestionMarks(self, question, wanted, scores, scores - WEIGHTS["beside"] * observed["beside"])


class QuestionMarks:
    """The clauses of a story scored for one question; marks one passage after another."""

    def __init__(
        self, highlighter: Highlighter, question: ReadText, wanted: frozenset[AnswerKind], scores: Column, own: Column
    ) -> None:
        self._highlighter = highlighter
        self._question = question
        self._wanted = wanted
        self._scores = scores
        self._own = own

    def mark(self, row: int) -> Marked:
        """Mark the words of a passage that answer: a date or a name where one is wanted, else a clause or two."""
        every = self._highlighter.clauses
        clauses = self._highlighter.clauses_of.get(row, range(0))
        if not clauses:
            return Marked(None, ())
        text = self._highlighter.corpus.passages[row].text
        best = clauses[int(self._scores[clauses.start : clauses.stop].argmax())]
        precise = self._precise(text, clauses, best)
        if precise is not None:
            return precise
        chosen = self._answering(clauses, best)
        whole = Span(every[chosen.start].span.start, every[chosen.stop - 1].span.end)
        span = self._name(row, whole) or self._place(text, row, whole) or trim(text, without_speaker(text, whole))
        return Marked(every[best], (span,))

    def _answering(self, clauses: range, best: int) -> range:
        """Return the best clause and the neighbours in its stretch that are nearly as good."""
        every = self._highlighter.clauses
        first = last = best
        if every[best].leads_in and best + 1 in clauses and every[best + 1].stretch == every[best].stretch:
            last += 1
        while self._joins(first - 1, best, clauses) and every[last].span.end - every[first - 1].span.start <= LONGEST:
            first -= 1
        while self._joins(last + 1, best, clauses) and every[last + 1].span.end - every[first].span.start <= LONGEST:
            last += 1
        return range(first, last + 1)

    def _joins(self, clause: int, best: int, clauses: range) -> bool:
        every = self._highlighter.clauses
        near = clause in clauses and every[clause].stretch == every[best].stretch
        return near and bool(self._own[clause] >= self._own[best] - ALSO_FROM)

    def _name(self, row: int, whole: Span) -> Span | None:
        """Return the one person named in the clauses and not in the question, if a name is wanted."""
        asked = {person.name for person in self._question.persons}
        if AnswerKind.PERSON not in self._wanted or len(asked) == len(set(self._question.content_terms)):
            return None  # "who is Alice?" wants no name
        inside = [
            mention
            for mention in self._highlighter.names[row]
            if mention.by_name and mention.person.name not in asked and _within(mention.span, whole)
        ]
        return inside[0].span if len({mention.person.name for mention in inside}) == 1 else None

    def _place(self, text: str, row: int, whole: Span) -> Span | None:
        """Return the first place named in the clauses, if one is wanted."""
        if AnswerKind.PLACE not in self._wanted:
            return None
        for match in _PLACE.finditer(text, whole.start, whole.end):
            span = Span(*match.span("place"))
            if not any(_overlap(mention.span, span) for mention in self._highlighter.names[row]):
                return span
        return None

    def _precise(self, text: str, clauses: range, best: int) -> Marked | None:
        """Return the best instance of the wanted kind of answer: in a good clause, near the question's words."""
        every = self._highlighter.clauses
        candidates: list[tuple[float, int, Span]] = []
        enough = self._scores[best] - 2.0
        for clause in clauses:
            if self._scores[clause] < enough:
                continue
            for span in self._spans(text, every[clause]):
                candidates.append((float(self._scores[clause]) + self._nearness(every[clause], span), -clause, span))
        if not candidates:
            return None
        _, clause, span = max(candidates, key=lambda found: (found[0], found[1], -found[2].start))
        return Marked(every[-clause], (trim(text, span),))

    def _spans(self, text: str, clause: Clause) -> list[Span]:
        """Return where a clause has the wanted kind of answer."""
        for kind in self._wanted:
            if kind in PRECISE:
                words = text[clause.span.start : clause.span.end]
                found = [
                    Span(clause.span.start + begin, clause.span.start + end) for begin, end in held_spans(words, kind)
                ]
                return [_with_about(text, span, clause.span.start) for span in found]
        return []

    def _nearness(self, clause: Clause, span: Span) -> float:
        """Return how near the question's words are to a span of a clause's sentence, 0 to 1."""
        sentence = self._highlighter.corpus.sentences[clause.sentence]
        wanted = set(self._question.content_terms)
        concepts = set(self._question.concepts)
        places = [token.start for token in sentence.text.tokens if token.term in wanted]
        places += [
            sentence.text.tokens[match.first].start
            for match in sentence.text.matches
            if not concepts.isdisjoint(match.concepts)
        ]
        at = (span.start + span.end) / 2 - sentence.span.start
        return max((math.exp(-abs(place - at) / _NEAR) for place in places), default=0.0)


def _within(span: Span, whole: Span) -> bool:
    return whole.start <= span.start and span.end <= whole.end


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _with_about(text: str, span: Span, start: int) -> Span:
    """Extend an amount or a date by "nearly", "more than" or "late" before it."""
    match = _ABOUT.search(text, start, span.start)
    return Span(match.start(), span.end) if match and match.end() == span.start else span


def _ranges(keys: Sequence[int]) -> dict[int, range]:
    """Return the range of positions of each key in a list whose equal keys are adjacent."""
    found: dict[int, range] = {}
    for at, key in enumerate(keys):
        found[key] = range(found[key].start, at + 1) if key in found else range(at, at + 1)
    return found
