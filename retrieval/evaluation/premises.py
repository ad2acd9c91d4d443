"""Measures questions that rest on something false, and their true twins, which must be answered all the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.answer import Answer, Outcome
from retrieval.evaluation.question_files import GoldReader, Place, Row, fault
from retrieval.evaluation.shares import ShareTable, tabulate
from retrieval.evaluation.verdicts import BOLD, Case, Verdict, expectation, got, hold_against
from retrieval.story import Story


@dataclass(frozen=True, slots=True)
class Premise:
    """A question that rests on something false, with the paragraphs that tell what is true instead.

    Or, with `twin_of` (the id of such a one), the like that rests on something true, with those that answer it.
    """

    id: str
    question: str
    gold: tuple[Place, ...]
    answer: str
    twin_of: str | None


@dataclass(frozen=True, slots=True)
class JudgedPremise:
    """A question of such a file as it was answered."""

    premise: Premise
    verdict: Verdict
    case: Case

    @property
    def answered_as_asked(self) -> bool:
        """Whether a passage is shown as the answer, and not as a correction."""
        return self.verdict.outcome is Outcome.ANSWERED

    @property
    def right(self) -> bool:
        """Whether a twin is shown right, and a false one is not answered as asked."""
        return self.verdict.shown if self.premise.twin_of is not None else not self.answered_as_asked


def is_premise_row(row: Row) -> bool:
    """Return whether a row is one of a file of premises."""
    return "true_instead" in row or "twin_of" in row


def read_premises(path: Path, rows: Sequence[Row], story: Story) -> list[Premise]:
    """Return the questions of a file of premises. Raises QuestionFileError with the file and line."""
    reader = GoldReader(path, story)
    premises: list[Premise] = []
    for row in rows:
        line, question, twin = row["line"], row.get("question"), row.get("twin_of")
        if not isinstance(question, str):
            raise fault(path, line, 'there is no "question"; write it as a string.')
        gold = reader.places(line, row.get("gold") if twin else row.get("true_instead"))
        if twin and not gold:
            raise fault(path, line, 'it is a true twin, and "gold" names no paragraph; name one.')
        answer = str(row.get("answer" if twin else "truth", ""))
        premises.append(Premise(str(row.get("id", line)), question, gold, answer, str(twin) if twin else None))
    return premises


def judge_premises(ask: Callable[[str], Answer], premises: Sequence[Premise]) -> list[JudgedPremise]:
    """Ask every question."""
    judged: list[JudgedPremise] = []
    for premise in premises:
        answer = ask(premise.question)
        verdict = hold_against(answer, premise.gold, may_correct=premise.twin_of is None)
        judged.append(JudgedPremise(premise, verdict, _case(premise, answer, verdict)))
    return judged


def _case(premise: Premise, answer: Answer, verdict: Verdict) -> Case:
    if premise.twin_of is None:
        group, expected = "premise", f"no answer, or corrected: {expectation(premise.gold, premise.answer)}"
        badness = verdict.confidence if verdict.outcome is Outcome.ANSWERED else 0.0
    else:
        group, expected, badness = "twin", expectation(premise.gold, premise.answer), verdict.badness
    return Case(premise.id, group, premise.question, expected, got(answer), verdict.confidence, badness)


def premise_tables(judged: Sequence[JudgedPremise]) -> tuple[ShareTable, ...]:
    """Return what is measured of the premises."""
    false = [one for one in judged if one.premise.twin_of is None]
    twins = [one for one in judged if one.premise.twin_of is not None]
    right = {one.premise.id for one in false if one.right}
    known = {one.premise.id for one in false}
    return (
        tabulate(
            "False premises",
            "questions",
            {"all": false},
            {
                "not answered as asked": lambda one: not one.answered_as_asked,
                "declined": lambda one: one.verdict.declined,
                "corrected": lambda one: one.verdict.outcome is Outcome.CORRECTED,
                "corrected by the right": lambda one: one.verdict.outcome is Outcome.CORRECTED and one.verdict.shown,
                f"answered above {BOLD}": lambda one: one.answered_as_asked and one.verdict.confidence > BOLD,
            },
        ),
        tabulate(
            "True twins",
            "questions",
            {"all": twins},
            {
                "shown": lambda one: one.verdict.shown,
                "right first": lambda one: one.verdict.right_first,
                "in first 3": lambda one: one.verdict.in_first_3,
                "falsely denied": lambda one: one.verdict.denied,
                "falsely corrected": lambda one: one.verdict.outcome is Outcome.CORRECTED,
            },
        ),
        tabulate(
            "Told apart",
            "pairs",
            {"twin and premise": [one for one in twins if one.premise.twin_of in known]},
            {"both right": lambda one: one.right and one.premise.twin_of in right},
        ),
    )
