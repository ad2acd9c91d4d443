"""Everything a surface asks about quotations, in one object."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from retrieval.articles.article import Article
from retrieval.kept.arrays import Array, Arrays, pack_json, under, unpack_json, within
from retrieval.people.people import People
from retrieval.quotations.keys import QuotationKeys
from retrieval.quotations.laid_out import LaidOutQuotations
from retrieval.quotations.names import Called, SpeakerNames
from retrieval.quotations.quotation import Quotation
from retrieval.quotations.search import QuotationResults, QuotationSearch
from retrieval.quotations.statistics import QuotationStatistics
from retrieval.quotations.store import QuotationStore
from retrieval.quotations.table import QuotationTable
from retrieval.quotations.utterances import Attribution, Utterances


class KeptParts(NamedTuple):
    """What is derived from quotations, where it was kept with them."""

    statistics: QuotationStatistics
    keys: QuotationKeys
    counts: Mapping[str, int]


@dataclass(frozen=True, eq=False)
class QuotationIndex:
    """The quotations of a story. Immutable; what is derived from them is computed when first asked for.

    >>> from retrieval import Story
    >>> quotations = Story.load().quotations
    >>> quotations.search("holy dance").matches[0].quotation.speaker
    'Alice Marie Johnson'
    >>> quotations.people_called("kim").name
    'Kim Kardashian West'
    """

    store: QuotationStore
    people: People
    kept: KeptParts | None = None

    @classmethod
    def build(cls, articles: Iterable[Article], people: People) -> QuotationIndex:
        """Find and attribute the quotations of all articles."""
        from retrieval.quotations.attribution import read_quotations  # noqa: PLC0415  # not where they are kept

        return cls.joined(((article, read_quotations(article, people)) for article in articles), people)

    @classmethod
    def joined(cls, read: Iterable[tuple[Article, Arrays]], people: People) -> QuotationIndex:
        """Make an index of all articles' quotations, which have been read article by article."""
        quotations = LaidOutQuotations()
        for article, arrays in read:
            quotations.add(arrays, article)
        return cls(QuotationStore(quotations.table(people)), people)

    @classmethod
    def of(cls, quotations: Iterable[Quotation], people: People) -> QuotationIndex:
        """Make an index of quotations that are attributed already."""
        laid_out = LaidOutQuotations()
        laid_out.read(quotations)
        return cls(QuotationStore(laid_out.table(people)), people)

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep: the quotations, and all that is derived from them."""
        return {
            **under("table", self.store.all.pack()),
            **under("statistics", self.statistics.pack()),
            "families": self.store.families,
            "keys": self.keys.keys,
            "counts": pack_json(dict(self.utterances.counted())),
        }

    @classmethod
    def unpack(cls, arrays: Arrays, people: People) -> QuotationIndex:
        """Make the index of kept arrays and of the people it was made with."""
        table = QuotationTable.unpack(within("table", arrays), people)
        store = QuotationStore(table, arrays["families"].view(np.int32))
        counts = unpack_json(arrays["counts"])
        kept = KeptParts(
            QuotationStatistics.unpack(within("statistics", arrays), store),
            QuotationKeys(store, arrays["keys"].view(np.int32)),
            counts if isinstance(counts, dict) else {},
        )
        return cls(store, people, kept)

    @property
    def all(self) -> Sequence[Quotation]:
        """Every quotation in reading order, with quoted words that nobody says and quotations inside others."""
        return self.store.all

    @property
    def spoken(self) -> Sequence[Quotation]:
        """What somebody says, in reading order."""
        return self.store.spoken

    def search(
        self, words: str | None = None, *, speaker: str | None = None, article: str | None = None
    ) -> QuotationResults:
        """Find quotations by half-remembered words, a speaker (as in `Quotation.speaker`), an article's file.

        Without words all that fit are listed in story order, scored 1. Where nothing is close, the nearest three
        are returned, with `close` False.
        """
        return self._search.search(words, speaker, article)

    def complete(
        self, typed: str = "", *, speaker: str | None = None, article: str | None = None, limit: int = 25
    ) -> tuple[Quotation, ...]:
        """Return quotations to offer while somebody types, best first, each wording once."""
        return self._search.complete(typed, speaker, article, limit)

    def people_called(self, typed: str) -> Called:
        """Return whom a typed name means."""
        return self.names.people_called(typed)

    def said_by(self, quotation: Quotation) -> Attribution:
        """Return who said a quotation, as far as its article tells."""
        return self.utterances.said_by(quotation)

    @cached_property
    def utterances(self) -> Utterances:
        """The quotations as they are shown: the parts of an utterance together, each wording once."""
        return Utterances(self.store, self.kept.counts if self.kept else None)

    @cached_property
    def names(self) -> SpeakerNames:
        """Who is named or quoted, by what somebody typed."""
        return SpeakerNames(self.people, self.utterances)

    @cached_property
    def statistics(self) -> QuotationStatistics:
        """How rare words are, and which quotations say most."""
        return self.kept.statistics if self.kept else QuotationStatistics.of(self.store)

    @cached_property
    def keys(self) -> QuotationKeys:
        """Short keys of quotations and speakers, for buttons and choices."""
        return self.kept.keys if self.kept else QuotationKeys.of(self.store)

    @cached_property
    def _search(self) -> QuotationSearch:
        return QuotationSearch(self.statistics)
