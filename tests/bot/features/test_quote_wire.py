"""/quote and /who on the real process, over the loopback: every body is one that Discord's description allows."""

import shutil
from pathlib import Path

import pytest

from bot.cards.answers import HERE
from bot.words.english import ENGLISH
from retrieval import SEEDS
from tests.bot.connection.test_wire import Place, place, running
from tests.loopback import StoredMessage

__all__ = ["place"]


@pytest.fixture
def told(place: Place, tmp_path: Path) -> Place:
    """Let the bot tell the four articles, in a copy that nobody else edits."""
    articles = tmp_path / "four"
    shutil.copytree(SEEDS, articles)
    place.environment["ARTICLES_DIR"] = str(articles)
    return place


def pressed(message: StoredMessage, label: str) -> str:
    """Give the custom_id of a button."""
    (found,) = [each for row in message.components for each in row["components"] if each.get("label") == label]
    return str(found["custom_id"])


async def test_a_quotation_a_choice_and_a_page(told: Place) -> None:
    async with running(told) as (discord, _):
        choices = await discord.autocomplete(told.channel, told.alice, "quote", "words", "holy da")
        assert len(choices) >= 1
        chosen = await discord.slash(told.channel, told.alice, "quote", {"words": choices[0]["value"]})
        message = await chosen.response()
        assert "holy dance" in message.text
        assert message.pings == frozenset()

        context = await discord.press(message, told.alice, pressed(message, ENGLISH.buttons.IN_CONTEXT))
        around = await context.response()
        assert around.ephemeral
        assert HERE in around.text

        listed = await discord.slash(told.channel, told.alice, "quote", {"speaker": "kim", "hide": True})
        pages = await listed.response()
        turned = await discord.press(pages, told.alice, pressed(pages, ENGLISH.buttons.NEXT))
        assert "Page 2 of" in (await turned.response()).text


async def test_somebody_and_all_that_they_said(told: Place) -> None:
    async with running(told) as (discord, _):
        choices = await discord.autocomplete(told.channel, told.alice, "who", "person", "alice")
        assert [each["value"] for each in choices] == ["Alice Marie Johnson"]
        card = await (await discord.slash(told.channel, told.alice, "who", {"person": "alice"})).response()
        assert "grandmother" in card.text
        (all_of_it,) = [each["custom_id"] for row in card.components for each in row["components"]]
        said = await (await discord.press(card, told.alice, all_of_it)).response()
        assert said.ephemeral
        assert "Page 1 of" in said.text
