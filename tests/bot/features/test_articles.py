"""What /articles shows: the list, an outline, and which article is meant where a name fits several, for /quote too."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cards.addresses import article_key
from bot.cards.articles import PER_PAGE, find_article, outline, outline_of
from bot.cards.button_ids import ShowOutline
from bot.painting.embed import to_embed
from bot.painting.markdown import to_text
from bot.painting.terminal import to_terminal
from bot.words.catalogue import Words
from bot.words.english import ENGLISH
from bot.words.german import GERMAN
from retrieval import PassageKind, Story
from retrieval.articles.article import make_article
from tests.pressing import labels
from tests.sample import sample_story
from tests.simulated import simulated, text_of, write_story

STORY = sample_story()


async def test_articles_offers_each_and_opens_one_with_its_outline(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        (choice,) = await world.alice.autocomplete(world.channel, "articles", "article", "gazette storm")
        assert choice == {"name": "Coast Gazette: Storm breaks the harbour wall", "value": "harbour.txt"}
        assert await world.alice.autocomplete(world.channel, "articles", "article", "zzz") == []

        result = await world.alice.slash(world.channel, "articles", article=choice["value"])
        shown = text_of(result.response)
        assert result.ephemeral
        assert "**¶ 2** The storm tore a hole into the harbour wall on Tuesday night." in shown
        assert "**¶ 5** Repairs will cost" in shown
        assert labels(result.response) == [ENGLISH.buttons.SOURCE]
        unknown = await world.alice.slash(world.channel, "articles", article="nothing like it")
        assert text_of(unknown.response) == ENGLISH.answers.no_such_article()


async def test_a_long_outline_and_a_long_list_are_turned_page_by_page(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        world.client.current.story = STORY
        result = await world.alice.slash(world.channel, "articles", article=STORY.articles[-1].file)
        assert ENGLISH.buttons.BACK not in labels(result.response)
        await world.alice.click(result.response, label=ENGLISH.buttons.NEXT)
        assert "Page 2 of" in text_of(result.response)
        assert labels(result.response)[:2] == [ENGLISH.buttons.BACK, ENGLISH.buttons.NEXT]
        world.client.current.story = Story.load(write_story(tmp_path / "other"))
        gone = await world.alice.click(result.response, label=ENGLISH.buttons.NEXT)
        assert ENGLISH.answers.article_gone() in text_of(gone.response)

        many = [make_article(f"{number}.txt", f"Headline {number}\nText {number}.\n") for number in range(20)]
        world.client.current.story = Story.build(many)
        listing = await world.alice.slash(world.channel, "articles")
        await world.alice.click(listing.response, label=ENGLISH.buttons.NEXT)
        assert "Headline 8" in text_of(listing.response)
        await world.alice.click(listing.response, label=ENGLISH.buttons.BACK)
        assert "Headline 8" not in text_of(listing.response)


@pytest.mark.parametrize("article", STORY.articles, ids=lambda article: article.file[:3])
def test_an_outline_goes_through_every_paragraph_but_furniture_once(article: object) -> None:
    (found,) = [each for each in STORY.articles if each is article]
    card = outline(STORY, found, ENGLISH)
    shown = [to_text(outline(STORY, found, ENGLISH, page)) for page in range(card.pages)]
    assert all(len(text) <= 2_000 for text in shown)
    bodies = {
        passage.paragraph
        for passage in STORY.passages
        if passage.file == found.file and passage.kind not in (PassageKind.FURNITURE, PassageKind.HEADLINE)
    }
    assert [
        sum(f"**{ENGLISH.answers.paragraph(number)}** " in text for text in shown) for number in sorted(bodies)
    ] == [1] * len(bodies)
    assert card.pages == -(-len(bodies) // PER_PAGE)


def test_articles_are_named_by_file_headline_number_or_a_part_of_the_headline() -> None:
    article = STORY.articles[1]
    for named in (article.file, article.headline.upper(), "2", f" {article.headline[5:40]} "):
        assert find_article(STORY, named) is article
    assert find_article(STORY, "") is None
    assert find_article(STORY, "e") is None, "several have that"


@pytest.mark.parametrize("words", [ENGLISH, GERMAN], ids=lambda words: words.code)
def test_a_name_opens_one_article_or_asks_which_of_several_or_fits_none(words: Words) -> None:
    assert outline_of(STORY, "2", words) == outline(STORY, STORY.articles[1], words)
    assert to_text(outline_of(STORY, "zzz", words)) == words.answers.no_such_article()

    several = outline_of(STORY, "e", words)
    assert to_text(several).startswith(words.answers.which_article("e", 4))
    assert [each.press for each in several.buttons] == [
        ShowOutline(article_key(article.file), 0) for article in STORY.articles
    ]
    assert [each.label for each in several.buttons] == [words.buttons.article(number) for number in range(1, 5)]
    assert all(article.headline in to_terminal(several) for article in STORY.articles)


def test_many_articles_that_fit_are_told_in_part_inside_discords_limits() -> None:
    story = Story.build([make_article(f"{n}.txt", f"{'Rain ' * 50}{n}\ntext\n") for n in range(30)])
    card = outline_of(story, "rain " * 30, ENGLISH)
    assert len(to_text(card)) <= 2_000
    assert to_embed(card).footer.text == ENGLISH.numbers.more(22)
    assert [each.row for each in card.buttons] == [0] * 5 + [1] * 3


async def test_which_article_is_asked_with_buttons_that_open_them(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        world.client.current.story = STORY
        asked = (await world.alice.slash(world.channel, "articles", article="kim")).response
        assert text_of(asked).startswith(ENGLISH.answers.which_article("kim", 4))
        await world.alice.click(asked, label=ENGLISH.buttons.article(2))
        assert "**¶ 2** " in text_of(asked), "the same message, since only the asker sees it"
        assert len(text_of(asked).split(STORY.articles[1].headline)) == 2


@pytest.mark.parametrize("options", [{}, {"speaker": "alice"}, {"words": "holy dance"}], ids=str)
async def test_quote_asks_which_article_and_goes_on_in_the_one_pressed(tmp_path: Path, options: dict[str, str]) -> None:
    async with simulated(tmp_path) as world:
        world.client.current.story = STORY
        asked = (await world.alice.slash(world.channel, "quote", article="alice", **options)).response
        assert text_of(asked).startswith(ENGLISH.answers.which_article("alice", 4))
        pressed = await world.alice.click(asked, label=ENGLISH.buttons.article(4))
        assert "LoveBScott" in text_of(pressed.response)
