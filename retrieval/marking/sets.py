"""Many sets of numbers in two flat arrays: lists (`Ragged`) in which each number stands once, rising."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from retrieval.ranking.ragged import Integers, Ragged


def sets_of(count: int, owners: Integers, values: Integers) -> Ragged:
    """Gather the values of `count` sets, given in any order, each with the number of its set."""
    order = np.lexsort((values, owners))
    owners, values = owners[order], values[order]
    new = np.ones(len(values), dtype=np.bool_)
    new[1:] = (owners[1:] != owners[:-1]) | (values[1:] != values[:-1])
    return Ragged.grouped(owners[new], values[new], count)


def owners_of(sets: Ragged) -> npt.NDArray[np.int64]:
    """Return for each value the number of its set."""
    return np.repeat(np.arange(len(sets)), sets.lengths)


def members(sets: Ragged, at: int) -> frozenset[int]:
    """Return one of the sets."""
    begin, end = sets.starts[at : at + 2].tolist()
    return frozenset(sets.values[begin:end].tolist())
