"""A question against a corpus: what several features and signals need, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.english.answer_kinds import AnswerKind
from retrieval.questions.reading import ReadText
from retrieval.ranking.candidates import CandidateSet
from retrieval.ranking.corpus import Column, Corpus
from retrieval.ranking.occurrences import Hits, Selection
from retrieval.ranking.question_analysis import QuestionAnalysis
from retrieval.ranking.ragged import Ragged, Rows

Flags = npt.NDArray[np.bool_]
"""Whether each content word of a question (rows) stands in each place (columns)."""

RELATED_WEIGHT = 0.6
"""What another word for the same thing counts, next to 1 for the word itself."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of the question's words, weighted by idf and rarity, 0 to 1; one value a candidate each.

    `passage`: words that the passage has, itself or in other words; `sentence`: that its best sentence has;
    `context`: that the passage or the one before it has; `beside`: the mean of `passage` over both neighbours.
    """

    passage: Column
    sentence: Column
    context: Column
    beside: Column


@dataclass(frozen=True)
class Query:
    """A question before the passages that may answer it."""

    analysis: QuestionAnalysis
    candidates: CandidateSet

    @classmethod
    def of_all(cls, corpus: Corpus, text: ReadText, wanted: frozenset[AnswerKind]) -> Query:
        """Return a question, as it is read, before all passages of a story."""
        return cls(QuestionAnalysis(corpus, text, wanted), CandidateSet.all_of(corpus))

    @property
    def corpus(self) -> Corpus:
        """The story's passages."""
        return self.analysis.corpus

    @property
    def text(self) -> ReadText:
        """The question as it is read."""
        return self.analysis.text

    @property
    def wanted(self) -> frozenset[AnswerKind]:
        """The kinds of answer it asks for."""
        return self.analysis.wanted

    @property
    def size(self) -> int:
        """How many passages are to be ranked."""
        return len(self.candidates.rows)

    @cached_property
    def term_hits(self) -> Hits:
        """Where the known terms stand in the candidates and their neighbours."""
        return self.terms_in(self.candidates.around)

    def terms_in(self, passages: Selection) -> Hits:
        """Return where the known terms stand in some passages."""
        indexes = self.corpus.indexes
        numbers = np.array([indexes.terms.number(term) for term in self.analysis.known], dtype=np.intp)
        return indexes.occurrences.find(numbers, np.arange(len(numbers)), passages)

    @cached_property
    def concept_hits(self) -> Hits:
        """Where phrases that stand for the concepts stand: one hit for each concept of a phrase."""
        index = self.corpus.indexes.concepts
        numbers = np.array([index.table.numbers[concept] for concept in self.analysis.concepts], dtype=np.intp)
        places, which = index.senses.places(numbers)
        return index.occurrences.find(index.senses.values[places], which, self.candidates.around)

    @cached_property
    def holds(self) -> Flags:
        """Whether a passage has a content word of the question: shape (content words, passages around)."""
        return self._has(self.term_hits.passage, len(self.candidates.around.rows))

    @cached_property
    def coverage(self) -> Coverage:
        """Which shares of the question's words the candidates have."""
        candidates = self.candidates
        total = float(sum(self.analysis.weights.tolist()))
        scale = 1 / total if total else 0.0
        column = self.analysis.weights[:, None]
        best = self._best(self.holds, self.concept_hits.passage)
        around = (column * best).sum(axis=0) * scale
        own = best[:, candidates.own]
        context = (column * np.maximum(own, shifted(best, candidates.before))).sum(axis=0)
        segments = candidates.around.segments
        count = int(segments[-1])
        sentence = self._best(self._has(self.term_hits.segment, count), self.concept_hits.segment)
        in_sentence = (column * sentence).sum(axis=0)
        in_sentence[segments[1:] - 1] = 0  # what is in no sentence
        best_of = np.maximum.reduceat(in_sentence, segments[:-1]) if count else in_sentence
        beside = (shifted(around, candidates.before) + shifted(around, candidates.after)) / 2
        return Coverage(around[candidates.own], best_of[candidates.own] * scale, context * scale, beside)

    def _has(self, places: Rows, count: int) -> Flags:
        """Return which content words stand at which places, by the hits of the terms: shape (content words, count)."""
        found = np.zeros((len(self.analysis.known) + 1, count), dtype=bool)
        found[self.term_hits.which, places] = True
        return found[[self.analysis.known.get(token.term, -1) for _, token in self.analysis.content]]

    def _best(self, has: Flags, places: Rows) -> Column:
        """Return 1 where a content word stands, RELATED_WEIGHT where another word for it does, else 0."""
        related = np.zeros(has.shape)
        pairs = [
            (self.analysis.concepts[concept], word)
            for word, (position, _) in enumerate(self.analysis.content)
            for concept in self.text.concepts_at(position)
            if concept in self.analysis.concepts
        ]
        concepts, numbers = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
        words = Ragged.grouped(concepts, numbers, len(self.analysis.concepts))
        at, index = words.places(self.concept_hits.which)
        related[words.values[at], places[index]] = RELATED_WEIGHT
        related[has] = 1
        return related


def shifted(values: Column, places: Rows) -> Column:
    """Return the values at other places of the last axis, 0 where a place is -1."""
    if not values.shape[-1]:
        return np.zeros((*values.shape[:-1], len(places)))
    return np.where(places >= 0, values[..., places], 0.0)
