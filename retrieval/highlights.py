"""The words of a passage that answer, as slices of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retrieval.answer_kinds import AnswerKind, held_spans
from retrieval.articles import Span
from retrieval.evidence import RELATED_WEIGHT, Evidence, Sentence
from retrieval.lexicon import Reading
from retrieval.passages import Passage

_CLAUSE_END = re.compile(
    r"[,;:](?=[\s”\"’'])|[—–]|(?<=[.!?…])[”\"’']?\s|[”“\"](?=\s)|\s(?=(?:and|but|because|after|when|who)\s)"
)
_MIN_CLAUSE = 12
_KIND_BONUS = 0.5
_PRECISE = frozenset(
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


@dataclass(frozen=True, slots=True)
class Marked:
    """The number of the sentence that answers (in `Evidence.sentences`) and the words to mark in the passage."""

    sentence: int
    spans: tuple[Span, ...]


def highlight(passage: Passage, evidence: Evidence, reading: Reading, wanted: frozenset[AnswerKind]) -> Marked:
    """Mark the words that answer: a date or an age where one is asked for, else the clause nearest the question."""
    numbers = evidence.sentences_of(passage.row)
    if not numbers:
        return Marked(-1, ())
    best = max(numbers, key=lambda number: (_fit(evidence, evidence.sentences[number], reading, wanted), -number))
    sentence = evidence.sentences[best]
    text = passage.text
    precise = _precise_spans(text, sentence, reading, wanted)
    spans = precise or (_best_clause(evidence, text, sentence, reading, wanted),)
    return Marked(best, tuple(_trim(text, span) for span in spans))


def _fit(evidence: Evidence, sentence: Sentence, reading: Reading, wanted: frozenset[AnswerKind]) -> float:
    """Return the share of the question that a sentence has, and a bonus for the kind of answer it holds."""
    share = _share(evidence, reading, sentence.reading)
    return share + _KIND_BONUS * bool(wanted and wanted <= sentence.kinds)


def _share(evidence: Evidence, question: Reading, part: Reading) -> float:
    """Return which share of the question's words, by idf, a part of a passage has, in these or other words."""
    terms = set(part.content_terms)
    concepts = set(part.concepts)
    total = found = 0.0
    for position, token in enumerate(question.tokens):
        if not token.content:
            continue
        idf = evidence.terms.idf(token.term)
        total += idf
        if token.term in terms:
            found += idf
        elif any(
            match.first <= position < match.last and not concepts.isdisjoint(match.concepts)
            for match in question.matches
        ):
            found += RELATED_WEIGHT * idf
    return found / total if total else 0.0


def _precise_spans(text: str, sentence: Sentence, reading: Reading, wanted: frozenset[AnswerKind]) -> tuple[Span, ...]:
    """Return where the wanted kind of answer stands in the sentence; of several, nearest the question's words."""
    kinds = [kind for kind in wanted if kind in _PRECISE]
    if not kinds:
        return ()
    start = sentence.span.start
    spans = [Span(start + begin, start + end) for begin, end in held_spans(text[start : sentence.span.end], kinds[0])]
    if len(spans) < 2:
        return tuple(spans)
    asked = set(reading.content_terms)
    places = [start + token.start for token in sentence.reading.tokens if token.term in asked]
    if not places:
        return (spans[0],)
    return (min(spans, key=lambda span: min(abs(span.start - place) for place in places)),)


def _best_clause(
    evidence: Evidence, text: str, sentence: Sentence, reading: Reading, wanted: frozenset[AnswerKind]
) -> Span:
    """Return the clause of the sentence with most of the question; the whole sentence where none stands out."""
    clauses = _clauses(text, sentence.span)
    if len(clauses) == 1:
        return sentence.span
    shares = [_share(evidence, reading, evidence.read(text[clause.start : clause.end])) for clause in clauses]
    top = max(shares)
    if top == 0 or shares.count(top) > 1:
        return sentence.span
    return clauses[shares.index(top)]


def _clauses(text: str, span: Span) -> list[Span]:
    """Cut a sentence at its commas, dashes and conjunctions; very short pieces stay with the one before."""
    cuts = [match.end() for match in _CLAUSE_END.finditer(text, span.start, span.end)]
    clauses: list[Span] = []
    begin = span.start
    for cut in [*cuts, span.end]:
        if cut - begin >= _MIN_CLAUSE or cut == span.end:
            clauses.append(Span(begin, cut))
            begin = cut
    if len(clauses) > 1 and clauses[-1].end - clauses[-1].start < _MIN_CLAUSE:
        last = clauses.pop()
        clauses[-1] = Span(clauses[-1].start, last.end)
    return clauses


def _trim(text: str, span: Span) -> Span:
    """Take white space and loose marks off the ends; a span never becomes empty."""
    marked = text[span.start : span.end]
    left = len(marked) - len(marked.lstrip(" \u00a0\t,;:—–-“”\"‘’'.!?…"))
    right = len(marked.rstrip(' \u00a0\t,;:—–-“”"‘'))
    return Span(span.start + left, span.start + right) if left < right else span
