"""Passages -> their terms, other words for the same things, and letters, counted once.

Forward, each passage's numbers in the order of the text, whatever the story's size: from these the features of a few
passages are computed. Backward, the passages of each term: from these the candidates are found.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.kept.arrays import Array, Arrays, under, within
from retrieval.kept.gathering import Integers, Numbers
from retrieval.kept.numbering import NumberList
from retrieval.kept.postings import TermTable
from retrieval.kept.term_numbers import UNKNOWN
from retrieval.ranking.lexical.bm25 import AT_ONCE, Bm25Index, Scores, counted, norms
from retrieval.ranking.lexical.idf import idf_column, lucene_idf
from retrieval.ranking.occurrences import OccurrenceIndex, Segments
from retrieval.ranking.ragged import Ragged

PAIR_WINDOW = 6
"""Two words of a passage are a pair if at most this many words, counting both, contain them."""
_FEW = 250
"""How many passages are counted at once, at most: a sense has some ten concepts, a word as many n-grams."""
_CELLS = 2_000_000
"""How many pairs of a passage and a number are told apart at once; with the above, bounds the memory."""


@dataclass(frozen=True, eq=False)
class ConceptIndex:
    """BM25 over the concepts of the passages, without their postings, which would be ten times those of the words.

    Phrases that stand for the same concepts have one sense. `occurrences` tells where the senses stand in the text,
    `senses` which ones each concept has, `rows` the passages of each; a concept is looked up through its senses.
    """

    table: TermTable
    senses: Ragged
    occurrences: OccurrenceIndex
    rows: Ragged
    idfs: Scores
    norm: Scores

    @classmethod
    def build(cls, senses: dict[tuple[str, ...], int], by_segment: Ragged, segments: Segments) -> ConceptIndex:
        """Index the senses of each segment; `segments` are where the segments of each passage begin."""
        numbers: dict[str, int] = {}
        concepts = [numbers.setdefault(concept, len(numbers)) for sense in senses for concept in sense]
        of_sense = Ragged.of(concepts, map(len, senses))
        occurrences = OccurrenceIndex.build(segments, by_segment, len(senses))
        size = len(occurrences.by_passage)
        held_rows, held_senses = NumberList(), NumberList()
        frequency, length = np.zeros(len(numbers), dtype=np.int64), np.zeros(size, dtype=np.int64)
        lengths = of_sense.lengths
        for rows, held, counts in counted(occurrences.by_passage, max(1, len(senses)), _few(len(numbers))):
            held_rows.add(rows)
            held_senses.add(held)
            places, index = of_sense.places(held)
            np.add.at(length, rows, counts * lengths[held])
            frequency += _holders(rows[index], of_sense.values[places], len(numbers))
        return cls(
            TermTable.of(numbers),
            Ragged.grouped(of_sense.values, np.repeat(np.arange(len(senses)), of_sense.lengths), len(numbers)),
            occurrences,
            Ragged.grouped(held_senses.read(), held_rows.read(), len(senses)),
            idf_column(size, frequency),
            norms(length),
        )

    def idf(self, concept: str) -> float:
        """Return a concept's idf; that of a concept in no passage where it is unknown."""
        number = self.table.numbers.find(concept)
        return lucene_idf(len(self.norm), 0) if number == UNKNOWN else float(self.idfs[number])

    def rows_of(self, concept: int) -> list[Numbers]:
        """Return the rows of the passages that have a concept: of each of the phrases that stand for it, rising."""
        return [self.rows.list_of(sense) for sense in self.senses.list_of(concept).tolist()]

    def count(self, concept: int) -> int:
        """Return how many rows that is, all lists together."""
        return self.rows.count(self.senses.list_of(concept))

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        return {
            **under("table", self.table.pack()),
            **under("senses", self.senses.pack()),
            **under("occurrences", self.occurrences.pack()),
            **under("rows", self.rows.pack()),
            "idfs": self.idfs,
            "norm": self.norm,
        }

    @classmethod
    def unpack(cls, arrays: Arrays, segments: Segments) -> ConceptIndex:
        """Make the index of kept arrays."""
        return cls(
            TermTable.unpack(within("table", arrays)),
            Ragged.unpack(within("senses", arrays)),
            OccurrenceIndex.unpack(within("occurrences", arrays), segments),
            Ragged.unpack(within("rows", arrays)),
            arrays["idfs"].view(np.float64),
            arrays["norm"].view(np.float64),
        )


@dataclass(frozen=True, eq=False)
class LetterIndex:
    """BM25 over the character n-grams of the passages, kept as the n-grams of each different word.

    `occurrences` holds the words of each passage that are no stop words, `words` the words of each n-gram, one that has
    it twice two times, and `stems` the number of each word's term, -1 where it is no term of any passage.
    """

    table: TermTable
    words: Ragged
    occurrences: OccurrenceIndex
    stems: Numbers
    idfs: Scores
    norm: Scores

    @classmethod
    def build(cls, grams: Iterable[Sequence[str]], by_passage: Ragged, stems: Numbers) -> LetterIndex:
        """Index words that have these n-grams."""
        numbers: dict[str, int] = {}
        found, many = array("i"), array("i")
        for own in grams:
            found.extend([numbers.setdefault(gram, len(numbers)) for gram in own])
            many.append(len(own))
        of_word = Ragged.of(found, many)
        size, lengths = len(by_passage), of_word.lengths
        frequency, length = np.zeros(len(numbers), dtype=np.int64), np.zeros(size, dtype=np.int64)
        for rows, held, counts in counted(by_passage, max(1, len(of_word)), _few(len(numbers))):
            places, index = of_word.places(held)
            np.add.at(length, rows, counts * lengths[held])
            frequency += _holders(rows[index], of_word.values[places], len(numbers))
        words = Ragged.grouped(of_word.values, np.repeat(np.arange(len(of_word)), of_word.lengths), len(numbers))
        occurrences = OccurrenceIndex.build(np.arange(size + 1), by_passage, len(of_word))
        return cls(TermTable.of(numbers), words, occurrences, stems, idf_column(size, frequency), norms(length))

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        return {
            **under("table", self.table.pack()),
            **under("words", self.words.pack()),
            **under("occurrences", self.occurrences.pack()),
            "stems": self.stems,
            "idfs": self.idfs,
            "norm": self.norm,
        }

    @classmethod
    def unpack(cls, arrays: Arrays) -> LetterIndex:
        """Make the index of kept arrays."""
        return cls(
            TermTable.unpack(within("table", arrays)),
            Ragged.unpack(within("words", arrays)),
            OccurrenceIndex.unpack(within("occurrences", arrays), np.arange(len(arrays["norm"]) + 1)),
            arrays["stems"].view(np.int32),
            arrays["idfs"].view(np.float64),
            arrays["norm"].view(np.float64),
        )


@dataclass(frozen=True, eq=False)
class WordIndexes:
    """What is counted over the words of the passages.

    A passage is cut into segments: its sentences, and one for what is in none of them. `terms` are indexed for BM25,
    `occurrences` tells where they stand. `pair_norm` is what a passage's pairs of words add to BM25's divisor.
    """

    terms: Bm25Index
    occurrences: OccurrenceIndex
    pair_norm: Scores
    concepts: ConceptIndex
    letters: LetterIndex

    @property
    def segments(self) -> Segments:
        """Where the segments of each passage begin."""
        return self.occurrences.segments

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        return {
            "segments": self.segments,
            **under("terms", self.terms.pack()),
            **under("occurrences", self.occurrences.pack()),
            "pair_norm": self.pair_norm,
            **under("concepts", self.concepts.pack()),
            **under("letters", self.letters.pack()),
        }

    @classmethod
    def unpack(cls, arrays: Arrays) -> WordIndexes:
        """Make the indexes of kept arrays."""
        segments = arrays["segments"].view(np.int64)
        return cls(
            Bm25Index.unpack(within("terms", arrays)),
            OccurrenceIndex.unpack(within("occurrences", arrays), segments),
            arrays["pair_norm"].view(np.float64),
            ConceptIndex.unpack(within("concepts", arrays), segments),
            LetterIndex.unpack(within("letters", arrays)),
        )


def _few(count: int) -> int:
    """Return how many passages are counted at once that may hold so many different numbers."""
    return max(1, min(_FEW, _CELLS // max(1, count)))


def _holders(rows: Integers, numbers: Integers, count: int) -> Integers:
    """Return how many of some rows, which rise, hold each number from 0 to count - 1; what stands twice counts once."""
    if not len(rows):
        return np.zeros(count, dtype=np.intp)
    held = np.zeros((int(rows[-1] - rows[0]) + 1) * count, dtype=np.bool_)
    held[(rows - rows[0]).astype(np.intp) * count + numbers] = True
    return np.bincount(held.nonzero()[0] % count, minlength=count)


def pair_counts(documents: Ragged) -> Integers:
    """Return how many pairs of different terms within PAIR_WINDOW each document has."""
    total = np.zeros(len(documents), dtype=np.int64)
    for first in range(0, len(documents), AT_ONCE):
        starts = documents.starts[first : first + AT_ONCE + 1]
        values = documents.values[starts[0] : starts[-1]]
        owner = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        for apart in range(1, PAIR_WINDOW):
            pair = (values[apart:] != values[:-apart]) & (owner[apart:] == owner[:-apart])
            total[first : first + AT_ONCE] += np.bincount(owner[apart:][pair], minlength=len(starts) - 1)
    return total
