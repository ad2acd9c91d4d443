"""A question -> what it asks, by itself and as a follow-up to the exchange before it."""

from __future__ import annotations

from dataclasses import replace

from retrieval.answer import Exchange
from retrieval.articles.library import Library
from retrieval.questions.follow_ups import follow_up
from retrieval.questions.message import Part
from retrieval.questions.reading import TextReader
from retrieval.questions.understood import Understood, understand_alone


def understand(reader: TextReader, library: Library, part: Part, previous: Exchange | None = None) -> Understood:
    """Read one question of a message in the light of the exchange before it."""
    alone = understand_alone(reader, part.text)
    return alone if previous is None else replace(alone, follow_up=follow_up(reader, library, alone, previous))
