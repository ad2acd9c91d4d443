"""The short hashes by which buttons and choices name a passage, an article, a quotation or a speaker.

They are made of a file's name and of words, so that what they name is found after a restart, and after a reload too
unless its file or words have changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from bot.cards.button_ids import NEAR_BITS, PassageAddress
from bot.cards.cutting import bold_runs
from retrieval import Article, Passage, Quotation, Span, Story, short_key, speaker_key

_NEAR = 1 << NEAR_BITS
_CHOICE = re.compile(r"(?:quotation|speaker):([0-9a-f]{8})")


def article_key(file: str) -> int:
    """Return the key of an article."""
    return short_key(file)


def question_key(question: str) -> int:
    """Return the key of a reader question."""
    return short_key("question", question)


def address_of(passage: Passage, highlights: Sequence[Span] = ()) -> PassageAddress:
    """Return the address of a passage; `highlights` are offsets into its text."""
    key = short_key(passage.file, passage.text)
    return PassageAddress(key, passage.paragraph % _NEAR, bold_runs(passage.text, highlights) if highlights else ())


class AddressBook:
    """Finds what keys and addresses name in one story; whatever is no longer there is None.

    Of several stories, `name` says which one it is, and `title` what people call it; the only one has neither.
    """

    def __init__(self, story: Story, name: str = "", title: str | None = None) -> None:
        self.story = story
        self.name = name
        self.title = title
        self._unmarked: dict[int, PassageAddress] = {}

    def address(self, passage: Passage) -> PassageAddress:
        """Return the address of a passage without marks: hashed once, for every answer names the eight next best."""
        known = self._unmarked.get(passage.row)
        if known is None:
            known = self._unmarked[passage.row] = address_of(passage)
        return known

    def passage(self, address: PassageAddress) -> Passage | None:
        """Return the passage of an address: of several that have the same words, the nearest to where it stood."""

        def distance(passage: Passage) -> int:
            apart = (passage.paragraph - address.near) % _NEAR
            return min(apart, _NEAR - apart)

        return min(self._passages.get(address.key, ()), key=distance, default=None)

    def article(self, key: int) -> Article | None:
        """Return the article of a key."""
        return self._articles.get(key)

    def quotation(self, key: int) -> Quotation | None:
        """Return the quotation of a key."""
        return self.story.quotations.keys.quotation(key)

    def quotation_key(self, quotation: Quotation) -> int:
        """Return the key of a quotation: of its file, its words, and its number among those that are alike."""
        return self.story.quotations.keys.key(quotation)

    def speaker(self, key: int) -> str | None:
        """Return the name of the speaker of a key."""
        return self.story.quotations.keys.speaker(key)

    def question(self, key: int) -> str | None:
        """Return the question of a key: one that the story offers, or, under an old button, any reader question."""
        return self._questions.get(key)

    @cached_property
    def _questions(self) -> dict[int, str]:
        asked = (each.text for each in self.story.knowledge.questions.answered)
        return {question_key(text): text for text in (*asked, *self.story.suggestions.texts)}

    @cached_property
    def _passages(self) -> dict[int, list[Passage]]:
        found: defaultdict[int, list[Passage]] = defaultdict(list)
        for passage in self.story.passages:
            found[short_key(passage.file, passage.text)].append(passage)
        return dict(found)

    @cached_property
    def _articles(self) -> dict[int, Article]:
        return {article_key(article.file): article for article in self.story.articles}


def chosen_quotation(key: int) -> str:
    """Return what a choice of autocomplete hands back to us: a quotation may be longer than Discord allows."""
    return f"quotation:{key:08x}"


def chosen_speaker(name: str, room: int) -> str:
    """Return what a choice hands back for a speaker: the name, or its key where the name is longer than `room`."""
    return name if len(name) <= room else f"speaker:{speaker_key(name):08x}"


def key_in(value: str, kind: str) -> int | None:
    """Return the key in a choice that was handed back; None where somebody typed words instead."""
    match = _CHOICE.fullmatch(value)
    return int(match[1], 16) if match and value.startswith(kind) else None
