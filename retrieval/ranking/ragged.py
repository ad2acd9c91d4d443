"""Lists of numbers of different lengths, laid out one after another in one array."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.kept.arrays import Array, Arrays
from retrieval.kept.gathering import Integers, Numbers, Rows, frequencies, gathering, starts_of
from retrieval.kept.numbering import NumberList


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

    def list_of(self, number: int) -> Numbers:
        """Return the numbers of one list."""
        return self.values[self.starts[number] : self.starts[number + 1]]

    def count(self, lists: Integers) -> int:
        """Return how many numbers these lists have together."""
        return int(self.lengths_of(lists).sum())

    def lengths_of(self, lists: Integers) -> npt.NDArray[np.int64]:
        """Return the length of each of these lists."""
        lengths: npt.NDArray[np.int64] = self.starts[lists + 1] - self.starts[lists]
        return lengths

    def places_of(self, lists: Integers) -> Rows:
        """Return where the numbers of these lists stand in `values`, one list after another."""
        return ranges(self.starts[lists], self.lengths_of(lists))

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


def ranges(begins: Integers, lengths: Integers) -> Rows:
    """Return the numbers from each of `begins` on, so many as the lengths tell, one range after another."""
    places: Rows = (begins - lengths.cumsum() + lengths).repeat(lengths)
    places += np.arange(len(places))
    return places


def _array(numbers: Iterable[int]) -> Numbers:
    """Return numbers as an array; those of an `array` are copied as they lie in memory."""
    return np.array(numbers, dtype=np.int32) if isinstance(numbers, array) else np.fromiter(numbers, dtype=np.int32)
