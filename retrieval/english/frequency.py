"""How common English words are: in a small story idf alone cannot tell "say" from a word that tells something."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "common.txt"
RARE_BELOW = 3.5
"""On the Zipf scale; words this rare count in full."""
COMMON_FROM = 5.75
LEAST = 0.1
"""What the most common words count, "say" or "get"; between the two it falls evenly."""


@lru_cache(maxsize=1)
def zipf_frequencies() -> dict[str, float]:
    """Return log10 of the uses in a billion words of every word of 4 or more (van Heuven et al. 2014)."""
    table: dict[str, float] = {}
    frequency = 0.0
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            frequency = float(line[3:])
        elif not line.startswith("#"):
            table.update(dict.fromkeys(line.split(), frequency))
    return table


@lru_cache(maxsize=50_000)
def general_weight(folded: str) -> float:
    """Return what a folded word counts by how common it is in English, LEAST to 1; an unknown word counts in full."""
    frequency = zipf_frequencies().get(folded, 0.0)
    slope = (1 - LEAST) / (COMMON_FROM - RARE_BELOW)
    return max(LEAST, min(1.0, 1 - slope * (frequency - RARE_BELOW)))
