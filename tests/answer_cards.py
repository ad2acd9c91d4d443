"""Answers of the sample story and their cards, for tests of what is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator

import discord

from bot.cards.answers import answer_card, further, in_a_list
from bot.cards.blocks import (
    Card,
    Note,
)
from bot.cards.escaping import length
from bot.words.catalogue import Words
from bot.words.english import ENGLISH
from retrieval import (
    Answer,
    Finding,
    Outcome,
    Passage,
    PassageKind,
    Span,
)
from tests.sample import sample_story

STORY = sample_story()


def of_file(prefix: str, paragraph: int) -> Passage:
    return next(p for p in STORY.passages if p.file.startswith(prefix) and p.paragraph == paragraph)


def found(passage: Passage, *words: str, also_in: tuple[Passage, ...] = ()) -> Finding:
    starts = [(passage.text.index(word), len(word)) for word in words]
    return Finding(passage, 1.0, tuple(Span(start, start + size) for start, size in starts), also_in)


def answered(*findings: Finding, confidence: float = 0.95, question: str = "did her marriage break up") -> Answer:
    return Answer(question, Outcome.ANSWERED, confidence, findings)


def every_card(answer: Answer, words: Words = ENGLISH) -> Iterator[Card]:
    """Return the card of an answer and the pages of "More" under it."""
    yield answer_card(answer, words, show_question=True)
    by_row = {finding.passage.row: finding for finding in answer.ranked}
    findings = [by_row[passage.row] for passage in further(answer)]
    for first in range(0, len(findings), 3):
        page = findings[first : first + 3]
        yield Card(
            (*in_a_list(page, first + 2, words, related=not answer.answered), Note(words.numbers.page(1, 2))),
            words,
        )


DIVORCE = of_file("000", 9)
TWEET = of_file("000", 6)
DANCE = of_file("003", 7)
OTHERS = tuple(p for p in STORY.passages if p.kind is PassageKind.BODY and p not in {DIVORCE, TWEET, DANCE})


def within_limits(embed: discord.Embed) -> None:
    """Discord's limits, counted as its clients count; the sum also as discord.py does."""
    parts = embed.to_dict()
    title, description = parts.get("title", ""), parts.get("description", "")
    author, footer = parts.get("author", {}).get("name", ""), parts.get("footer", {}).get("text", "")
    assert length(title) <= 256
    assert length(description) <= 4_096
    assert length(author) <= 256
    assert length(footer) <= 2_048
    assert not embed.fields
    assert len(embed) <= length(title) + length(description) + length(author) + length(footer) <= 6_000
    json.dumps(parts).encode("utf-8")
