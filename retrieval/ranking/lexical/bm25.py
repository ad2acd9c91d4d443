"""Passages -> BM25 index: rank-bm25 fits the model, whose scores are kept as postings and summed for a question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.kept.arrays import Array, Arrays, under, within
from retrieval.kept.gathering import Integers, Numbers, gathering, starts_of
from retrieval.kept.gathering import frequencies as counts_of
from retrieval.kept.numbering import NumberList
from retrieval.kept.postings import Postings, TermTable
from retrieval.kept.postings import Rows as PostedRows
from retrieval.kept.spool import Spool
from retrieval.kept.term_numbers import UNKNOWN
from retrieval.ranking.lexical.idf import lucene_idf
from retrieval.ranking.ragged import Ragged

Scores = npt.NDArray[np.float64]
"""One score a document, in the order of the corpus: shape (documents,)."""
K1 = 0.9
B = 0.4
CHAMPIONS = 700
"""For a term that so many documents hold it is kept what the best so many of them reach."""
AT_ONCE = 2_000
"""How many documents are counted at a time: what is sorted at once stays small."""


def norms(lengths: Integers, k1: float = K1, b: float = B) -> Scores:
    """Return what a document's length adds to the divisor of BM25: k1 (1 - b + b length / mean length)."""
    total = int(lengths.sum())
    if not total:
        return np.full(len(lengths), k1)
    mean = total / len(lengths)
    return k1 * (1 - b + b * (lengths.astype(np.float64)) / mean)


def term_scores(idf: Scores, frequency: Scores | Integers, norm: Scores, k1: float = K1) -> Scores:
    """Return what terms add to the scores of documents; in rank-bm25's order of operations, to the last bit."""
    scores: Scores = idf * (frequency * (k1 + 1) / (frequency + norm))
    return scores


def counted(documents: Ragged, terms: int, at_once: int = AT_ONCE) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """Yield (documents, terms, frequencies) of some documents at a time, ordered by document and by term."""
    for first in range(0, len(documents), at_once):
        last = min(len(documents), first + at_once)
        begin, end = documents.starts[first], documents.starts[last]
        local = np.repeat(np.arange(last - first, dtype=np.int64), documents.lengths[first:last])
        keys, frequencies = np.unique(local * terms + documents.values[begin:end], return_counts=True)
        yield (keys // terms + first).astype(np.int32), (keys % terms).astype(np.int32), frequencies.astype(np.int32)


@dataclass(frozen=True, eq=False)
class Bm25Index:
    """A BM25 index over documents of terms.

    `scores` equals `LuceneBM25(corpus, k1=k1, b=b).get_scores(query)` (a property test holds it to that), and takes
    time proportional to the postings of the query's terms. An empty corpus and empty documents are allowed.
    `idfs` holds the idf of each term by its number, `bounds` the most it adds to a document's score, `floors` what it
    adds to CHAMPIONS documents at least (0 where fewer hold it), `norm` what a document's length adds to the divisor.
    """

    postings: Postings
    idfs: Scores
    bounds: Scores
    floors: Scores
    norm: Scores
    k1: float = K1

    @classmethod
    def build(cls, table: TermTable, documents: Ragged, *, k1: float = K1, b: float = B) -> Bm25Index:
        """Index documents of term numbers."""
        from retrieval.ranking.lexical.lucene import NumberedBM25  # noqa: PLC0415  # not where a story is kept

        terms = len(table.terms)
        if not len(documents.values):  # rank-bm25 divides by the number of words
            nothing = np.zeros(0, np.int32)
            empty = Postings.of(table, nothing, nothing, np.zeros(0))
            none = np.zeros(terms)
            return cls(empty, none, none, none, norms(documents.lengths, k1, b), k1)
        model = NumberedBM25(documents, k1=k1, b=b)
        rows, numbers, frequencies = model.doc_freqs.read()
        idfs = np.array([model.idf.get(number, lucene_idf(len(documents), 0)) for number in range(terms)])
        norm = norms(np.array(model.doc_len), k1, b)
        starts = starts_of(counts_of(numbers, terms))
        posted, values = NumberList(), Spool()
        for places in gathering(numbers, starts):
            posted.add(rows[places])
            scores = term_scores(idfs[numbers[places]], frequencies[places], norm[rows[places]], k1)
            values.write(scores.data)
        postings = Postings(table, starts, posted.read().view(np.int32), values.read(np.float64))
        bounds = np.zeros(terms)
        held = np.flatnonzero(np.diff(starts))
        bounds[held] = np.maximum.reduceat(postings.values, starts[held])
        return cls(postings, idfs, bounds, _floors(postings), norm, k1)

    @classmethod
    def of(cls, documents: Sequence[Sequence[str]], *, k1: float = K1, b: float = B) -> Bm25Index:
        """Index documents of terms."""
        numbers: dict[str, int] = {}
        values = [numbers.setdefault(term, len(numbers)) for document in documents for term in document]
        return cls.build(TermTable.of(numbers), Ragged.of(values, map(len, documents)), k1=k1, b=b)

    @property
    def size(self) -> int:
        """How many documents there are."""
        return len(self.norm)

    @property
    def unseen_idf(self) -> float:
        """The idf of a term that no document holds."""
        return lucene_idf(self.size, 0)

    def __contains__(self, term: str) -> bool:
        return term in self.postings.table.numbers

    def number(self, term: str) -> int | None:
        """Return the term's number; None where no document holds it."""
        return self.postings.table.numbers.get(term)

    def idf(self, term: str) -> float:
        """Return the term's idf; that of a term in no document where it is unknown."""
        number = self.postings.table.numbers.find(term)
        return self.unseen_idf if number == UNKNOWN else float(self.idfs[number])

    def of_term(self, term: str) -> tuple[PostedRows, Scores]:
        """Return the rows that hold the term, rising, and what it adds to the score of each."""
        rows, values = self.postings.of_term(term)
        return rows, values.astype(np.float64, copy=False)

    def holds(self, term: str, row: int) -> bool:
        """Whether a document holds a term."""
        rows = self.postings.of_term(term)[0]
        at = int(rows.searchsorted(row))
        return at < len(rows) and int(rows[at]) == row

    def scores(self, query: Iterable[str]) -> Scores:
        """Score every document; a term that stands twice in the query counts twice, as in rank-bm25."""
        scores = np.zeros(self.size)
        for term in query:
            rows, values = self.postings.of_term(term)
            scores[rows] += values
        return scores

    def upper_bound(self, term: str) -> float:
        """Return the most that the term can add to any document's score: idf (k1 + 1)."""
        return self.idf(term) * (self.k1 + 1)

    def most(self, term: str) -> float:
        """Return the most that the term adds to the score of any of the documents."""
        number = self.number(term)
        return 0.0 if number is None else float(self.bounds[number])

    def floor(self, term: str) -> float:
        """Return what the term adds to the scores of CHAMPIONS documents at least; 0 where fewer hold it."""
        number = self.number(term)
        return 0.0 if number is None else float(self.floors[number])

    def pack(self, *, with_table: bool = True) -> dict[str, Array]:
        """Return the arrays to keep; without the table of terms where it is kept elsewhere."""
        own: dict[str, Array] = {
            "idfs": self.idfs,
            "bounds": self.bounds,
            "floors": self.floors,
            "norm": self.norm,
            "k1": np.array([self.k1]),
        }
        return own | under("postings", self.postings.pack(with_table=with_table))

    @classmethod
    def unpack(cls, arrays: Arrays, table: TermTable | None = None) -> Bm25Index:
        """Make the index of kept arrays; `table` is the one that was kept elsewhere."""
        postings = Postings.unpack(within("postings", arrays), table)
        return cls(
            postings,
            arrays["idfs"].view(np.float64),
            arrays["bounds"].view(np.float64),
            arrays["floors"].view(np.float64),
            arrays["norm"].view(np.float64),
            float(arrays["k1"].view(np.float64)[0]),
        )


def _floors(postings: Postings) -> Scores:
    """Return for each term what the best CHAMPIONS documents reach by it; 0 where fewer hold it."""
    floors = np.zeros(len(postings.starts) - 1)
    for term in np.flatnonzero(np.diff(postings.starts) >= CHAMPIONS).tolist():
        values = postings.values[postings.starts[term] : postings.starts[term + 1]]
        floors[term] = np.partition(values, -CHAMPIONS)[-CHAMPIONS]
    return floors
