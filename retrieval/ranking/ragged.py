"""Lists of numbers of different lengths, laid out one after another in one array."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.kept.arrays import Array, Arrays
from retrieval.kept.numbering import NumberList

Rows = npt.NDArray[np.intp]
Numbers = npt.NDArray[np.int32]
Integers = npt.NDArray[np.integer[Any]]
_AT_ONCE = 1_000_000
_GATHERED = 4_000_000
"""How many numbers are looked at, and sorted, at once: bounds the memory, not the result."""


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
    def grouped(cls, groups: Integers, values: Integers | None, count: int) -> Ragged:
        """Gather values by their group, 0 to count - 1; those of a group keep their order.

        Without values their places are gathered: what is at place 0, 1, … of `groups`.
        """
        starts = starts_of(frequencies(groups, count))
        gathered = NumberList()
        for places in gathering(groups, starts):
            gathered.add(places if values is None else values[places])
        return cls(gathered.read().view(np.int32), starts)

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

    def gather(self, lists: Iterable[int]) -> Numbers:
        """Return the numbers of a few lists, one list after another."""
        starts = self.starts
        found = [self.values[starts[each] : starts[each + 1]] for each in lists]
        return found[0] if len(found) == 1 else np.concatenate([self.values[:0], *found])

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


def owners_of(lengths: Integers) -> Numbers:
    """Return for each value of lists of these lengths the number of its list; mapped from a file where they are many."""
    owners = NumberList()
    for block in blocks(len(lengths)):
        owners.add(np.repeat(np.arange(block.start, block.stop, dtype=np.int32), lengths[block]))
    return owners.read().view(np.int32)


def blocks(count: int) -> Iterator[slice]:
    """Yield slices of so many numbers that what is made of them at once stays small."""
    return (slice(begin, min(count, begin + _AT_ONCE)) for begin in range(0, count, _AT_ONCE))


def frequencies(numbers: Integers, count: int) -> Numbers:
    """Return how often each number from 0 to count - 1 stands among these."""
    if len(numbers) <= _AT_ONCE:
        return np.bincount(numbers, minlength=count).astype(np.int32)
    total = np.zeros(count, dtype=np.int32)
    for block in blocks(len(numbers)):
        np.add.at(total, numbers[block], 1)
    return total


def gathering(groups: Integers, starts: npt.NDArray[np.int64]) -> Iterator[Rows]:
    """Yield where values stand, in the order in which they are gathered by their group, some groups at a time.

    Those of a group keep their order; `starts` are the places of the groups among what is gathered.
    """
    low, last = 0, len(starts) - 1
    if len(groups) <= _GATHERED:
        yield groups.argsort(kind="stable")
        return
    while low < last:
        high = max(low + 1, int(starts.searchsorted(starts[low] + _GATHERED, "right")) - 1)
        found = [
            ((groups[block] >= low) & (groups[block] < high)).nonzero()[0] + block.start
            for block in blocks(len(groups))
        ]
        places = np.concatenate(found)
        yield places[groups[places].argsort(kind="stable")]
        low = high


def _array(numbers: Iterable[int]) -> Numbers:
    """Return numbers as an array; those of an `array` are copied as they lie in memory."""
    return np.array(numbers, dtype=np.int32) if isinstance(numbers, array) else np.fromiter(numbers, dtype=np.int32)
