"""The model of the ranking's BM25, which rank-bm25 fits when a story is built."""

from __future__ import annotations

from collections.abc import Mapping

from rank_bm25 import BM25Okapi

from retrieval.ranking.idf import lucene_idf


class LuceneBM25(BM25Okapi):  # type: ignore[misc]  # rank-bm25 is untyped
    """Okapi BM25 with Lucene's idf: with Okapi's own, a name that stands in most passages counts against them."""

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        for term, frequency in nd.items():
            self.idf[term] = lucene_idf(self.corpus_size, frequency)
