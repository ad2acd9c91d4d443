"""The one table of weights: what each feature and each signal counts. `python -m retrieval fit` writes it anew."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

WEIGHTS_FILE = Path(__file__).parent / "weights.toml"
WITH_READER_QUESTIONS = "with_reader_questions"
TEXT_ALONE = "text_alone"


@dataclass(frozen=True, slots=True)
class Weights:
    """`ranking`: per feature, in log-odds; `confidence`: per signal and "constant", in log-odds.

    A question is answered when its confidence is at least `answer_from`.
    """

    ranking: Mapping[str, float]
    confidence: Mapping[str, float]
    answer_from: float


@lru_cache(maxsize=2)
def load_weights(name: str) -> Weights:
    """Return the weights for stories with reader questions, or for those with their text alone."""
    table = tomllib.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))[name]
    return Weights(table["ranking"], table["confidence"], table["answer_from"])
