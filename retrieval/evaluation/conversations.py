"""Measures conversations: what goes on from the turn before, what does not, and the same card shown again.

The turns are asked one after the other, each after what was answered to those before it. Beside stand two baselines,
and what can be reached: the turn asked without any memory; an echo, which shows again a right passage of the last turn
that the articles tell, and where that is good, the file does not measure follow-ups; and the turn asked in full.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.answer import Answer, Exchange, Finding
from retrieval.evaluation.question_files import GoldReader, Place, Row, fault
from retrieval.evaluation.shares import ShareTable, tabulate
from retrieval.evaluation.verdicts import BOLD, Case, Verdict, expectation, got, hold_against
from retrieval.story import Story

Ask = Callable[[str, Exchange | None], Answer]


@dataclass(frozen=True, slots=True)
class Turn:
    """What is asked in one turn, and the paragraphs that answer it; none where no article tells.

    `leans`: it cannot be understood without what was said before. `source`: it asks where the last answer stands.
    `hard`: it opens a conversation in words that are hard to find. `meant` is the question in full: learned from, and
    asked only to tell what can be reached.
    """

    question: str
    gold: tuple[Place, ...]
    answer: str = ""
    leans: bool = False
    source: bool = False
    hard: bool = False
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns of a conversation, in their order."""

    id: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class JudgedTurn:
    """A turn as it was answered. `number` counts from 1.

    `alone` is the turn asked without any memory, `in_full` as it is meant; `echo` whether a right passage of the last
    told turn is right again.
    `after_card`: an answer was shown before; `same_passage` and `same_card`: it is shown again as the answer, the
    passage, and the passage with the same words in bold.
    """

    turn: Turn
    number: int
    verdict: Verdict
    alone: Verdict
    in_full: Verdict
    echo: bool
    after_card: bool
    same_passage: bool
    same_card: bool
    case: Case


def is_conversation_row(row: Row) -> bool:
    """Return whether a row is one of a file of conversations."""
    return "turns" in row


def read_conversations(path: Path, rows: Sequence[Row], story: Story) -> list[Conversation]:
    """Return the conversations of a file. Raises QuestionFileError with the file and line."""
    reader = GoldReader(path, story)
    return [_conversation(path, row, reader) for row in rows]


def _conversation(path: Path, row: Row, reader: GoldReader) -> Conversation:
    line, turns = row["line"], row["turns"]
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, dict) for turn in turns):
        raise fault(path, line, '"turns" is no list of objects; write [{"question", "gold"}, …].')
    for number, turn in enumerate(turns, start=1):
        if not isinstance(turn.get("question"), str):
            raise fault(path, line, f'turn {number} has no "question"; write it as a string.')
        if turn.get("answerable", bool(turn.get("gold"))) != bool(turn.get("gold")):
            raise fault(path, line, f'in turn {number} "answerable" and "gold" contradict each other.')
    return Conversation(
        str(row.get("id", line)),
        tuple(
            Turn(
                question=turn["question"],
                gold=reader.places(line, turn.get("gold")),
                answer=str(turn.get("answer", "")),
                leans=turn.get("needs_context") is True,
                source=turn.get("asks_source") is True,
                hard=turn.get("hard_first") is True,
                meant=str(turn.get("meant") or turn["question"]),
            )
            for turn in turns
        ),
    )


def judge_conversations(ask: Ask, conversations: Sequence[Conversation]) -> list[JudgedTurn]:
    """Hold every conversation."""
    return [turn for conversation in conversations for turn in _judge(ask, conversation)]


def _judge(ask: Ask, conversation: Conversation) -> list[JudgedTurn]:
    judged: list[JudgedTurn] = []
    previous: Exchange | None = None
    shown: Finding | None = None
    told: Turn | None = None
    for number, turn in enumerate(conversation.turns, start=1):
        answer = ask(turn.question, previous)
        previous = answer.exchange or previous  # as `ask --conversation` goes on
        verdict = hold_against(answer, turn.gold)
        best = answer.best
        again = shown if best is not None and shown is not None and best.passage.row == shown.passage.row else None
        asked = " > ".join(one.question for one in conversation.turns[:number])
        case = Case(
            id=f"{conversation.id}.{number}",
            group=_group(turn, number),
            asked=asked,
            expected=expectation(turn.gold, turn.answer),
            got=got(answer),
            confidence=verdict.confidence,
            badness=verdict.badness,
        )
        judged.append(
            JudgedTurn(
                turn=turn,
                number=number,
                verdict=verdict,
                alone=hold_against(ask(turn.question, None), turn.gold),
                in_full=hold_against(ask(turn.meant, None), turn.gold),
                echo=told is not None and told.gold[0] in turn.gold,
                after_card=shown is not None,
                same_passage=again is not None,
                same_card=again is not None and best is not None and best.highlights == again.highlights,
                case=case,
            )
        )
        shown = best or shown
        told = turn if turn.gold else told
    return judged


def _group(turn: Turn, number: int) -> str:
    if number == 1:
        return "first turn"
    if turn.source:
        return "asks for the source"
    return "needs context" if turn.leans else "topic shift"


def conversation_tables(judged: Sequence[JudgedTurn]) -> tuple[ShareTable, ...]:
    """Return what is measured of the conversations."""
    told = [one for one in judged if one.verdict.told]
    leaning = [one for one in told if one.turn.leans]
    groups = {
        "needs context": leaning,
        **{f"  turn {number}": [one for one in leaning if one.number == number] for number in range(2, 7)},
        "  asks for the source": [one for one in leaning if one.turn.source],
        "topic shift": [one for one in told if one.number > 1 and not one.turn.leans],
        "first turn": [one for one in told if one.number == 1],
        "  in hard words": [one for one in told if one.number == 1 and one.turn.hard],
    }
    untold = [one for one in judged if not one.verdict.told]
    after = [one for one in judged if one.after_card]
    return (
        tabulate(
            "Turns told by an article",
            "turns",
            groups,
            {
                "right first": lambda one: one.verdict.right_first,
                "shown": lambda one: one.verdict.shown,
                "in first 3": lambda one: one.verdict.in_first_3,
                "falsely denied": lambda one: one.verdict.denied,
                "no memory: right first": lambda one: one.alone.right_first,
                "echo: right first": lambda one: one.echo,
                "in full: right first": lambda one: one.in_full.right_first,
                "in full: shown": lambda one: one.in_full.shown,
            },
        ),
        tabulate(
            "Turns told by none",
            "turns",
            {
                "needs context": [one for one in untold if one.turn.leans],
                "all": untold,
            },
            {
                "declined": lambda one: one.verdict.declined,
                f"answered above {BOLD}": lambda one: one.verdict.answered and one.verdict.confidence > BOLD,
                "no memory: declined": lambda one: one.alone.declined,
                "in full: declined": lambda one: one.in_full.declined,
            },
        ),
        tabulate(
            "The last card again",
            "turns",
            {
                "after a card": after,
                "  needs context": [one for one in after if one.turn.leans],
                "  topic shift": [one for one in after if not one.turn.leans],
            },
            {
                "same card, wrong": lambda one: one.same_card and not one.verdict.shown,
                "same passage, wrong": lambda one: one.same_passage and not one.verdict.shown,
                "same card, right": lambda one: one.same_card and one.verdict.shown,
            },
        ),
    )
