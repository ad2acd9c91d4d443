"""An answer says who is speaking."""

from __future__ import annotations

import re

import pytest

from bot.cards.answers import answer_card
from bot.cards.blocks import Card, Spoken
from bot.cards.quotation_blocks import with_speakers
from bot.painting.embed import to_embed
from bot.words.english import ENGLISH
from retrieval import Answer, Finding, Outcome, Span
from retrieval.quotations.quotation import QuotationKind
from tests.sample import sample_story

STORY = sample_story()


def blocks(card: Card, kind: type) -> list:  # type: ignore[type-arg]
    return [block for block in card.blocks if isinstance(block, kind)]


def answered(file: str, paragraph: int, marked: str) -> Card:
    passage = STORY.passage(STORY.articles[[a.file[:3] for a in STORY.articles].index(file)].file, paragraph)
    assert passage is not None
    at = passage.text.index(marked)
    finding = Finding(passage, 1.0, (Span(at, at + len(marked)),))
    return with_speakers(answer_card(Answer("q", Outcome.ANSWERED, 0.99, (finding,)), ENGLISH), STORY)


@pytest.mark.parametrize(
    ("file", "paragraph", "marked", "who"),
    [
        ("000", 2, "already given him legitimacy", ["Said by Kim Kardashian West"]),
        ("000", 11, "honest to say", ["Said by Kim Kardashian West (“she” in the article), to Van Jones"]),
        ("004", 17, "Are you ready to go home", ["Said by Kim Kardashian West, quoted by Alice Marie Johnson"]),
        ("004", 5, "of getting her legal team involved", []),
        ("000", 3, "63-year-old grandmother", []),
    ],
)
def test_an_answer_says_who_is_speaking_only_where_its_marked_words_are_somebodys(
    file: str, paragraph: int, marked: str, who: list[str]
) -> None:
    assert [block.who for block in blocks(answered(file, paragraph, marked), Spoken)] == who


def test_who_is_speaking_stands_small_between_the_quotation_and_its_source() -> None:
    description = to_embed(answered("000", 2, "already given him legitimacy")).description or ""
    assert re.search(r"^> .*\n-# Said by Kim Kardashian West\n\*\*Complex\*\*, ¶ 2\n", description)


def test_nobody_is_said_to_speak_scare_quotes() -> None:
    pawn = next(q for q in STORY.quotations.all if q.kind is QuotationKind.NOT_SPEECH and q.text == "political pawn,")
    card = answered(pawn.article[:3], pawn.paragraph, "political pawn")
    assert blocks(card, Spoken) == []
