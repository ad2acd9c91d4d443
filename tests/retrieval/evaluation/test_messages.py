"""Whole messages measured: parts matched to answers, parts counted by kind, what asks nothing told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Answer, Outcome, Story
from retrieval.evaluation.messages import (
    EXPECTED,
    JudgedMessage,
    MessagePart,
    WholeMessage,
    judge_messages,
    match,
    message_tables,
    read_messages,
)
from retrieval.evaluation.question_files import Place
from retrieval.evaluation.shares import ShareTable
from retrieval.evaluation.verdicts import Verdict, hold_against
from tests.retrieval.evaluation.stories import BREAD, FIRE, PASSAGES, ROME, Script, declined, other, told

BAKED = MessagePart("who baked", (BREAD,), "The baker")
BURNED = MessagePart("what burned", (FIRE,), "The lighthouse")
UNTOLD = MessagePart("who was born", (), "")


def message(*parts: MessagePart, kind: str = "k", expect: str | None = None, false_claim: bool = False) -> WholeMessage:
    return WholeMessage("M1", "the message", kind, parts, expect, false_claim)


def judged(answer: Answer, asked: WholeMessage, plain: Mapping[str, Answer] | None = None) -> JudgedMessage:
    (one,) = judge_messages(Script({asked.text: answer, **(plain or {})}).ask, [asked])
    return one


def tables(*rows: JudgedMessage) -> dict[str, ShareTable]:
    return {table.title: table for table in message_tables(rows)}


def hits(table: ShareTable, row: str, column: str) -> int:
    return table.share(row, column).hits


def test_a_part_is_right_first_in_first_3_shown_or_denied() -> None:
    rows = [
        judged(told(BREAD, FIRE), message(BAKED)),
        judged(told(FIRE, ROME, BREAD), message(BAKED, kind="other")),
        judged(declined(BREAD), message(BAKED)),
        judged(other(Outcome.SMALL_TALK), message(BAKED)),
    ]
    table = tables(*rows)["Parts told by an article"]
    assert [(row.name, row.count) for row in table.rows] == [("all", 4), ("k", 3), ("other", 1)]
    assert [share.hits for share in table.rows[0].shares] == [2, 3, 1, 2, 0]
    assert [share.hits for share in table.rows[2].shares] == [0, 1, 0, 0, 0]
    assert table.share("all", "right first").estimate.value == 0.5


def test_the_same_asked_plainly_stands_beside() -> None:
    row = judged(declined(), message(BAKED, BURNED), {"who baked": told(BREAD), "what burned": told(ROME)})
    assert hits(tables(row)["Parts told by an article"], "all", "shown, asked plainly") == 1


def test_a_part_that_no_article_tells_must_be_declined_and_is_no_other_figure() -> None:
    answers = [declined(), told(BREAD), other(Outcome.NOTHING_ASKED), told(BREAD, outcome=Outcome.CORRECTED)]
    table = tables(*(judged(answer, message(UNTOLD)) for answer in answers))
    assert table["Parts told by an article"].rows == ()
    assert table["Parts told by none"].rows[0].count == 4
    assert hits(table["Parts told by none"], "all", "declined") == 1


def test_a_correction_is_right_only_where_what_is_claimed_is_false() -> None:
    corrected = told(BREAD, outcome=Outcome.CORRECTED)
    rows = [judged(corrected, message(BAKED, false_claim=True)), judged(corrected, message(BAKED))]
    assert [row.parts[0].verdict.shown for row in rows] == [True, False]


def test_as_many_answers_as_parts_are_taken_in_order() -> None:
    crossed = Answer.of_parts("m", [told(FIRE), told(BREAD)])
    straight = Answer.of_parts("m", [told(BREAD), told(FIRE)])
    rows = [judged(crossed, message(BAKED, BURNED)), judged(straight, message(BAKED, BURNED))]
    assert [row.all_right for row in rows] == [False, True]
    table = tables(*rows)["Questions in a message"]
    assert (hits(table, "two questions", "as many answers"), hits(table, "two questions", "every part right")) == (2, 1)
    assert hits(table, "two, both told", "every part right") == 1


def test_too_few_answers_are_shared_by_neighbours() -> None:
    both = MessagePart("what was baked", (BREAD, FIRE), "bread")
    assert judged(told(BREAD), message(BAKED, both)).all_right
    assert not judged(told(BREAD), message(BAKED, BURNED)).all_right
    assert judged(Answer.of_parts("m", [told(BREAD), told(ROME)]), message(BAKED, both, UNTOLD)).all_right is False
    assert judged(Answer.of_parts("m", [told(BREAD), declined()]), message(BAKED, both, UNTOLD)).all_right


def test_of_too_many_answers_some_are_left_over() -> None:
    answer = Answer.of_parts("m", [declined(), told(BREAD), told(ROME), told(FIRE)])
    row = judged(answer, message(BAKED, BURNED))
    assert row.all_right
    exact = judged(Answer.of_parts("m", [told(BREAD), told(FIRE)]), message(BAKED, BURNED))
    table = tables(row, exact)["Questions in a message"]
    assert (hits(table, "two questions", "more answers"), hits(table, "two questions", "as many answers")) == (1, 1)
    backwards = Answer.of_parts("m", [told(FIRE), declined(), told(BREAD)])
    assert not judged(backwards, message(BAKED, BURNED)).all_right


@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_parts_are_matched_in_order_and_as_well_as_they_can_be(parts: int, answers: int, data: st.DataObject) -> None:
    places: list[tuple[Place, ...]] = [(BREAD,), (FIRE,), (ROME,), ()]
    golds = data.draw(st.lists(st.sampled_from(places), min_size=parts, max_size=parts))
    given_ = data.draw(
        st.lists(
            st.sampled_from([told(BREAD), told(FIRE), told(ROME, BREAD), declined(FIRE)]),
            min_size=answers,
            max_size=answers,
        )
    )
    held = [[hold_against(answer, gold) for answer in given_] for gold in golds]
    found = match(held)
    assert found == sorted(found)
    assert all(0 <= at < answers for at in found)
    if parts <= answers:
        assert len(set(found)) == parts
    if parts != answers:
        ways = product(range(answers), repeat=parts)
        allowed = [way for way in ways if list(way) == sorted(way) and (len(set(way)) == parts or answers < parts)]
        assert _right(held, found) == max(_right(held, way) for way in allowed)


def _right(held: list[list[Verdict]], places: Sequence[int]) -> int:
    return sum(verdicts[at].right for verdicts, at in zip(held, places, strict=True))


@pytest.mark.parametrize("outcome", Outcome)
def test_each_expectation_has_one_right_outcome(outcome: Outcome) -> None:
    answer = told(BREAD, outcome=outcome)
    table = tables(*(judged(answer, message(expect=expect)) for expect in EXPECTED))["Nothing to answer"]
    for expect, right in EXPECTED.items():
        assert hits(table, expect, "told apart") == (outcome is right)
        assert hits(table, expect, "answered") == (outcome in (Outcome.ANSWERED, Outcome.CORRECTED))
    apart = outcome in (Outcome.SMALL_TALK, Outcome.NOTHING_ASKED, Outcome.NOT_ENGLISH)
    assert hits(table, "to tell apart", "told apart") == apart
    assert table.share("decline, small talk", "answered").hits == 2 * answer.answered


def test_the_parts_of_a_foreign_message_are_a_table_of_their_own() -> None:
    foreign = message(BAKED, expect="not_english")
    table = tables(judged(told(FIRE, BREAD, outcome=Outcome.NOT_ENGLISH), foreign))
    assert table["Parts told by an article"].rows == ()
    nearest = table["Nearest of not English"]
    assert (hits(nearest, "all", "right first"), hits(nearest, "all", "in first 3")) == (0, 1)


def test_a_row_is_read() -> None:
    story = Story.build([PASSAGES[0].article])
    gold = [{"file": "a.txt", "para": 2}, {"file": "a.txt", "para": 2}]
    part = {"question_in_plain_words": "who baked", "gold": gold, "answer": "The baker"}
    row = {"line": 1, "id": "M1", "message": "the message", "kind": "k", "parts": [part]}
    rows = [row, {**row, "claim": "false"}, {**row, "claim": "true"}, {**row, "parts": [], "expect": "help"}]
    assert read_messages(Path("m.jsonl"), rows, story) == [
        message(BAKED),
        message(BAKED, false_claim=True),
        message(BAKED),
        message(expect="help"),
    ]


def test_the_worst_cases_of_messages() -> None:
    rows = [
        judged(told(FIRE, confidence=0.9), message(BAKED)),
        judged(declined(BREAD), message(BAKED)),
        judged(told(BREAD), message(BAKED)),
        judged(told(ROME, confidence=0.6), message(expect="silence")),
        judged(other(Outcome.SMALL_TALK), message(expect="silence")),
        judged(other(Outcome.NOTHING_ASKED), message(expect="silence")),
    ]
    assert [case.badness for row in rows for case in row.cases] == [0.9, 2.0, 0.0, 0.6, 0.1, 0.0]
    assert rows[0].cases[0].expected == "a.txt 2: The baker"
    assert rows[0].cases[0].got == "answered: a.txt 3: **The** lighthouse burned down."
