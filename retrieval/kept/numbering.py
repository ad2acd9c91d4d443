"""Numbers that two parts have given to what they met, each from 0, brought to common ones."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from retrieval.kept.arrays import Array
from retrieval.kept.spool import Spool

Key = TypeVar("Key")


def numbered(numbers: dict[Key, int], keys: Iterable[Key]) -> npt.NDArray[np.int32]:
    """Return the number of each key; one that has none gets the next."""
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int32)


class NumberList:
    """Whole numbers, one after another: `last` are those written one by one, many before them wait in a file."""

    def __init__(self, typecode: str = "i") -> None:
        self.last: array[int] = array(typecode)
        self._spool = Spool()
        self._count = 0

    def __len__(self) -> int:
        return self._count + len(self.last)

    def add(self, numbers: Array) -> None:
        """Write many at once."""
        self.settle()
        self._spool.write(numbers.astype(self.last.typecode).data)
        self._count += numbers.size

    def read(self) -> npt.NDArray[np.integer[Any]]:
        """Return all of them, as a mapped array where they are many."""
        self.settle()
        return self._spool.read(np.dtype(self.last.typecode).type)

    def settle(self) -> None:
        """Put aside what was written one by one."""
        if self.last:
            self._spool.write(self.last.tobytes())
            self._count += len(self.last)
            del self.last[:]
