"""Observations that are one of several values: how long a span is, what stands at its ends, its top word.

A block of a word is observed of one word of each span: its first, its last, or the top one of its tree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

import numpy as np

from retrieval.marking.syntax.labels import Part, Relation
from retrieval.marking.syntax.passage_words import Gap, Integers, PassageWords
from retrieval.marking.syntax.tree import Tree
from retrieval.marking.syntax.word_classes import WordClass

_LENGTHS: Final = np.array([1, 2, 3, 4, 6, 8, 11, 15, 20, 28])
LENGTH_NAMES: Final = ("1", "2", "3", "4-5", "6-7", "8-10", "11-14", "15-19", "20-27", "28")
CLASS_NAMES: Final = tuple(each.name.lower() for each in WordClass)
GAP_NAMES: Final = tuple(each.name.lower() for each in Gap)
_NO_PART: Final = len(Part)
PART_NAMES: Final = (*(each.name.lower() for each in Part), "nothing")
RELATION_NAMES: Final = tuple(each.name.lower() for each in Relation)


class At(Enum):
    """The word of a span of which something is observed."""

    FIRST = "first"
    LAST = "last"
    TOP = "top"


@dataclass(frozen=True, slots=True)
class Block:
    """An observation that is one of several values: its name, theirs, and which of them each word has."""

    name: str
    values: tuple[str, ...]
    at: At
    number: Callable[[PassageWords, Tree], Integers]


def lengths(words: Integers) -> Integers:
    """Return the number of `LENGTH_NAMES` for each number of words."""
    return np.searchsorted(_LENGTHS, words, side="right") - 1


def classes_before(words: PassageWords) -> Integers:
    """Return the class of the word before each word, NOTHING where a sentence begins."""
    return _before(words.classes, words, WordClass.NOTHING)


def _before(values: Integers, words: PassageWords, nothing: int) -> Integers:
    return np.where(words.opens_sentence, nothing, np.append(nothing, values)[:-1])


def _after(values: Integers, words: PassageWords, nothing: int) -> Integers:
    return np.where(words.closes_sentence, nothing, np.append(values, nothing)[1:])


BLOCKS: Final[tuple[Block, ...]] = (
    Block("begins_with", CLASS_NAMES, At.FIRST, lambda words, _: words.classes),
    Block("ends_with", CLASS_NAMES, At.LAST, lambda words, _: words.classes),
    Block("stands_after", CLASS_NAMES, At.FIRST, lambda words, _: classes_before(words)),
    Block("stands_before", CLASS_NAMES, At.LAST, lambda words, _: _after(words.classes, words, WordClass.NOTHING)),
    Block("mark_before", GAP_NAMES, At.FIRST, lambda words, _: words.gaps[:-1]),
    Block("mark_after", GAP_NAMES, At.LAST, lambda words, _: words.gaps[1:]),
    Block("first_part", PART_NAMES, At.FIRST, lambda _, tree: tree.parts),
    Block("last_part", PART_NAMES, At.LAST, lambda _, tree: tree.parts),
    Block("part_before", PART_NAMES, At.FIRST, lambda words, tree: _before(tree.parts, words, _NO_PART)),
    Block("part_after", PART_NAMES, At.LAST, lambda words, tree: _after(tree.parts, words, _NO_PART)),
    Block("top_part", PART_NAMES, At.TOP, lambda _, tree: tree.parts),
    Block("top_relation", RELATION_NAMES, At.TOP, lambda _, tree: tree.relations),
)
LENGTH: Final = "words"
"""The one block that is observed of a whole span: how many words it has."""
BLOCK_VALUES: Final[dict[str, tuple[str, ...]]] = {
    LENGTH: LENGTH_NAMES,
    **{block.name: block.values for block in BLOCKS},
}
VALUES: Final = sum(map(len, BLOCK_VALUES.values()))
"""How many values all blocks have together: each has a number, those of one block after those of another."""


def block_values(words: PassageWords, tree: Tree) -> dict[At, Integers]:
    """Return the numbers of the values of each word, in the blocks of a span's first, last and top word.

    Of each shape (blocks, words).
    """
    begin = len(LENGTH_NAMES)
    rows: dict[At, list[Integers]] = {at: [] for at in At}
    for block in BLOCKS:
        rows[block.at].append(block.number(words, tree) + begin)
        begin += len(block.values)
    return {at: np.array(each) for at, each in rows.items()}
