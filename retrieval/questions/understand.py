"""A question -> what it asks: by itself, as a follow-up to the exchange before it, and with what its message tells."""

from __future__ import annotations

from dataclasses import replace

from retrieval.answer import Exchange
from retrieval.articles.library import Library
from retrieval.questions.follow_ups import follow_up
from retrieval.questions.message import CONTEXT_WORDS, Part
from retrieval.questions.pronouns import with_names
from retrieval.questions.reading import TextReader
from retrieval.questions.understood import Understood, understand_alone

FEW_WORDS = 1
"""A question of more content words than this says by itself what it is about."""


def understand(reader: TextReader, library: Library, part: Part, previous: Exchange | None = None) -> Understood:
    """Read one question of a message in the light of the exchange before it."""
    alone = understand_alone(reader, part.text)
    if previous is None or _words(alone) == _words(understand_alone(reader, previous.question)):
        return alone  # what is asked once more, word for word, goes on from nothing
    said = alone if part.said in ("", part.text) else understand_alone(reader, part.said)
    return replace(alone, follow_up=follow_up(reader, library, said, previous))


def _words(question: Understood) -> list[str]:
    return [token.term for token in question.text.tokens]


def readings_of(reader: TextReader, library: Library, part: Part) -> tuple[Understood, ...]:
    """Read one question of a message alone, and, where somebody is named around it, with names for its pronouns.

    "Kim called Ivanka. how did she respond?"
    """
    alone = understand_alone(reader, part.text)
    return alone, *_with_names(reader, library, alone, part.context)


def readings_in_context(reader: TextReader, part: Part, alone: Understood) -> tuple[Understood, ...]:
    """Read one question of a message with its sentence, and, where it says little, with what is told around it.

    "they say it was murder. what was she in for?"
    """
    readings = [understand_alone(reader, part.sentence)] if part.sentence else []
    told = " ".join(part.context.split()[-CONTEXT_WORDS:])
    if told and len(alone.text.content_terms) <= FEW_WORDS:
        readings.append(Understood(reader.read_question(f"{part.text} {told}"), alone.wanted))
    return tuple(readings)


def _with_names(reader: TextReader, library: Library, alone: Understood, context: str) -> list[Understood]:
    """Read a question with the names of those whom the rest of its message names, the first or the last of them."""
    told = Exchange(context)
    focus = reader.read_question(context).persons if context else ()
    texts = [with_names(reader, alone.text, told, library, people) for people in (focus, focus[::-1]) if people]
    return [understand_alone(reader, text) for text in dict.fromkeys(texts) if text != alone.text.text]
