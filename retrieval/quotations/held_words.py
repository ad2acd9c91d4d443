"""Which quotations hold most of some words, by weight: found without summing up what cannot be among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.kept.gathering import Integers
from retrieval.kept.highest import kth_highest
from retrieval.quotations.groups import Numbers

_HAIR: Final = 1e-9
"""Sums are rounded: so small a share between them proves nothing."""
_SEARCHED: Final = 16
"""To look for a number in a list takes about as long as to go through so many of it."""
Marks = npt.NDArray[np.bool_]
Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class HeldWord:
    """What a word that is looked for adds to the quotations that hold it, or one like it: the highest that applies.

    `added` has what is added and the numbers, rising, of the quotations to which it is; the highest stand first.
    """

    added: Sequence[tuple[float, Numbers]]

    @property
    def bound(self) -> float:
        """The most that it adds to a quotation."""
        return self.added[0][0] if self.added else 0.0

    def add(self, total: Weights, marks: Marks) -> None:
        """Add to the total of every quotation; the marks, one a quotation, are False before and after."""
        for place, (value, rows) in enumerate(self.added):
            new = rows[~marks.take(rows)] if place else rows
            total[new] += value
            if len(self.added) > 1:
                marks[new] = True
        if len(self.added) > 1:
            for _, rows in self.added:
                marks[rows] = False

    def at(self, numbers: Integers, marks: Marks) -> Weights:
        """Return what is added to these quotations, whose numbers rise; of the marks see `add`."""
        values = np.zeros(len(numbers))
        for value, rows in reversed(self.added):
            values[_standing(numbers, rows, marks)] = value
        return values


def _standing(numbers: Integers, rows: Numbers, marks: Marks) -> Marks:
    """Tell which of some numbers are among `rows`; both rise."""
    if _SEARCHED * len(numbers) < len(rows):
        at = rows.searchsorted(numbers.astype(rows.dtype))
        at[at == len(rows)] = 0
        found: Marks = rows.take(at) == numbers
        return found
    marks[rows] = True
    standing = marks.take(numbers)
    marks[rows] = False
    return standing


def most_held(words: Sequence[HeldWord], allowed: Marks, count: int) -> tuple[Integers, Weights]:
    """Return the allowed quotations among which are the `count` that hold most, by number, and what each holds.

    As MaxScore does (see `ranking.selection`): the words that can add most come first, and as soon as the others
    together cannot lift a new quotation above the best ones so far, they are looked up for those alone.
    """
    words = sorted(words, key=lambda word: -word.bound)
    left = sum(word.bound for word in words)
    most = 0.0
    total, marks = np.zeros(len(allowed)), np.zeros(len(allowed), dtype=np.bool_)
    found: Integers | None = None  # the only ones that may be among the best
    held = np.zeros(0)
    for word in words:
        left -= word.bound
        most += word.bound
        if found is None:
            word.add(total, marks)
            if most <= left or not word.added:
                continue
            numbers = _held(total, allowed)
            values = total.take(numbers)
        else:
            numbers, values = found, held + word.at(found, marks)
        least = (kth_highest(values, count) - left) * (1 - _HAIR) if len(numbers) > count else 0.0
        if least > 0 or found is not None:
            kept = (values >= least).nonzero()[0]
            found, held = numbers.take(kept), values.take(kept)
    if found is None:
        found = _held(total, allowed)
        held = total.take(found)
    return found, held


def _held(total: Weights, allowed: Marks) -> Integers:
    held = (total > 0).nonzero()[0]
    return held[allowed.take(held)]
