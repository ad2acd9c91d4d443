"""A question against a corpus: what several features and signals need, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from retrieval.english.answer_kinds import AnswerKind
from retrieval.english.frequency import general_weight
from retrieval.questions.reading import ReadText
from retrieval.ranking.corpus import Column, Corpus, Rows
from retrieval.ranking.reader_questions import Vector

RELATED_WEIGHT = 0.6
"""What another word for the same thing counts, next to 1 for the word itself."""
MAX_TERMS = 64
"""Of a longer question, so many content terms are scored by BM25: its cost must not grow with its length."""
NEAREST = 3
"""How many of a passage's reader questions, the most similar ones, `near` averages."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of the question's words, weighted by idf and rarity, 0 to 1; one value a passage each.

    `passage`: words that the passage has, itself or in other words; `sentence`: that its best sentence has;
    `context`: that the passage or the one before it has.
    """

    passage: Column
    sentence: Column
    context: Column


@dataclass(frozen=True)
class Query:
    """A question as it is read, and the kinds of answer it asks for, before the corpus that is to answer."""

    corpus: Corpus
    text: ReadText
    wanted: frozenset[AnswerKind]

    @cached_property
    def terms(self) -> list[str]:
        """The content terms, at most MAX_TERMS."""
        return self.text.content_terms[:MAX_TERMS]

    @cached_property
    def coverage(self) -> Coverage:
        """Which shares of the question's words the passages have."""
        corpus, indexes, layout = self.corpus, self.corpus.indexes, self.corpus.layout
        total = 0.0
        covered, in_context = np.zeros(corpus.size), np.zeros(corpus.size)
        in_sentence = np.zeros(len(corpus.sentences))
        for position, token in enumerate(self.text.tokens):
            if not token.content:
                continue
            weight = indexes.terms.idf(token.term)
            if token.person is None:
                weight *= general_weight(token.folded)
            total += weight
            best, best_sentence = np.zeros(corpus.size), np.zeros(len(corpus.sentences))
            for concept in self.text.concepts_at(position):
                best[indexes.concepts.postings(concept)[0]] = RELATED_WEIGHT
                best_sentence[indexes.sentences.postings(concept)[0]] = RELATED_WEIGHT
            best[indexes.terms.postings(token.term)[0]] = 1
            best_sentence[indexes.sentences.postings(token.term)[0]] = 1
            covered += weight * best
            in_context += weight * np.maximum(best, shifted(best, layout.before))
            in_sentence += weight * best_sentence
        best_of = np.zeros(corpus.size)
        np.maximum.at(best_of, layout.sentence_rows, in_sentence)
        scale = 1 / total if total else 0.0
        return Coverage(covered * scale, best_of * scale, in_context * scale)

    @cached_property
    def similarities(self) -> Vector | None:
        """The question's similarity, 0 to 1, to every reader question; None in a story without any."""
        model = self.corpus.asked.model
        return None if model is None else model.similarities(self.text)

    @property
    def resemblance(self) -> float:
        """The question's similarity to the most similar reader question, 0 to 1; 0 where there is none."""
        return 0.0 if self.similarities is None else float(self.similarities.max(initial=0.0))

    @cached_property
    def fit(self) -> Column | None:
        """How strongly the reader questions point to each passage, and last to "no article answers"."""
        model = self.corpus.asked.model
        if model is None or self.similarities is None:
            return None
        return model.scores(self.similarities).astype(np.float64)

    @cached_property
    def near(self) -> Column | None:
        """The mean similarity of each passage's nearest reader questions, and last of the unanswerable ones."""
        model = self.corpus.asked.model
        if model is None or self.similarities is None:
            return None
        return model.nearest(self.similarities, NEAREST).astype(np.float64)


def shifted(column: Column, rows: Rows) -> Column:
    """Return the values of other rows, 0 where a row is -1."""
    return np.where(rows >= 0, column[rows], 0.0) if len(rows) else column
