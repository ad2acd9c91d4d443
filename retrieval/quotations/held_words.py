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
_SAMPLED_FROM: Final = 100_000
_SAMPLED: Final = 16
"""Of so many quotations one in so many is looked at first, to guess how much the best ones hold."""
_STRETCHES: Final = 4
"""They stand in so many stretches, of which each list has a slice."""
_DEVIATIONS: Final = 2.5
"""By so many deviations (the root of how many are counted) the guess is lower than what the sample tells."""
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
    shares = [share * most for share in _SHARES]
    for least in shares if len(allowed) < _SAMPLED_FROM else [guessed(words, allowed, count)]:
        found, held = reaching(words, allowed, least)
        if len(found) >= count:
            return found, held
    return reaching(words, allowed, 0.0)


def guessed(words: Sequence[HeldWord], allowed: Marks, count: int) -> float:
    """Return what a little more than `count` allowed quotations hold, as far as a sample tells; 0 where too few do."""
    width = len(allowed) // (_STRETCHES * _SAMPLED)
    begins = [stretch * len(allowed) // _STRETCHES for stretch in range(_STRETCHES)]
    places = np.concatenate([np.arange(begin, begin + width) for begin in begins])
    held = np.zeros(len(places))
    for word in words:
        values = np.zeros(len(places))
        for value, number in reversed(word.added):
            rows = word.bearers.rows_of(number)
            edges = rows.searchsorted(np.array([(begin, begin + width) for begin in begins], dtype=rows.dtype))
            for stretch, (first, end) in enumerate(edges.tolist()):
                values[rows[first:end] - (begins[stretch] - stretch * width)] = value
        held += values
    held[~allowed.take(places)] = 0
    expected = count / _SAMPLED
    wanted = int(expected + _DEVIATIONS * expected**0.5) + 1
    return float(np.partition(held, -wanted)[-wanted]) if wanted <= len(held) else 0.0


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
