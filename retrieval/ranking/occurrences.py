"""Numbers in the order of the text, and where each one stands: found through whichever of both is shorter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.kept.arrays import Array, Arrays, under, within
from retrieval.kept.gathering import Integers, Numbers, Rows, owners_of
from retrieval.ranking.ragged import Ragged, ranges

Segments = npt.NDArray[np.int64]
"""Where the segments of each passage begin, and at last where they end: shape (passages + 1,)."""


@dataclass(frozen=True, eq=False)
class Selection:
    """Some passages of a story of `size`, rising. `segments` counts the segments of these alone."""

    rows: Rows
    size: int
    segments: Rows

    @classmethod
    def of(cls, rows: Integers, segments: Segments) -> Selection:
        """Select passages, given in any order, of a story with these segments."""
        ordered = np.sort(rows).astype(np.intp)
        distinct = ordered[np.diff(ordered, prepend=-1) > 0]
        counts = np.zeros(len(distinct) + 1, dtype=np.intp)
        np.cumsum(segments[distinct + 1] - segments[distinct], out=counts[1:])
        return cls(distinct, len(segments) - 1, counts)

    @property
    def whole(self) -> bool:
        """Whether these are all passages of the story."""
        return len(self.rows) == self.size

    @cached_property
    def _inside(self) -> npt.NDArray[np.bool_]:
        """Which passages of the story these are; the last tells that no passage, -1, is none of them."""
        inside = np.zeros(self.size + 1, dtype=np.bool_)
        inside[self.rows] = True
        return inside

    def among(self, rows: Integers) -> Rows:
        """Return which of these rows, given in any order, are selected: their indices."""
        return self._inside.take(rows).nonzero()[0]

    def places(self, rows: Integers) -> Rows:
        """Return the place of each row among the selected passages, -1 where it is not among them."""
        if self.whole:
            return rows.astype(np.intp)
        return np.where(self._inside.take(rows), self.rows.searchsorted(rows), -1)


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
    """The numbers of each segment of the text, in order, and `backward` where each number stands among them, rising.

    `segment_of` is the segment of each place in the text.
    """

    segments: Segments
    forward: Ragged
    backward: Ragged
    segment_of: Numbers

    @classmethod
    def build(cls, segments: Segments, forward: Ragged, count: int) -> OccurrenceIndex:
        """Index numbers from 0 to count - 1."""
        return cls(segments, forward, Ragged.grouped(forward.values, None, count), owners_of(forward.lengths))

    @cached_property
    def by_passage(self) -> Ragged:
        """The numbers of each passage, in order."""
        return Ragged(self.forward.values, self.forward.starts[self.segments])

    @cached_property
    def _row_of(self) -> Numbers:
        """The passage of each segment."""
        return np.repeat(np.arange(len(self.segments) - 1, dtype=np.int32), np.diff(self.segments))

    def passages_at(self, places: Integers) -> Numbers:
        """Return the passage of each of these places of the text."""
        return self._row_of.take(self.segment_of.take(places))

    def bounds_of(self, passages: Integers) -> tuple[Rows, Rows]:
        """Return where the numbers of these passages begin, and where they end."""
        starts = self.by_passage.starts
        return starts.take(passages), starts.take(passages + 1)

    def standing(self, numbers: Iterable[int]) -> tuple[Rows, Rows]:
        """Return the passages and the segments where some numbers stand, one each time that they do."""
        segments = self.segment_of.take(self.backward.gather(numbers))
        return self._row_of.take(segments).astype(np.intp), segments.astype(np.intp)

    def find(self, numbers: Integers, which: Integers, passages: Selection) -> Hits:
        """Return where numbers stand in some passages; `which` tells what each one stands for, and may repeat."""
        # To look a number up takes about twice as long as to pass it by.
        if 2 * self.backward.count(numbers) < self.by_passage.count(passages.rows):
            return self._backward(numbers, which, passages)
        return self._forward(numbers, which, passages)

    def _backward(self, numbers: Integers, which: Integers, passages: Selection) -> Hits:
        places, index = self.backward.places(numbers)
        at = self.backward.values.take(places)
        row = self.passages_at(at)
        if passages.whole:
            return self._hits(which.take(index), at, row.astype(np.intp), passages)
        kept = passages.among(row)
        return self._hits(
            which.take(index.take(kept)), at.take(kept), passages.rows.searchsorted(row.take(kept)), passages
        )

    def _forward(self, numbers: Integers, which: Integers, passages: Selection) -> Hits:
        wanted = np.full(len(self.backward), -1, dtype=np.int32)
        wanted[numbers] = np.arange(len(numbers), dtype=np.int32)  # of equal ones the last
        meanings = Ragged.grouped(wanted[numbers], which, len(numbers))
        places = self.by_passage.places_of(passages.rows)
        found = wanted.take(self.forward.values.take(places))
        hit = (found >= 0).nonzero()[0]
        passage = self.by_passage.lengths_of(passages.rows).cumsum().searchsorted(hit, "right")
        meant, index = meanings.places(found.take(hit))
        return self._hits(meanings.values.take(meant), places.take(hit.take(index)), passage.take(index), passages)

    def _hits(self, which: Integers, at: Integers, passage: Rows, passages: Selection) -> Hits:
        """Return what stands at these places of the text, in passages told by their place among those selected."""
        if passages.whole:
            segment = self.segment_of.take(at).astype(np.intp)
        else:  # `segment_of` would be looked at all over the story
            own = ranges(self.segments[passages.rows], np.diff(passages.segments))
            segment = self.forward.starts.take(own).searchsorted(at, "right") - 1
        return Hits(which.astype(np.intp), at.astype(np.intp), passage, segment)

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep, without the segments, which several indexes share."""
        return {
            **under("forward", self.forward.pack()),
            **under("backward", self.backward.pack()),
            "segment_of": self.segment_of,
        }

    @classmethod
    def unpack(cls, arrays: Arrays, segments: Segments) -> OccurrenceIndex:
        """Make the index of kept arrays."""
        return cls(
            segments,
            Ragged.unpack(within("forward", arrays)),
            Ragged.unpack(within("backward", arrays)),
            arrays["segment_of"].view(np.int32),
        )
