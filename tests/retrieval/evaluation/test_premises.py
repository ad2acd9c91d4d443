"""False premises and their true twins measured."""

from __future__ import annotations

from pathlib import Path

from retrieval import Answer, Outcome, Story
from retrieval.evaluation.premises import JudgedPremise, Premise, judge_premises, premise_tables, read_premises
from retrieval.evaluation.shares import ShareTable
from tests.retrieval.evaluation.stories import BREAD, FIRE, PASSAGES, Script, declined, other, told

FALSE = Premise("P1", "why did the mayor bake", (BREAD,), "the baker", None)
TWIN = Premise("T1", "why did the baker bake", (BREAD,), "the baker", "P1")


def judged(premise: Premise, answer: Answer) -> JudgedPremise:
    (one,) = judge_premises(Script({premise.question: answer}).ask, [premise])
    return one


def tables(*rows: JudgedPremise) -> dict[str, ShareTable]:
    return {table.title: table for table in premise_tables(rows)}


def shares(table: ShareTable) -> list[int]:
    (row,) = table.rows
    return [share.hits for share in row.shares]


def test_a_false_premise_may_be_declined_or_corrected() -> None:
    rows = [
        judged(FALSE, declined()),
        judged(FALSE, told(BREAD, outcome=Outcome.CORRECTED)),
        judged(FALSE, told(FIRE, outcome=Outcome.CORRECTED, confidence=0.9)),
        judged(FALSE, told(BREAD, confidence=0.7)),
        judged(FALSE, told(BREAD, confidence=0.71)),
        judged(FALSE, other(Outcome.SMALL_TALK)),
    ]
    assert shares(tables(*rows)["False premises"]) == [4, 1, 2, 1, 1]
    assert tables(*rows)["True twins"].rows == ()


def test_a_true_twin_must_be_shown_and_not_corrected() -> None:
    rows = [
        judged(TWIN, told(BREAD)),
        judged(TWIN, declined(BREAD)),
        judged(TWIN, told(BREAD, outcome=Outcome.CORRECTED)),
        judged(TWIN, told(FIRE, BREAD)),
    ]
    assert shares(tables(*rows)["True twins"]) == [1, 3, 4, 1, 1]
    assert [row.right for row in rows] == [True, False, False, False]


def test_a_row_is_read() -> None:
    story = Story.build([PASSAGES[0].article])
    gold = [{"file": "a.txt", "para": 2}]
    rows = [
        {"line": 1, "id": "P1", "question": FALSE.question, "true_instead": gold, "truth": "the baker"},
        {"line": 2, "id": "T1", "question": TWIN.question, "gold": gold, "answer": "the baker", "twin_of": "P1"},
    ]
    assert read_premises(Path("p.jsonl"), rows, story) == [FALSE, TWIN]


def test_a_pair_is_told_apart_where_both_are_right() -> None:
    for twin in (told(BREAD), declined()):
        for false in (told(BREAD), declined()):
            rows = [judged(FALSE, false), judged(TWIN, twin)]
            assert shares(tables(*rows)["Told apart"]) == [twin.answered and not false.answered]


def test_the_worst_premises_are_the_boldest() -> None:
    rows = [
        judged(FALSE, told(FIRE, confidence=0.9)),
        judged(FALSE, told(BREAD, outcome=Outcome.CORRECTED)),
        judged(TWIN, declined(BREAD)),
        judged(TWIN, told(BREAD)),
    ]
    assert [row.case.badness for row in rows] == [0.9, 0.0, 2.0, 0.0]
