"""Where passages are, what kinds of answer they hold, and whom they quote: a value or a bit mask a passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from retrieval.articles.passages import PassageKind, Passages
from retrieval.english.answer_kinds import AnswerKind
from retrieval.kept.arrays import Array, Arrays, under, within
from retrieval.kept.gathering import Numbers, Rows
from retrieval.kept.postings import TermTable
from retrieval.ranking.counting import KIND_BITS
from retrieval.ranking.ragged import Ragged

_AT_ONCE = 10_000
"""Passages that are looked at before it is asked whether enough are found."""


@dataclass(frozen=True, eq=False)
class Layout:
    """Where passages are: `before` and `after` are the neighbours' rows in the same article, -1 at its ends.

    `article` numbers each passage's article from 0; `headline` and `furniture` tell which passages are such.
    """

    article: Numbers
    before: Numbers
    after: Numbers
    headline: npt.NDArray[np.bool_]
    furniture: npt.NDArray[np.bool_]

    @classmethod
    def build(cls, passages: Passages) -> Layout:
        """Note where each passage is; a headline is no neighbour of what follows it."""
        article, headline = passages.articles, passages.are(PassageKind.HEADLINE)
        rows = np.arange(len(passages), dtype=np.int32)
        joined = (article[1:] == article[:-1]) & ~headline[:-1]
        before, after = np.full((2, len(rows)), -1, dtype=np.int32)
        before[1:][joined], after[:-1][joined] = rows[:-1][joined], rows[1:][joined]
        return cls(article, before, after, headline, passages.are(PassageKind.FURNITURE))

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        return {
            "article": self.article,
            "before": self.before,
            "after": self.after,
            "headline": self.headline,
            "furniture": self.furniture,
        }

    @classmethod
    def unpack(cls, arrays: Arrays) -> Layout:
        """Make the layout of kept arrays."""
        return cls(
            arrays["article"].view(np.int32),
            arrays["before"].view(np.int32),
            arrays["after"].view(np.int32),
            arrays["headline"].view(np.bool_),
            arrays["furniture"].view(np.bool_),
        )


@dataclass(frozen=True, eq=False)
class Contents:
    """What passages hold: `kinds` are bits (see `KIND_BITS`), `speakers` the names of those who are quoted, with rows.

    Whom a passage names is among its terms.
    """

    kinds: Numbers
    speakers: TermTable
    quoted: Ragged

    @classmethod
    def build(cls, passages: Passages, kinds: Numbers, speakers: Iterable[tuple[str, int, str]]) -> Contents:
        """Note what each passage holds; `speakers` are those known of the story's quotations, in reading order.

        Each is told by the file, the number of the paragraph, and the speaker's name.
        """
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for (file, paragraph), quoted in groupby(speakers, key=itemgetter(0, 1)):
            own = passages.rows_in(file, paragraph)
            for name in dict.fromkeys(name for _, _, name in quoted):
                rows[name].extend(own)
        values = [row for own in rows.values() for row in own]
        return cls(kinds, TermTable.of(rows), Ragged.of(values, map(len, rows.values())))

    @cached_property
    def rarity(self) -> Mapping[AnswerKind, float]:
        """For each kind of answer the share of passages that do not hold it."""
        size = max(1, len(self.kinds))
        return {kind: 1 - int(np.count_nonzero(self.kinds & bit)) / size for kind, bit in KIND_BITS.items()}

    def holds(self, row: int, kind: AnswerKind) -> bool:
        """Whether a passage holds a kind of answer."""
        return bool(self.kinds[row] & KIND_BITS[kind])

    def are_holding(self, rows: Rows, kinds: Iterable[AnswerKind]) -> npt.NDArray[np.bool_]:
        """Tell which of these passages hold all of these kinds of answer."""
        bits = sum(KIND_BITS[kind] for kind in kinds)
        holding: npt.NDArray[np.bool_] = (self.kinds.take(rows) & bits) == bits
        return holding

    def holding(self, kinds: Iterable[AnswerKind], count: int) -> Rows:
        """Return the rows of the first `count` passages that hold all of these kinds of answer."""
        bits = sum(KIND_BITS[kind] for kind in kinds)
        found = [np.zeros(0, dtype=np.intp)]
        missing = count
        for begin in range(0, len(self.kinds), _AT_ONCE):
            found.append(np.flatnonzero((self.kinds[begin : begin + _AT_ONCE] & bits) == bits) + begin)
            missing -= len(found[-1])
            if missing <= 0:
                break
        return np.concatenate(found)[:count]

    def quoting(self, name: str) -> Numbers:
        """Return the rows of the passages that quote a person."""
        number = self.speakers.numbers.get(name)
        if number is None:
            return np.zeros(0, dtype=np.int32)
        begin, end = self.quoted.starts[number : number + 2].tolist()
        return self.quoted.values[begin:end]

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        return {
            "kinds": self.kinds,
            **under("speakers", self.speakers.pack()),
            **under("quoted", self.quoted.pack()),
        }

    @classmethod
    def unpack(cls, arrays: Arrays) -> Contents:
        """Make the contents of kept arrays."""
        return cls(
            arrays["kinds"].view(np.int32),
            TermTable.unpack(within("speakers", arrays)),
            Ragged.unpack(within("quoted", arrays)),
        )
