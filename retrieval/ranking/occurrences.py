"""Numbers in the order of the text, and where each one stands: found through whichever of both is shorter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.kept.arrays import Array, Arrays, under, within
from retrieval.ranking.ragged import Integers, Numbers, Ragged, Rows

Segments = npt.NDArray[np.int64]
"""Where the segments of each passage begin, and at last where they end: shape (passages + 1,)."""


@dataclass(frozen=True, eq=False)
class Selection:
    """Some passages of a story, rising; `places` holds the place of every passage among them, -1 where it is not.

    The last of `places` is -1, so that those of no passage, -1, is -1. `segments` counts the segments of these alone.
    """

    rows: Rows
    places: Numbers
    segments: Rows

    @classmethod
    def of(cls, rows: Integers, segments: Segments) -> Selection:
        """Select passages, given in any order, of a story with these segments."""
        places = np.full(len(segments), -1, dtype=np.int32)
        places[rows] = 0
        distinct = np.flatnonzero(places == 0)
        places[distinct] = np.arange(len(distinct), dtype=np.int32)
        counts = np.zeros(len(distinct) + 1, dtype=np.intp)
        np.cumsum(segments[distinct + 1] - segments[distinct], out=counts[1:])
        return cls(distinct, places, counts)

    @property
    def whole(self) -> bool:
        """Whether these are all passages of the story."""
        return len(self.rows) == len(self.places) - 1


@dataclass(frozen=True, eq=False)
class Hits:
    """Where numbers that were looked for stand, in no order.

    `which`: of those looked for; `at`: place in the text; `passage` and `segment`: place among those selected.
    """

    which: Rows
    at: Rows
    passage: Rows
    segment: Rows

    def counts(self, lookups: int, passages: Selection) -> npt.NDArray[np.intp]:
        """Count how often each of what was looked for is found in each passage: shape (lookups, passages)."""
        shape = (lookups, len(passages.rows))
        return np.bincount(self.which * shape[1] + self.passage, minlength=shape[0] * shape[1]).reshape(shape)


@dataclass(frozen=True, eq=False)
class OccurrenceIndex:
    """The numbers of each segment of the text, in order, and `backward` where each number stands among them, rising."""

    segments: Segments
    forward: Ragged
    backward: Ragged

    @classmethod
    def build(cls, segments: Segments, forward: Ragged, count: int) -> OccurrenceIndex:
        """Index numbers from 0 to count - 1."""
        return cls(segments, forward, Ragged.grouped(forward.values, np.arange(len(forward.values)), count))

    @cached_property
    def by_passage(self) -> Ragged:
        """The numbers of each passage, in order."""
        return Ragged(self.forward.values, self.forward.starts[self.segments])

    def find(self, numbers: Integers, which: Integers, passages: Selection) -> Hits:
        """Return where numbers stand in some passages; `which` tells what each one stands for, and may repeat."""
        tokens = self.by_passage.starts
        # Looking a number up takes some four times as long as passing it by.
        if 4 * self.backward.count(numbers) < (tokens[passages.rows + 1] - tokens[passages.rows]).sum():
            return self._backward(numbers, which, passages)
        return self._forward(numbers, which, passages)

    def _backward(self, numbers: Integers, which: Integers, passages: Selection) -> Hits:
        places, index = self.backward.places(numbers)
        at = self.backward.values[places].astype(np.intp)
        segment = self.forward.starts.searchsorted(at, side="right") - 1
        row = self.segments.searchsorted(segment, side="right") - 1
        passage = passages.places[row].astype(np.intp)
        if not passages.whole:
            kept = np.flatnonzero(passage >= 0)
            at, index, segment, row, passage = at[kept], index[kept], segment[kept], row[kept], passage[kept]
        return Hits(
            which[index].astype(np.intp), at, passage, segment - self.segments[row] + passages.segments[passage]
        )

    def _forward(self, numbers: Integers, which: Integers, passages: Selection) -> Hits:
        wanted = np.full(len(self.backward), -1, dtype=np.int32)
        wanted[numbers] = np.arange(len(numbers), dtype=np.int32)  # of equal ones the last
        meanings = Ragged.grouped(wanted[numbers], which, len(numbers))
        if passages.whole:
            found = wanted.take(self.forward.values)
            at = np.flatnonzero(found >= 0)
            found = found[at]
            passage = self.by_passage.starts.searchsorted(at, side="right") - 1
        else:
            places, index = self.by_passage.places(passages.rows)
            found = wanted.take(self.forward.values.take(places))
            hit = np.flatnonzero(found >= 0)
            at, found, passage = places[hit], found[hit], index[hit]
        segment = self.forward.starts.searchsorted(at, side="right") - 1
        segment += passages.segments[passage] - self.segments[passages.rows[passage]]
        meant, index = meanings.places(found)
        return Hits(meanings.values[meant].astype(np.intp), at[index], passage[index], segment[index])

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep, without the segments, which several indexes share."""
        return under("forward", self.forward.pack()) | under("backward", self.backward.pack())

    @classmethod
    def unpack(cls, arrays: Arrays, segments: Segments) -> OccurrenceIndex:
        """Make the index of kept arrays."""
        return cls(segments, Ragged.unpack(within("forward", arrays)), Ragged.unpack(within("backward", arrays)))
