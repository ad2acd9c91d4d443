"""The quotations of a story as columns of numbers and as texts: a quotation is made when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from enum import IntEnum
from functools import cached_property
from typing import Final, overload

import numpy as np
import numpy.typing as npt

from retrieval.articles.page_furniture import Tweet
from retrieval.kept.arrays import Array, Arrays, Strings, pack_json, under, unpack_rows, within
from retrieval.people.people import People
from retrieval.quotations.groups import Numbers
from retrieval.quotations.quotation import Quotation, QuotationKind, quotation_id
from retrieval.quotations.reliability import RELIABILITY
from retrieval.spans import Span


class Column(IntEnum):
    """What a quotation is, in numbers; -1 where there is none.

    Files, speakers, phrases and rules are numbered by `QuotationTable.names`, people as in `People.persons`. An
    utterance, and the quotation that one is inside, are told by the offset where they begin, in the same article.
    """

    FILE = 0
    PARAGRAPH = 1
    START = 2
    END = 3
    KIND = 4
    UTTERANCE = 5
    NESTED_IN = 6
    TWEET = 7
    SPEAKER = 8
    PERSON = 9
    AS_WRITTEN = 10
    AT_START = 11
    AT_END = 12
    RULE = 13
    ADDRESSEE = 14
    VIA = 15


Columns = npt.NDArray[np.int32]

KINDS: Final = tuple(QuotationKind)
"""The kinds, as they are numbered."""


@dataclass(frozen=True, eq=False)
class QuotationTable(Sequence[Quotation]):
    """Quotations in reading order. `columns` has a row for each, and the columns of `Column`."""

    columns: Columns
    texts: Strings
    names: Strings
    tweets: tuple[Tweet, ...]
    people: People

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        tweets = pack_json([astuple(tweet) for tweet in self.tweets])
        return {
            "columns": self.columns,
            "tweets": tweets,
            **under("texts", self.texts.pack()),
            **under("names", self.names.pack()),
        }

    @classmethod
    def unpack(cls, arrays: Arrays, people: People) -> QuotationTable:
        """Make the table of kept arrays and of the people it was made with."""
        tweets = tuple(
            Tweet(account or "", handle or "", date) for account, handle, date in unpack_rows(arrays["tweets"])
        )
        texts, names = Strings.unpack(within("texts", arrays), sparing=True), Strings.unpack(within("names", arrays))
        return cls(arrays["columns"].view(np.int32), texts, names, tweets, people)

    def column(self, column: Column) -> Numbers:
        """Return one column of all quotations."""
        return self.columns[:, column]

    @cached_property
    def _known(self) -> tuple[str | None, ...]:
        return (*self.names, None)

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {name: number for number, name in enumerate(self.names)}

    def name(self, number: int) -> str | None:
        """Return the file, speaker, phrase or rule of this number; None for -1."""
        return self._known[number]

    def number_of(self, name: str) -> int:
        """Return the number of a file, speaker, phrase or rule; -2, which no quotation has, for any other name."""
        return self._numbers.get(name, -2)

    def __len__(self) -> int:
        return len(self.columns)

    @overload
    def __getitem__(self, at: int) -> Quotation: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Quotation]: ...
    def __getitem__(self, at: int | slice) -> Quotation | Sequence[Quotation]:
        if isinstance(at, slice):
            return tuple(self[number] for number in range(*at.indices(len(self))))
        row = self.columns[at].tolist()
        file = self._known[row[Column.FILE]] or ""
        rule = self._known[row[Column.RULE]]
        return Quotation(
            id=quotation_id(file, row[Column.START]),
            article=file,
            paragraph=row[Column.PARAGRAPH],
            span=Span(row[Column.START], row[Column.END]),
            text=self.texts[at],
            kind=KINDS[row[Column.KIND]],
            utterance=quotation_id(file, row[Column.UTTERANCE]),
            nested_in=None if row[Column.NESTED_IN] < 0 else quotation_id(file, row[Column.NESTED_IN]),
            tweet=None if row[Column.TWEET] < 0 else self.tweets[row[Column.TWEET]],
            speaker=self._known[row[Column.SPEAKER]],
            person=None if row[Column.PERSON] < 0 else self.people.persons[row[Column.PERSON]],
            speaker_as_written=self._known[row[Column.AS_WRITTEN]],
            speaker_at=None if row[Column.AT_START] < 0 else Span(row[Column.AT_START], row[Column.AT_END]),
            rule=rule,
            reliability=None if rule is None else RELIABILITY.get(rule),
            addressee=self._known[row[Column.ADDRESSEE]],
            via=self._known[row[Column.VIA]],
        )


@dataclass(frozen=True, eq=False)
class SomeQuotations(Sequence[Quotation]):
    """Some of the quotations of a story, by their numbers."""

    table: QuotationTable
    numbers: Numbers

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> Quotation: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Quotation]: ...
    def __getitem__(self, at: int | slice) -> Quotation | Sequence[Quotation]:
        if isinstance(at, slice):
            return tuple(self.table[number] for number in self.numbers[at].tolist())
        return self.table[int(self.numbers[at])]
