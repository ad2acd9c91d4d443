"""Reader questions -> what is counted and learned of them; the questions themselves are not kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from math import ceil
from typing import Final

import numpy as np

from retrieval.articles.library import Library
from retrieval.articles.passages import PassageKind
from retrieval.kept.arrays import Array, Arrays, under, within
from retrieval.knowledge.files import ReaderQuestions
from retrieval.questions.reading import ReadText
from retrieval.ranking.lexical.bm25 import Bm25Index
from retrieval.ranking.ragged import Ragged
from retrieval.ranking.reader_questions import ReaderQuestionModel

MOSTLY_ASKED: Final = 0.8
"""Least share of passages with reader questions for the whole story to be ranked by them."""
Learn = Callable[[Sequence[ReadText], Sequence[int], int], ReaderQuestionModel]
"""Learns from questions as they are read, and their labels, of which there are so many."""


@dataclass(frozen=True, eq=False)
class AskedWords:
    """What is counted and learned of the reader questions.

    `index`: BM25 over all the reader questions of a passage together; `known`: over the words of a passage and of its
    reader questions, each once. `model` is None in a story without reader questions. `density`: at least so many
    MOSTLY_ASKED of the paragraphs have, page furniture aside. `texts` are the readings by row, for those who build a
    story: they are not kept, and empty where the story was kept.
    """

    index: Bm25Index
    known: Bm25Index
    density: int
    model: ReaderQuestionModel | None
    texts: Mapping[int, tuple[ReadText, ...]] = field(default_factory=dict)

    @classmethod
    def build(
        cls,
        library: Library,
        terms: Bm25Index,
        passages: Ragged,
        *,
        questions: ReaderQuestions,
        read: Sequence[ReadText],
        learn: Learn,
    ) -> AskedWords:
        """Learn from the questions; one that a long paragraph answers belongs to its first passage.

        `passages` holds the terms of each passage, by their numbers in `terms`; `read` are the questions as they are
        read, the answered ones before the others.
        """
        asked: defaultdict[int, list[ReadText]] = defaultdict(list)
        rows = cache(lambda file, paragraph: library.rows(file, paragraph)[0])
        for question, text in zip(questions.answered, read, strict=False):
            asked[rows(question.file, question.paragraph)].append(text)
        size = len(passages)
        if not asked:
            return cls(Bm25Index.of([[]] * size), terms, 0, None)
        words = [[term for text in asked.get(row, ()) for term in text.content_terms] for row in range(size)]
        own = list(terms.postings.table.terms)
        held = [passages.values[begin:end].tolist() for begin, end in pairwise(passages.starts.tolist())]
        known = [sorted({*mine, *(own[term] for term in its)}) for mine, its in zip(words, held, strict=True)]
        labelled = [(text, row) for row, texts in asked.items() for text in texts]
        labelled += [(text, size) for text in read[len(questions.answered) :]]
        first = {
            (passage.file, passage.paragraph): passage.row
            for passage in reversed(library.passages)
            if passage.kind is not PassageKind.FURNITURE
        }
        return cls(
            Bm25Index.of(words),
            Bm25Index.of(known),
            _reached([len(asked.get(row, ())) for row in first.values()]),
            learn([text for text, _ in labelled], [label for _, label in labelled], size + 1),
            {row: tuple(texts) for row, texts in asked.items()},
        )

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep; `known` is only there where there are reader questions."""
        packed = {"density": np.array([self.density], dtype=np.int64), **under("index", self.index.pack())}
        if self.model is None:
            return packed
        return packed | under("known", self.known.pack()) | under("model", self.model.pack())

    @classmethod
    def unpack(cls, arrays: Arrays, terms: Bm25Index) -> AskedWords:
        """Make it of kept arrays; without reader questions the words of the passages are all that is known."""
        known, model = within("known", arrays), within("model", arrays)
        return cls(
            Bm25Index.unpack(within("index", arrays)),
            Bm25Index.unpack(known) if known else terms,
            int(arrays["density"].view(np.int64)[0]),
            ReaderQuestionModel.unpack(model) if model else None,
        )


def _reached(counts: Sequence[int]) -> int:
    """Return the greatest number that MOSTLY_ASKED of the counts reach; 0 where there are none."""
    return sorted(counts, reverse=True)[ceil(MOSTLY_ASKED * len(counts)) - 1] if counts else 0
