"""Measures of a ranking and of a confidence, from plain numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

RESAMPLES = 2_000
SEED = 20180606
LEVEL = 0.95


class Estimate(NamedTuple):
    """A mean and the bounds of its 95% interval; nan without any values."""

    value: float
    low: float
    high: float


class Bin(NamedTuple):
    """The questions whose confidence falls into one range: their mean confidence, and the share that was right."""

    low: float
    high: float
    questions: int
    confidence: float
    right: float


def right_at(ranks: Sequence[int], k: int) -> float:
    """Return 1.0 where any gold paragraph is among the first k, else 0.0; ranks count from 1."""
    return float(any(rank <= k for rank in ranks))


def reciprocal_rank(ranks: Sequence[int]) -> float:
    """Return 1 / rank of the first gold paragraph, 0.0 where none is ranked."""
    return 1.0 / min(ranks) if ranks else 0.0


def ndcg(ranks: Sequence[int], gold: int, k: int = 10) -> float:
    """Return the normalised discounted cumulative gain of the first k, every gold paragraph worth 1.

    DCG = sum of 1 / log2(1 + rank); the ideal ranking has its `gold` paragraphs first. Järvelin and Kekäläinen,
    "Cumulated gain-based evaluation of IR techniques" (2002).
    """
    gain = sum(1.0 / math.log2(1 + rank) for rank in ranks if rank <= k)
    ideal = sum(1.0 / math.log2(1 + rank) for rank in range(1, min(gold, k) + 1))
    return gain / ideal if ideal else 0.0


def bootstrap(values: Sequence[float], *, resamples: int = RESAMPLES, seed: int = SEED) -> Estimate:
    """Return the mean and its interval by the percentile bootstrap over the questions; the seed makes it repeatable.

    Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13.
    """
    if not values:
        return Estimate(math.nan, math.nan, math.nan)
    sample: npt.NDArray[np.float64] = np.asarray(values, dtype=np.float64)
    draws = np.random.default_rng(seed).integers(0, len(sample), size=(resamples, len(sample)))
    low, high = np.quantile(sample[draws].mean(axis=1), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(float(sample.mean()), float(low), float(high))


def reliability(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> tuple[Bin, ...]:
    """Return bins of equal width over 0..1 without the empty ones; each includes its lower bound."""
    members: dict[int, list[int]] = {}
    for at, confidence in enumerate(confidences):
        members.setdefault(min(int(confidence * bins), bins - 1), []).append(at)
    return tuple(
        Bin(
            low=number / bins,
            high=(number + 1) / bins,
            questions=len(found),
            confidence=sum(confidences[at] for at in found) / len(found),
            right=sum(right[at] for at in found) / len(found),
        )
        for number, found in sorted(members.items())
    )


def calibration_error(table: Sequence[Bin]) -> float:
    """Return the expected calibration error, 0..1: |confidence - share right| of each bin, averaged over questions.

    Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning" (2015).
    """
    total = sum(row.questions for row in table)
    return sum(row.questions * abs(row.confidence - row.right) for row in table) / total if total else math.nan


def brier_score(confidences: Sequence[float], right: Sequence[bool]) -> float:
    """Return the mean squared difference between confidence and truth; 0 is perfect, always saying 0.5 gives 0.25."""
    if not confidences:
        return math.nan
    return sum((c - float(r)) ** 2 for c, r in zip(confidences, right, strict=True)) / len(confidences)


def threshold_for_share(confidences: Sequence[float], share: float) -> float:
    """Return the highest threshold that at least this share of the values reaches; nan without any."""
    if not confidences:
        return math.nan
    ordered = sorted(confidences, reverse=True)
    # The tolerance keeps 0.94 * 50 at 47: binary fractions would make it 48.
    return ordered[max(1, math.ceil(share * len(ordered) - 1e-9)) - 1]


def percentile(values: Sequence[float], percent: float) -> float:
    """Return a percentile by linear interpolation; nan without any values."""
    return float(np.percentile(values, percent)) if values else math.nan
