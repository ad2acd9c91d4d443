"""A parse -> what is asked of it: who depends on whom, how deep each word stands, and how near two words are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.marking.syntax.labels import Part, Relation
from retrieval.marking.syntax.parser import Floats, Numbers, Parse

REACH: Final = 3.0
"""Steps from a word to its head or back; a word so many steps away counts 1/e of the word itself."""
_DEEPEST: Final = 40
_TWIGS: Final = (Relation.DET, Relation.POSS, Relation.AMOD, Relation.NUMMOD, Relation.QUANTMOD, Relation.COMPOUND)
_NAMING: Final = (Part.NOUN, Part.PROPN, Part.ADJ, Part.ADV, Part.NUM)


@dataclass(frozen=True, eq=False)
class Tree:
    """A parsed text: of each word its head, its relation to it, its part of speech, and how deep it stands.

    `governors`: its head, or a preposition's. `nearness` (words, words): how near two words of a sentence are in
    its tree, 1 for a word and itself, less for each step; 0 for words of two sentences. `begins` and `ends` are the
    first and the last word that depends on it, by however many steps.
    """

    heads: Numbers
    relations: Numbers
    parts: Numbers
    governors: Numbers
    depths: Numbers
    begins: Numbers
    ends: Numbers
    nearness: Floats

    @classmethod
    def of(cls, parse: Parse, sentences: Numbers) -> Tree:
        """Look at a parse; `sentences` is the one each word stands in."""
        count = len(sentences)
        at = np.arange(count)
        above = parse.heads[parse.heads]
        governors = np.where((parse.parts[parse.heads] == Part.ADP) & (parse.heads != at), above, parse.heads)
        depths, begins, ends = np.zeros(count, dtype=np.int64), at.copy(), at.copy()
        nearness = np.zeros((count, count), dtype=np.float32)
        begin = 0
        for end in (np.flatnonzero(np.diff(sentences, append=-1)) + 1).tolist():
            these = slice(begin, end)
            under = _ancestors(parse.heads[these] - begin)
            deep = under.sum(axis=1)
            depths[these] = deep - 1
            steps = deep[:, None] + deep - 2 * (under @ under.T)
            nearness[these, these] = np.exp(np.maximum(steps, 0) / -REACH)
            own = np.arange(end - begin)
            begins[these] = begin + np.where(under.T > 0, own, end).min(axis=1)
            ends[these] = begin + np.where(under.T > 0, own, -1).max(axis=1)
            begin = end
        return cls(parse.heads, parse.relations, parse.parts, governors, depths, begins, ends, nearness)

    def named_by(self, word: int) -> int:
        """Return the word that a determiner, a number or the like belongs to: of "which old town", the town."""
        for _ in range(3):
            head = int(self.heads[word])
            twig = self.relations[word] in _TWIGS or self.relations[word] == Relation.ADVMOD
            if head == word or not twig or self.parts[head] not in _NAMING:
                break
            word = head
        return word


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
