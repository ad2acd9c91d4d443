"""The weights of the ranking and of the confidence, from `weights.toml`, and how they are applied."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from retrieval.kept.gathering import Rows
from retrieval.ranking.corpus import Column

WEIGHTS_FILE = Path(__file__).parent / "weights.toml"
WITH_READER_QUESTIONS = "with_reader_questions"
TEXT_ALONE = "text_alone"
FEW_QUESTIONS: Final = (1, 3, 8, 30)
"""So many reader questions a paragraph have weights of their own: the fewer there are, the less they tell."""
ASKED_FEATURES: Final = "question_"
"""How the names of the features begin that reader questions give."""
MANY_QUESTIONS: Final = 60
"""From so many reader questions a paragraph on, those weights count that were fitted on all of them, some hundred."""


def table_for(questions: int) -> str:
    """Return the name of the weights for a story whose paragraphs mostly have at least so many reader questions."""
    if questions >= MANY_QUESTIONS:
        return WITH_READER_QUESTIONS
    return next((few_questions(few) for few in reversed(FEW_QUESTIONS) if few <= questions), TEXT_ALONE)


def few_questions(count: int) -> str:
    """Return the name of the weights that were fitted where every paragraph has so many reader questions."""
    return f"with_{count}_a_paragraph"


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


@lru_cache(maxsize=8)
def load_weights(name: str) -> Weights:
    """Return the weights of this name from `weights.toml`; see `table_for`."""
    table = tomllib.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))[name]
    return Weights(
        table["ranking"],
        table["confidence"],
        table["told"],
        table["answer_from"],
        table["deny_below"],
        table["sure_from"],
    )


@lru_cache(maxsize=1)
def sparse_weights() -> Weights:
    """Return the weights for a story of which few passages have reader questions.

    They are those of the text alone, and besides what reader questions count where each paragraph has one; the rest of
    that table would rank the passages without any last.
    """
    text, one = load_weights(TEXT_ALONE), load_weights(few_questions(1))
    asked = {name: weight for name, weight in one.ranking.items() if name.startswith(ASKED_FEATURES)}
    return replace(text, ranking={**text.ranking, **asked})


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
