"""Passages that say the same thing in several articles, so that one answer names them all instead of repeating.

What is compared is the stretch between two full stops, since whole paragraphs of different articles seldom agree; when
two of them say the same is told in `comparison`. All are compared once, and what says the same is kept in flat arrays.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from retrieval.english.terms import looked_up, stem
from retrieval.kept.arrays import Array, Arrays, under, within
from retrieval.kept.gathering import starts_of
from retrieval.kept.postings import TermTable
from retrieval.marking.clauses import Clause
from retrieval.marking.cut_passages import PassageCutter
from retrieval.marking.sets import by_blocks, members, sets_of
from retrieval.marking.stretches import Stretches
from retrieval.questions.reading import ReadToken
from retrieval.ranking.ragged import Ragged
from retrieval.spans import Span

MARKED_SHARE = 0.5
"""The share of the marked words, weighted by idf, that the other passage must hold."""


def _terms(token: ReadToken, text: str) -> Iterable[str]:
    """Return what a marked word says: a name whose it is; "the first-time offender" what it tells, and not whom."""
    if token.person is None or token.folded in {word for name in token.person.names for word in looked_up(name)}:
        return (token.term,)
    return map(stem, looked_up(text[token.start : token.end]))


@dataclass(frozen=True, eq=False)
class SameStatements:
    """The stretches of a story that others repeat, numbered in story order, and which those are.

    `rows` and `stretches` are the passage of each and its number there (`Clause.stretch`); `same` are the numbers of
    those that say the same, and `terms` its terms, by their numbers in `table`. `weights` is the idf of each term of
    the table among all stretches, `rarest` that of a term that one stretch has.
    """

    cutter: PassageCutter
    rows: npt.NDArray[np.int32]
    stretches: npt.NDArray[np.int32]
    same: Ragged
    terms: Ragged
    table: TermTable
    weights: npt.NDArray[np.float64]
    rarest: float

    @classmethod
    def build(cls, stretches: Stretches, cutter: PassageCutter) -> SameStatements:
        """Compare the stretches of all passages."""
        from retrieval.marking.comparison import Comparison  # noqa: PLC0415  # not where it is kept

        comparison = Comparison(stretches)
        pairs = np.fromiter(chain.from_iterable(comparison.same()), dtype=np.int64).reshape(-1, 2)
        repeated = np.unique(pairs)
        same = sets_of(len(repeated), *np.searchsorted(repeated, np.concatenate([pairs, pairs[:, ::-1]])).T)
        # A mark may reach beyond its stretch, so every word is weighed of passages in which something is repeated.
        repeating = np.zeros(1 + int(stretches.rows.max(initial=0)), dtype=np.bool_)
        repeating[stretches.rows[repeated]] = True
        weighed = np.zeros(len(stretches.words), dtype=np.bool_)
        for _, _, owners, values in by_blocks(stretches.terms):
            weighed[values[repeating[stretches.rows[owners]]]] = True
        words = np.flatnonzero(weighed)
        number = np.zeros(len(stretches.words), dtype=np.int32)
        number[words] = np.arange(len(words), dtype=np.int32)  # rising, as the words in each set are
        terms = Ragged(
            number[stretches.terms.values[stretches.terms.places_of(repeated)]],
            starts_of(stretches.terms.lengths_of(repeated)),
        )
        return cls(
            cutter,
            stretches.rows[repeated].astype(np.int32),
            stretches.numbers[repeated].astype(np.int32),
            same,
            terms,
            TermTable.of(stretches.words[word] for word in words.tolist()),
            comparison.weights[words],
            comparison.rarest,
        )

    def of(self, clause: Clause, marked: Iterable[Span] = ()) -> tuple[int, ...]:
        """Return the rows of other passages that say what a clause's stretch says, most alike first.

        With `marked`, spans of the clause's passage, only those that have most of the marked words: a sentence may
        say two things, and the other passage only the one that was not asked for.
        """
        begin, end = np.searchsorted(self.rows, (clause.row, clause.row + 1)).tolist()
        own = begin + int(np.searchsorted(self.stretches[begin:end], clause.stretch))
        if own == end or self.stretches[own] != clause.stretch:
            return ()
        wanted = self._marked_terms(clause, marked)
        known = {number for term in wanted if (number := self.table.numbers.get(term)) is not None}
        whole = math.fsum([self._weight(known), self.rarest * (len(wanted) - len(known))])
        terms = members(self.terms, own)
        found: dict[int, float] = {}
        for other in members(self.same, own):
            theirs = members(self.terms, other)
            if self._weight(known & theirs) >= MARKED_SHARE * whole:
                row = int(self.rows[other])
                found[row] = max(self._weight(terms & theirs), found.get(row, 0.0))
        return tuple(sorted(found, key=lambda row: (-found[row], row)))

    def _marked_terms(self, clause: Clause, marked: Iterable[Span]) -> set[str]:
        cut = self.cutter.cut(clause.row)
        tokens = (
            token
            for span in marked
            for token in cut.tokens
            if token.content and span.start < token.end and token.start < span.end
        )
        return {term for token in tokens for term in _terms(token, cut.passage.text)}

    def _weight(self, terms: Iterable[int]) -> float:
        return math.fsum(self.weights[list(terms)].tolist())

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        return {
            "rows": self.rows,
            "stretches": self.stretches,
            **under("same", self.same.pack()),
            **under("terms", self.terms.pack()),
            **under("table", self.table.pack()),
            "weights": self.weights,
            "rarest": np.array([self.rarest]),
        }

    @classmethod
    def unpack(cls, arrays: Arrays, cutter: PassageCutter) -> SameStatements:
        """Make them of kept arrays."""
        return cls(
            cutter,
            arrays["rows"].view(np.int32),
            arrays["stretches"].view(np.int32),
            Ragged.unpack(within("same", arrays)),
            Ragged.unpack(within("terms", arrays)),
            TermTable.unpack(within("table", arrays)),
            arrays["weights"].view(np.float64),
            float(arrays["rarest"].view(np.float64)[0]),
        )
