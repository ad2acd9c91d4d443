"""What is typed into an option of /quote or /who -> the choices that Discord offers: at most 25, of 100 characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from bot.cards import articles as article_cards
from bot.cards.addresses import AddressBook, chosen_quotation, chosen_speaker
from bot.cards.cutting import ELLIPSIS, shortened
from bot.cards.quotations import named
from bot.words.catalogue import Words
from retrieval import Story
from retrieval.quotations.utterances import Utterances
from retrieval.quotations.wordings import comparable_words

MOST: Final = 25
ROOM: Final = 100
_COUNT_ROOM: Final = 12

Choices = list[tuple[str, str]]
"""What is shown for each choice, and what it hands back to us."""


def quotations(book: AddressBook, typed: str, speaker: str = "", article: str = "") -> Choices:
    """Offer quotations that fit what is typed, or the telling ones; only of a speaker and article chosen before."""
    story = book.story
    names = named(book, speaker) if speaker.strip() else ()
    found = article_cards.find_article(story, article) if article.strip() else None
    offered = story.quotations.complete(
        typed,
        speaker=names[0] if len(names) == 1 else None,
        article=None if found is None else found.file,
        limit=MOST,
    )
    return [
        (shortened(quotation.text, ROOM) or ELLIPSIS, chosen_quotation(book.quotation_key(quotation)))
        for quotation in offered
    ]


def speakers(story: Story, typed: str, words: Words, article: str = "") -> Choices:
    """Offer who is quoted (in the article chosen before) and how often, by any of their names."""
    found = article_cards.find_article(story, article) if article.strip() else None
    return _people(story, typed, words, _counted(story, None if found is None else found.file))


def people(story: Story, typed: str, words: Words) -> Choices:
    """Offer everybody in the story, those first who are quoted most."""
    counted = dict(_counted(story, None))
    return _people(story, typed, words, counted | {p.name: 0 for p in story.people.persons if p.name not in counted})


def _counted(story: Story, file: str | None) -> dict[str, int]:
    utterances = Utterances.of(story.quotations)
    if file is None:
        return dict(utterances.speakers)
    said = Counter(utterance.lead.speaker for utterance in utterances.listed(None, file))
    return {name: count for name, count in said.most_common() if name is not None}


def _people(story: Story, typed: str, words: Words, counted: dict[str, int]) -> Choices:
    wanted = " ".join(comparable_words(typed[:ROOM]))
    known = {person.name: person for person in story.people.persons}

    def fits(names: Iterable[str]) -> bool:
        return any(f" {wanted}" in f" {' '.join(comparable_words(each))}" for each in names)

    called = [name for name in counted if fits((name, *(known[name].names if name in known else ())))]
    described = [name for name in counted if name in known and name not in called and fits(known[name].described)]

    return [
        (
            words.quotations.choice(shortened(name, ROOM - _COUNT_ROOM), counted[name])
            if counted[name]
            else shortened(name, ROOM),
            chosen_speaker(name, ROOM),
        )
        for name in (*called, *described)
    ][:MOST]
