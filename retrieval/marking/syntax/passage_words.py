"""A passage -> its words as arrays: what the spans that may answer are made of. Of a passage, whatever is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from retrieval.english.frequency import general_weight
from retrieval.english.stop_words import STOP_WORDS
from retrieval.lazy import lazy
from retrieval.marking.clauses import Clause
from retrieval.marking.syntax.word_classes import WordClass, word_class
from retrieval.questions.reading import ReadToken
from retrieval.spans import Span

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Column = npt.NDArray[np.float64]


class Gap(IntEnum):
    """What stands between two words; the names, in lower case, are those in `weights.json`."""

    SPACE = 0
    JOINED = 1
    """No white space: a hyphen, a slash, an apostrophe."""
    COMMA = 2
    STOP = 3
    COLON = 4
    DASH = 5
    QUOTE = 6
    BRACKET = 7


_A_NAME = 0.75
"""From this weight a word that opens a sentence is rather a name than a common word."""
_BEFORE = re.compile(r"[$£€¥#@]\Z")
_AFTER = re.compile(r"\s?%|°[CF]?")
_MARKS = (
    (re.compile(r"[.!?…]"), Gap.STOP),
    (re.compile(r"[\"“”«»]|(?:^|\s)[‘’']|[‘’'](?:\s|$)"), Gap.QUOTE),
    (re.compile(r"[()\[\]]"), Gap.BRACKET),
    (re.compile(r"[–—]|\s-+\s|--"), Gap.DASH),
    (re.compile(r"[:;]"), Gap.COLON),
    (re.compile(r","), Gap.COMMA),
)


def column(values: npt.ArrayLike) -> Column:
    """Return values as a column of numbers; flags are 1 and 0."""
    return np.asarray(values, dtype=np.float64)


@dataclass(frozen=True, eq=False)
class PassageWords:
    """The words of a passage, in order, each an entry of every array.

    `begins` and `ends` are offsets into the text, with a currency sign before and a percent sign after; `gaps` is what
    stands before each word, and one more for the end. `sentences` and `clauses` are those each stands in,
    `openings` the words that begin a clause. `letters` counts letters and digits up to each offset. `quotes` counts
    double quotation marks before each word, and one more; `content` is 1 where it is no stop word; `capitals`: it is
    capitalised; `quoted`, `said`: its clause is, or only says who speaks. `whole`: it and the word before it stand
    together in a name or a number.
    """

    text: str
    tokens: Sequence[ReadToken]
    begins: Integers
    ends: Integers
    classes: Integers
    gaps: Integers
    sentences: Integers
    clauses: Integers
    letters: Integers
    quotes: Integers
    content: Column
    capitals: Flags
    quoted: Flags
    said: Flags
    whole: Flags

    def __len__(self) -> int:
        return len(self.begins)

    @lazy
    def opens_sentence(self) -> Flags:
        """Which words begin a sentence."""
        return _opens(self.sentences)

    @lazy
    def closes_sentence(self) -> Flags:
        """Which words end a sentence."""
        return np.append(self.opens_sentence[1:], True)[: len(self)]

    @lazy
    def opens_clause(self) -> Flags:
        """Which words begin a clause."""
        return _opens(self.clauses)

    @lazy
    def closes_clause(self) -> Flags:
        """Which words end a clause."""
        return np.append(self.opens_clause[1:], True)[: len(self)]

    @lazy
    def named(self) -> Sequence[tuple[int, str]]:
        """The words that name a person, each with the person's name."""
        return [(at, token.person.name) for at, token in enumerate(self.tokens) if token.person is not None]

    def are(self, *classes: WordClass) -> Flags:
        """Return which words are of some classes."""
        return _members(classes, len(WordClass))[self.classes]

    def stand(self, *gaps: Gap) -> Flags:
        """Return where some marks stand: before each word, and at the end."""
        return _members(gaps, len(Gap))[self.gaps]

    @classmethod
    def of(
        cls, text: str, tokens: Sequence[ReadToken], sentences: Sequence[Span], clauses: Sequence[Clause]
    ) -> PassageWords:
        """Look at the words of a passage."""
        tokens = [token for token in tokens if token.end <= len(text)]
        begins = [token.start for token in tokens]
        ends = [token.end for token in tokens]
        between = [text[end:begin] for end, begin in zip([0, *ends], [*begins, len(text)], strict=True)]
        marks = [_between(each) for each in between]
        gaps = [each.gap for each in marks]
        gaps[0] = gaps[-1] = Gap.STOP
        starts = np.array(begins, dtype=np.int64)
        sentence = _homes(starts, [each.start for each in sentences])
        opens = _opens(sentence)
        quotes = np.cumsum([each.quotes for each in marks])
        classes: list[int] = []
        for at, token in enumerate(tokens):
            if token.person is not None:
                classes.append(WordClass.PERSON)
                continue
            opened = bool(opens[at]) or gaps[at] in (Gap.STOP, Gap.QUOTE, Gap.COLON)
            if opened and (at + 1 == len(tokens) or gaps[at + 1] != Gap.SPACE or not text[begins[at + 1]].isupper()):
                opened = general_weight(token.folded) < _A_NAME
            elif opened:
                opened = token.folded in STOP_WORDS
            classes.append(word_class(text[token.start : token.end], token.folded, opens=opened))
        capitals = [text[begin].isupper() or text[begin] == "@" for begin in begins]
        begins = [begin - each.before for begin, each in zip(begins, marks[:-1], strict=True)]
        ends = [end + each.after for end, each in zip(ends, marks[1:], strict=True)]
        clause = _homes(starts, [each.span.start for each in clauses])
        first = _first_of(sentence, np.array([each.sentence for each in clauses], dtype=np.int64))
        clause = np.maximum(clause, first) if len(clauses) else clause
        letters = np.concatenate([[0], np.cumsum(np.fromiter(map(str.isalnum, text), np.int64, len(text)))])
        return cls(
            text,
            tokens,
            np.array(begins, dtype=np.int64),
            np.array(ends, dtype=np.int64),
            np.array(classes, dtype=np.int64),
            np.array(gaps, dtype=np.int64),
            sentence,
            clause,
            letters,
            quotes,
            np.array([float(token.content) for token in tokens]),
            np.array(capitals, dtype=np.bool_),
            np.array([each.quoted for each in clauses] or [False], dtype=np.bool_)[clause],
            np.array([each.said for each in clauses] or [False], dtype=np.bool_)[clause],
            np.array(_together(classes, gaps, between), dtype=np.bool_),
        )


def _opens(homes: Integers) -> Flags:
    """Return which words are the first of their home: sentence, clause."""
    found = np.ones(len(homes), dtype=np.bool_)
    np.not_equal(homes[1:], homes[:-1], out=found[1:])
    return found


@lru_cache(maxsize=100)
def _members(values: tuple[int, ...], count: int) -> Flags:
    found = np.zeros(count, dtype=np.bool_)
    found[list(values)] = True
    return found


_NAMED = (WordClass.CAPITAL, WordClass.PERSON)
_COUNTED = (WordClass.NUMBER, WordClass.NUMBER_WORD)


def _together(classes: Sequence[int], gaps: Sequence[int], between: Sequence[str]) -> list[bool]:
    """Return for each word whether it belongs with the one before: "Supreme Court", "63-year-old", "5 million"."""
    together = [False]
    for at in range(1, len(classes)):
        before, own, gap = classes[at - 1], classes[at], gaps[at]
        near = gap == Gap.SPACE or between[at] in (". ", ".\u00a0")
        named = near and own == WordClass.CAPITAL and before == WordClass.CAPITAL
        counted = near and before in _COUNTED and own == WordClass.NUMBER_WORD
        counted |= before == WordClass.CALENDAR and own == WordClass.NUMBER and near
        together.append(gap == Gap.JOINED or named or counted)
    return together[: len(classes)]


class _Between(NamedTuple):
    """What stands between two words, and how many of its characters belong to the next word and to the one before."""

    gap: Gap
    quotes: int
    before: int
    after: int


@lru_cache(maxsize=2_000)
def _between(text: str) -> _Between:
    after = _AFTER.match(text)
    quotes = sum(mark in '"“”' for mark in text)
    return _Between(_gap(text), quotes, 1 if _BEFORE.search(text) else 0, after.end() if after else 0)


def _gap(between: str) -> Gap:
    if between.isspace():
        return Gap.SPACE
    found = next((gap for pattern, gap in _MARKS if pattern.search(between)), None)
    if found is not None:
        return found
    return Gap.SPACE if any(each.isspace() for each in between) else Gap.JOINED


def _homes(starts: Integers, begins: Sequence[int]) -> Integers:
    """Return in which of the ranges that begin at these offsets each word stands."""
    return np.maximum(0, np.searchsorted(np.array(begins, dtype=np.int64), starts, side="right") - 1)


def _first_of(sentence: Integers, of_clause: Integers) -> Integers:
    """Return for each word the first clause of its sentence."""
    return np.minimum(np.searchsorted(of_clause, sentence), max(0, len(of_clause) - 1))
