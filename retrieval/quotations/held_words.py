"""Which quotations hold most of some words, by weight: found without summing up what cannot be among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from retrieval.kept.gathering import Rows
from retrieval.quotations.groups import Numbers

_SEARCHED: Final = 16
"""To look for a number in a list takes about as long as to go through so many of it."""
_SHARES: Final = (1.0, 0.85, 0.6)
"""Of all that the words can add, so much is looked for first: where words are common, enough hold nearly all."""
_HAIR: Final = 1e-9
"""Sums are rounded: so small a share between them proves nothing."""
Marks = npt.NDArray[np.bool_]
Weights = npt.NDArray[np.float64]


class Bearers(Protocol):
    """Tells which quotations hold a word."""

    def rows_of(self, word: int) -> Numbers:
        """Return their numbers, rising."""

    def marked(self, word: int) -> Marks:
        """Tell of each quotation whether it does."""


@dataclass(frozen=True, eq=False)
class HeldWord:
    """What a word that is looked for adds to the quotations that hold it, or one like it: the highest that applies.

    `added` has what is added, and the word for which it is; the highest stand first.
    """

    added: Sequence[tuple[float, int]]
    bearers: Bearers

    @property
    def bound(self) -> float:
        """The most that it adds to a quotation."""
        return self.added[0][0] if self.added else 0.0

    @property
    def lists(self) -> list[Numbers]:
        """The quotations that hold each of the words, by number."""
        return [self.bearers.rows_of(word) for _, word in self.added]

    def at(self, numbers: Rows) -> Weights:
        """Return what is added to these quotations, whose numbers rise."""
        values = np.zeros(len(numbers))
        for value, word in reversed(self.added):
            values[self._holding(numbers, word)] = value
        return values

    def _holding(self, numbers: Rows, word: int) -> Marks:
        rows = self.bearers.rows_of(word)
        if len(rows) < _SEARCHED * len(numbers):
            return self.bearers.marked(word).take(numbers)
        at = rows.searchsorted(numbers.astype(rows.dtype))
        at[at == len(rows)] = 0
        found: Marks = rows.take(at) == numbers
        return found


def most_held(words: Sequence[HeldWord], allowed: Marks, count: int) -> tuple[Rows, Weights]:
    """Return the allowed quotations among which are the `count` that hold most, by number, and what each holds."""
    most = sum(word.bound for word in words)
    for share in _SHARES:
        found, held = reaching(words, allowed, share * most)
        if len(found) >= count:
            return found, held
    return reaching(words, allowed, 0.0)


def reaching(words: Sequence[HeldWord], allowed: Marks, least: float) -> tuple[Rows, Weights]:
    """Return the allowed quotations that hold at least so much, and any of the words; and how much each holds.

    As MaxScore does (see `ranking.selection`): the words that stand most often, if together they cannot reach so much,
    are looked up only where another word stands.
    """
    least *= 1 - _HAIR
    words = sorted(words, key=lambda word: sum(map(len, word.lists)))
    left, alone = sum(word.bound for word in words), 0.0
    listed = np.zeros(len(allowed), dtype=np.bool_)
    some = len(words)
    while some and alone + words[some - 1].bound < least:
        some -= 1
        alone += words[some].bound
    for word in words[:some]:
        for rows in word.lists:
            listed[rows] = True
    found = (listed & allowed).nonzero()[0]
    held = np.zeros(len(found))
    for word in words:
        left -= word.bound
        held += word.at(found)
        if least > 0:
            kept = (held + left >= least).nonzero()[0]
            found, held = found.take(kept), held.take(kept)
    return found, held
