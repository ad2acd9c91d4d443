"""Passages -> everything counted over them once, so that ranking a question costs a few array operations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from retrieval.articles.library import Library
from retrieval.articles.passages import Passage
from retrieval.kept.arrays import Array, Arrays, under, within
from retrieval.questions.reading import TextReader
from retrieval.ranking.asked_words import AskedWords
from retrieval.ranking.counting import PassageCounter
from retrieval.ranking.layout import Contents, Layout
from retrieval.ranking.lexical.bm25 import Bm25Index
from retrieval.ranking.passage_reading import PassageReading, read_passage
from retrieval.ranking.ragged import Ragged
from retrieval.ranking.word_columns import WordColumns
from retrieval.ranking.word_indexes import WordIndexes

Column = npt.NDArray[np.float64]
"""One value a passage that is ranked, in story order: shape (passages,)."""
READINGS_KEPT = 256
"""How many passages stay read; the others are read again when they are needed."""


@dataclass(frozen=True, eq=False)
class Corpus:
    """The passages of a story, and what is counted over them, by subject. What is counted is flat arrays."""

    passages: Sequence[Passage]
    reader: TextReader
    indexes: WordIndexes
    layout: Layout
    contents: Contents
    asked: AskedWords

    @classmethod
    def build(
        cls,
        library: Library,
        reader: TextReader,
        counter: PassageCounter,
        asked: Callable[[Bm25Index, Ragged], AskedWords],
        speakers: Iterable[tuple[str, int, str]],
    ) -> Corpus:
        """Index the passages, which have been counted; `speakers` are those of the story's quotations, see `Contents`.

        `asked` counts the reader questions, given the passages' terms and by their numbers those of each passage.
        """
        indexes = counter.indexes()
        return cls(
            library.passages,
            reader,
            indexes,
            Layout.build(library.passages),
            Contents.build(library.passages, counter.kinds, speakers),
            asked(indexes.terms, indexes.occurrences.by_passage),
        )

    @cached_property
    def columns(self) -> WordColumns:
        """What words and phrases are worth in every passage."""
        return WordColumns(self.indexes)

    def reading(self, row: int) -> PassageReading:
        """Return a passage as it is read, and its sentences."""
        return self._readings(row)

    @cached_property
    def _readings(self) -> Callable[[int], PassageReading]:
        passages, reader = self.passages, self.reader  # not self: a story that is replaced must go at once
        return lru_cache(READINGS_KEPT)(lambda row: read_passage(passages[row], reader))

    @property
    def size(self) -> int:
        """How many passages there are."""
        return len(self.passages)

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        return {
            **under("indexes", self.indexes.pack()),
            **under("layout", self.layout.pack()),
            **under("contents", self.contents.pack()),
            **under("asked", self.asked.pack()),
        }

    @classmethod
    def unpack(cls, arrays: Arrays, library: Library, reader: TextReader) -> Corpus:
        """Make the corpus of kept arrays; the library and the reader are those it was built with."""
        indexes = WordIndexes.unpack(within("indexes", arrays))
        return cls(
            library.passages,
            reader,
            indexes,
            Layout.unpack(within("layout", arrays)),
            Contents.unpack(within("contents", arrays)),
            AskedWords.unpack(within("asked", arrays), indexes.terms),
        )
