"""Many sets of numbers in two flat arrays: lists (`Ragged`) in which each number stands once, rising."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from retrieval.kept.gathering import Integers, Numbers
from retrieval.ranking.ragged import Ragged

_AT_ONCE = 2_500
"""How many sets are looked at at once: bounds the memory, not the result."""


def sets_of(count: int, owners: Integers, values: Integers) -> Ragged:
    """Gather the values of `count` sets, given in any order, each with the number of its set."""
    order = np.lexsort((values, owners))
    owners, values = owners[order], values[order]
    new = np.ones(len(values), dtype=np.bool_)
    new[1:] = (owners[1:] != owners[:-1]) | (values[1:] != values[:-1])
    return Ragged.grouped(owners[new], values[new], count)


def by_blocks(sets: Ragged) -> Iterator[tuple[int, int, npt.NDArray[np.int64], Numbers]]:
    """Yield the sets from one number to another, and of each of their values the number of its set, and the value."""
    for first in range(0, len(sets), _AT_ONCE):
        last = min(len(sets), first + _AT_ONCE)
        begin, end = sets.starts[[first, last]].tolist()
        yield (
            first,
            last,
            np.repeat(np.arange(first, last), sets.lengths_of(np.arange(first, last))),
            sets.values[begin:end],
        )


def owners_of(sets: Ragged) -> npt.NDArray[np.int64]:
    """Return for each value the number of its set."""
    return np.repeat(np.arange(len(sets)), sets.lengths)


def members(sets: Ragged, at: int) -> frozenset[int]:
    """Return one of the sets."""
    begin, end = sets.starts[at : at + 2].tolist()
    return frozenset(sets.values[begin:end].tolist())
