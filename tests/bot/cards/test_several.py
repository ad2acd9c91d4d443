"""The card of several answers, of a correction, and of a question that was not understood."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cards.addresses import AddressBook
from bot.cards.answers import answer_card
from bot.cards.answers import answered as answered_card
from bot.cards.blocks import Accent, Note, ShortAnswer, Text
from bot.cards.button_ids import AskInstead, Feedback, ShowContext
from bot.cards.buttons import LABEL
from bot.painting.embed import to_embed
from bot.painting.markdown import to_text
from bot.painting.terminal import to_terminal
from bot.words.catalogue import Words
from bot.words.english import ENGLISH
from bot.words.languages import LANGUAGES
from retrieval import Answer, AnswerKind, Outcome
from tests.answer_cards import DANCE, DIVORCE, OTHERS, STORY, answered, found
from tests.discord_markdown import quotations

BOOK = AddressBook(STORY)
SURE = replace(answered(found(DIVORCE, "divorce")), question="did her marriage break up")
UNTOLD = Answer("what did it cost", Outcome.DECLINED, 0.1, (found(OTHERS[0]),), missing=AnswerKind.MONEY)
UNSURE = replace(answered(found(DANCE), confidence=0.3), question="did they dance")
BOTH = Answer.of_parts("all of that", (SURE, UNTOLD, UNSURE))


def test_each_answer_stands_under_the_number_of_its_question() -> None:
    card = answer_card(BOTH, ENGLISH)
    first, second, third = card.blocks
    assert isinstance(first, ShortAnswer)
    assert isinstance(third, ShortAnswer)
    assert (first.label, first.remark) == ("1. did her marriage break up", None)
    assert second == Text("The articles don't give an amount.", heading="2. what did it cost")
    assert (third.label, third.remark) == ("3. did they dance", ENGLISH.answers.UNSURE)
    assert card.accent is Accent.ANSWER


def test_it_is_short_and_says_where_each_answer_is_from() -> None:
    card = answered_card(BOOK, BOTH, ENGLISH, asker=1)
    description = to_embed(card).description or ""
    shown = quotations(description)
    assert len(shown) == 2
    assert "divorce" in shown[0]
    assert all(len(each) <= 240 and each in passage.text for each, passage in zip(shown, (DIVORCE, DANCE), strict=True))
    assert description.count("](https://") == 2
    assert "**divorce**" in description
    assert "Said by Kim Kardashian" in description
    assert len(description) < 1_400, "a phone shows it without scrolling"
    assert "divorce" in to_terminal(card)


def test_every_answer_can_be_seen_in_context_by_its_number() -> None:
    buttons = answered_card(BOOK, BOTH, ENGLISH, asker=1).buttons
    assert [each.label for each in buttons] == [
        "Show 1 in context",
        "Show 3 in context",
        ENGLISH.buttons.HELPFUL,
        ENGLISH.buttons.NOT_HELPFUL,
    ]
    assert isinstance(buttons[0].press, ShowContext)
    assert isinstance(buttons[-1].press, Feedback)


def test_two_answers_in_one_passage_have_one_button() -> None:
    buttons = answered_card(BOOK, Answer.of_parts("x", (SURE, SURE)), ENGLISH, asker=1).buttons
    ids = [each.custom_id for each in buttons]
    assert len(ids) == len(set(ids)) == 3


CLAIM = replace(SURE, question="her marriage broke up, right?", speaking=(SURE.ranked[0], found(DANCE, "compassion")))


@pytest.mark.parametrize("words", LANGUAGES, ids=lambda words: words.code)
def test_a_claim_is_told_article_by_article_without_a_verdict(words: Words) -> None:
    card = answered_card(BOOK, CLAIM, words, asker=1)
    headline, first, second = card.blocks[0], card.blocks[1], card.blocks[-1]
    assert headline == Text(words.answers.claim(2))
    assert isinstance(first, ShortAnswer)
    assert isinstance(second, ShortAnswer)
    assert first.label == words.answers.part(1, DIVORCE.source.headline)
    assert second.label.startswith(words.answers.part(2, DANCE.source.headline[:40]))
    assert card.accent is Accent.ANSWER
    assert [each.label for each in card.buttons] == [
        words.buttons.in_context(1),
        words.buttons.in_context(2),
        words.buttons.HELPFUL,
        words.buttons.NOT_HELPFUL,
    ]
    for shown in (to_embed(card).description or "", to_text(card), to_terminal(card)):
        assert words.answers.claim(2)[:12] in shown
        assert words.answers.UNSURE not in shown
        assert "divorce" in shown
        assert "compassion" in shown
    assert len(to_embed(card).description or "") < 1_200, "one short card"


def test_what_a_claims_card_shows_is_not_offered_again_and_what_it_leaves_out_is_said() -> None:
    answer = replace(CLAIM, ranked=(*CLAIM.speaking, *map(found, OTHERS[:3])))
    (*_, verdict) = answered_card(BOOK, answer, ENGLISH, asker=1).buttons
    assert isinstance(verdict.press, Feedback)
    assert [BOOK.passage(address) for address in verdict.press.addresses] == list(OTHERS[:3])
    many = replace(CLAIM, speaking=tuple(map(found, OTHERS[:8])))
    assert answer_card(many, ENGLISH).blocks[-1] == Note(ENGLISH.numbers.more(2))


def test_where_nothing_is_told_of_any_the_closest_are_offered() -> None:
    neither = Answer.of_parts("x", (UNTOLD, replace(UNTOLD, question="how much")))
    card = answered_card(BOOK, neither, ENGLISH, asker=1)
    assert card.accent is Accent.RELATED
    assert to_text(card).count("The articles don't give an amount.") == 2


def test_a_correction_says_first_that_it_is_one() -> None:
    card = answer_card(replace(SURE, outcome=Outcome.CORRECTED, confidence=0.95), ENGLISH)
    assert card.blocks[0] == Text(ENGLISH.answers.CORRECTED)
    assert to_text(card).startswith("That's not how the articles tell it:\n\n> ")


def test_a_quiet_denial_is_one_sentence_and_one_button() -> None:
    card = answered_card(BOOK, UNTOLD, ENGLISH, asker=1, quiet=True)
    assert to_text(card) == "The articles don't give an amount."
    assert [each.label for each in card.buttons] == [ENGLISH.buttons.CLOSEST]
    assert answered_card(BOOK, SURE, ENGLISH, asker=1, quiet=True) == answered_card(BOOK, SURE, ENGLISH, asker=1)


def test_what_was_not_understood_is_no_denial_and_offers_what_can_be_asked() -> None:
    unclear = replace(UNTOLD, question="why did kim help", unclear=True)
    card = answered_card(BOOK, unclear, ENGLISH, asker=1)
    assert to_text(card).startswith(ENGLISH.answers.UNCLEAR)
    assert to_text(card).endswith(ENGLISH.answers.ASK_INSTEAD)
    offered = [each.press for each in card.buttons]
    assert len(offered) == 3
    for press, button in zip(offered, card.buttons, strict=True):
        assert isinstance(press, AskInstead)
        question = BOOK.question(press.question)
        assert question is not None
        assert STORY.ask(question).answered
        assert len(button.label) <= LABEL


def test_who_somebody_is_opens_with_how_the_articles_introduce_them() -> None:
    card = answered_card(BOOK, STORY.ask("who is kim"), ENGLISH, asker=1)
    text = to_text(card)
    assert text.startswith(f"**{ENGLISH.quotations.DESCRIBED_AS}**")
    assert "The mother of three" in text
    assert STORY.ask("who tf is this van jones guy again").introduces == "Van Jones"
    for asked in ("who is kim's lawyer", "who did kim call", "is kim a lawyer", "who are kim and alice"):
        assert STORY.ask(asked).introduces is None
