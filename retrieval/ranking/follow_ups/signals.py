"""How sure we are of the answer to a follow-up: signals, in which what is new counts, for a logistic regression.

An old question answers itself: its words are held by the passage that was shown. So the signals ask whether the new
words, people and kinds of answer are held, and how well each reading would be answered.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from retrieval.kept.gathering import Rows
from retrieval.ranking.confidence import MAX_MARGIN, SCORE_SCALE
from retrieval.ranking.corpus import Column
from retrieval.ranking.follow_ups.scored import ScoredFollowUp
from retrieval.ranking.scored import ScoredQuestion

_LOGIT_SCALE = 4
"""What log-odds are divided by, so that they vary about as much as the shares."""
_SUREST = 9.0


@dataclass(frozen=True)
class RankedFollowUp:
    """A follow-up with the score of every candidate, and their places from the best to the worst; at least one."""

    asked: ScoredFollowUp
    scores: Column
    order: Rows

    @property
    def best(self) -> int:
        """The place of the best passage among the candidates."""
        return int(self.order[0])

    @property
    def first(self) -> int:
        """The row of the best passage."""
        return int(self.asked.rows[self.best])

    @cached_property
    def missing(self) -> float:
        """The weight, 0 to 1, of the heaviest new word that neither the best passage nor its reader questions have."""
        known, text = self.asked.corpus.asked.known, self.asked.follow_up.new.text
        concepts = set(self.asked.corpus.reading(self.first).text.concepts)
        return max(
            (
                weight * known.idf(text.tokens[at].term) / known.unseen_idf
                for at, weight in self.asked.new_words
                if not known.holds(text.tokens[at].term, self.first) and concepts.isdisjoint(text.concepts_at(at))
            ),
            default=0.0,
        )

    @cached_property
    def unknown(self) -> float:
        """The weight, 0 to 1, of the heaviest new word that no passage has, in itself or in other words."""
        terms, text = self.asked.corpus.indexes.terms, self.asked.follow_up.new.text
        concepts = self.asked.new.query.analysis.concepts
        return max(
            (
                weight
                for at, weight in self.asked.new_words
                if text.tokens[at].term not in terms and not any(name in concepts for name in text.concepts_at(at))
            ),
            default=0.0,
        )


def measure_follow_up(ranked: RankedFollowUp) -> dict[str, float]:
    """Return the value of every signal by its name in `weights.toml`."""
    asked, best, scores = ranked.asked, ranked.best, ranked.scores
    again = asked.last is not None and asked.last.row == ranked.first
    second = scores[ranked.order[1]] if len(scores) > 1 else -np.inf
    whole = asked.joined if asked.follow_up.signs.elliptic else asked.resolved
    return {
        "margin": float(min(MAX_MARGIN, scores[best] - second)),
        "score_resolved": float(asked.resolved.scores[best]) / SCORE_SCALE,
        "score_whole": float(whole.scores[best]) / SCORE_SCALE,
        "below_best_joined": float(asked.joined.scores.max() - asked.joined.scores[best]) / SCORE_SCALE,
        "covered_joined": float(asked.joined.query.coverage.passage[best]),
        "sure_resolved": asked.resolved.confidence,
        "odds_resolved": _logit(asked.resolved.confidence),
        "odds_joined": _logit(asked.joined.confidence),
        "new_words": float(asked.new_held[best]) if asked.new_words else 1.0,
        "missing": ranked.missing,
        "unknown": ranked.unknown,
        "near_resolved": _near(asked.resolved, ranked.first),
        "untold_resolved": _near(asked.resolved, -1),
        "untold_joined": _near(asked.joined, -1),
        "again": float(again),
        "again_new_words": asked.new_unmarked if again else 0.0,
        "agrees_resolved": float(asked.resolved.places[0] == best),
    }


def _near(question: ScoredQuestion, row: int) -> float:
    """Return the mean similarity of a passage's nearest reader questions; of -1, of those that no article answers."""
    near = question.query.analysis.near
    return 0.0 if near is None else float(near[row])


def _logit(probability: float) -> float:
    clipped = min(max(probability, math.exp(-_SUREST)), 1 - math.exp(-_SUREST))
    return math.log(clipped / (1 - clipped)) / _LOGIT_SCALE
