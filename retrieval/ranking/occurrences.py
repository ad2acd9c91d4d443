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
        segment_of = np.repeat(np.arange(len(forward), dtype=np.int32), forward.lengths)
        backward = Ragged.grouped(forward.values, np.arange(len(segment_of)), count)
        return cls(segments, forward, backward, segment_of)

    @cached_property
    def by_passage(self) -> Ragged:
        """The numbers of each passage, in order."""
        return Ragged(self.forward.values, self.forward.starts[self.segments])

    @cached_property
    def _row_of(self) -> Numbers:
        """The passage of each segment."""
        return np.repeat(np.arange(len(self.segments) - 1, dtype=np.int32), np.diff(self.segments))

    def find(self, numbers: Integers, which: Integers, passages: Selection) -> Hits:
        """Return where numbers stand in some passages; `which` tells what each one stands for, and may repeat."""
        # To look a number up takes about twice as long as to pass it by.
        if 2 * self.backward.count(numbers) < self.by_passage.count(passages.rows):
            return self._backward(numbers, which, passages)
        return self._forward(numbers, which, passages)

    def _backward(self, numbers: Integers, which: Integers, passages: Selection) -> Hits:
        places, index = self.backward.places(numbers)
        return self._hits(which.take(index), self.backward.values.take(places), passages)

    def _forward(self, numbers: Integers, which: Integers, passages: Selection) -> Hits:
        wanted = np.full(len(self.backward), -1, dtype=np.int32)
        wanted[numbers] = np.arange(len(numbers), dtype=np.int32)  # of equal ones the last
        meanings = Ragged.grouped(wanted[numbers], which, len(numbers))
        places = self.by_passage.places_of(passages.rows)
        found = wanted.take(self.forward.values.take(places))
        hit = (found >= 0).nonzero()[0]
        meant, index = meanings.places(found.take(hit))
        return self._hits(meanings.values.take(meant), places.take(hit.take(index)), passages)

    def _hits(self, which: Integers, at: Integers, passages: Selection) -> Hits:
        """Return what stands at places of the text, as far as that is in these passages."""
        segment = self.segment_of.take(at)
        passage = passages.places.take(self._row_of.take(segment))
        if not passages.whole:
            kept = (passage >= 0).nonzero()[0]
            which, at, segment, passage = which.take(kept), at.take(kept), segment.take(kept), passage.take(kept)
        moved = passages.segments[:-1] - self.segments[passages.rows]
        return Hits(which.astype(np.intp), at.astype(np.intp), passage.astype(np.intp), segment + moved.take(passage))

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
