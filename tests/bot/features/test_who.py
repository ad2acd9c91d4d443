"""/who: the names the articles use, how each introduces somebody, and what they said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.cards.addresses import AddressBook
from bot.cards.blocks import Card, Excerpts, Text
from bot.cards.button_ids import ShowList
from bot.cards.choices import people
from bot.cards.people import who_card
from bot.painting.embed import to_embed
from bot.painting.markdown import to_text
from bot.words.english import ENGLISH
from retrieval import Story
from retrieval.articles.article import make_article
from tests.discord_markdown import read
from tests.pressing import labels
from tests.quoting import told
from tests.sample import sample_story
from tests.simulated import text_of

KIM, ALICE = "Kim Kardashian West", "Alice Marie Johnson"
STORY = sample_story()


def excerpts(card: Card, label: str) -> Excerpts:
    (found,) = [block for block in card.blocks if isinstance(block, Excerpts) and block.label == label]
    return found


def test_the_names_the_articles_use_with_how_often() -> None:
    alice = STORY.people.find(ALICE)
    assert alice is not None
    used = dict(alice.names_used)
    text = "\n".join(paragraph.text for article in STORY.articles for paragraph in article.paragraphs)
    assert used["Alice Marie Johnson"] == text.count("Alice Marie Johnson") == 7
    assert used["Alice Johnson"] == len(re.findall(r"\bAlice Johnson", text))
    (names,) = [
        b
        for b in who_card(AddressBook(STORY), "alice", ENGLISH).blocks
        if isinstance(b, Text) and b.heading == ENGLISH.quotations.CALLED
    ]
    assert names.text.startswith("Johnson (31), ")


def test_each_article_introduces_her_in_its_own_words_to_the_letter() -> None:
    introduced = excerpts(who_card(AddressBook(STORY), "alice", ENGLISH), ENGLISH.quotations.DESCRIBED_AS)
    assert len(introduced.items) == 4
    for quote, source in introduced.items:
        article = STORY.article(quote.file)
        assert article is not None
        assert article.text[quote.start : quote.start + len(quote.text)] == quote.text
        assert quote.text in article.paragraph(source.paragraph).text
        assert source.headline == article.headline
    assert "63-year-old grandmother" in introduced.items[0][0].text


def test_what_they_said_is_counted_and_the_three_most_telling_are_shown() -> None:
    card = who_card(AddressBook(STORY), "kim", ENGLISH)
    telling = excerpts(card, ENGLISH.quotations.KEY_QUOTES)
    assert len(telling.items) == 3
    (all_of_it,) = card.buttons
    press = all_of_it.press
    assert isinstance(press, ShowList)
    assert not press.turning, "the card stays as it is"
    count = re.search(r"(\d+) quotations in 4 articles", str(card.blocks))
    assert count
    assert all_of_it.label == ENGLISH.buttons.all_quotations(int(count[1]))


def test_somebody_who_says_nothing_has_no_button() -> None:
    card = who_card(AddressBook(STORY), "ivanka", ENGLISH)
    assert Text(ENGLISH.quotations.says_nothing()) in card.blocks
    assert card.buttons == ()
    assert "POTUS’ daughter Ivanka Trump" in to_text(card)


@pytest.mark.parametrize(
    ("typed", "title"),
    [(KIM, KIM), ("kkw", KIM), ("Johnson", ALICE), ("the president", "Donald Trump"), ("Van Jnes", "Van Jones")],
)
def test_any_name_will_do(typed: str, title: str) -> None:
    assert to_embed(who_card(AddressBook(STORY), typed, ENGLISH)).title == title


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Zaphod", "There's no “Zaphod” in the articles. People in them: Kim Kardashian West, "),
        ("", "Type a name. People in the articles: Kim Kardashian West, "),
        ("@everyone <@1> " + "x" * 5_000, "There's no “@everyone <@1>"),
    ],
)
def test_nobody_is_said_to_be_nobody_and_pings_nobody(typed: str, said: str) -> None:
    card = who_card(AddressBook(STORY), typed, ENGLISH)
    assert to_text(card).replace("\\", "").startswith(said)
    assert len(to_text(card)) < 400
    assert {piece.kind for piece in read(to_text(card))} == {"text"}


def test_a_name_of_several_asks_which() -> None:
    article = make_article(
        "a.txt", "Two\n\n“I never saw the boat,” said Ann Lee. “I always saw it there,” said Bob Lee."
    )
    card = who_card(AddressBook(Story.build([article])), "lee", ENGLISH)
    assert "could be any of Ann Lee, Bob Lee." in to_text(card)


def test_everybody_is_offered_those_first_who_are_quoted() -> None:
    offered = people(STORY, "", ENGLISH)
    assert [value for _, value in offered][:2] == [KIM, ALICE]
    assert [name for name, value in offered if value == "Hoda Kotb"] == ["Hoda Kotb"]
    assert len(offered) == len(STORY.people.persons)
    assert [value for _, value in people(STORY, "potus", ENGLISH)] == ["Donald Trump", "Ivanka Trump"], (
        "POTUS' daughter"
    )
    assert people(STORY, "zaphod", ENGLISH) == []


async def test_who_and_all_that_they_said_page_by_page(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        choices = await world.alice.autocomplete(world.channel, "who", "person", "ali")
        result = await world.alice.slash(world.channel, "who", person=choices[0]["value"])
        assert not result.ephemeral
        assert result.response.embeds[0].title == ALICE
        before = text_of(result.response)

        (label,) = labels(result.response)
        pages = await world.alice.click(result.response, label=label)
        assert pages.ephemeral
        assert text_of(result.response) == before
        assert "Page 1 of" in text_of(pages.response)
        await world.alice.click(pages.response, label=ENGLISH.buttons.NEXT)
        assert "Page 2 of" in text_of(pages.response)


async def test_who_hidden_and_its_pages_leave_the_card_as_it_is(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        result = await world.alice.slash(world.channel, "who", person="kim", hide=True)
        assert result.ephemeral
        before = text_of(result.response)
        pages = await world.alice.click(result.response, label=labels(result.response)[0])
        assert text_of(result.response) == before
        assert "Page 1 of" in text_of(pages.response)
