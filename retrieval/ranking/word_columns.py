"""What a word or a phrase is worth in every passage of a story: kept, since many questions share their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.ranking.lexical.bm25 import term_scores
from retrieval.ranking.word_indexes import WordIndexes

Column = npt.NDArray[np.float64]
Levels = npt.NDArray[np.int8]
Concepts = tuple[str, ...]
RELATED_WEIGHT: Final = 0.6
"""What another word for the same thing counts, next to 1 for the word itself."""
_RELATED, _HELD = 1, 2
_LEVELS: Final = np.array([0.0, RELATED_WEIGHT, 1.0])
_KEPT: Final = 250_000
"""How many numbers are kept of each kind of column, those used last. Bounds the memory, not the result."""


@dataclass(frozen=True, eq=False)
class WordColumns:
    """The columns of words and phrases over all passages of a story."""

    indexes: WordIndexes

    def found(self, words: Sequence[tuple[str, Concepts]]) -> Column:
        """Return where words stand, each a term with its concepts: see `Query.found`. At least one word."""
        return _LEVELS.take(np.array([self._level(term, concepts) for term, concepts in words]))

    def related(self, concepts: Concepts) -> Column:
        """Return what the best of a phrase's concepts adds to the BM25 score of each passage."""
        return self._related(concepts)

    @cached_property
    def _level(self) -> Callable[[str, Concepts], Levels]:
        indexes = self.indexes  # not self: a story that is replaced must go at once
        count, width = len(indexes.segments) - 1, len(indexes.segments) + int(indexes.segments[-1])

        def level(term: str, concepts: Concepts) -> Levels:
            column = np.zeros(width, dtype=np.int8)
            number, table = indexes.terms.number(term), indexes.concepts.table.numbers
            senses = indexes.concepts.senses.gather(table[name] for name in concepts if name in table)
            held = indexes.occurrences.standing([] if number is None else [number])
            for (rows, segments), what in ((indexes.concepts.occurrences.standing(senses), _RELATED), (held, _HELD)):
                column[rows] = what
                column[segments + count] = what
            return column

        return lru_cache(max(1, _KEPT // width))(level)

    @cached_property
    def _related(self) -> Callable[[Concepts], Column]:
        index, size = self.indexes.concepts, len(self.indexes.segments) - 1

        def related(concepts: Concepts) -> Column:
            best = np.zeros(size)
            for number in (index.table.numbers.find(name) for name in concepts):
                if number >= 0:
                    rows, _ = index.occurrences.standing(index.senses.gather([number]))
                    counts = np.bincount(rows, minlength=size)
                    held = counts.nonzero()[0]
                    best[held] = np.maximum(best[held], term_scores(index.idfs[number], counts[held], index.norm[held]))
            return best

        return lru_cache(max(1, _KEPT // max(1, size)))(related)
