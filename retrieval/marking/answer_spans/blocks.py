"""Observations of a span that are one of several values: how long it is, what words and marks stand at its ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from retrieval.marking.answer_spans.candidates import Candidates
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
    number: Callable[[Candidates], Integers]


def _length(spans: Candidates) -> Integers:
    return np.searchsorted(_LENGTHS, spans.length, side="right") - 1


def _begins_with(spans: Candidates) -> Integers:
    return spans.words.classes[spans.first]


def _ends_with(spans: Candidates) -> Integers:
    return spans.words.classes[spans.last]


def stands_after(spans: Candidates) -> Integers:
    """Return the class of the word before each span, NOTHING where a sentence begins."""
    before = np.append(WordClass.NOTHING, spans.words.classes)[spans.first]
    return np.where(np.append(-1, spans.words.sentences)[spans.first] == spans.words.sentences[spans.first], before, 0)


def _stands_before(spans: Candidates) -> Integers:
    after = np.append(spans.words.classes, WordClass.NOTHING)[spans.last + 1]
    return np.where(np.append(spans.words.sentences, -1)[spans.last + 1] == spans.words.sentences[spans.last], after, 0)


def _gap_before(spans: Candidates) -> Integers:
    return spans.words.gaps[spans.first]


def _gap_after(spans: Candidates) -> Integers:
    return spans.words.gaps[spans.last + 1]


BLOCKS: Final[tuple[Block, ...]] = (
    Block("words", LENGTH_NAMES, _length),
    Block("begins_with", CLASS_NAMES, _begins_with),
    Block("ends_with", CLASS_NAMES, _ends_with),
    Block("stands_after", CLASS_NAMES, stands_after),
    Block("stands_before", CLASS_NAMES, _stands_before),
    Block("mark_before", GAP_NAMES, _gap_before),
    Block("mark_after", GAP_NAMES, _gap_after),
)
