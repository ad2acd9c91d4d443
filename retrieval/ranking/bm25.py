"""Passages -> BM25 index: rank-bm25 fits the model, its postings are scored without visiting every passage."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

Scores = npt.NDArray[np.float64]
"""One score a document, in the order of the corpus: shape (documents,)."""


class LuceneBM25(BM25Okapi):  # type: ignore[misc]  # rank-bm25 is untyped
    """Okapi BM25 with Lucene's inverse document frequency.

    idf(t) = ln(1 + (N - n + 0.5) / (n + 0.5)), which is never negative: a name that stands in most passages adds
    little instead of counting against them, as it does with Okapi's. Robertson and Zaragoza, "The Probabilistic
    Relevance Framework: BM25 and Beyond" (2009), section 3.5.4; Lucene's `BM25Similarity`.
    """

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        for term, frequency in nd.items():
            self.idf[term] = math.log(1 + (self.corpus_size - frequency + 0.5) / (frequency + 0.5))


class Bm25Index:
    """A BM25 index over documents of terms.

    `scores` equals `LuceneBM25(corpus, k1=k1, b=b).get_scores(query)` (a property test holds it to that), and takes
    time proportional to the postings of the query's terms. An empty corpus and empty documents are allowed.
    """

    def __init__(self, documents: Sequence[Sequence[str]], *, k1: float = 0.9, b: float = 0.4) -> None:
        self.size = len(documents)
        self._k1 = k1
        self._postings: dict[str, tuple[npt.NDArray[np.intp], Scores]] = {}
        self._idf: dict[str, float] = {}
        self._bound: dict[str, float] = {}
        self.unseen_idf = math.log(1 + (self.size + 0.5) / 0.5)
        """The idf of a term that no document holds."""
        if not any(documents):  # rank-bm25 divides by the number of words
            return
        model = LuceneBM25([list(document) for document in documents], k1=k1, b=b)
        self._idf = dict(model.idf)
        rows: dict[str, list[int]] = {term: [] for term in model.idf}
        weights: dict[str, list[float]] = {term: [] for term in model.idf}
        for row, frequencies in enumerate(model.doc_freqs):
            norm = k1 * (1 - b + b * model.doc_len[row] / model.avgdl)
            for term, frequency in frequencies.items():
                rows[term].append(row)
                # In rank-bm25's order of operations, so that the scores are equal to the last bit and ties stay ties.
                weights[term].append(model.idf[term] * (frequency * (k1 + 1) / (frequency + norm)))
        for term, found in rows.items():
            self._postings[term] = (np.array(found, dtype=np.intp), np.array(weights[term], dtype=np.float64))
            self._bound[term] = self._idf[term] * (k1 + 1)

    def __contains__(self, term: str) -> bool:
        return term in self._postings

    def idf(self, term: str) -> float:
        """Return the term's idf; that of a term in no document where it is unknown."""
        return self._idf.get(term, self.unseen_idf)

    def postings(self, term: str) -> tuple[npt.NDArray[np.intp], Scores]:
        """Return the rows that hold the term and what it adds to the score of each."""
        return self._postings.get(term, _NONE)

    def scores(self, query: Iterable[str]) -> Scores:
        """Score every document; a term that stands twice in the query counts twice, as in rank-bm25."""
        scores = np.zeros(self.size)
        for term in query:
            postings = self._postings.get(term)
            if postings is not None:
                scores[postings[0]] += postings[1]
        return scores

    def upper_bound(self, term: str) -> float:
        """Return the most that the term can add to any document's score: idf (k1 + 1)."""
        return self._bound.get(term, self.unseen_idf * (self._k1 + 1))


_NONE: tuple[npt.NDArray[np.intp], Scores] = (np.zeros(0, dtype=np.intp), np.zeros(0))
