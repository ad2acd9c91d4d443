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
_ONLY_HELP: Final = HELP_OBJECTS | ENUMERATORS | _HAVING
_ONLY_SOURCE: Final = SOURCE_WORDS | THIS_TEXT | _DATING
_STORY: Final = THIS_TEXT | HELP_OBJECTS
_ONLY_STORY: Final = _STORY | _HAVING
_LISTS: Final = REQUESTS | ENUMERATORS | AUXILIARIES | HELP_OBJECTS
_OPENING: Final = ASKING_WORDS | AUXILIARIES
_QUOTING: Final = _LISTING | {"quotes", "quote", "quotations"}


@unit_feature
def help_object(placed: PlacedUnit) -> bool:
    """Whether it speaks of articles, sources, commands, quotations, people."""
    return placed.has(HELP_OBJECTS)


@unit_feature
def only_help_objects(placed: PlacedUnit) -> bool:
    """Whether it speaks of these and of nothing else."""
    return help_object(placed) and _ONLY_HELP.issuperset(placed.content)


@unit_feature
def enumerates(placed: PlacedUnit) -> bool:
    """Whether it asks for a list, or for all: "list all", "everything that"."""
    return placed.has(_LISTING) and placed.word(0) in _LISTS


@unit_feature
def source_of_this(placed: PlacedUnit) -> bool:
    """Whether it asks who wrote or published what is shown: "who wrote this article", "where was it published"."""
    return placed.has(SOURCE_WORDS) and placed.has(THIS_TEXT) and _ONLY_SOURCE.issuperset(placed.content)


@unit_feature
def whole_story(placed: PlacedUnit) -> bool:
    """Whether it asks about the story as a whole: "what is this story about", "who are the main characters"."""
    return _ONLY_STORY.issuperset(placed.content) and placed.has(ASKING_WORDS) and placed.has(_STORY)


@unit_feature
def asks_what_you_can(placed: PlacedUnit) -> bool:
    """Whether it asks what the bot does, or how it works: "what can you do", "how do i use this"."""
    only_using = _HAVING.issuperset(placed.content)
    return only_using and placed.has(_USING) and placed.has(_OPENING) and placed.has(_THE_BOT)


def may_be_help(placed: PlacedUnit) -> bool:
    """Whether a unit speaks of nothing but the bot and the articles as such, or asks for all that somebody said."""
    return (
        only_help_objects(placed)
        or source_of_this(placed)
        or whole_story(placed)
        or asks_what_you_can(placed)
        or (placed.has(_QUOTING) and placed.has(_SPOKEN))
    )
