"""What /quote offers while somebody types, and what modified clients send instead."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.words.english import ENGLISH
from retrieval import Story
from tests.quoting import ALICE, AUTOCOMPLETE, HUFFPOST, KIM, STRING, offered, quoted, told
from tests.simulated import Simulated, text_of


async def test_words_are_offered_telling_ones_first_and_follow_what_is_typed(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        all_ = await offered(world, "words", "")
        assert len(all_) > 15
        assert all_[0]["name"].startswith("I was working on this before.")
        typed = await offered(world, "words", "thank you i")
        assert typed[0]["name"].startswith("Thank you is not big")


async def test_every_choice_leads_back_to_exactly_its_quotation(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        for speaker, article in ((KIM, HUFFPOST), (ALICE, HUFFPOST)):
            for choice in await offered(world, "words", "", speaker=speaker, article=article):
                result = await quoted(world, words=choice["value"])
                begins = choice["name"].removesuffix("…").rstrip()
                shown = text_of(result.response).replace("\\", "").replace("\n> ", " ")
                assert begins in shown
                assert ENGLISH.quotations.NEAREST not in shown
                assert speaker in shown


async def test_words_are_offered_of_the_speaker_and_article_chosen_before(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        names = [each["name"] for each in await offered(world, "words", "", speaker=ALICE, article=HUFFPOST)]
        assert sorted(name.split()[0] for name in names) == ["I", "I", "My", "Thank", "went"]


async def test_a_chosen_quotation_that_the_other_options_leave_out_is_said_not_to_be_theirs(
    story: Story, tmp_path: Path
) -> None:
    async with told(story, tmp_path) as world:
        (choice, *_) = await offered(world, "words", "magnify")
        fits = text_of((await quoted(world, words=choice["value"], speaker=ALICE)).response)
        assert "magnify" in fits
        other = text_of((await quoted(world, words=choice["value"], speaker=KIM)).response)
        assert ENGLISH.quotations.not_close() in other
        assert "magnify" not in other


async def test_speakers_are_offered_with_how_much_they_are_quoted(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        (kim, alice, trump) = await offered(world, "speaker", "")
        assert re.fullmatch(rf"{KIM} · \d\d", kim["name"])
        assert [kim["value"], alice["value"], trump["value"]] == [KIM, ALICE, "Donald Trump"]
        count = int(kim["name"].rpartition("· ")[2])
        assert f"{count} quotations" in text_of((await quoted(world, speaker=kim["value"])).response)
        assert [each["value"] for each in await offered(world, "speaker", "potus")] == ["Donald Trump"]
        there = await offered(world, "speaker", "", article=HUFFPOST)
        assert [each["value"] for each in there] == [ALICE, KIM]
        assert there[0]["name"] == f"{ALICE} · 3"


async def test_articles_are_offered_by_headline_and_hand_back_their_file(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        choices = await offered(world, "article", "fulfilled")
        assert [each["value"] for each in choices] == [HUFFPOST]
        assert len(await offered(world, "article", "")) == 4


async def test_choices_keep_discords_limits(story: Story, tmp_path: Path) -> None:
    async with told(story, tmp_path) as world:
        for option in ("words", "speaker", "article"):
            for typed in ("", "k", "the"):
                choices = await offered(world, option, typed)
                assert len(choices) <= 25
                assert all(1 <= len(each["name"]) <= 100 for each in choices)
                assert all(1 <= len(each["value"]) <= 100 for each in choices)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param([{"name": "words", "type": STRING, "value": 7, "focused": True}], id="a number"),
        pytest.param([{"name": "words", "type": STRING, "value": None, "focused": True}], id="nothing"),
        pytest.param(
            [
                {"name": "words", "type": STRING, "value": "x", "focused": True},
                {"name": "speaker", "type": STRING, "value": ["a"]},
                {"name": "article", "type": STRING, "value": {"b": 1}},
            ],
            id="lists and tables in the other options",
        ),
        pytest.param([{"name": "words", "type": STRING, "value": "x" * 50_000, "focused": True}], id="too long"),
    ],
)
async def test_payloads_of_modified_clients_are_answered_all_the_same(
    story: Story, tmp_path: Path, options: list[dict[str, Any]], caplog: pytest.LogCaptureFixture
) -> None:
    async with told(story, tmp_path) as world:
        result = await autocompleted(world, options)

        assert result.autocomplete_choices is not None
        assert len(result.autocomplete_choices) <= 25
        assert "Traceback" not in caplog.text


async def test_an_autocompletion_of_nothing_gets_no_message_and_no_error_in_the_log(
    story: Story, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with told(story, tmp_path) as world:
        result = await autocompleted(world, [{"name": "words", "type": STRING, "value": "x"}])

        assert result.response is None
        assert not [record for record in caplog.records if record.levelname in {"ERROR", "CRITICAL"}]
        assert len(world.env.errors) == 1, "discord.py's, which was told to nobody"


async def autocompleted(world: Simulated, options: list[dict[str, Any]]) -> Any:
    """Send what a modified client makes up."""
    await world.alice.autocomplete(world.channel, "quote", "words", "")
    (command,) = [
        each
        for each in world.env.backend.visible_commands(user_id=world.alice.id, channel_id=world.channel.id)
        if each["name"] == "quote"
    ]
    data = {"id": command["id"], "name": "quote", "type": 1, "options": options}
    return await world.alice._dispatch_interaction(AUTOCOMPLETE, world.channel, data)
