"""A question -> the passages, best first, and whether the first one answers: weighted sums of named features."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from retrieval.english.answer_kinds import AnswerKind
from retrieval.questions.understand import SURER, Understood
from retrieval.ranking.candidates import CandidateSet
from retrieval.ranking.confidence import RankedQuery, measure, probability
from retrieval.ranking.corpus import Column, Corpus
from retrieval.ranking.features import compute
from retrieval.ranking.query import Query
from retrieval.ranking.question_analysis import QuestionAnalysis
from retrieval.ranking.ragged import Rows
from retrieval.ranking.selection import ALL_OF, select

WEIGHTS_FILE = Path(__file__).parent / "weights.toml"
WITH_READER_QUESTIONS = "with_reader_questions"
TEXT_ALONE = "text_alone"
MOSTLY_ASKED = 0.8
"""Least share of passages with reader questions for the whole story to be ranked by them."""
LIKE_ONE_ASKED = 0.45
"""Least similarity to a reader question, 0 to 1, for a question to be ranked by them where fewer passages have some."""
LOOKED_AT = 3
"""A kind of answer is missing from the story if so many passages, the best ones, do not have it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """`ranking`: the weight of each feature; `confidence`: of each signal, and "constant"; all in log-odds.

    A question is answered if its confidence is at least `answer_from`.
    """

    ranking: Mapping[str, float]
    confidence: Mapping[str, float]
    answer_from: float


@lru_cache(maxsize=2)
def load_weights(name: str) -> Weights:
    """Return the weights for stories with reader questions, or for their text alone, from `weights.toml`."""
    table = tomllib.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))[name]
    return Weights(table["ranking"], table["confidence"], table["answer_from"])


@dataclass(frozen=True, slots=True)
class Ranking:
    """Passages, best first: `order` holds their rows, `scores` the score of every row of the story in log-odds.

    Of a large story only those worth ranking are in `order`; the scores of the others are minus infinity.
    `question` is the reading of the question that was ranked. `confidence` is the probability that the first passage
    answers, and `answers` whether that is enough. If not, `missing` is the kind of answer that the best passages lack.
    """

    question: Understood
    order: Rows
    scores: Column
    confidence: float
    answers: bool
    missing: AnswerKind | None = None


@dataclass(frozen=True)
class Ranker:
    """Ranks a story's passages. `weights_with_questions` rank the questions that are like a reader question.

    Those weights were fitted where every passage has reader questions, and would rank last the passages without any.
    """

    corpus: Corpus
    weights: Weights
    weights_with_questions: Weights | None = None

    @classmethod
    def build(cls, corpus: Corpus) -> Ranker:
        """Choose the weights that suit the corpus."""
        if corpus.asked.model is None:
            return cls(corpus, load_weights(TEXT_ALONE))
        if corpus.asked.share >= MOSTLY_ASKED:
            return cls(corpus, load_weights(WITH_READER_QUESTIONS))
        return cls(corpus, load_weights(TEXT_ALONE), load_weights(WITH_READER_QUESTIONS))

    def rank(self, understood: Understood) -> Ranking:
        """Rank the passages; of two readings of a follow-up, the one that leans only if it is clearly surer."""
        ranking = self._rank(understood)
        if understood.leaning is None:
            return ranking
        leaning = self._rank(understood.leaning)
        return leaning if leaning.confidence > ranking.confidence + SURER else ranking

    @cached_property
    def every(self) -> CandidateSet | None:
        """All passages, where so few that all are ranked."""
        return CandidateSet.all_of(self.corpus) if self.corpus.size <= ALL_OF else None

    def weights_for(self, asked: QuestionAnalysis) -> Weights:
        """Return the weights that rank a question."""
        if self.weights_with_questions is not None and asked.resemblance >= LIKE_ONE_ASKED:
            return self.weights_with_questions
        return self.weights

    def _rank(self, understood: Understood) -> Ranking:
        asked = QuestionAnalysis(self.corpus, understood.text, understood.wanted)
        weights = self.weights_for(asked)
        query = Query(asked, self.every if self.every is not None else select(asked, weights.ranking, understood.bonus))
        rows = query.candidates.rows
        scores = weighted_sum(compute(query, weights.ranking), weights.ranking, len(rows))
        for row, bonus in understood.bonus.items():
            scores[rows.searchsorted(row)] += bonus
        places = best_first(scores)
        confidence = probability(measure(RankedQuery(query, scores, places)), weights.confidence)
        answers = confidence >= weights.answer_from and bool(understood.text.content_terms)
        order = rows[places]
        missing = None if answers else self._missing(understood.wanted, order)
        every = np.full(self.corpus.size, -np.inf)
        every[rows] = scores
        return Ranking(understood, order, every, confidence, answers, missing)

    def _missing(self, wanted: frozenset[AnswerKind], order: Rows) -> AnswerKind | None:
        """Return the first kind of answer that is wanted and that none of the best passages has."""
        best, holds = order[:LOOKED_AT].tolist(), self.corpus.contents.holds
        return next((kind for kind in AnswerKind if kind in wanted and not any(holds(row, kind) for row in best)), None)


def weighted_sum(columns: Mapping[str, Column], weights: Mapping[str, float], size: int) -> Column:
    """Return Σ weight · feature for every passage: shape (size,)."""
    weighted = [columns[name] * weight for name, weight in weights.items() if weight]
    return np.sum(weighted, axis=0) if weighted else np.zeros(size)


def best_first(scores: Column) -> Rows:
    """Return the rows by falling score; equal ones in story order."""
    return np.argsort(-scores, kind="stable")
