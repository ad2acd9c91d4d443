"""A parse -> what is asked of it: who depends on whom, how deep each word stands, and how near two words are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.lazy import lazy
from retrieval.marking.syntax.labels import Part, Relation
from retrieval.marking.syntax.parser import Floats, Numbers, Parse

REACH: Final = 3.0
"""Steps from a word to its head or back; a word so many steps away counts 1/e of the word itself."""
_DEEPEST: Final = 40
_NEAR: Final = np.exp(np.arange(2 * _DEEPEST) / -REACH).astype(np.float32)
_TWIGS: Final = frozenset(
    each.value
    for each in (
        Relation.ADVMOD,
        Relation.DET,
        Relation.POSS,
        Relation.AMOD,
        Relation.NUMMOD,
        Relation.QUANTMOD,
        Relation.COMPOUND,
    )
)
_SAID: Final = (Relation.CCOMP, Relation.XCOMP, Relation.ACL, Relation.PCOMP)
_CLAUSES: Final = 3
"""So many clauses, each said of the one before, are denied together."""
_NAMING: Final = (Part.NOUN, Part.PROPN, Part.ADJ, Part.ADV, Part.NUM)


@dataclass(frozen=True, eq=False)
class Tree:
    """A parsed text: of each word its head, its relation to it, its part of speech, the sentence it stands in."""

    heads: Numbers
    relations: Numbers
    parts: Numbers
    sentences: Numbers

    @classmethod
    def of(cls, parse: Parse, sentences: Numbers) -> Tree:
        """Look at a parse; `sentences` is the one each word stands in."""
        return cls(parse.heads, parse.relations, parse.parts, sentences)

    @lazy
    def governors(self) -> Numbers:
        """Of each word its head, or the head of the preposition that is its head."""
        heads = self.heads
        return np.where((self.parts[heads] == Part.ADP) & (heads != np.arange(len(heads))), heads[heads], heads)

    @lazy
    def depths(self) -> Numbers:
        """Of each word how many steps it stands below its sentence's root."""
        return self._shape[0]

    @lazy
    def ends(self) -> tuple[Numbers, Numbers]:
        """The first and the last word that depends on each word, by however many steps."""
        return self._shape[1:3]

    @lazy
    def nearness(self) -> Floats:
        """How near two words of a sentence are in its tree: (words, words).

        1 for a word and itself, less for each step; 0 for words of two sentences.
        """
        return self._shape[3]

    @lazy
    def _shape(self) -> tuple[Numbers, Numbers, Numbers, Floats]:
        count = len(self.heads)
        at = np.arange(count)
        depths, first, last = np.zeros(count, dtype=np.int64), at.copy(), at.copy()
        nearness = np.zeros((count, count), dtype=np.float32)
        begin = 0
        for end in (np.flatnonzero(np.diff(self.sentences, append=-1)) + 1).tolist():
            these = slice(begin, end)
            under = _ancestors(self.heads[these] - begin)
            deep = under.sum(axis=1).astype(np.int64)
            shared = (under @ under.T).astype(np.int64)
            steps = np.maximum(deep[:, None] + deep - 2 * shared, 0)
            depths[these] = deep - 1
            nearness[these, these] = _NEAR[np.minimum(steps, len(_NEAR) - 1)]
            own, above = np.nonzero(under)
            np.minimum.at(first, above + begin, own + begin)
            np.maximum.at(last, above + begin, own + begin)
            begin = end
        return depths, first, last, nearness

    def named_by(self, word: int) -> int:
        """Return the word that a determiner, a number or the like belongs to: of "which old town", the town."""
        for _ in range(3):
            head = int(self.heads[word])
            if head == word or int(self.relations[word]) not in _TWIGS or self.parts[head] not in _NAMING:
                break
            word = head
        return word

    def denied_by(self, denials: npt.NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
        """Return the first and the last word that denies each word, or what it is said of.

        A clause is said of its verb: in "I don't think she fell", "don't" denies "think" and with it "fell". Where
        nothing is denied, the first is beyond the text, and the last before it.
        """
        count = len(self.heads)
        at = np.arange(count)
        first, last = np.full(count, count), np.full(count, -1)
        np.minimum.at(first, self.heads[denials], at[denials])
        np.maximum.at(last, self.heads[denials], at[denials])
        said = np.isin(self.relations, _SAID)
        for _ in range(_CLAUSES):
            first = np.where(said, np.minimum(first, first[self.heads]), first)
            last = np.where(said, np.maximum(last, last[self.heads]), last)
        return first, last


def _ancestors(heads: Numbers) -> Floats:
    """Return 1 where a word depends on another by however many steps, or is it: (words, words)."""
    count = len(heads)
    found = np.zeros((count, count), dtype=np.float32)
    at = np.arange(count)
    above = at
    for _ in range(min(count, _DEEPEST)):
        found[at, above] = 1
        higher = heads[above]
        if (higher == above).all():
            break
        above = higher
    return found


def tops(tree: Tree, first: Numbers, last: Numbers) -> tuple[Numbers, npt.NDArray[np.int64]]:
    """Return of each span of words its top word, and how many of its words depend on none of the others.

    The top word is the one that stands least deep, the first of several.
    """
    count = len(tree.heads)
    at = np.arange(count)
    # Of the words up to one, how many have their head up to another: what is inside a span is the sum at its corners.
    inner = np.zeros((count + 1, count + 1), dtype=np.int64)
    inner[at[tree.heads != at] + 1, tree.heads[tree.heads != at] + 1] = 1
    inner = inner.cumsum(axis=0).cumsum(axis=1)
    begin, end = first, last + 1
    inside = inner[end, end] - inner[begin, end] - inner[end, begin] + inner[begin, begin]
    longest = int((last - first).max(initial=0)) + 1
    places = first[:, None] + np.arange(longest)
    depths = np.append(tree.depths, 0)[np.minimum(places, count)]
    depths = np.where(places <= last[:, None], depths, count)
    return first + depths.argmin(axis=1), last - first + 1 - inside
