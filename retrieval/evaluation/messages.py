"""Measures whole messages: every question of a message answered, and what asks nothing told apart.

The parts of a message are held against `Answer.answers` in order. Where there are as many answers as parts, each part
has the answer at its place. Otherwise the parts are matched so that the most is right, in order: of too many answers
some are left over, and too few are shared by parts that stand beside each other (one card may answer two questions).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from retrieval.answer import Answer, Outcome
from retrieval.evaluation.question_files import GoldReader, Place, Row, fault
from retrieval.evaluation.shares import ShareTable, tabulate
from retrieval.evaluation.verdicts import Case, Verdict, expectation, got, hold_against
from retrieval.story import Story

EXPECTED = {
    "decline": Outcome.DECLINED,
    "smalltalk": Outcome.SMALL_TALK,
    "silence": Outcome.NOTHING_ASKED,
    "not_english": Outcome.NOT_ENGLISH,
    "help": Outcome.HELP,
}
"""The one outcome that is right for each "expect": small talk, or a decline, is not right for "silence"."""
_TOLD_APART = ("smalltalk", "silence", "not_english")


@dataclass(frozen=True, slots=True)
class MessagePart:
    """One question of a message, in plain words, and the paragraphs that answer it; none where no article tells."""

    plain: str
    gold: tuple[Place, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class WholeMessage:
    """A message as somebody wrote it, and its questions; `expect` is what is right where nothing is to be answered.

    `false_claim`: it claims something that the articles contradict, so that a correction is right too.
    """

    id: str
    text: str
    kind: str
    parts: tuple[MessagePart, ...]
    expect: str | None
    false_claim: bool


@dataclass(frozen=True, slots=True)
class JudgedPart:
    """A part of a message as it was answered, and as it is when it is asked alone, in plain words."""

    verdict: Verdict
    plain: Verdict


@dataclass(frozen=True, slots=True)
class JudgedMessage:
    """A message as it was answered; `outcome` is that of the whole, `answers` how many it got."""

    message: WholeMessage
    outcome: Outcome
    answered: bool
    answers: int
    parts: tuple[JudgedPart, ...]
    cases: tuple[Case, ...]
    seconds: float

    @property
    def all_right(self) -> bool:
        """Whether every part is shown right, or declined where no article tells."""
        return all(part.verdict.right for part in self.parts)

    @property
    def as_expected(self) -> bool:
        """Whether a message that asks nothing to be answered had the one outcome that is right for it."""
        return self.message.expect is not None and self.outcome is EXPECTED[self.message.expect]


def is_message_row(row: Row) -> bool:
    """Return whether a row is one of a file of messages."""
    return "message" in row


def read_messages(path: Path, rows: Sequence[Row], story: Story) -> list[WholeMessage]:
    """Return the messages of a file. Raises QuestionFileError with the file and line."""
    reader = GoldReader(path, story)
    return [_message(path, row, reader) for row in rows]


def _message(path: Path, row: Row, reader: GoldReader) -> WholeMessage:
    line, text, expect, parts = row["line"], row.get("message"), row.get("expect"), row.get("parts", [])
    if not isinstance(text, str):
        raise fault(path, line, 'there is no "message"; write it as a string.')
    if expect is not None and expect not in EXPECTED:
        raise fault(path, line, f'"expect" is none of {", ".join(EXPECTED)}.')
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise fault(path, line, '"parts" is no list of objects; write [{"question_in_plain_words", "gold"}].')
    if not parts and expect is None:
        raise fault(path, line, 'it has no "parts" and says nothing of what to "expect"; write one of them.')
    return WholeMessage(
        id=str(row.get("id", line)),
        text=text,
        kind=str(row.get("kind", "other")),
        parts=tuple(
            MessagePart(
                str(part.get("question_in_plain_words", text)),
                reader.places(line, part.get("gold")),
                str(part.get("answer", "")),
            )
            for part in parts
        ),
        expect=expect,
        false_claim=row.get("claim") == "false",
    )


def judge_messages(ask: Callable[[str], Answer], messages: Sequence[WholeMessage]) -> list[JudgedMessage]:
    """Ask every message, and each of its parts alone in plain words."""
    return [_judge(ask, message) for message in messages]


def _judge(ask: Callable[[str], Answer], message: WholeMessage) -> JudgedMessage:
    begin = time.perf_counter()
    answer = ask(message.text)
    seconds = time.perf_counter() - begin
    answers = answer.answers
    # A message in another language has no answer for each of its parts, but the nearest passages.
    held = [
        [hold_against(one, part.gold, may_correct=message.false_claim) for one in answers] for part in message.parts
    ]
    places = match(held)
    parts = tuple(
        JudgedPart(verdicts[at], hold_against(ask(part.plain), part.gold, may_correct=message.false_claim))
        for part, verdicts, at in zip(message.parts, held, places, strict=True)
    )
    if message.expect is None:
        cases = tuple(
            _part_case(message, part, answers[at], judged.verdict)
            for part, at, judged in zip(message.parts, places, parts, strict=True)
        )
    else:
        cases = (_message_case(message, answer),)
    return JudgedMessage(message, answer.outcome, answer.answered, len(answers), parts, cases, seconds)


def match(held: Sequence[Sequence[Verdict]]) -> list[int]:
    """Return for each part the place of its answer; `held` are the verdicts of each part on every answer."""
    parts = len(held)
    answers = len(held[0]) if held else 0
    if parts == answers:
        return list(range(parts))
    step = 1 if answers > parts else 0  # too many: each its own; too few: neighbours may share one

    @cache
    def best(part: int, first: int) -> tuple[float, tuple[int, ...]]:
        """Return what the parts from this one on are worth with the answers from `first` on, and their places."""
        if part == parts:
            return 0.0, ()
        options = []
        for at in range(first, answers - step * (parts - part - 1)):
            worth, places = best(part + 1, at + step)
            options.append((_worth(held[part][at]) + worth, (at, *places)))
        return max(options, key=lambda option: option[0])  # of equal ones the first

    return list(best(0, 0)[1])


def _worth(verdict: Verdict) -> float:
    """Return what a matching gains: nothing below outweighs a part that is right."""
    return 100.0 * verdict.right + 10.0 * verdict.right_first + verdict.in_first_3


def _part_case(message: WholeMessage, part: MessagePart, answer: Answer, verdict: Verdict) -> Case:
    several = len(message.parts) > 1
    return Case(
        id=message.id,
        group=message.kind,
        asked=f"{message.text}  [{part.plain}]" if several else message.text,
        expected=expectation(part.gold, part.answer),
        got=got(answer),
        confidence=verdict.confidence,
        badness=verdict.badness,
    )


def _message_case(message: WholeMessage, answer: Answer) -> Case:
    right = EXPECTED[message.expect or "decline"]
    wrong = answer.confidence if answer.answered else 0.1
    return Case(
        id=message.id,
        group=message.kind,
        asked=message.text,
        expected=right.value,
        got=got(answer),
        confidence=answer.confidence,
        badness=0.0 if answer.outcome is right else wrong,
    )


def message_tables(judged: Sequence[JudgedMessage]) -> tuple[ShareTable, ...]:
    """Return what is measured of the messages."""
    asking = [one for one in judged if one.message.expect is None]
    kinds = list(dict.fromkeys(one.message.kind for one in asking))
    told = {
        kind: [part for one in asking if kind in ("all", one.message.kind) for part in one.parts if part.verdict.told]
        for kind in ("all", *kinds)
    }
    untold = [part for one in asking for part in one.parts if not part.verdict.told]
    several = {
        "one question": [one for one in asking if len(one.parts) == 1],
        "two questions": [one for one in asking if len(one.parts) == 2],
        "two, both told": [
            one for one in asking if len(one.parts) == 2 and all(part.verdict.told for part in one.parts)
        ],
        "three or more": [one for one in asking if len(one.parts) > 2],
    }
    expecting = [one for one in judged if one.message.expect is not None]
    expected = {name: [one for one in expecting if one.message.expect == name] for name in EXPECTED}
    expected["decline, small talk"] = expected["decline"] + expected["smalltalk"]
    expected["to tell apart"] = [one for one in expecting if one.message.expect in _TOLD_APART]
    foreign = [part for one in expected["not_english"] for part in one.parts if part.verdict.told]
    return (
        tabulate(
            "Parts told by an article",
            "parts",
            told,
            {
                "right first": lambda part: part.verdict.right_first,
                "in first 3": lambda part: part.verdict.in_first_3,
                "shown": lambda part: part.verdict.shown,
                "falsely denied": lambda part: part.verdict.denied,
                "shown, asked plainly": lambda part: part.plain.shown,
            },
        ),
        tabulate(
            "Parts told by none",
            "parts",
            {"all": untold},
            {
                "declined": lambda part: part.verdict.declined,
                "declined, asked plainly": lambda part: part.plain.declined,
            },
        ),
        tabulate(
            "Questions in a message",
            "messages",
            several,
            {
                "as many answers": lambda one: one.answers == len(one.parts),
                "more answers": lambda one: one.answers > len(one.parts),
                "every part right": lambda one: one.all_right,
            },
        ),
        tabulate(
            "Nothing to answer",
            "messages",
            expected,
            {"told apart": lambda one: one.as_expected, "answered": lambda one: one.answered},
        ),
        tabulate(
            "Nearest of not English",
            "parts",
            {"all": foreign},
            {
                "right first": lambda part: part.verdict.right_first,
                "in first 3": lambda part: part.verdict.in_first_3,
            },
        ),
    )
