"""How often each rule that names a speaker is right."""

from __future__ import annotations

from typing import Final

BY_TURN: Final = "by turn"
"""The rule of whoever speaks by the turns of a dialogue, and not by a name beside the words."""

#: The share of each rule's speakers that were right on PolNeAR's development part (`python -m retrieval evaluate`).
#: Rules that are rare there (tweets, nested, the paragraph rules) are measured on our own gold as well; the label of a
#: spoken line is who speaks.
RELIABILITY: Final[dict[str, float]] = {
    "spoken line": 1.0,
    "X said": 0.99,
    "X, the Y, said": 0.99,
    "dash": 0.99,
    "according to X": 0.98,
    "tweet": 0.95,
    "said later": 0.95,
    "split": 0.95,
    "said just before": 0.94,
    "said X": 0.92,
    "said before": 0.92,
    "continued paragraph": 0.90,
    "colon above": 0.90,
    "same paragraph": 0.90,
    "nested": 0.90,
    "X’s words": 0.90,
    "sentence before": 0.85,
    "colon": 0.82,
    "paragraph above": 0.80,
    BY_TURN: 0.80,
    "called before": 0.74,
}
