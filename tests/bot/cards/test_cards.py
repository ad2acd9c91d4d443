"""What a reader sees of an answer, of its buttons' cards, and of the cards that are no answer."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.cards.addresses import AddressBook, address_of
from bot.cards.answers import NEXT_BEST_SHOWN, answer_card, context_card, further, with_marks
from bot.cards.answers import answered as answered_card
from bot.cards.articles import articles
from bot.cards.blocks import (
    Accent,
    AlsoIn,
    Excerpts,
    Listing,
    Note,
    Quote,
    SourceLine,
    Text,
)
from bot.cards.button_ids import MOST_ADDRESSES, ShowMore
from bot.cards.notices import about_card, busy_notice, help_card, notice, wait_notice
from bot.painting.embed import to_embed
from bot.painting.markdown import to_text
from bot.words.english import ENGLISH
from retrieval import (
    Answer,
    AnswerKind,
    Finding,
    Outcome,
    PassageKind,
    Span,
)
from retrieval.answer import Findings
from tests.answer_cards import DANCE, DIVORCE, OTHERS, STORY, TWEET, answered, every_card, found
from tests.discord_markdown import quotations, read


def test_an_answer_is_a_quotation_with_its_source() -> None:
    embed = to_embed(answer_card(answered(found(DIVORCE, "got a divorce")), ENGLISH))
    assert embed.description is not None
    quotation, source, headline = embed.description.split("\n")
    assert quotation.startswith("> “I really felt for her.")
    assert "She lost her longtime job, **got a divorce**, her son died" in quotation
    assert source == "**Complex**, ¶ 9"
    assert headline == f"[{DIVORCE.source.headline}]({DIVORCE.source.url})"
    assert embed.title is None
    assert not embed.author
    assert not embed.footer


def test_the_question_stands_above_only_where_it_is_asked_for() -> None:
    answer = answered(found(DIVORCE), question="  **did** her\nmarriage <@1> break up ")
    assert (
        to_embed(answer_card(answer, ENGLISH, show_question=True)).author.name == "**did** her marriage <@1> break up"
    )
    assert to_text(answer_card(answer, ENGLISH, show_question=True)).startswith(
        r"-# \*\*did\*\* her marriage \<\@1\> break up"
    )
    assert answer_card(answer, ENGLISH).question is None


def test_a_tweet_carries_its_signature_inside_the_quotation() -> None:
    assert TWEET.signature is not None
    description = to_embed(answer_card(answered(found(TWEET)), ENGLISH)).description or ""
    assert quotations(description) == [TWEET.text, TWEET.signature.text]


def test_other_articles_that_say_the_same_stand_below_with_links() -> None:
    card = answer_card(answered(found(DIVORCE, also_in=(DANCE, OTHERS[-1]))), ENGLISH)
    assert isinstance(card.blocks[2], AlsoIn)
    last = (to_embed(card).description or "").split("\n")[-1]
    assert last.startswith(f"Also in [HuffPost ¶ 7]({DANCE.source.url}) · [")
    assert "(<https://" in to_text(card).split("\n")[-1]


def test_links_in_plain_text_never_unfurl() -> None:
    for card in (
        answer_card(answered(found(DIVORCE), *map(found, OTHERS), confidence=0.3), ENGLISH),
        articles(STORY, ENGLISH),
    ):
        text = to_text(card)
        assert text.count("https://") == len(re.findall(r"\]\(<https://[^>\s]+>\)", text)) > 0


def test_a_sure_answer_stands_alone_and_an_unsure_one_offers_the_next_best() -> None:
    findings = tuple(map(found, (DIVORCE, *OTHERS[:6])))
    assert not [
        b for b in answer_card(answered(*findings, confidence=0.97), ENGLISH).blocks if isinstance(b, Excerpts | Note)
    ]
    unsure = answer_card(answered(*findings, confidence=0.4), ENGLISH)
    (offered,) = [block for block in unsure.blocks if isinstance(block, Excerpts)]
    assert [item.file for item, _ in offered.items] == [passage.file for passage in OTHERS[:2]]
    assert unsure.blocks[0] == Text(ENGLISH.answers.UNSURE)
    quite_sure = answer_card(answered(*findings, confidence=0.7), ENGLISH)
    assert not [block for block in quite_sure.blocks if isinstance(block, Excerpts | Note | Text)]


def test_a_declined_answer_offers_related_passages_that_do_not_look_like_sources() -> None:
    answer = Answer("net worth?", Outcome.DECLINED, 0.1, tuple(map(found, OTHERS[:6])), missing=AnswerKind.MONEY)
    card = answer_card(answer, ENGLISH)
    assert card.accent is Accent.RELATED
    assert not [block for block in card.blocks if isinstance(block, Quote | SourceLine | AlsoIn)]
    description = to_embed(card).description or ""
    assert description.startswith("The articles don't give an amount.\n\n**The closest passages**")
    assert description.count("• ") == 3
    assert not quotations(description)
    assert "](" not in description
    assert "http" not in description


def test_a_declined_answer_with_nothing_near() -> None:
    card = answer_card(Answer("x", Outcome.DECLINED, 0.0, ()), ENGLISH)
    assert to_text(card) == to_embed(card).description == ENGLISH.answers.declined(None)
    assert further(Answer("x", Outcome.DECLINED, 0.0, ())) == ()


def test_page_furniture_is_offered_only_where_it_was_asked_for() -> None:
    furniture = next(p for p in STORY.passages if p.kind is PassageKind.FURNITURE)
    ranked = tuple(map(found, (DIVORCE, furniture, OTHERS[0])))
    for answer in (answered(*ranked, confidence=0.4), Answer("x", Outcome.DECLINED, 0.1, ranked)):
        shown = [block for card in every_card(answer) for block in card.blocks]
        assert furniture.text not in str(shown)
    asked_for = answered(found(furniture), found(DIVORCE), found(furniture), confidence=0.4)
    assert to_text(answer_card(asked_for, ENGLISH)).count(furniture.text) == 1
    assert isinstance(answer_card(asked_for, ENGLISH).blocks[-1], Excerpts)


def test_small_talk_gets_its_line_and_no_passage() -> None:
    answer = Answer("hi", Outcome.SMALL_TALK, 1.0, tuple(map(found, OTHERS)), topic="greeting")
    assert answer_card(answer, ENGLISH).blocks == (Text(ENGLISH.answers.small_talk("greeting")),)


def test_only_the_passages_that_a_card_shows_or_names_are_marked() -> None:
    looked_at: set[int] = set()

    def find(place: int) -> Finding:
        looked_at.add(place)
        return Finding(STORY.passages[place], 1.0)

    everything = Findings(STORY.passages, find)
    card = answered_card(AddressBook(STORY), Answer("x", Outcome.ANSWERED, 0.2, everything), ENGLISH, asker=1)

    assert card.buttons
    furniture = sum(passage.kind is PassageKind.FURNITURE for passage in STORY.passages[: max(looked_at) + 1])
    assert len(looked_at) <= 1 + NEXT_BEST_SHOWN + furniture < MOST_ADDRESSES


def test_every_answer_of_the_story_is_quoted_to_the_letter() -> None:
    for passage in STORY.passages:
        card = answer_card(answered(Finding(passage, 1.0, (Span(0, 4), Span(9, 30)))), ENGLISH)
        for painted in (to_embed(card).description or "", to_text(card)):
            assert quotations(painted)[0] == passage.text
        block = card.blocks[0]
        assert isinstance(block, Quote)
        assert passage.article.text[block.start :].startswith(block.text)


def test_more_shows_the_passages_after_the_answer_and_related_ones_after_those_shown() -> None:
    findings = tuple(map(found, (DIVORCE, *OTHERS[:7])))
    assert further(answered(*findings)) == OTHERS[:7]
    assert further(Answer("x", Outcome.DECLINED, 0.1, findings)) == OTHERS[2:7]


@pytest.mark.parametrize("question", ["how old is alice", "what did kim say about the clemency"])
def test_what_more_shows_is_marked_and_told_once_when_it_is_looked_at(question: str) -> None:
    book, answer = AddressBook(STORY), STORY.ask(question)
    listed = tuple(map(address_of, further(answer)))
    by_row = {finding.passage.row: finding for finding in answer.ranked}
    said: set[int] = set()
    expected = []
    for finding in (by_row[passage.row] for passage in further(answer)):
        if finding.passage.row not in said:
            expected.append(address_of(finding.passage, finding.highlights).with_one_mark())
            said.update(passage.row for passage in finding.also_in)
    assert not any(address.marks for address in listed)
    assert with_marks(book, ShowMore(listed), answer.understood).addresses == tuple(expected)


def test_later_pages_of_a_declined_answer_stay_related() -> None:
    answer = Answer("x", Outcome.DECLINED, 0.1, tuple(map(found, OTHERS[:8])))
    for card in every_card(answer):
        assert not [block for block in card.blocks if isinstance(block, Quote | SourceLine)]
        assert {block.related for block in card.blocks if isinstance(block, Excerpts)} == {True}


def test_context_is_the_paragraphs_around_with_the_passage_marked() -> None:
    card = context_card(STORY, DIVORCE, ENGLISH, (Span(0, 9),))
    quotes = [block for block in card.blocks if isinstance(block, Quote)]
    assert [block.label for block in quotes] == ["¶ 8", "▸ ¶ 9", "¶ 10"]
    assert [block.lead for block in quotes] == [False, True, False]
    text = DIVORCE.article.text
    assert [text[block.start : block.start + len(block.text)] for block in quotes] == [block.text for block in quotes]
    assert "**▸ ¶ 9**\n> **" in to_text(card)


def test_context_at_the_ends_of_an_article() -> None:
    first, last = STORY.passages[0], next(p for p in reversed(STORY.passages) if p.file == DIVORCE.file)
    assert [b.label for b in context_card(STORY, first, ENGLISH).blocks if isinstance(b, Quote)] == ["▸ ¶ 1", "¶ 2"]
    assert len([b for b in context_card(STORY, last, ENGLISH).blocks if isinstance(b, Quote)]) == 2


def test_articles_are_listed_with_what_there_is_to_know_of_each() -> None:
    description = to_embed(articles(STORY, ENGLISH)).description or ""
    for number, article in enumerate(STORY.articles, start=1):
        assert f"**{number}** · [" in description
        assert article.source.url
        assert article.source.url in description
        assert f"{article.source.publisher}, " in description
    assert re.findall(r"\d+ passages", description)


def test_many_articles_page() -> None:
    story = replace(STORY, library=replace(STORY.library, articles=STORY.articles * 5))
    assert articles(story, ENGLISH).pages == 3
    shown = [
        b.number for page in range(3) for b in articles(story, ENGLISH, page=page).blocks if isinstance(b, Listing)
    ]
    assert shown == list(range(1, 21))
    assert articles(story, ENGLISH, page=2).blocks[-1] == Note("Page 3 of 3")


def test_about_and_help_say_what_they_must() -> None:
    about = to_text(about_card(STORY, ENGLISH))
    assert "4 articles" in about
    assert "No message text is stored" in about
    assert "No language model" in about
    help_text = to_text(help_card(STORY, ENGLISH))
    assert "/ask" in help_text
    assert "Mention me" in help_text


def test_a_wait_counts_down_in_discord() -> None:
    assert "You can ask again <t:1800000000:R>." in (to_embed(wait_notice(1_800_000_000, ENGLISH)).description or "")
    assert "This channel" in to_text(busy_notice(1_800_000_000, ENGLISH))


def test_a_notice_is_shown_and_not_obeyed() -> None:
    card = notice("Hello <@1> <t:1:R> {when} **you**", ENGLISH, problem=True)
    assert {piece.kind for piece in read(to_embed(card).description or "")} == {"text"}
    assert card.accent is Accent.PROBLEM
