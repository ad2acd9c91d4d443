"""Whether a unit is about the articles as such, or about how to ask."""

from __future__ import annotations

from typing import Final

from retrieval.english.asking_words import (
    ASKING_WORDS,
    AUXILIARIES,
    ENUMERATORS,
    HELP_OBJECTS,
    REQUESTS,
    SOURCE_WORDS,
    THIS_TEXT,
)
from retrieval.questions.acts.placed_unit import PlacedUnit, unit_feature

_HAVING: Final = frozenset(
    "have got there available know search use work works in this story you main kind ask offer names name many even"
    " really come comes take takes get thing exactly cover covered mentioned say".split()
)
_SPOKEN: Final = frozenset("quote quotes quotation quotations said says say".split())
_LISTING: Final = frozenset("list all every everything".split())
_USING: Final = frozenset("use do work works ask know help search answer".split())
_DATING: Final = frozenset("date year come came day month when first put online".split())
_THE_BOT: Final = frozenset("you this bot i it thing".split())


@unit_feature
def help_object(placed: PlacedUnit) -> bool:
    """Whether it speaks of articles, sources, commands, quotations, people."""
    return placed.has(HELP_OBJECTS)


@unit_feature
def only_help_objects(placed: PlacedUnit) -> bool:
    """Whether it speaks of these and of nothing else."""
    return help_object(placed) and all(word in HELP_OBJECTS | ENUMERATORS | _HAVING for word in placed.content)


@unit_feature
def enumerates(placed: PlacedUnit) -> bool:
    """Whether it asks for a list, or for all: "list all", "everything that"."""
    return placed.has(_LISTING) and placed.word(0) in REQUESTS | ENUMERATORS | AUXILIARIES | HELP_OBJECTS


@unit_feature
def source_of_this(placed: PlacedUnit) -> bool:
    """Whether it asks who wrote or published what is shown: "who wrote this article", "where was it published"."""
    said = [word for word in placed.content if word not in SOURCE_WORDS | THIS_TEXT | _DATING]
    return placed.has(SOURCE_WORDS) and placed.has(THIS_TEXT) and not said


@unit_feature
def whole_story(placed: PlacedUnit) -> bool:
    """Whether it asks about the story as a whole: "what is this story about", "who are the main characters"."""
    said = [word for word in placed.content if word not in HELP_OBJECTS | THIS_TEXT | _HAVING]
    return not said and placed.has(ASKING_WORDS) and placed.has(THIS_TEXT | HELP_OBJECTS)


@unit_feature
def asks_what_you_can(placed: PlacedUnit) -> bool:
    """Whether it asks what the bot does, or how it works: "what can you do", "how do i use this"."""
    said = [word for word in placed.content if word not in _HAVING]
    return not said and placed.has(_USING) and placed.has(ASKING_WORDS | AUXILIARIES) and placed.has(_THE_BOT)


def may_be_help(placed: PlacedUnit) -> bool:
    """Whether a unit speaks of nothing but the bot and the articles as such, or asks for all that somebody said."""
    return (
        only_help_objects(placed)
        or source_of_this(placed)
        or whole_story(placed)
        or asks_what_you_can(placed)
        or (placed.has(_LISTING | {"quotes", "quote", "quotations"}) and placed.has(_SPOKEN))
    )
