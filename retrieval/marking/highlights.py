"""The words of a passage that answer, as slices of it.

A passage is cut into parts (see `parts`). The part that answers is found by named observations with fixed weights;
where a date, an age, a name or the like is wanted, only that is marked inside it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.articles.passages import Passage
from retrieval.english.answer_kinds import AnswerKind, held_spans
from retrieval.marking.alignment import Pointers
from retrieval.marking.clauses import Part, make_parts, trim, without_speaker
from retrieval.people.people import People
from retrieval.questions.reading import Reading
from retrieval.ranking.features import RELATED_WEIGHT, Column, Evidence
from retrieval.spans import Span

WEIGHTS: Final[Mapping[str, float]] = {
    "clause": 2.0,  # share of the question's words, by idf, that the clause has, in these or other words
    "group": 1.2,  # … that the stretch between two full stops has
    "beside": 1.5,  # … that the better of the clauses before and after has
    "pointed": 3.5,  # the reader questions' words point to it (see `pointers`)
    "kind": 2.4,  # the clause holds the wanted kind of answer
    "quoted": 1.8,  # what was said is asked for, and the clause is quoted
    "said": -1.8,  # the clause only tells who speaks
}
"""What each observation of a part counts, in log-odds; fitted on half of the question files, and rounded."""
ALSO_FROM = 0.7
"""A neighbouring part is marked too when its own log-odds, without what stands beside it, are so near the best's."""
LONGEST = 200
"""Characters; parts are not joined above this."""
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
    """The part of a passage that answers, None in an empty passage, and the words to mark."""

    part: Part | None
    spans: tuple[Span, ...]


class Highlighter:
    """Marks the words that answer. Built once for a story; `asked` looks at a question once for all passages."""

    def __init__(
        self,
        passages: Sequence[Passage],
        evidence: Evidence,
        people: People,
        questions: Mapping[int, Sequence[Reading]],
    ) -> None:
        self.passages = passages
        self.evidence = evidence
        self.parts = make_parts(passages, evidence.sentences)
        self.names = [people.mentions(passage.text) for passage in passages]
        count = len(self.parts)
        self.parts_of = _ranges([part.row for part in self.parts])
        groups = _ranges([part.group for part in self.parts])
        self.group_starts = np.array([group.start for group in groups.values()], dtype=np.intp)
        self.group_of = np.repeat(np.arange(len(groups)), [len(group) for group in groups.values()])
        rows = np.array([part.row for part in self.parts], dtype=np.intp)
        self._linked = rows[1:] == rows[:-1]
        self._said = np.array([part.said for part in self.parts], dtype=np.float64)
        self._quoted = np.array([part.quoted for part in self.parts], dtype=np.float64)
        self._kinds = {
            kind: np.array([kind in part.kinds for part in self.parts], dtype=np.float64) for kind in AnswerKind
        }
        self._words: dict[str, npt.NDArray[np.intp]] = {}
        self._concepts: dict[str, npt.NDArray[np.intp]] = {}
        self._index()
        self._pointers = Pointers(questions, self.parts_of, lambda reading: self.overlap(reading)[0], count)

    def _index(self) -> None:
        """Note which parts hold each term and each concept."""
        words: dict[str, dict[int, None]] = {}
        concepts: dict[str, dict[int, None]] = {}
        sentence_parts = _ranges([part.sentence for part in self.parts])
        for number, parts in sentence_parts.items():
            sentence = self.evidence.sentences[number]
            begins = [self.parts[part].span.start - sentence.span.start for part in parts]
            home = [
                parts[max(0, sum(begin <= token.start for begin in begins) - 1)] for token in sentence.reading.tokens
            ]
            for token, part in zip(sentence.reading.tokens, home, strict=True):
                if token.content:
                    words.setdefault(token.term, {})[part] = None
            for match in sentence.reading.matches:
                for concept in match.concepts:
                    concepts.setdefault(concept, {})[home[match.first]] = None
        self._words = {term: np.array(list(found), dtype=np.intp) for term, found in words.items()}
        self._concepts = {concept: np.array(list(found), dtype=np.intp) for concept, found in concepts.items()}

    def part_at(self, row: int, offset: int) -> Part | None:
        """Return the part of a passage at an offset, or the next one after it; None beyond the last."""
        return next(
            (self.parts[part] for part in self.parts_of.get(row, ()) if offset < self.parts[part].span.end), None
        )

    def overlap(self, reading: Reading) -> tuple[Column, Column]:
        """Return which share of the question's words each part has, and each group (shape: parts, groups)."""
        in_part = np.zeros(len(self.parts))
        in_group = np.zeros(len(self.group_starts))
        total = 0.0
        for position, token in enumerate(reading.tokens):
            if not token.content:
                continue
            idf = self.evidence.terms.idf(token.term)
            total += idf
            best = np.zeros(len(self.parts))
            for match in reading.matches:
                if match.first <= position < match.last:
                    for concept in match.concepts:
                        if (parts := self._concepts.get(concept)) is not None:
                            best[parts] = RELATED_WEIGHT
            if (parts := self._words.get(token.term)) is not None:
                best[parts] = 1
            in_part += idf * best
            in_group += idf * np.maximum.reduceat(best, self.group_starts) if len(best) else 0
        return (in_part / total, in_group / total) if total else (in_part, in_group)

    def observe(self, reading: Reading, wanted: frozenset[AnswerKind]) -> dict[str, Column]:
        """Return the observations of every part of the story, by the names of `WEIGHTS`."""
        clause, group = self.overlap(reading)
        beside = np.zeros(len(clause))
        if len(clause) > 1:
            beside[1:] = clause[:-1] * self._linked
            beside[:-1] = np.maximum(beside[:-1], clause[1:] * self._linked)
        kinds = [self._kinds[kind] for kind in wanted if kind is not AnswerKind.SPEECH]
        return {
            "clause": clause,
            "group": group[self.group_of],
            "beside": beside,
            "pointed": self._pointers.of(reading),
            "kind": np.max(kinds, axis=0) if kinds else np.zeros(len(clause)),
            "quoted": self._quoted * (AnswerKind.SPEECH in wanted),
            "said": self._said,
        }

    def asked(self, reading: Reading, wanted: frozenset[AnswerKind]) -> Asked:
        """Look at a question once, for all passages."""
        observed = self.observe(reading, wanted)
        scores = np.sum([weight * observed[name] for name, weight in WEIGHTS.items()], axis=0)
        return Asked(self, reading, wanted, scores, scores - WEIGHTS["beside"] * observed["beside"])


class Asked:
    """A question seen through a highlighter: marks one passage after another."""

    def __init__(
        self, highlighter: Highlighter, reading: Reading, wanted: frozenset[AnswerKind], scores: Column, own: Column
    ) -> None:
        self._highlighter = highlighter
        self._reading = reading
        self._wanted = wanted
        self._scores = scores
        self._own = own

    def mark(self, row: int) -> Marked:
        """Mark the words of a passage that answer: a date or a name where one is wanted, else a clause or two."""
        every = self._highlighter.parts
        parts = self._highlighter.parts_of.get(row, range(0))
        if not parts:
            return Marked(None, ())
        text = self._highlighter.passages[row].text
        best = parts[int(self._scores[parts.start : parts.stop].argmax())]
        precise = self._precise(text, parts, best)
        if precise is not None:
            return precise
        clauses = self._clauses(parts, best)
        whole = Span(every[clauses.start].span.start, every[clauses.stop - 1].span.end)
        span = self._name(row, whole) or self._place(text, row, whole) or trim(text, without_speaker(text, whole))
        return Marked(every[best], (span,))

    def _clauses(self, parts: range, best: int) -> range:
        """Return the best part and the neighbours in its group that are nearly as good."""
        every = self._highlighter.parts
        first = last = best
        if every[best].leads_in and best + 1 in parts and every[best + 1].group == every[best].group:
            last += 1
        while self._joins(first - 1, best, parts) and every[last].span.end - every[first - 1].span.start <= LONGEST:
            first -= 1
        while self._joins(last + 1, best, parts) and every[last + 1].span.end - every[first].span.start <= LONGEST:
            last += 1
        return range(first, last + 1)

    def _joins(self, part: int, best: int, parts: range) -> bool:
        every = self._highlighter.parts
        near = part in parts and every[part].group == every[best].group
        return near and bool(self._own[part] >= self._own[best] - ALSO_FROM)

    def _name(self, row: int, whole: Span) -> Span | None:
        """Return the one person named in the clauses and not in the question, where a name is wanted."""
        asked = {person.name for person in self._reading.persons}
        if AnswerKind.PERSON not in self._wanted or len(asked) == len(set(self._reading.content_terms)):
            return None  # "who is Alice?" wants no name
        inside = [
            mention
            for mention in self._highlighter.names[row]
            if mention.by_name and mention.person.name not in asked and _within(mention.span, whole)
        ]
        return inside[0].span if len({mention.person.name for mention in inside}) == 1 else None

    def _place(self, text: str, row: int, whole: Span) -> Span | None:
        """Return the first place that is told in the clauses, where one is wanted."""
        if AnswerKind.PLACE not in self._wanted:
            return None
        for match in _PLACE.finditer(text, whole.start, whole.end):
            span = Span(*match.span("place"))
            if not any(_overlap(mention.span, span) for mention in self._highlighter.names[row]):
                return span
        return None

    def _precise(self, text: str, parts: range, best: int) -> Marked | None:
        """Return the wanted kind of answer where it stands best: in a good part, near the question's words."""
        every = self._highlighter.parts
        candidates: list[tuple[float, int, Span]] = []
        enough = self._scores[best] - 2.0
        for part in parts:
            if self._scores[part] < enough:
                continue
            for span in self._spans(text, every[part]):
                candidates.append((float(self._scores[part]) + self._nearness(every[part], span), -part, span))
        if not candidates:
            return None
        _, part, span = max(candidates, key=lambda found: (found[0], found[1], -found[2].start))
        return Marked(every[-part], (trim(text, span),))

    def _spans(self, text: str, part: Part) -> list[Span]:
        """Return the places of the wanted kind of answer in a part."""
        for kind in self._wanted:
            if kind in PRECISE:
                words = text[part.span.start : part.span.end]
                found = [Span(part.span.start + begin, part.span.start + end) for begin, end in held_spans(words, kind)]
                return [_with_about(text, span, part.span.start) for span in found]
        return []

    def _nearness(self, part: Part, span: Span) -> float:
        """Return how near the question's words stand to a place in a part's sentence, 0 to 1."""
        sentence = self._highlighter.evidence.sentences[part.sentence]
        wanted = set(self._reading.content_terms)
        concepts = set(self._reading.concepts)
        places = [token.start for token in sentence.reading.tokens if token.term in wanted]
        places += [
            sentence.reading.tokens[match.first].start
            for match in sentence.reading.matches
            if not concepts.isdisjoint(match.concepts)
        ]
        at = (span.start + span.end) / 2 - sentence.span.start
        return max((math.exp(-abs(place - at) / _NEAR) for place in places), default=0.0)


def _within(span: Span, whole: Span) -> bool:
    return whole.start <= span.start and span.end <= whole.end


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _with_about(text: str, span: Span, start: int) -> Span:
    """Take "nearly", "more than" and "late" before an amount or a date with it."""
    match = _ABOUT.search(text, start, span.start)
    return Span(match.start(), span.end) if match and match.end() == span.start else span


def _ranges(keys: Sequence[int]) -> dict[int, range]:
    """Return where each key stands in a list whose equal keys stand together."""
    found: dict[int, range] = {}
    for at, key in enumerate(keys):
        found[key] = range(found[key].start, at + 1) if key in found else range(at, at + 1)
    return found
