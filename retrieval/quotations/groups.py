"""Numbers that belong together, found by what they have in common."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Groups:
    """The numbers from 0 to n - 1 in the order of their labels, `labels` in that order; shapes (n,)."""

    order: Numbers
    labels: npt.NDArray[np.int64]

    @classmethod
    def of(cls, labels: npt.NDArray[np.integer]) -> Groups:
        """Group numbers by the label of each."""
        order = np.argsort(labels, kind="stable").astype(np.int32)
        return cls(order, labels[order].astype(np.int64))

    def members(self, label: int) -> Numbers:
        """Return the numbers of this label, rising."""
        return self.order[self.labels.searchsorted(label, "left") : self.labels.searchsorted(label, "right")]
