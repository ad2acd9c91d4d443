"""What a question asks, once it is read: alone, and where it follows another one up, as going on from that."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.english.answer_kinds import AnswerKind
from retrieval.people.people import Person
from retrieval.questions.reading import ReadText, TextReader
from retrieval.spans import Span


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is read and the kinds of answer it wants.

    `follow_up` is what it would be if it went on from the exchange before; the ranking decides how far it does.
    """

    text: ReadText
    wanted: frozenset[AnswerKind]
    follow_up: FollowUp | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage that was shown as an answer, by its row, and the words of it that were marked."""

    row: int
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Signs:
    """The words by which a message tells whether it goes on from the one before.

    `own` are the positions, among the tokens of the new words, of those that say what is asked and of no person.
    `elliptic`: nothing does; `other`: only other people are named ("and Kim?"). `asks`: it has a question word or an
    auxiliary verb. `she_or_he` and `points`: a pronoun or
    the like stands for somebody or something. `opens`: it begins with "and". `corrects`: it begins with "no, I mean".
    """

    own: tuple[int, ...]
    elliptic: bool
    other: bool
    names: bool
    asks: bool
    she_or_he: bool
    points: bool
    opens: bool
    corrects: bool
    words: int


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A message as a follow-up. `new`: its own words, without what they take back ("no, not Kim").

    `resolved`: with names for "she" and "he"; `joined`: with the topic of the question before, or that question with
    other people or another kind of answer; `answered`: that with the words that were marked last. `shown` are the
    passages shown so far, the last one first; `excluded` are terms that are taken back.
    `asks_source`: it asks where the last answer stands. `in_focus` is who was meant last.
    """

    new: Understood
    resolved: Understood
    joined: Understood
    answered: Understood
    signs: Signs
    shown: tuple[Shown, ...] = ()
    excluded: tuple[str, ...] = ()
    asks_source: bool = False
    in_focus: Person | None = None

    @property
    def whole(self) -> Understood:
        """The question that it asks, as it would be asked alone."""
        return self.joined if self.signs.elliptic else self.resolved


def understand_alone(reader: TextReader, question: str) -> Understood:
    """Read a text as a question that stands alone, whatever it says."""
    text = reader.read_question(question)
    return Understood(text, text.wanted)
