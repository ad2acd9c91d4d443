"""Conversations measured: each turn after what was answered, the baselines, the last card again."""

from __future__ import annotations

from dataclasses import replace

from retrieval import Answer, Outcome
from retrieval.evaluation.conversations import (
    Conversation,
    JudgedTurn,
    Turn,
    conversation_tables,
    judge_conversations,
)
from retrieval.evaluation.question_files import Place
from retrieval.spans import Span
from tests.retrieval.evaluation.stories import BREAD, FIRE, ROME, Script, declined, other, told


def turn(question: str, *gold: Place, leans: bool = True, source: bool = False) -> Turn:
    return Turn(question, gold, leans=leans, source=source)


def held(*turns: tuple[Turn, Answer], alone: Answer | None = None) -> list[JudgedTurn]:
    script = Script({asked.question: answer for asked, answer in turns}, alone)
    return judge_conversations(script.ask, [Conversation("C1", tuple(asked for asked, _ in turns))])


def hits(rows: list[JudgedTurn], title: str, row: str, column: str) -> int:
    table = next(table for table in conversation_tables(rows) if table.title == title)
    return table.share(row, column).hits


FIRST = turn("who baked", BREAD, leans=False)


def test_a_turn_is_asked_after_what_was_answered_last() -> None:
    chat = {"hi": other(Outcome.SMALL_TALK), "who baked": told(BREAD), "and then": declined()}
    script = Script({name: Answer(name, a.outcome, a.confidence, a.ranked) for name, a in chat.items()})
    turns = (FIRST, turn("hi", leans=False), turn("and then", FIRE), turn("why", FIRE))
    judge_conversations(script.ask, [Conversation("C1", turns), Conversation("C2", (turn("why", FIRE),))])
    after = [(question, before) for question, before in script.asked if before is not None]
    # Small talk is followed up by nothing, and a conversation knows nothing of the one before it.
    assert after == [("hi", "who baked"), ("and then", "who baked"), ("why", "and then")]


def test_turns_are_counted_by_what_they_need() -> None:
    rows = held(
        (FIRST, told(BREAD)),
        (turn("and the fire", FIRE), told(FIRE)),
        (turn("and the mayor", ROME), told(FIRE, BREAD, ROME)),
        (turn("source", FIRE, source=True), declined(FIRE)),
        (turn("where is Rome", ROME, leans=False), told(ROME)),
    )
    table = conversation_tables(rows)[0]
    counts = {row.name.strip(): (row.count, *(share.hits for share in row.shares[:4])) for row in table.rows}
    assert counts == {
        "needs context": (3, 2, 1, 3, 1),
        "turn 2": (1, 1, 1, 1, 0),
        "turn 3": (1, 0, 0, 1, 0),
        "turn 4": (1, 1, 0, 1, 1),
        "asks for the source": (1, 1, 0, 1, 1),
        "topic shift": (1, 1, 1, 1, 0),
        "first turn": (1, 1, 1, 1, 0),
    }


def test_an_echo_is_right_where_the_last_told_passage_is_right_again() -> None:
    rows = held(
        (turn("who baked", BREAD, FIRE, leans=False), told(BREAD)),
        (turn("really", BREAD), told(BREAD)),
        (turn("who else"), declined()),
        (turn("where did the mayor go", ROME, BREAD), told(FIRE)),
        (turn("and then", FIRE), told(FIRE)),
    )
    assert [row.echo for row in rows] == [False, True, False, True, False]
    assert hits(rows, "Turns told by an article", "needs context", "echo: right first") == 2


def test_what_is_asked_without_memory_stands_beside() -> None:
    rows = held((FIRST, told(BREAD)), (turn("and the fire", FIRE), told(FIRE)), alone=told(BREAD))
    table = "Turns told by an article"
    assert hits(rows, table, "needs context", "right first") == 1
    assert hits(rows, table, "needs context", "no memory: right first") == 0
    assert hits(rows, table, "first turn", "no memory: right first") == 1


def test_what_can_be_reached_is_the_turn_asked_in_full() -> None:
    asked = replace(turn("and the fire", FIRE), meant="where was the fire")
    script = Script({"who baked": told(BREAD), "where was the fire": told(FIRE)})
    rows = judge_conversations(script.ask, [Conversation("C1", (FIRST, asked))])
    table = "Turns told by an article"
    assert hits(rows, table, "needs context", "right first") == 0
    assert hits(rows, table, "needs context", "in full: right first") == 1
    assert script.asked[-1] == ("where was the fire", None)


def test_what_no_article_tells_must_be_declined() -> None:
    rows = held(
        (FIRST, told(BREAD)),
        (turn("1"), declined()),
        (turn("2"), told(FIRE, confidence=0.71)),
        (turn("3"), told(FIRE, confidence=0.7)),
        (turn("4"), other(Outcome.NOTHING_ASKED)),
        (turn("5", leans=False), declined(confidence=0.9)),
        (turn("6"), declined(confidence=0.9)),
    )
    assert hits(rows, "Turns told by none", "needs context", "declined") == 2
    assert hits(rows, "Turns told by none", "needs context", "answered above 0.7") == 1
    assert hits(rows, "Turns told by none", "all", "declined") == 3


def test_the_last_card_again() -> None:
    longer = told(BREAD, marks=(Span(0, 9),))
    rows = held(
        (FIRST, told(BREAD)),
        (turn("the same", FIRE), told(BREAD)),  # the same card, wrong
        (turn("nothing"), declined(BREAD)),  # no card at all
        (turn("again"), told(BREAD)),  # still the last card that was shown
        (turn("other words", FIRE), longer),  # the same passage with other words
        (turn("rightly", BREAD), longer),  # the same card, and right
        (turn("another", BREAD), told(FIRE)),
    )
    assert [row.after_card for row in rows] == [False, True, True, True, True, True, True]
    assert [row.same_card for row in rows] == [False, True, False, True, False, True, False]
    assert [row.same_passage for row in rows] == [False, True, False, True, True, True, False]
    title = "The last card again"
    assert hits(rows, title, "after a card", "same card, wrong") == 2
    assert hits(rows, title, "after a card", "same passage, wrong") == 3
    assert hits(rows, title, "after a card", "same card, right") == 1


def test_a_case_tells_the_whole_conversation() -> None:
    rows = held((FIRST, told(BREAD)), (turn("and the fire", FIRE), told(BREAD)))
    case = rows[1].case
    assert (case.id, case.group, case.asked) == ("C1.2", "needs context", "who baked > and the fire")
    assert (case.badness, rows[0].case.badness) == (0.8, 0.0)
