"""Formats an evaluation as a table for people or as an object for programs."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

from retrieval.evaluation.answers import COMPARED_SHARE, Evaluation
from retrieval.evaluation.measures import Estimate

_NAME = 16
_COUNT = 9


def format_evaluation(evaluation: Evaluation) -> str:
    """Return the measures as a table; in brackets are 95% bootstrap intervals over the questions."""
    blocks = [
        _ranking(evaluation),
        _answering(evaluation),
        _reliability(evaluation),
        f"Time per question: median {evaluation.median_ms:.2f} ms, 99th percentile {evaluation.p99_ms:.2f} ms",
    ]
    return "\n\n".join(block for block in blocks if block)


def _ranking(evaluation: Evaluation) -> str:
    if not evaluation.ranking:
        return ""
    lines = [_line("Ranking", "questions", "right first", "in first 3", "in first 5", "MRR", "nDCG@10")]
    for row in evaluation.ranking:
        name = row.name if row.group == "all" else f"{row.group} {row.name}"
        estimates = (row.right_first, row.in_first_3, row.in_first_5, row.mrr, row.ndcg_10)
        lines.append(_line(name, str(row.questions), *map(_estimate, estimates)))
    return "\n".join(lines)


def _answering(evaluation: Evaluation) -> str:
    lines = [_line("Answering", "questions", "answered", "declined", f"declined at {COMPARED_SHARE}")]
    for row in evaluation.answering:
        estimates = (row.answered, row.declined, row.declined_at_share)
        lines.append(_line(row.name, str(row.questions), *map(_estimate, estimates)))
    notes = [f"Of the answered, the first passage is right for {_estimate(evaluation.right_of_answered)}."]
    if not math.isnan(evaluation.threshold_at_share):
        notes.append(
            f'"declined at {COMPARED_SHARE}": were only a confidence of {evaluation.threshold_at_share:.3f} and more'
            f" answered, which {COMPARED_SHARE:.0%} of the answerable have."
        )
    return "\n".join([*lines, *notes])


def _reliability(evaluation: Evaluation) -> str:
    lines = [_line("Confidence", "questions", "mean", "share right")]
    for row in evaluation.reliability:
        name = f"{row.low:.1f} to {row.high:.1f}"
        lines.append(_line(name, str(row.questions), f"{row.confidence:.2f}", f"{row.right:.2f}"))
    lines.append(
        f"Expected calibration error {evaluation.calibration_error:.3f}, Brier score {evaluation.brier_score:.3f}"
    )
    return "\n".join(lines)


def _line(name: str, count: str, *cells: str) -> str:
    return f"{name:<{_NAME}}{count:>{_COUNT}}" + "".join(f"  {cell:<18}" for cell in cells).rstrip()


def _estimate(estimate: Estimate) -> str:
    if math.isnan(estimate.value):
        return "-"
    return f"{estimate.value:.2f} [{estimate.low:.2f}, {estimate.high:.2f}]"


def evaluation_as_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return the evaluation as a JSON object: an estimate is {"value", "low", "high"}, and nan is null."""
    fields = {field.name: getattr(evaluation, field.name) for field in dataclasses.fields(evaluation)}
    return {name: _plain(value) for name, value in fields.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(item) for name, item in value._asdict().items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return value
