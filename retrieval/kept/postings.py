"""Postings: which rows hold a term, and a value for each. One slice of two arrays a term, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.kept.arrays import Array, Arrays, Strings, under, within
from retrieval.kept.term_numbers import UNKNOWN, Bucketed, TermNumbers, buckets

Rows = npt.NDArray[np.int32]
Values = npt.NDArray[np.float64] | npt.NDArray[np.float32]


@dataclass(frozen=True)
class TermTable:
    """Terms and their numbers, from 0. Several postings may share one."""

    terms: Strings
    bucket_starts: Bucketed
    buckets: Bucketed

    @cached_property
    def numbers(self) -> TermNumbers:
        """The number of each term."""
        return TermNumbers(self.terms, self.bucket_starts, self.buckets)

    @classmethod
    def of(cls, terms: Iterable[str]) -> TermTable:
        """Return a table of terms, each of which stands once, numbered in their order."""
        laid_out = Strings.of(terms)
        return cls(laid_out, *buckets(laid_out))

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        return {**self.terms.pack(), "bucket_starts": self.bucket_starts, "buckets": self.buckets}

    @classmethod
    def unpack(cls, arrays: Arrays) -> TermTable:
        """Make the table of kept arrays."""
        return cls(Strings.unpack(arrays), arrays["bucket_starts"].view(np.int32), arrays["buckets"].view(np.int32))


@dataclass(frozen=True)
class Postings:
    """The rows of each term, rising, and their values: those of term t are the slice from starts[t] to starts[t + 1].

    Shapes: `starts` (terms + 1,), `rows` and `values` (postings,).
    """

    table: TermTable
    starts: npt.NDArray[np.int64]
    rows: Rows
    values: Values

    @classmethod
    def of(cls, table: TermTable, numbers: Array, rows: Array, values: Values) -> Postings:
        """Gather postings given in any order, each with its term's number; those of a term keep their order."""
        order = np.argsort(numbers, kind="stable")
        starts = np.zeros(len(table.terms) + 1, dtype=np.int64)
        np.cumsum(np.bincount(numbers.astype(np.int64), minlength=len(table.terms)), out=starts[1:])
        return cls(table, starts, rows[order].astype(np.int32), values[order])

    def __contains__(self, term: str) -> bool:
        return len(self.of_term(term)[0]) > 0

    def of_term(self, term: str) -> tuple[Rows, Values]:
        """Return the rows that hold a term, and their values; empty where it is unknown."""
        number = self.table.numbers.find(term)
        begin, end = (0, 0) if number == UNKNOWN else self.starts[number : number + 2].tolist()
        return self.rows[begin:end], self.values[begin:end]

    def pack(self, *, with_table: bool = True) -> dict[str, Array]:
        """Return the arrays to keep; without the table where it is kept elsewhere."""
        own: dict[str, Array] = {"starts": self.starts, "rows": self.rows, "values": self.values}
        return own | (under("table", self.table.pack()) if with_table else {})

    @classmethod
    def unpack(cls, arrays: Arrays, table: TermTable | None = None) -> Postings:
        """Make postings of kept arrays; `table` is the one they share, where they were packed without."""
        return cls(
            table or TermTable.unpack(within("table", arrays)),
            arrays["starts"].view(np.int64),
            arrays["rows"].view(np.int32),
            arrays["values"].view(arrays["values"].dtype),  # type: ignore[arg-type]  # float32 or float64, as packed
        )
