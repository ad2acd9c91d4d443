"""The passages that all but stand first, ordered again: by how well they fit, and how well their words would answer.

A question names what its passage is about; what would answer it, a date, a name, a reason, only the passage has.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from retrieval.marking.highlights import QuestionMarks
from retrieval.ranking.ranker import Ranking
from retrieval.ranking.weights import best_first

BEHIND = 1.0
"""A passage is looked at again if it is so little behind the first, in log-odds: of those further behind none gained."""
AT_MOST = 5
"""So many are looked at again: with more nothing was gained."""


def reranked(ranking: Ranking, marks: QuestionMarks, counts: float) -> Ranking:
    """Return a ranking in which the score of the best span of each passage near the first `counts` so much besides.

    It is compared with their mean, so that the scores of the other passages stay comparable.
    """
    rows = near_first(ranking)
    found = {row: score for row in rows if (score := marks.best_score(row)) is not None} if len(rows) > 1 else {}
    if len(found) < 2:
        return ranking
    near, values = np.array([*found]), np.array([*found.values()])
    scores = ranking.scores.copy()
    scores[near] += counts * (values - values.mean())
    order = ranking.order[best_first(scores[ranking.order])]
    return replace(ranking, order=order, scores=scores)


def near_first(ranking: Ranking) -> list[int]:
    """Return the rows of the passages that stand first or all but first."""
    order = ranking.order[:AT_MOST]
    scores = ranking.scores[order]
    rows: list[int] = order[scores >= scores[0] - BEHIND].tolist() if len(order) else []
    return rows
