"""What is typed into an option of a command -> the choices that Discord offers: at most 25, of 100 characters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.cards.addresses import AddressBook, chosen_quotation, chosen_speaker
from bot.cards.articles import find_article
from bot.cards.cutting import ELLIPSIS, shortened
from bot.cards.quotations import named
from bot.words.catalogue import Words
from retrieval import Story, articles_like

MOST_CHOICES: Final = 25
"""Choices that autocomplete may offer: Discord's limit."""
ROOM: Final = 100
_COUNT_ROOM: Final = 12

Choices = list[tuple[str, str]]
"""What is shown for each choice, and what it hands back to us."""


def articles(story: Story, typed: str) -> Choices:
    """Offer the articles whose headline, publisher, file or number fits what is typed."""
    offered = []
    for number, article in articles_like(story.articles, typed)[:MOST_CHOICES]:
        place = article.source.published_in
        named = f"{place}: {article.headline}" if place else article.headline
        value = article.file if len(article.file) <= ROOM else str(number)
        offered.append((shortened(named, ROOM) or article.file[:ROOM], value))
    return offered


def quotations(book: AddressBook, typed: str, speaker: str = "", article: str = "") -> Choices:
    """Offer quotations that fit what is typed, or the telling ones; only of a speaker and article chosen before."""
    story = book.story
    names = named(book, speaker) if speaker.strip() else ()
    found = find_article(story, article) if article.strip() else None
    offered = story.quotations.complete(
        typed,
        speaker=names[0] if len(names) == 1 else None,
        article=None if found is None else found.file,
        limit=MOST_CHOICES,
    )
    return [
        (shortened(quotation.text, ROOM) or ELLIPSIS, chosen_quotation(book.quotation_key(quotation)))
        for quotation in offered
    ]


def speakers(story: Story, typed: str, words: Words, article: str = "") -> Choices:
    """Offer who is quoted (in the article chosen before) and how often, by any of their names."""
    found = find_article(story, article) if article.strip() else None
    return _people(story.quotations.names.speakers_like(typed, None if found is None else found.file), words)


def people(story: Story, typed: str, words: Words) -> Choices:
    """Offer everybody in the story, those first who are quoted most."""
    return _people(story.quotations.names.people_like(typed), words)


def _people(counted: Iterable[tuple[str, int]], words: Words) -> Choices:
    return [
        (
            words.quotations.choice(shortened(name, ROOM - _COUNT_ROOM), count) if count else shortened(name, ROOM),
            chosen_speaker(name, ROOM),
        )
        for name, count in counted
    ][:MOST_CHOICES]
