"""Passages that say the same thing in several articles, so that one answer names them all instead of repeating.

What is compared is the stretch between two full stops, since whole paragraphs of different articles seldom agree. Two
stretches say the same if one of these holds; sharing names is never enough:

- verbatim: the longer one has most of the shorter one's word triples, at least five words in a row, and most of what
  it says after its lead-in ("At the end of the day, …"); or it has a whole clause of it (both quote the same words);
- retold: they share half of the shorter one's words and a third of all their words, weighted by idf, and at least the
  weight of a few words that no other stretch has;
- dated: two articles report on the same day (month and day) and the same person.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from retrieval.articles.passages import Passage
from retrieval.marking.clauses import Clause
from retrieval.marking.cut_passages import CutPassage, PassageCutter
from retrieval.questions.reading import ReadToken
from retrieval.ranking.passage_reading import Sentence
from retrieval.spans import Span

VERBATIM_SHARE = 0.6
CLAUSE_SHARE = 0.9
LEAST_TRIPLES = 3
"""Of word triples in common: a run of five words."""
RETOLD_SHARE = 0.5
RETOLD_OF_BOTH = 0.3
LEAST_WORDS = 2.3
"""The weight of what is shared, in words that stand in no other stretch."""
MARKED_SHARE = 0.5
"""The share of the marked words, weighted by idf, that the other passage must hold."""
_RARE = 12
"""Only words of at most so many stretches lead to a comparison: names would compare all with all."""
_DATE = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (\d{1,2})(?!\d)"
    r"|\b(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
)

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The text between two full stops: its words (`core`: without lead-ins), word triples, people, and days."""

    row: int
    file: str
    terms: frozenset[str]
    core: frozenset[str]
    triples: frozenset[Triple]
    clauses: tuple[frozenset[Triple], ...]
    persons: frozenset[str]
    days: frozenset[tuple[str, str]]


class SameStatements:
    """For every stretch of a story (`Clause.stretch`) the stretches of other passages that say the same."""

    def __init__(self, cutter: PassageCutter) -> None:
        self._cutter = cutter
        self._starts: list[int] = []
        self._stretches: list[_Stretch] = []
        for cut in cutter.cut_all(range(cutter.corpus.size)):
            self._starts.append(len(self._stretches))
            self._stretches += _stretches(cut)
        frequency = Counter(term for stretch in self._stretches for term in stretch.terms)
        count = len(self._stretches)
        self._idf = {term: math.log(1 + (count - n + 0.5) / (n + 0.5)) for term, n in frequency.items()}
        self._rarest = math.log(1 + (count - 0.5) / 1.5) if count else 0.0
        self._same: list[list[int]] = [[] for _ in self._stretches]
        for one, other in sorted(_candidates(self._stretches)):
            if self._say_the_same(self._stretches[one], self._stretches[other]):
                self._same[one].append(other)
                self._same[other].append(one)

    def of(self, clause: Clause, marked: Iterable[Span] = ()) -> tuple[int, ...]:
        """Return the rows of other passages that say what a clause's stretch says, most alike first.

        With `marked`, spans of the clause's passage, only those that have most of the marked words: a sentence may
        say two things, and the other passage only the one that was not asked for.
        """
        number = self._starts[clause.row] + clause.stretch
        own = self._stretches[number]
        sentence = self._cutter.cut(clause.row).sentences[clause.sentence]
        wanted = {
            token.term
            for span in marked
            for token in sentence.text.tokens
            if token.content
            and span.start < sentence.span.start + token.end
            and sentence.span.start + token.start < span.end
        }
        found: dict[int, float] = {}
        for other in self._same[number]:
            theirs = self._stretches[other]
            if self._weight(wanted & theirs.terms) >= MARKED_SHARE * self._weight(wanted):
                alike = self._weight(own.terms & theirs.terms)
                found[theirs.row] = max(alike, found.get(theirs.row, 0.0))
        return tuple(sorted(found, key=lambda row: (-found[row], row)))

    def _say_the_same(self, one: _Stretch, other: _Stretch) -> bool:
        if one.row == other.row:
            return False
        return self._verbatim(one, other) or self._retold(one, other) or _dated(one, other)

    def _verbatim(self, one: _Stretch, other: _Stretch) -> bool:
        shorter, longer = sorted((one, other), key=lambda stretch: len(stretch.triples))
        shared = len(shorter.triples & longer.triples)
        if shared >= LEAST_TRIPLES and shared >= VERBATIM_SHARE * len(shorter.triples):
            core = self._weight(shorter.core)
            if self._weight(shorter.core & longer.terms) >= VERBATIM_SHARE * core:
                return True
        return any(
            len(clause & theirs.triples) >= CLAUSE_SHARE * len(clause)
            for own, theirs in ((one, other), (other, one))
            for clause in own.clauses
        )

    def _retold(self, one: _Stretch, other: _Stretch) -> bool:
        shared = self._weight(one.terms & other.terms)
        return (
            shared >= LEAST_WORDS * self._rarest
            and shared >= RETOLD_SHARE * min(self._weight(one.terms), self._weight(other.terms))
            and shared >= RETOLD_OF_BOTH * self._weight(one.terms | other.terms)
        )

    def _weight(self, terms: Iterable[str]) -> float:
        return math.fsum(self._idf.get(term, self._rarest) for term in terms)


def _dated(one: _Stretch, other: _Stretch) -> bool:
    return one.file != other.file and bool(one.days & other.days) and bool(one.persons & other.persons)


def _candidates(stretches: Sequence[_Stretch]) -> set[tuple[int, int]]:
    """Return the pairs that share a word triple, a rare word, or a day: all others differ."""
    holding: dict[object, list[int]] = {}
    for number, stretch in enumerate(stretches):
        for key in (*stretch.triples, *stretch.terms, *stretch.days):
            holding.setdefault(key, []).append(number)
    return {
        (one, other)
        for numbers in holding.values()
        if len(numbers) <= _RARE
        for at, one in enumerate(numbers)
        for other in numbers[at + 1 :]
    }


def _stretches(cut: CutPassage) -> Iterator[_Stretch]:
    """Yield the stretches of a passage, from left to right."""
    for _, own in groupby(cut.clauses, key=lambda clause: clause.stretch):
        clauses = list(own)
        yield _stretch(cut.passage, cut.sentences[clauses[0].sentence], clauses)


def _stretch(passage: Passage, sentence: Sentence, clauses: Sequence[Clause]) -> _Stretch:
    tokens = _within(sentence, Span(clauses[0].span.start, clauses[-1].span.end))
    text = passage.text[clauses[0].span.start : clauses[-1].span.end]
    saying = [_within(sentence, clause.span) for clause in clauses if not clause.leads_in and not clause.said]
    days = ((match[1] or match[4], match[2] or match[3]) for match in _DATE.finditer(text))
    return _Stretch(
        passage.row,
        passage.file,
        frozenset(token.term for token in tokens if token.content),
        frozenset(token.term for clause in saying for token in clause if token.content),
        _triples(tokens),
        tuple(
            _triples(clause)
            for clause in saying
            if len(clause) >= LEAST_TRIPLES + 2 and sum(token.content for token in clause) >= 2
        ),
        frozenset(token.person.name for token in tokens if token.person),
        frozenset(days),
    )


def _within(sentence: Sentence, span: Span) -> list[ReadToken]:
    begin, end = span.start - sentence.span.start, span.end - sentence.span.start
    return [token for token in sentence.text.tokens if begin <= token.start < end]


def _triples(tokens: Sequence[ReadToken]) -> frozenset[Triple]:
    words = [token.term for token in tokens]
    return frozenset(zip(words, words[1:], words[2:], strict=False))
