"""Quotations -> rows of numbers, article by article; those of all articles, one after another, are a story's table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple

import numpy as np

from retrieval.articles.article import Article
from retrieval.articles.page_furniture import Tweet
from retrieval.kept.arrays import Array, Arrays, StringList, Strings, pack_json, under, unpack_rows, within
from retrieval.kept.numbering import NumberList, numbered
from retrieval.people.people import People
from retrieval.quotations.quotation import Quotation
from retrieval.quotations.table import KINDS, Column, QuotationTable

_NAMED = (Column.FILE, Column.SPEAKER, Column.AS_WRITTEN, Column.RULE, Column.ADDRESSEE, Column.VIA)


class LaidOutQuotations:
    """Quotations in reading order, with numbers for names, tweets and people as they are met."""

    def __init__(self) -> None:
        self._rows = NumberList()
        self._texts = StringList()
        self._names: dict[str, int] = {}
        self._tweets: dict[Tweet, int] = {}
        self._persons: dict[str, int] = {}

    def read(self, quotations: Iterable[Quotation]) -> None:
        """Add quotations."""
        for each in quotations:
            row = (
                self._name(each.article),
                each.paragraph,
                *each.span,
                KINDS.index(each.kind),
                _start_of(each.utterance),
                -1 if each.nested_in is None else _start_of(each.nested_in),
                -1 if each.tweet is None else self._tweets.setdefault(each.tweet, len(self._tweets)),
                self._name(each.speaker),
                -1 if each.person is None else self._persons.setdefault(each.person.name, len(self._persons)),
                self._name(each.speaker_as_written),
                *(each.speaker_at or (-1, -1)),
                self._name(each.rule),
                self._name(each.addressee),
                self._name(each.via),
            )
            self._rows.last.extend(row)
            self._texts.add((each.text,))

    def _name(self, name: str | None) -> int:
        return -1 if name is None else self._names.setdefault(name, len(self._names))

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep, all but the quotations' texts, which stand in their article."""
        return {
            **under("names", Strings.of(self._names).pack()),
            **under("persons", Strings.of(self._persons).pack()),
            "tweets": pack_json([astuple(tweet) for tweet in self._tweets]),
            "rows": self._rows.read(),
        }

    def add(self, arrays: Arrays, article: Article) -> None:
        """Add what was packed of an article."""
        columns = arrays["rows"].view(np.int32).reshape(-1, len(Column)).copy()
        names = numbered(self._names, Strings.unpack(within("names", arrays)))
        persons = numbered(self._persons, Strings.unpack(within("persons", arrays)))
        tweets = numbered(
            self._tweets,
            (Tweet(account or "", handle or "", date) for account, handle, date in unpack_rows(arrays["tweets"])),
        )
        for numbers, own in ((names, _NAMED), (persons, (Column.PERSON,)), (tweets, (Column.TWEET,))):
            known = np.append(numbers, np.int32(-1))  # the last for the -1 of none
            columns[:, own] = known[columns[:, own]]
        self._rows.add(columns)
        text = article.text
        self._texts.add(text[start:end] for start, end in columns[:, [Column.START, Column.END]].tolist())

    def table(self, people: People) -> QuotationTable:
        """Return the quotations as a table; who says them are people of the story."""
        columns = self._rows.read().astype(np.int32).reshape(-1, len(Column))
        persons = {person.name: number for number, person in enumerate(people.persons)}
        places = np.array([*(persons[name] for name in self._persons), -1], dtype=np.int32)
        columns[:, Column.PERSON] = places[columns[:, Column.PERSON]]
        return QuotationTable(columns, self._texts.read(), Strings.of(self._names), tuple(self._tweets), people)


def _start_of(quotation_id: str) -> int:
    return int(quotation_id.rpartition(":")[2])
