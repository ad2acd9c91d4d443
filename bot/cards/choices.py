"""What is typed into an option of /quote or /who -> the choices that Discord offers: at most 25, of 100 characters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.cards import articles as outline
from bot.cards.cutting import one_line, window
from bot.cards.escaping import length
from bot.cards.quotations import named
from bot.cards.quote_keys import chosen_quotation, chosen_speaker
from bot.words.quote_sentences import choice
from bot.words.sentences import ELLIPSIS
from retrieval import Story

MOST: Final = 25
ROOM: Final = 100
_COUNT_ROOM: Final = 12

Choices = list[tuple[str, str]]
"""What is shown for each choice, and what it hands back to us."""


def quotations(story: Story, typed: str, speaker: str = "", article: str = "") -> Choices:
    """Offer quotations that fit what is typed, or the telling ones; only of a speaker and article chosen before."""
    names = named(story, speaker) if speaker.strip() else ()
    found = outline.find_article(story, article) if article.strip() else None
    offered = story.quotations.complete(
        typed,
        speaker=names[0] if len(names) == 1 else None,
        article=None if found is None else found.file,
        limit=MOST,
    )
    keys = story.quotations.keys
    return [(_fitted(quotation.text, ROOM), chosen_quotation(keys.key(quotation))) for quotation in offered]


def speakers(story: Story, typed: str, article: str = "") -> Choices:
    """Offer who is quoted (in the article chosen before) and how often, by any of their names."""
    found = outline.find_article(story, article) if article.strip() else None
    return _people(story.quotations.names.speakers_like(typed, None if found is None else found.file))


def people(story: Story, typed: str) -> Choices:
    """Offer everybody in the story, those first who are quoted most."""
    return _people(story.quotations.names.people_like(typed))


def _people(counted: Iterable[tuple[str, int]]) -> Choices:
    return [
        (choice(_fitted(name, ROOM - _COUNT_ROOM), count) if count else _fitted(name, ROOM), chosen_speaker(name, ROOM))
        for name, count in counted
    ][:MOST]


def _fitted(text: str, room: int) -> str:
    """Return a text on one line, cut between words where it is longer than the room."""
    line = one_line(text)
    if length(line) <= room:
        return line or ELLIPSIS
    span = window(line, (), room - 1, lambda start, end: length(line[start:end]))
    return f"{line[: span.end].rstrip()}{ELLIPSIS}"
