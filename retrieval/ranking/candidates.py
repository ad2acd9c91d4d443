"""Which passages are ranked for a question, and where in them the numbers that are looked for stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrieval.ranking.corpus import Corpus
from retrieval.ranking.ragged import Integers, Ragged, Rows


@dataclass(frozen=True, eq=False)
class Hits:
    """Where numbers that were looked for stand, in the order of the text.

    `which`: of those looked for; `at`: place in the story's numbers; `passage`: index into `CandidateSet.around`;
    `segment`: number among the segments of those passages.
    """

    which: Rows
    at: Rows
    passage: Rows
    segment: Rows


@dataclass(frozen=True, eq=False)
class CandidateSet:
    """The passages to be ranked (`rows`, rising), and together with their neighbours (`around`, rising).

    `own`, `before` and `after` are indices into `around`, of each candidate and of its neighbours; -1 where there is
    none. `segments` tells where the segments of each passage of `around` begin, shape (around + 1,).
    """

    rows: Rows
    around: Rows
    own: Rows
    before: Rows
    after: Rows
    segments: Rows
    whole: bool

    @classmethod
    def all_of(cls, corpus: Corpus) -> CandidateSet:
        """Return every passage of a story."""
        rows = np.arange(corpus.size)
        layout = corpus.layout
        before, after = layout.before.astype(np.intp), layout.after.astype(np.intp)
        return cls(rows, rows, rows, before, after, corpus.indexes.segments.astype(np.intp), whole=True)

    @classmethod
    def of(cls, corpus: Corpus, rows: Integers) -> CandidateSet:
        """Return these passages, rising, each once."""
        own = rows.astype(np.intp)
        before, after = corpus.layout.before[own], corpus.layout.after[own]
        around = np.unique(np.concatenate([own, before, after]))
        around = around[around >= 0].astype(np.intp)
        starts = corpus.indexes.segments
        segments = np.concatenate([[0], np.cumsum(starts[around + 1] - starts[around])]).astype(np.intp)
        return cls(
            own,
            around,
            around.searchsorted(own),
            np.where(before >= 0, around.searchsorted(before), -1),
            np.where(after >= 0, around.searchsorted(after), -1),
            segments,
            whole=False,
        )

    def find(self, corpus: Corpus, by_segment: Ragged, by_passage: Ragged, wanted: Integers) -> Hits:
        """Find numbers in these passages: `wanted[number]` is what is looked for, negative where it is not."""
        if self.whole:
            found = wanted[by_passage.values]
            at = np.flatnonzero(found >= 0)
            which = found[at]
            passage = by_passage.starts.searchsorted(at, side="right") - 1
        else:
            places, index = by_passage.places(self.around)
            found = wanted[by_passage.values[places]]
            hit = np.flatnonzero(found >= 0)
            at, which, passage = places[hit], found[hit], index[hit]
        segment = by_segment.starts.searchsorted(at, side="right") - 1
        if not self.whole:
            segment += self.segments[passage] - corpus.indexes.segments[self.around[passage]]
        return Hits(which.astype(np.intp), at, passage, segment)


def frequencies(which: Integers, passages: Rows, shape: tuple[int, int]) -> Rows:
    """Count how often each of what was looked for is found in each passage: shape `shape`."""
    counts = np.bincount(which * shape[1] + passages, minlength=shape[0] * shape[1])
    return counts.reshape(shape)
