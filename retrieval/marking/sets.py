"""Many sets of numbers in two flat arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.kept.arrays import Array, Arrays

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sets:
    """Sets of numbers: those of set i are `values[starts[i] : starts[i + 1]]`, each once, rising."""

    starts: Numbers
    values: Numbers | npt.NDArray[np.int32]

    @classmethod
    def of(cls, count: int, owners: Numbers, values: Numbers) -> Sets:
        """Gather the values of `count` sets, given in any order, each with the number of its set."""
        order = np.lexsort((values, owners))
        owners, values = owners[order], values[order]
        new = np.ones(len(values), dtype=np.bool_)
        new[1:] = (owners[1:] != owners[:-1]) | (values[1:] != values[:-1])
        return cls(starts_of(owners[new], count), values[new])

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, at: int) -> frozenset[int]:
        begin, end = self.starts[at : at + 2].tolist()
        return frozenset(self.values[begin:end].tolist())

    @cached_property
    def sizes(self) -> Numbers:
        """How many numbers each set has."""
        return np.diff(self.starts)

    @cached_property
    def owners(self) -> Numbers:
        """For each value the number of its set."""
        return np.repeat(np.arange(len(self)), self.sizes)

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep; the numbers are below 2 ** 31."""
        return {"starts": self.starts, "values": self.values.astype(np.int32)}

    @classmethod
    def unpack(cls, arrays: Arrays) -> Sets:
        """Make the sets of kept arrays."""
        return cls(arrays["starts"].view(np.int64), arrays["values"].view(np.int32))


def starts_of(owners: Numbers, count: int) -> Numbers:
    """Return where the values of each of `count` owners begin, and last where they end; the owners rise."""
    starts = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(owners, minlength=count), out=starts[1:])
    return starts
