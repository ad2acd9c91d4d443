"""Marked words against the words that answer: are they touched, and little else; and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.answer import Finding
from retrieval.evaluation.measures import bootstrap, calibration_error, reliability
from retrieval.evaluation.question_files import Place, Question
from retrieval.questions.understood import understand_alone
from retrieval.spans import Span
from retrieval.story import Story


@dataclass(frozen=True, slots=True)
class Compared:
    """One question's marks against the expected words; each 0 to 1.

    `marked` is the share of the passage's letters that are marked; `probability` what the marks were expected to be
    right with, if anything is marked.
    """

    precision: float
    recall: float
    marked: float
    probability: float = 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def touched(self) -> bool:
        """Whether the marks have any letter of the expected words."""
        return self.recall > 0


def compare(text: str, marks: Sequence[Span], expected: str, probability: float = 0.0) -> Compared | None:
    """Compare marks with the place of the expected words that they fit best; None where the text has no such words.

    Case, white space and the form of quotation marks do not count, nor do white space and marks at a span's ends.
    """
    places = places_of(text, expected)
    if not places:
        return None
    inside = {at for start, end in marks for at in range(start, end) if text[at].isalnum()}
    letters = sum(character.isalnum() for character in text) or 1
    best = Compared(0.0, 0.0, len(inside) / letters, probability)
    for start, end in places:
        wanted = {at for at in range(start, end) if text[at].isalnum()}
        shared = len(inside & wanted)
        precision = shared / len(inside) if inside else 0.0
        row = Compared(precision, shared / len(wanted), len(inside) / letters, probability)
        best = max(best, row, key=lambda compared: compared.f1)
    return best


def places_of(text: str, expected: str) -> list[Span]:
    """Return where a text has some words, whatever stands between them that is neither letter nor digit."""
    words = re.findall(r"\w+", expected)
    pattern = re.compile(r"(?<!\w)" + r"\W+".join(map(re.escape, words)) + r"(?!\w)" if words else r"(?!)", re.I)
    return [Span(*match.span()) for match in pattern.finditer(text)]


def compare_finding(finding: Finding, question: Question) -> Compared | None:
    """Compare the marks of a question's first passage; None where it is no right one, or lacks the expected words."""
    passage = finding.passage
    if not question.answer or Place(passage.file, passage.paragraph) not in question.gold:
        return None
    return compare(passage.text, finding.highlights, question.answer, finding.marks_probability)


def compare_given(story: Story, question: Question) -> Compared | None:
    """Compare the marks of the first gold passage that has the expected words, whatever is found first."""
    row = row_with_answer(story, question)
    if row is None:
        return None
    marked = story.marker.mark_passage(row, understand_alone(story.reader, question.text))
    return compare(story.passages[row].text, marked.spans, question.answer, marked.probability)


def row_with_answer(story: Story, question: Question) -> int | None:
    """Return the row of the first gold passage that has the words that answer; None where none has."""
    rows = (row for place in question.gold for row in story.library.rows(place.file, place.paragraph))
    return next((row for row in rows if places_of(story.passages[row].text, question.answer)), None)


def format_marks(measured: Mapping[str, Iterable[Compared]]) -> str:
    """Return a table of what was compared, by name, with 95% bootstrap intervals; nothing where nothing was."""
    rows = {name: list(compared) for name, compared in measured.items()}
    lines = [f"{'Marks':<26}{'questions':>10}" + "".join(f"  {name:<17}" for name in _MEASURES).rstrip()]
    for name, compared in rows.items():
        if compared:
            cells = (bootstrap([measure(each) for each in compared]) for measure in _MEASURES.values())
            shown = "".join(f"  {cell.value:.2f} [{cell.low:.2f}, {cell.high:.2f}]" for cell in cells)
            lines.append(f"{name:<26}{len(compared):>10}{shown}")
    marked = [each for compared in rows.values() for each in compared if each.marked]
    if not marked:
        return ""
    lines.append(f"{'Probability of marks':<26}{'questions':>10}  mean  share that touch")
    table = reliability([each.probability for each in marked], [each.touched for each in marked])
    for row in table:
        lines.append(f"{row.low:.1f} to {row.high:<19.1f}{row.questions:>10}  {row.confidence:.2f}  {row.right:.2f}")
    lines.append(f"Expected calibration error of the marks {calibration_error(table):.3f}")
    return "\n".join(lines)


def marks_as_json(measured: Mapping[str, Sequence[Compared]]) -> dict[str, dict[str, float]]:
    """Return what was compared as {name: {"questions": count, measure: mean}}; what was not is left out."""
    return {
        name: {
            "questions": len(compared),
            **{measure: sum(map(value, compared)) / len(compared) for measure, value in _MEASURES.items()},
        }
        for name, compared in measured.items()
        if compared
    }


_MEASURES: Final[Mapping[str, Callable[[Compared], float]]] = {
    "marked at all": lambda each: float(each.marked > 0),
    "touched": lambda each: float(each.touched),
    "precision": lambda each: each.precision,
    "recall": lambda each: each.recall,
    "F1": lambda each: each.f1,
}
