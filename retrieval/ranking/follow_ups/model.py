"""A follow-up -> its passages, best first, and how sure we are: the fitted model over its readings."""

from __future__ import annotations

import numpy as np

from retrieval.ranking.confidence import probability
from retrieval.ranking.corpus import Column
from retrieval.ranking.follow_ups.features import compute_features
from retrieval.ranking.follow_ups.scored import ScoredFollowUp
from retrieval.ranking.follow_ups.signals import RankedFollowUp, measure_follow_up
from retrieval.ranking.follow_ups.weights import FollowUpWeights
from retrieval.ranking.weights import best_first, weighted_sum


def rank_follow_up(asked: ScoredFollowUp, weights: FollowUpWeights) -> RankedFollowUp:
    """Rank the candidates: where the last answer stands first if that is asked, else by the weighted features."""
    if asked.follow_up.asks_source:
        return _where_it_stands(asked)
    scores = weighted_sum(compute_features(asked, weights.ranking), weights.ranking, asked.size)
    return ranked_by(asked, scores)


def ranked_by(asked: ScoredFollowUp, scores: Column) -> RankedFollowUp:
    """Return the candidates by their scores; the passage shown last comes last if all that it says was marked."""
    if asked.last is not None and not asked.says_more:  # no card comes twice
        scores = scores.copy()
        scores[asked.at(asked.last.row)] = scores.min() - 1
    return RankedFollowUp(asked, scores, best_first(scores))


def sure_of(ranked: RankedFollowUp, weights: FollowUpWeights) -> float:
    """Return the probability, 0 to 1, that the first passage answers."""
    names = [name for name in weights.confidence if name != "constant"]
    return probability(measure_follow_up(ranked, names), weights.confidence)


def _where_it_stands(asked: ScoredFollowUp) -> RankedFollowUp:
    scores = asked.joined.scores.copy()
    if asked.last is not None:
        place = asked.at(asked.last.row)
        scores[place] = np.maximum(scores[place], scores.max() + 1)
    return RankedFollowUp(asked, scores, best_first(scores))
