"""A question against a corpus: what several features and signals need, computed once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrieval.english.answer_kinds import AnswerKind
from retrieval.lazy import lazy
from retrieval.questions.reading import ReadText
from retrieval.ranking.candidates import CandidateSet
from retrieval.ranking.corpus import Column, Corpus
from retrieval.ranking.occurrences import Hits
from retrieval.ranking.question_analysis import QuestionAnalysis
from retrieval.ranking.word_columns import RELATED_WEIGHT


@dataclass(frozen=True)
class Coverage:
    """Shares of the question's words, weighted by idf and rarity, 0 to 1; one value a candidate each.

    `found` is that of `Query`, `weights` what each word counts.
    """

    candidates: CandidateSet
    found: Column
    weights: Column

    @lazy
    def passage(self) -> Column:
        """The words that the passage has, itself or in other words."""
        return self._covered[self.candidates.own]

    @lazy
    def sentence(self) -> Column:
        """Those that its best sentence has."""
        count, segments = len(self.candidates.around.rows), self.candidates.around.segments
        in_sentence = self._covered[count:-1].copy()
        in_sentence[segments[1:] - 1] = 0  # what is in no sentence
        best_of = np.maximum.reduceat(in_sentence, segments[:-1]) if count else in_sentence
        return best_of[self.candidates.own]

    @lazy
    def context(self) -> Column:
        """Those that the passage or the one before it has."""
        return self._shares(np.maximum(self.found[:, self.candidates.own], self.found[:, self.candidates.before]))

    @lazy
    def beside(self) -> Column:
        """The mean of `passage` over both neighbours; no neighbour has nothing."""
        mean: Column = (self._covered[self.candidates.before] + self._covered[self.candidates.after]) / 2
        return mean

    @property
    def around(self) -> Column:
        """The words that the candidates and their neighbours have: one value each of these."""
        return self._covered[: len(self.candidates.around.rows)]

    @lazy
    def _covered(self) -> Column:
        return self._shares(self.found)

    def _shares(self, found: Column) -> Column:
        scale = 1 / (float(sum(self.weights.tolist())) or 1.0)
        shares: Column = (self.weights[:, None] * found).sum(axis=0) * scale
        return shares


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

    @lazy
    def term_hits(self) -> Hits:
        """Where the known terms stand in the candidates and their neighbours."""
        indexes = self.corpus.indexes
        numbers = np.array([indexes.terms.number(term) for term in self.analysis.known], dtype=np.intp)
        return indexes.occurrences.find(numbers, np.arange(len(numbers)), self.candidates.around)

    @lazy
    def concept_hits(self) -> Hits:
        """Where phrases that stand for the concepts stand: one hit for each concept of a phrase."""
        index = self.corpus.indexes.concepts
        numbers = np.array([index.table.numbers[concept] for concept in self.analysis.concepts], dtype=np.intp)
        places, which = index.senses.places(numbers)
        return index.occurrences.find(index.senses.values[places], which, self.candidates.around)

    @lazy
    def found(self) -> Column:
        """How far content words of the question stand in the passages around, in their segments, and in none.

        1 where a word does, RELATED_WEIGHT where another word for it does, else 0. Shape: (content words, passages +
        segments + 1); the last column, of no passage, is 0.
        """
        around, analysis = self.candidates.around, self.analysis
        if not analysis.content:
            return np.zeros((0, len(around.rows) + int(around.segments[-1]) + 1))
        if around.whole:
            return self.corpus.columns.found(analysis.words)
        count, words = len(around.rows), analysis.words_of_concepts
        found = np.zeros((len(analysis.content), count + int(around.segments[-1]) + 1))
        places, index = words.places(self.concept_hits.which)
        related = words.values[places]
        found[related, self.concept_hits.passage[index]] = RELATED_WEIGHT
        found[related, self.concept_hits.segment[index] + count] = RELATED_WEIGHT
        held = np.zeros((len(analysis.known) + 1, found.shape[1]), dtype=bool)  # the last row is of unknown words
        held[self.term_hits.which, self.term_hits.passage] = True
        held[self.term_hits.which, self.term_hits.segment + count] = True
        found[held[[analysis.known.get(token.term, -1) for _, token in analysis.content]]] = 1
        return found

    @lazy
    def coverage(self) -> Coverage:
        """Which shares of the question's words the candidates have."""
        return Coverage(self.candidates, self.found, self.analysis.weights)
