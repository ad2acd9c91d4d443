"""The highest of many numbers, found without parting them all."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

_SAMPLED: Final = 32
_MORE: Final = 6
"""One value of so many is looked at to tell what the highest are above: half as many again, and some, are taken."""


def kth_highest(values: npt.NDArray[np.float64], count: int) -> float:
    """Return the `count`-th highest of as many values at least; of many, only those likely above it are parted."""
    nearly = nearly_kth(values, count)
    above = values[values >= nearly]
    if len(above) >= count:
        if np.count_nonzero(above > nearly) < count:  # often of sums of a few numbers: very many are equal
            return nearly
        values = above
    return float(np.partition(values, -count)[-count])


def nearly_kth(values: npt.NDArray[np.float64], count: int) -> float:
    """Return what a sample of many values tells that some more than `count` reach; of few, 0."""
    likely = 3 * count // (2 * _SAMPLED) + _MORE
    if len(values) <= _SAMPLED * max(count, likely):
        return 0.0
    return float(np.partition(values[::_SAMPLED], -likely)[-likely])
