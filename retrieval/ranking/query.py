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

Flags = npt.NDArray[np.bool_]
"""Whether each content word of a question (rows) stands in each place (columns)."""

RELATED_WEIGHT = 0.6
"""What another word for the same thing counts, next to 1 for the word itself."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of the question's words, weighted by idf and rarity, 0 to 1; one value a candidate each.

    `passage`: words that the passage has, itself or in other words; `sentence`: that its best sentence has;
    `context`: that the passage or the one before it has; `beside`: the mean of `passage` over both neighbours.
    `around` is what the candidates and their neighbours have.
    """

    passage: Column
    sentence: Column
    context: Column
    beside: Column
    around: Column


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
        """Where content words of the question stand: in the passages around, in their segments, and in none.

        Shape: (content words, passages + segments + 1). The last column, of no passage, is False.
        """
        hits, passages = self.term_hits, self.candidates.around
        count = len(passages.rows)
        found = np.zeros((len(self.analysis.known) + 1, count + int(passages.segments[-1]) + 1), dtype=bool)
        found[hits.which, hits.passage] = True
        found[hits.which, hits.segment + count] = True
        return found[[self.analysis.known.get(token.term, -1) for _, token in self.analysis.content]]

    @cached_property
    def coverage(self) -> Coverage:
        """Which shares of the question's words the candidates have."""
        candidates, hits, words = self.candidates, self.concept_hits, self.analysis.words_of_concepts
        count, segments = len(candidates.around.rows), candidates.around.segments
        best = np.zeros(self.holds.shape)  # 1 where a word stands, less where another word for it does, else 0
        places, index = words.places(hits.which)
        related = words.values[places]
        best[related, hits.passage[index]] = RELATED_WEIGHT
        best[related, hits.segment[index] + count] = RELATED_WEIGHT
        best[self.holds] = 1
        weights = self.analysis.weights[:, None]
        scale = 1 / (float(sum(self.analysis.weights.tolist())) or 1.0)
        covered = (weights * best).sum(axis=0) * scale
        in_sentence = covered[count:-1]
        in_sentence[segments[1:] - 1] = 0  # what is in no sentence
        best_of = np.maximum.reduceat(in_sentence, segments[:-1]) if count else in_sentence
        context = (weights * np.maximum(best[:, candidates.own], best[:, candidates.before])).sum(axis=0) * scale
        beside = (covered[candidates.before] + covered[candidates.after]) / 2  # of no neighbour, the last: 0
        return Coverage(covered[candidates.own], best_of[candidates.own], context, beside, covered[:count])
