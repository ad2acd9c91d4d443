"""The model that our scores are held to, as rank-bm25 computes it: fitted in tests, and never where a bot answers."""

from __future__ import annotations

from collections.abc import Mapping

from rank_bm25 import BM25Okapi

from retrieval.ranking.bm25 import lucene_idf


class LuceneBM25(BM25Okapi):  # type: ignore[misc]  # rank-bm25 is untyped
    """Okapi BM25 with Lucene's inverse document frequency.

    idf(t) = ln(1 + (N - n + 0.5) / (n + 0.5)), which is never negative: a name that stands in most passages adds
    little instead of counting against them, as it does with Okapi's. Robertson and Zaragoza, "The Probabilistic
    Relevance Framework: BM25 and Beyond" (2009), section 3.5.4; Lucene's `BM25Similarity`.
    """

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        for term, frequency in nd.items():
            self.idf[term] = lucene_idf(self.corpus_size, frequency)
