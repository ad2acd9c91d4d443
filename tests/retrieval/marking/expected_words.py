"""Marked words against the words that a reader would have marked: are they touched, and little else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval import Answer, Span
from retrieval.evaluation.question_files import Question


@dataclass(frozen=True, slots=True)
class HighlightScores:
    """Means over `questions`: those whose first passage is a right one and holds the expected words.

    `touched`: the marked words overlap the expected ones. `precision`, `recall`, `f1`: of the characters.
    `marked`: share of the passage's characters that are marked.
    """

    questions: int
    touched: float
    precision: float
    recall: float
    f1: float
    marked: float


@dataclass(frozen=True, slots=True)
class Compared:
    """One question's marks against the expected words; each 0 to 1."""

    precision: float
    recall: float
    marked: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def evaluate_highlights(
    asked: Iterable[tuple[Question, Answer]], expected: dict[str, str]
) -> tuple[HighlightScores, dict[str, Compared]]:
    """Compare the first passages' marks with the expected words, given by question id; return also each question's."""
    compared: dict[str, Compared] = {}
    for question, answer in asked:
        if not answer.ranked or not expected.get(question.id):
            continue
        first = answer.ranked[0]
        if (first.passage.file, first.passage.paragraph) in question.gold:
            found = compare(first.passage.text, first.highlights, expected[question.id])
            if found is not None:
                compared[question.id] = found
    rows = list(compared.values())
    return HighlightScores(
        len(rows),
        _mean([float(row.recall > 0) for row in rows]),
        _mean([row.precision for row in rows]),
        _mean([row.recall for row in rows]),
        _mean([row.f1 for row in rows]),
        _mean([row.marked for row in rows]),
    ), compared


def compare(text: str, marks: Sequence[Span], expected: str) -> Compared | None:
    """Compare marks with the place of the expected words that they fit best; None where the text has no such words.

    Case, white space and the form of quotation marks do not count, nor do white space and marks at a span's ends.
    """
    places = [match.span() for match in _pattern(expected).finditer(text)] if expected.strip() else []
    if not places:
        return None
    inside = {at for start, end in marks for at in range(start, end) if text[at].isalnum()}
    letters = sum(character.isalnum() for character in text) or 1
    best = Compared(0.0, 0.0, len(inside) / letters)
    for start, end in places:
        wanted = {at for at in range(start, end) if text[at].isalnum()}
        shared = len(inside & wanted)
        row = Compared(shared / len(inside) if inside else 0.0, shared / len(wanted), len(inside) / letters)
        best = max(best, row, key=lambda compared: compared.f1)
    return best


def _pattern(expected: str) -> re.Pattern[str]:
    words = re.findall(r"\w+", expected)
    return re.compile(r"(?<!\w)" + r"\W+".join(map(re.escape, words)) + r"(?!\w)" if words else r"(?!)", re.I)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
