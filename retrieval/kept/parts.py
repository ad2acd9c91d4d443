"""Arrays of many like parts, such as a story's articles, laid out as few: those of one part are slices of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from retrieval.kept.arrays import Array, Arrays, under, within
from retrieval.kept.spool import Spool, let_go


def pack_parts(parts: Sequence[Arrays]) -> dict[str, Array]:
    """Return one array for each name that the parts have, theirs one after another, and where each part's ends.

    All parts have the same names; their arrays have one dimension, and under a name one type.
    """
    names = list(parts[0]) if parts else []
    ends = {name: np.cumsum([len(part[name]) for part in parts], dtype=np.int64) for name in names}
    joined = {name: _joined([part[name] for part in parts]) for name in names}
    return {"count": np.array([len(parts)]), **under("joined", joined), **under("ends", ends)}


def _joined(arrays: Sequence[Array]) -> Array:
    """Return arrays of one type one after another; many numbers wait in a file."""
    spool = Spool()
    for array in arrays:
        spool.write(np.ascontiguousarray(array).view(np.uint8).data)
        let_go(array)
    return spool.read(arrays[0].dtype.type)


class Parts:
    """The parts that were packed, each cut out when it is asked for."""

    def __init__(self, arrays: Arrays) -> None:
        self._count = int(arrays["count"][0])
        self._joined, self._ends = within("joined", arrays), within("ends", arrays)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: int) -> Arrays:
        if not 0 <= at < self._count:
            raise IndexError(at)
        for array in self._joined.values():  # of those that were looked at before none stays in memory
            let_go(array)
        return {name: array[self._begin(name, at) : int(self._ends[name][at])] for name, array in self._joined.items()}

    def _begin(self, name: str, at: int) -> int:
        return int(self._ends[name][at - 1]) if at else 0
