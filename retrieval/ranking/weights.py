"""The weights of the ranking and of the confidence, from `weights.toml`, and how they are applied."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from retrieval.kept.gathering import Rows
from retrieval.ranking.corpus import Column

WEIGHTS_FILE = Path(__file__).parent / "weights.toml"
WITH_READER_QUESTIONS = "with_reader_questions"
TEXT_ALONE = "text_alone"


@dataclass(frozen=True, slots=True)
class Weights:
    """`ranking`: the weight of each feature; `confidence`, `told`: of each signal, and "constant"; all in log-odds.

    A question is answered if the probability that the articles tell, by `told`, is at least `answer_from`; below
    `deny_below` it may be said that they do not. Where only the confidence is known, `sure_from` is enough of it.
    """

    ranking: Mapping[str, float]
    confidence: Mapping[str, float]
    told: Mapping[str, float]
    answer_from: float
    deny_below: float
    sure_from: float


@lru_cache(maxsize=2)
def load_weights(name: str) -> Weights:
    """Return the weights for stories with reader questions, or for their text alone, from `weights.toml`."""
    table = tomllib.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))[name]
    return Weights(
        table["ranking"],
        table["confidence"],
        table["told"],
        table["answer_from"],
        table["deny_below"],
        table["sure_from"],
    )


def weighted_sum(columns: Mapping[str, Column], weights: Mapping[str, float], size: int) -> Column:
    """Return Σ weight · feature for every passage: shape (size,)."""
    used = [name for name, weight in weights.items() if weight]
    if not used:
        return np.zeros(size)
    values = np.array([columns[name] for name in used])
    values *= np.array([[weights[name]] for name in used])
    total: Column = values.sum(axis=0)
    return total


def best_first(scores: Column) -> Rows:
    """Return the rows by falling score; equal ones in story order."""
    return np.argsort(-scores, kind="stable")
