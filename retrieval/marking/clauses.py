"""Passages -> clauses and short sentences, of which one or two are marked as the words that answer."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.articles.passages import Passage
from retrieval.english.sentences import sentence_ends
from retrieval.english.speech_words import SPEECH_VERBS
from retrieval.spans import Span

_CUT = re.compile(
    r"[,;:][\"”’']*(?=\s)|\s?[—–]|\s-(?=\s)|\[?…\]?(?=\s)|[”\"](?=\s)|(?<=\s)(?=[“\"]\S)"
    r"|(?<=\s)(?=(?:and|but|because|after|before|when|while|who|whose|which|where|though|although|since|so that"
    r"|unless)\s)"
)
_DOUBLE_MARK = re.compile('[“”"]')
_SHORTEST = 12
_LOOSE = " \u00a0\t\n,;:—–-.!?…“”\"‘’'«»()[]"
_LOOSE_AFTER = ' \u00a0\t\n,;:—–-“”"‘«»(['
_SUBJECT = r"(?:[Ss]he|[Hh]e|[Tt]hey|I|(?:[Tt]he )?[A-Z][\w’'.-]*(?:[ \u00a0][A-Z][\w’'.-]*){0,3})"
_SAYING = "(?:" + "|".join(sorted(SPEECH_VERBS)) + ")"
_SAID_FIRST = re.compile(
    rf"(?:(?:[Aa]nd|[Bb]ut|[Ll]ater|[Tt]hen|[Aa]lso),? )?{_SUBJECT} (?:also |then |later )?{_SAYING}"
    rf"(?: {_SUBJECT})??,? (?:that (?=\w)|(?=(?:s?he|they|it|I|we|no|her|his|their|the|my|there) \w))"
)
_SPEAKER = rf"(?:@?{_SUBJECT}|the [\w\s]{{1,40}})"
_SAID_ONLY = re.compile(
    rf"(?:(?:[Aa]nd |[Bb]ut |[Ll]ater |[Tt]hen )?{_SPEAKER}\s)?(?:also |then |further )?{_SAYING}(?:\s{_SPEAKER})?"
    r"(?: (?:in|to|on|during|at)(?: \S+){0,4})?[.!?]*",
)
_JUST_OPENED = re.compile(r"(?:^|\s)[‘“][^‘“”]*\Z")
_LEADS_IN = re.compile(
    r"[\"“‘]?(?:And |But |So )?(?:(?:In|On|At|By|After|Before|During|When|While|As|Since|Despite|Shortly|If|Once"
    r"|Although|Though|Because|For|With|Until|Last|Later|Then|Now)\b|\w+ly\Z|(?:[A-Z]\w+(?:ing|ed))\b)"
)
"""How a clause begins that only sets the scene for the next one: "After her meeting, …", "Asked if …, …"."""
_PLACE_BEFORE = re.compile(r"\b(?:in|at|from|near|of|to|outside)[ \u00a0](?:[A-Z][\w.]+[ \u00a0]?){1,3}\Z")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause or short sentence: `passage.text[span.start:span.end]`, without loose punctuation at its ends.

    `row` is its passage's; `sentence` and `stretch` are counted from 0 in the passage. A stretch is the text between
    two full stops: a quotation of several sentences is one sentence and several stretches. `said`: it only says who
    speaks ("Johnson recalled"); `quoted`: it is between quotation marks; `leads_in`: it sets the scene for the next
    one ("After her meeting, …").
    """

    row: int
    sentence: int
    stretch: int
    span: Span
    said: bool
    quoted: bool
    leads_in: bool


def cut_clauses(passage: Passage, sentences: Sequence[Span]) -> tuple[Clause, ...]:
    """Cut the sentences of a passage into clauses, from left to right."""
    text = passage.text
    (marks, opens), ends = _openings(text), sentence_ends(text)
    clauses: list[Clause] = []
    stretch = 0
    for number, sentence in enumerate(sentences):
        for between_stops in _stretches(sentence, ends):
            spans = _clause_spans(text, between_stops)
            for span in spans:
                trimmed = trim(text, span)
                words = text[trimmed.start : trimmed.end]
                before = bisect_right(marks, (trimmed.start + trimmed.end) // 2)
                inside = before > 0 and opens[before - 1]
                said = not inside and _SAID_ONLY.fullmatch(words) is not None
                leads_in = span is spans[0] and len(spans) > 1 and _LEADS_IN.match(words) is not None
                clauses.append(Clause(passage.row, number, stretch, trimmed, said, inside, leads_in))
            stretch += 1
    return tuple(clauses)


def trim(text: str, span: Span) -> Span:
    """Strip white space and loose punctuation from both ends; a span of nothing else stays as it is."""
    marked = text[span.start : span.end]
    left = len(marked) - len(marked.lstrip(_LOOSE))
    right = len(marked.rstrip(_LOOSE_AFTER))
    return Span(span.start + left, span.start + right) if left < right else span


def without_speaker(text: str, span: Span) -> Span:
    """Leave out the speaker at the beginning: "Johnson said that she plans …" -> "she plans …"."""
    match = _SAID_FIRST.match(text, span.start, span.end)
    return Span(match.end(), span.end) if match and span.end - match.end() >= _SHORTEST else span


def _stretches(span: Span, ends: Sequence[int]) -> list[Span]:
    """Cut a sentence where others end inside it, as those of a quotation do."""
    cuts = ends[bisect_right(ends, span.start) : bisect_left(ends, span.end)]
    return [Span(begin, end) for begin, end in pairwise([span.start, *cuts, span.end])]


def _clause_spans(text: str, span: Span) -> list[Span]:
    """Cut at commas, dashes, quotation marks and conjunctions; very short pieces stay with the one before."""
    cuts = [
        match.end()
        for match in _CUT.finditer(text, span.start, span.end)
        if span.start < match.end() < span.end
        and not _inside_place(text, match.start())
        and not _JUST_OPENED.search(text, max(span.start, match.start() - _SHORTEST), match.start())
    ]
    clauses: list[Span] = []
    for begin, end in zip([span.start, *cuts], [*cuts, span.end], strict=True):
        piece = trim(text, Span(begin, end))
        words = text[piece.start : piece.end]
        if not any(character.isalnum() for character in words):
            if clauses:
                clauses[-1] = Span(clauses[-1].start, end)
            continue
        alone = piece.end - piece.start >= _SHORTEST or _SAID_ONLY.fullmatch(words)
        before = text[clauses[-1].start : clauses[-1].end].strip(_LOOSE) if clauses else ""
        incomplete = not alone or len(before) < _SHORTEST
        if clauses and incomplete and not _SAID_ONLY.fullmatch(before):
            clauses[-1] = Span(clauses[-1].start, end)
        else:
            clauses.append(Span(begin, end))
    return clauses or [span]


def _inside_place(text: str, at: int) -> bool:
    """Whether a comma is part of a place name: "in Washington, D.C."."""
    following = text[at + 1 : at + 3].strip()
    return text[at] == "," and following[:1].isupper() and bool(_PLACE_BEFORE.search(text[max(0, at - 40) : at]))


def _openings(text: str) -> tuple[list[int], list[bool]]:
    """Return where double quotation marks stand, and whether each opens a quotation."""
    marks = list(_DOUBLE_MARK.finditer(text))
    opens: list[bool] = []
    for match in marks:
        opens.append(match[0] == "“" or (match[0] == '"' and not (opens and opens[-1])))
    return [match.start() for match in marks], opens
