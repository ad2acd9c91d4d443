"""What each ranking feature is worth: for each question file, the weights are fitted again without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from pathlib import Path

from retrieval.errors import QuestionFileError
from retrieval.evaluation.fitting import Example, Measured, ablation, ablation_left_out
from retrieval.ranking.features import FEATURES

_CHECKOUT = Path(__file__).resolve().parents[2]
DEFAULT_FILES = (
    _CHECKOUT / "tests" / "evaluation" / "questions.jsonl",
    _CHECKOUT.parent / "shared" / "evaluation" / "xquad_en.questions.jsonl",
)
"""The question files measured by default; missing ones are skipped."""


def format_ablation(title: str, chosen: Sequence[Example]) -> str:
    """Return a table of every feature, what it measures, and how much worse the ranking is without it."""
    return _table(f"{title}: all features, fitted on it", ablation(chosen), chosen)


def format_ablation_of_stories(sets: Mapping[str, Sequence[Example]], so_far: Callable[[int, int | None], None]) -> str:
    """Return such a table over sets of several stories, each ranked by weights that were fitted on the others.

    Raises QuestionFileError where the stories are fewer than two.
    """
    told = [each for each in sets.values() if any(example.gold for example in each)]
    if len(told) < 2:
        raise QuestionFileError("Each story is ranked by weights of the others: name a folder of two stories or more.")
    title = f"Mean of {', '.join(sets)}, each by weights fitted on the others"
    return _table(title, ablation_left_out(told, so_far), list(chain.from_iterable(told)))


def _table(title: str, table: Mapping[str, Measured], chosen: Sequence[Example]) -> str:
    whole = table[""]
    used = [
        name for name in FEATURES if any(example.features[:, list(FEATURES).index(name)].any() for example in chosen)
    ]
    used.sort(key=lambda name: (table[name].right_first, table[name].in_first_3))
    lines = [
        f"{title}: right first {whole.right_first:.3f}, in first 3 {whole.in_first_3:.3f}",
        "",
        f"{'without':<16}{'right first':>13}{'in first 3':>13}   what it measures",
        *(_line(name, table, whole) for name in used),
    ]
    return "\n".join(lines)


def _line(name: str, table: Mapping[str, Measured], whole: Measured) -> str:
    first = table[name].right_first - whole.right_first
    third = table[name].in_first_3 - whole.in_first_3
    return f"{name:<16}{first:>+13.3f}{third:>+13.3f}   {FEATURES[name].meaning}"
