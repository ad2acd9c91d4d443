"""Evidence -> ranked passages, and how sure we are: a weighted sum of named features."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.english.answer_kinds import AnswerKind
from retrieval.questions.reading import ReadText
from retrieval.ranking.confidence import probability, signals
from retrieval.ranking.features import Column, Evidence
from retrieval.ranking.weights import Weights


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every passage of the story, best first: `order` holds rows, `scores` the score of each row in log-odds.

    `confidence` is the probability that the first one answers.
    """

    order: npt.NDArray[np.intp]
    scores: Column
    confidence: float


def score(features: Mapping[str, Column], weights: Mapping[str, float]) -> Column:
    """Return Σ weight · feature for every passage."""
    columns = [features[name] * weight for name, weight in weights.items() if weight]
    return np.sum(columns, axis=0) if columns else np.zeros_like(next(iter(features.values())))


def rank(
    evidence: Evidence, reading: ReadText, wanted: frozenset[AnswerKind], weights: Weights, bonus: Column | None = None
) -> Ranking:
    """Rank the passages for a question; `bonus` is added to their scores (a follow-up leans on the last answer)."""
    observed = evidence.observe(reading, wanted)
    scores = score(observed.features, weights.ranking)
    if bonus is not None:
        scores = scores + bonus
    confidence = probability(signals(evidence, reading, observed, scores, wanted), weights.confidence)
    return Ranking(np.argsort(-scores, kind="stable"), scores, confidence)
