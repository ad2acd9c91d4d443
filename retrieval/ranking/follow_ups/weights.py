"""The weights of follow-ups, from `weights.toml`, fitted by `python -m retrieval fit-follow-ups`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

WEIGHTS_FILE = Path(__file__).parent / "weights.toml"


@dataclass(frozen=True, slots=True)
class FollowUpWeights:
    """The weights of the signs that a message leans on the one before, of the features, and of the signals.

    All in log-odds; `leaning` and `confidence` have a "constant". A follow-up is answered if its confidence is at
    least `answer_from`.
    """

    leaning: Mapping[str, float]
    ranking: Mapping[str, float]
    confidence: Mapping[str, float]
    answer_from: float


@lru_cache(maxsize=2)
def load_follow_up_weights(name: str) -> FollowUpWeights:
    """Return the weights for stories with reader questions, or for their text alone; named as those of the ranking."""
    table = tomllib.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))[name]
    return FollowUpWeights(table["leaning"], table["ranking"], table["confidence"], table["answer_from"])
