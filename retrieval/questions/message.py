"""A message, as people write them -> the questions in it, or what else it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from retrieval.answer import Exchange
from retrieval.english.chat import small_talk, spell_out
from retrieval.questions.follow_ups import asks_back
from retrieval.questions.languages import language_of
from retrieval.questions.reading import MAX_CHARACTERS


class Purpose(Enum):
    """What a message wants; the values are machine words."""

    QUESTIONS = "questions"
    SMALL_TALK = "small_talk"
    HELP = "help"
    NOT_ENGLISH = "not_english"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a message: the words that ask, and what else of the message tells what they are about."""

    text: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What a message wants. `parts` are its questions, in its order: at least one where it asks some.

    `topic` is the kind of small talk or of help, `language` the code of a language that is not English.
    """

    purpose: Purpose
    parts: tuple[Part, ...] = ()
    topic: str | None = None
    language: str | None = None


def read_message(text: str, previous: Exchange | None = None) -> Message:
    """Read a message in the light of the exchange before it."""
    topic = small_talk(text) or small_talk(spell_out(text[:MAX_CHARACTERS]))
    if topic is not None and (previous is None or not asks_back(text)):
        return Message(Purpose.SMALL_TALK, topic=topic)
    if (language := language_of(text)) is not None:
        return Message(Purpose.NOT_ENGLISH, language=language)
    return Message(Purpose.QUESTIONS, (Part(text),))
