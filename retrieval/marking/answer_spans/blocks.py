"""Observations of a span that are one of several values: how long it is, what words and marks stand at its ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from retrieval.marking.answer_spans.evidence import SpanEvidence
from retrieval.marking.answer_spans.passage_words import Gap, Integers
from retrieval.marking.answer_spans.word_classes import WordClass

_LENGTHS: Final = np.array([1, 2, 3, 4, 6, 8, 11, 15, 20, 28])
LENGTH_NAMES: Final = ("1", "2", "3", "4-5", "6-7", "8-10", "11-14", "15-19", "20-27", "28")
CLASS_NAMES: Final = tuple(each.name.lower() for each in WordClass)
GAP_NAMES: Final = tuple(each.name.lower() for each in Gap)


@dataclass(frozen=True, slots=True)
class Block:
    """An observation that is one of several values: its name, theirs, and what tells which of them each span has."""

    name: str
    values: tuple[str, ...]
    number: Callable[[SpanEvidence], Integers]


def _length(seen: SpanEvidence) -> Integers:
    return np.searchsorted(_LENGTHS, seen.length, side="right") - 1


def _begins_with(seen: SpanEvidence) -> Integers:
    return seen.words.classes[seen.first]


def _ends_with(seen: SpanEvidence) -> Integers:
    return seen.words.classes[seen.last]


def stands_after(seen: SpanEvidence) -> Integers:
    """Return the class of the word before each span, NOTHING where a sentence begins."""
    before = np.append(WordClass.NOTHING, seen.words.classes)[seen.first]
    return np.where(np.append(-1, seen.words.sentences)[seen.first] == seen.words.sentences[seen.first], before, 0)


def _stands_before(seen: SpanEvidence) -> Integers:
    after = np.append(seen.words.classes, WordClass.NOTHING)[seen.last + 1]
    return np.where(np.append(seen.words.sentences, -1)[seen.last + 1] == seen.words.sentences[seen.last], after, 0)


def _gap_before(seen: SpanEvidence) -> Integers:
    return seen.words.gaps[seen.first]


def _gap_after(seen: SpanEvidence) -> Integers:
    return seen.words.gaps[seen.last + 1]


BLOCKS: Final[tuple[Block, ...]] = (
    Block("words", LENGTH_NAMES, _length),
    Block("begins_with", CLASS_NAMES, _begins_with),
    Block("ends_with", CLASS_NAMES, _ends_with),
    Block("stands_after", CLASS_NAMES, stands_after),
    Block("stands_before", CLASS_NAMES, _stands_before),
    Block("mark_before", GAP_NAMES, _gap_before),
    Block("mark_after", GAP_NAMES, _gap_after),
)
