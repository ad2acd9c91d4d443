"""A question -> what it asks, made whole with the exchange before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from retrieval.answer import Exchange
from retrieval.articles.library import Library
from retrieval.english.answer_kinds import AnswerKind
from retrieval.questions.follow_ups import Leaning, leaning, nearby, with_other_people, without_asking_word
from retrieval.questions.message import Part
from retrieval.questions.reading import ReadText, TextReader

SURER = 0.2
"""How much surer the leaning reading of a question must be than the question alone, in confidence, to be taken."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is read and the kinds of answer it wants.

    `bonus` is what passages near the last answer gain, by row, in log-odds. `leaning` is a second reading, together
    with the question before, where the words allow both; the ranking decides (see `SURER`).
    """

    text: ReadText
    wanted: frozenset[AnswerKind]
    bonus: Mapping[int, float] = field(default_factory=dict)
    leaning: Understood | None = None


def understand(reader: TextReader, library: Library, part: Part, previous: Exchange | None = None) -> Understood:
    """Read one question of a message in the light of the exchange before it."""
    question = part.text
    alone = understand_alone(reader, question)
    how = Leaning.ALONE if previous is None else leaning(alone.text)
    if previous is None or how is Leaning.ALONE:
        return alone
    before = understand_alone(reader, previous.question)
    if how is Leaning.SAME_OF_ANOTHER:
        return Understood(reader.read_question(with_other_people(before.text, alone.text)), before.wanted)
    whole = reader.read_question(f"{question} {without_asking_word(previous.question)}")
    leaning_on = Understood(whole, alone.wanted or before.wanted, nearby(previous, library))
    return leaning_on if how is Leaning.SURELY else Understood(alone.text, alone.wanted, leaning=leaning_on)


def understand_alone(reader: TextReader, question: str) -> Understood:
    """Read a text as a question that stands alone, whatever it says."""
    text = reader.read_question(question)
    return Understood(text, text.wanted)
