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
"""A passage is looked at again if it is so little behind the first, in log-odds: none further behind gained."""
AT_MOST = 2
"""So many are looked at again: with five, right first of 4,941 questions rose by one more."""


def reranked(ranking: Ranking, marks: QuestionMarks, counts: float) -> Ranking:
    """Return a ranking in which the score of the best span of each passage near the first `counts` so much besides.

    It is compared with their mean, so that the scores of the other passages stay comparable.
    """
    rows = near_first(ranking)
    found = [marks.best_score(row) for row in rows] if len(rows) > 1 else []
    known = [(place, score) for place, score in enumerate(found) if score is not None]
    if len(known) < 2:
        return ranking
    places, values = (np.array(each) for each in zip(*known, strict=True))
    scores = ranking.scores.copy()
    scores[places] += counts * (values - values.mean())
    order = best_first(scores)
    return replace(ranking, order=ranking.order[order], scores=scores[order])


def near_first(ranking: Ranking) -> list[int]:
    """Return the rows of the passages that stand first or all but first."""
    scores = ranking.scores[:AT_MOST]
    rows: list[int] = ranking.order[: int((scores >= scores[0] - BEHIND).sum())].tolist() if len(scores) else []
    return rows
