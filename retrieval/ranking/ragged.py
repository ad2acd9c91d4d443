"""Lists of numbers of different lengths, laid out one after another in one array."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.kept.arrays import Array, Arrays
from retrieval.kept.spool import aside

Rows = npt.NDArray[np.intp]
Numbers = npt.NDArray[np.int32]
Integers = npt.NDArray[np.integer[Any]]
_AT_ONCE = 1_000_000
"""How many numbers are sorted at once: bounds the memory, not the result."""


@dataclass(frozen=True, eq=False)
class Ragged:
    """List s is `values[starts[s] : starts[s + 1]]`. Shapes: `values` (numbers,), `starts` (lists + 1,)."""

    values: Numbers
    starts: npt.NDArray[np.int64]

    @classmethod
    def of(cls, values: Iterable[int], lengths: Iterable[int]) -> Ragged:
        """Lay out lists that are given one after another, with the length of each."""
        return cls(_array(values), starts_of(_array(lengths)))

    @classmethod
    def grouped(cls, groups: Integers, values: Integers, count: int) -> Ragged:
        """Gather values by their group, 0 to count - 1; those of a group keep their order."""
        starts = starts_of(frequencies(groups, count))
        gathered = np.empty(len(groups), dtype=np.int32)
        for block, places in gathering(groups, starts):
            gathered[places] = values[block]
        return cls(aside(gathered), starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> npt.NDArray[np.int64]:
        """The length of each list."""
        return np.diff(self.starts)

    def count(self, lists: Integers) -> int:
        """Return how many numbers these lists have together."""
        return int(self.lengths_of(lists).sum())

    def lengths_of(self, lists: Integers) -> npt.NDArray[np.int64]:
        """Return the length of each of these lists."""
        lengths: npt.NDArray[np.int64] = self.starts[lists + 1] - self.starts[lists]
        return lengths

    def places_of(self, lists: Integers) -> Rows:
        """Return where the numbers of these lists stand in `values`, one list after another."""
        begins, lengths = self.starts[lists], self.lengths_of(lists)
        ends = lengths.cumsum()
        places: Rows = (begins - ends + lengths).repeat(lengths)
        places += np.arange(len(places))
        return places

    def places(self, lists: Integers) -> tuple[Rows, Rows]:
        """Return where the numbers of these lists stand in `values`, one list after another, and the index of each.

        The index is into `lists`: `values[places]` belongs to `lists[index]`.
        """
        lengths = self.lengths_of(lists)
        return self.places_of(lists), np.arange(len(lengths)).repeat(lengths)

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        return {"values": self.values, "starts": self.starts}

    @classmethod
    def unpack(cls, arrays: Arrays) -> Ragged:
        """Make the lists of kept arrays."""
        return cls(arrays["values"].view(np.int32), arrays["starts"].view(np.int64))


def starts_of(lengths: Integers) -> npt.NDArray[np.int64]:
    """Return where lists of these lengths begin, laid out one after another, and where the last one ends."""
    starts = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def blocks(count: int) -> Iterator[slice]:
    """Yield slices of so many numbers that what is made of them at once stays small."""
    return (slice(begin, min(count, begin + _AT_ONCE)) for begin in range(0, count, _AT_ONCE))


def frequencies(numbers: Integers, count: int) -> npt.NDArray[np.int64]:
    """Return how often each number from 0 to count - 1 stands among these."""
    total = np.zeros(count, dtype=np.int64)
    for block in blocks(len(numbers)):
        total += np.bincount(numbers[block], minlength=count)
    return total


def gathering(groups: Integers, starts: npt.NDArray[np.int64]) -> Iterator[tuple[slice, Rows]]:
    """Yield where values go that are gathered by their group, some at a time; those of a group keep their order.

    `starts` are the places of the groups.
    """
    free = starts[:-1].copy()
    for block in blocks(len(groups)):
        own = groups[block]
        order = own.argsort(kind="stable")
        ordered = own[order]
        counts = np.bincount(own, minlength=len(free))
        places = np.empty(len(own), dtype=np.intp)
        places[order] = np.arange(len(own)) + (free - counts.cumsum() + counts)[ordered]
        free += counts
        yield block, places


def _array(numbers: Iterable[int]) -> Numbers:
    """Return numbers as an array; those of an `array` are copied as they lie in memory."""
    return np.array(numbers, dtype=np.int32) if isinstance(numbers, array) else np.fromiter(numbers, dtype=np.int32)
