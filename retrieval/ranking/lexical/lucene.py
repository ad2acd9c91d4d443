"""The model of the ranking's BM25, which rank-bm25 fits when a story is built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.kept.gathering import Numbers, owners_of
from retrieval.kept.numbering import NumberList
from retrieval.ranking.lexical.idf import lucene_idf
from retrieval.ranking.ragged import Ragged

_SETTLED = 100_000
"""Numbers that are held before they are put aside."""


class LuceneBM25(BM25Okapi):  # type: ignore[misc]  # rank-bm25 is untyped
    """Okapi BM25 with Lucene's idf: with Okapi's own, a name that stands in most passages counts against them."""

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        for term, frequency in nd.items():
            self.idf[term] = lucene_idf(self.corpus_size, frequency)


class NumberedBM25(LuceneBM25):
    """The same of documents of term numbers, with the frequencies in flat arrays: objects take a hundred bytes each."""

    doc_freqs: Frequencies

    def __init__(self, documents: Ragged, *, k1: float, b: float) -> None:
        super().__init__(
            (
                documents.values[begin:end].tolist()
                for begin, end in zip(documents.starts[:-1], documents.starts[1:], strict=True)
            ),
            k1=k1,
            b=b,
        )

    def _initialize(self, corpus: Iterator[list[int]]) -> dict[int, int]:
        self.doc_freqs = Frequencies()
        found: dict[int, int] = super()._initialize(corpus)
        return found


class Frequencies:
    """How often each document has each of its terms: what rank-bm25 appends, laid out one after another."""

    def __init__(self) -> None:
        self._numbers, self._counts, self._lengths = NumberList(), NumberList(), NumberList()

    def append(self, document: Mapping[int, int]) -> None:
        """Take the frequencies of the next document."""
        self._numbers.last.extend(document)
        self._counts.last.extend(document.values())
        self._lengths.last.append(len(document))
        if len(self._numbers.last) > _SETTLED:
            self._numbers.settle()
            self._counts.settle()

    def read(self) -> tuple[Numbers, Numbers, Numbers]:
        """Return document, term and frequency, ordered by document."""
        return owners_of(self._lengths.read()), self._numbers.read().view(np.int32), self._counts.read().view(np.int32)
