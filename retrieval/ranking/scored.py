"""A question as it is understood, before its candidates: their features, their scores, and how sure we are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from retrieval.kept.gathering import Rows
from retrieval.lazy import lazy
from retrieval.questions.understood import Understood
from retrieval.ranking.candidates import CandidateSet
from retrieval.ranking.confidence import RankedQuery, measure, probability
from retrieval.ranking.corpus import Column
from retrieval.ranking.features import compute
from retrieval.ranking.query import Query
from retrieval.ranking.question_analysis import is_understood
from retrieval.ranking.weights import Weights, best_first, weighted_sum


@dataclass(frozen=True)
class ScoredQuestion:
    """A question and its candidates, which `weights` rank."""

    understood: Understood
    query: Query
    weights: Weights

    def before(self, candidates: CandidateSet) -> ScoredQuestion:
        """Return the same question before other candidates."""
        return replace(self, query=replace(self.query, candidates=candidates))

    @lazy
    def columns(self) -> Mapping[str, Column]:
        """The features that have weights."""
        return compute(self.query, self.weights.ranking)

    @lazy
    def scores(self) -> Column:
        """The score of every candidate, in log-odds."""
        return weighted_sum(self.columns, self.weights.ranking, self.query.size)

    @lazy
    def places(self) -> Rows:
        """The candidates' places, the best first."""
        return best_first(self.scores)

    @lazy
    def confidence(self) -> float:
        """The probability that the best candidate answers."""
        return probability(self.signals, self.weights.confidence)

    @lazy
    def told(self) -> float:
        """The probability that some passage answers."""
        return probability(self.signals, self.weights.told)

    @property
    def answers(self) -> bool:
        """Whether that is enough, and anything is asked."""
        return self.told >= self.weights.answer_from and bool(self.understood.text.content_terms)

    @property
    def unclear(self) -> bool:
        """Whether the articles may well tell, or the question has words that nobody knows."""
        return self.told >= self.weights.deny_below or not is_understood(self.query.analysis)

    @lazy
    def signals(self) -> Mapping[str, float]:
        """What tells how sure we are, by name."""
        return measure(RankedQuery(self.query, self.scores, self.places))
