"""Numbers that two parts have given to what they met, each from 0, brought to common ones."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from retrieval.kept.arrays import Array

Key = TypeVar("Key")


def numbered(numbers: dict[Key, int], keys: Iterable[Key]) -> npt.NDArray[np.int32]:
    """Return the number of each key; one that has none gets the next."""
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int32)


def append(values: array[int], more: Array) -> None:
    """Append whole numbers to an array."""
    values.frombytes(more.astype(values.typecode).tobytes())
