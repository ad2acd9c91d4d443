"""Which passages are ranked for a question."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrieval.kept.gathering import Integers, Rows
from retrieval.ranking.corpus import Corpus
from retrieval.ranking.occurrences import Selection


@dataclass(frozen=True, eq=False)
class CandidateSet:
    """The passages to be ranked (`rows`, rising), and together with their neighbours (`around`).

    `own`, `before` and `after` are places in `around`, of each candidate and of its neighbours; -1 where there is none.
    """

    rows: Rows
    around: Selection
    own: Rows
    before: Rows
    after: Rows

    @classmethod
    def all_of(cls, corpus: Corpus) -> CandidateSet:
        """Return every passage of a story."""
        return cls.of(corpus, np.arange(corpus.size))

    @classmethod
    def of(cls, corpus: Corpus, rows: Integers) -> CandidateSet:
        """Return these passages, given in any order."""
        segments = corpus.indexes.segments
        own = Selection.of(rows, segments)
        before, after = corpus.layout.before[own.rows], corpus.layout.after[own.rows]
        if own.whole:
            around = own
        else:
            around = Selection.of(np.concatenate([own.rows, before[before >= 0], after[after >= 0]]), segments)
        places = (around.places(rows) for rows in (own.rows, before, after))
        return cls(own.rows, around, *places)
