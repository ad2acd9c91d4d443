"""Who does what to whom: which people stand before a word and after it, in reader questions and in passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.english.word_sets import word_set
from retrieval.kept.arrays import Array, Arrays, under, within
from retrieval.kept.postings import TermTable
from retrieval.kept.term_numbers import UNKNOWN
from retrieval.questions.reading import ReadText

WINDOW = 4
"""Someone more words away from a word is not thought to belong to it."""
_BE = word_set("is are was were be been being get got gets")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word that says something, or somebody, at a token's position: a concept of the vocabulary where it is one."""

    at: int
    term: str
    person: bool


@dataclass(frozen=True, slots=True)
class Sides:
    """What people do and have done to them, each once: (person, word), (word, person), (doer, word, done to)."""

    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]
    triples: tuple[tuple[str, str, str], ...]

    @property
    def keys(self) -> list[str]:
        """All of them as they are counted."""
        return [*(before_key(*pair) for pair in self.before), *(after_key(*pair) for pair in self.after)] + [
            triple_key(*triple) for triple in self.triples
        ]


def before_key(person: str, word: str) -> str:
    """Return what a person before a word is counted under."""
    return f"{person}\t{word}\t"


def after_key(word: str, person: str) -> str:
    """Return what a person after a word is counted under."""
    return f"\t{word}\t{person}"


def triple_key(doer: str, word: str, done_to: str) -> str:
    """Return what two people around a word are counted under."""
    return f"{doer}\t{word}\t{done_to}"


def pieces(text: ReadText) -> list[Piece]:
    """Return the content words and the people of a text, in order."""
    tokens = text.tokens
    concepts = {match.first: match for match in reversed(text.matches)}
    found: list[Piece] = []
    at = 0
    while at < len(tokens):
        token, match = tokens[at], concepts.get(at)
        if match is not None and token.person is None and (match.last - match.first > 1 or token.content):
            found.append(Piece(at, match.concepts[0], False))
            at = match.last
            continue
        if token.content:
            found.append(Piece(at, token.term, token.person is not None))
        at += 1
    return found


def sides(text: ReadText, begin: int = 0, end: int | None = None) -> Sides:
    """Return who stands before and after each word of a text, or of its tokens from `begin` to `end`.

    After "was helped by" stands the one who helps, and before it the one who is helped.
    """
    tokens = text.tokens
    inside = [piece for piece in pieces(text) if begin <= piece.at < (len(tokens) if end is None else end)]
    before: dict[tuple[str, str], None] = {}
    after: dict[tuple[str, str], None] = {}
    triples: dict[tuple[str, str, str], None] = {}
    for number, piece in enumerate(inside):
        if piece.person:
            continue
        left = [each for each in inside[:number] if each.person and piece.at - each.at <= WINDOW]
        right = [each for each in inside[number + 1 :] if each.person and each.at - piece.at <= WINDOW]
        if (
            right
            and tokens[right[0].at - 1].folded == "by"
            and any(token.folded in _BE for token in tokens[max(0, piece.at - WINDOW) : piece.at])
        ):
            left, right = right[:1], left[-1:]
        before.update({(each.term, piece.term): None for each in left})
        after.update({(piece.term, each.term): None for each in right})
        if left and right and left[-1].term != right[0].term:
            triples[left[-1].term, piece.term, right[0].term] = None
    return Sides(tuple(before), tuple(after), tuple(triples))


@dataclass(frozen=True, eq=False)
class RoleCounts:
    """In how many reader questions each of `Sides` stands."""

    table: TermTable
    counts: npt.NDArray[np.int32]

    @classmethod
    def build(cls, texts: Iterable[ReadText]) -> RoleCounts:
        """Count the sides of questions as they are read."""
        counts = Counter(key for text in texts for key in sides(text).keys)
        return cls(TermTable.of(counts), np.array(list(counts.values()), dtype=np.int32))

    def count(self, key: str) -> int:
        """Return in how many questions a key stands."""
        number = self.table.numbers.find(key)
        return 0 if number == UNKNOWN else self._counts[number]

    @cached_property
    def _counts(self) -> memoryview:
        return self.counts.data  # an element of it is a Python number

    @cached_property
    def people(self) -> Sequence[str]:
        """The people that are counted."""
        names = {part for key in self.table.terms for part in key.split("\t")[::2] if part}
        return sorted(names)

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        return {**under("table", self.table.pack()), "counts": self.counts}

    @classmethod
    def unpack(cls, arrays: Arrays) -> RoleCounts:
        """Make the counts of kept arrays."""
        return cls(TermTable.unpack(within("table", arrays)), arrays["counts"].view(np.int32))
