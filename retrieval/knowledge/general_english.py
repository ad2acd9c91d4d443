"""The phrases of general English, compiled once a release (see `compile_english`): nothing is stemmed at a start."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from retrieval.knowledge.phrases import Phrases

PHRASES_FILE: Final = Path(__file__).parents[1] / "english" / "data" / "compiled" / "phrases.txt"


@lru_cache(maxsize=1)
def general_phrases() -> Phrases:
    """Return the phrases of general English, which serve every story."""
    return Phrases.read(PHRASES_FILE.read_text(encoding="utf-8"))
