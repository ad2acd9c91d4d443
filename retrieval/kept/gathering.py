"""Many numbers, counted and gathered by their group some at a time: what is looked at at once stays small."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.kept.numbering import NumberList

Rows = npt.NDArray[np.intp]
Numbers = npt.NDArray[np.int32]
Integers = npt.NDArray[np.integer[Any]]
_AT_ONCE = 1_000_000
_GATHERED = 4_000_000
"""How many numbers are looked at, and sorted, at once: bounds the memory, not the result."""


def starts_of(lengths: Integers) -> npt.NDArray[np.int64]:
    """Return where lists of these lengths begin, laid out one after another, and where the last one ends."""
    starts = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts


def owners_of(lengths: Integers) -> Numbers:
    """Return for each value of lists of these lengths the number of its list; many are mapped from a file."""
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
