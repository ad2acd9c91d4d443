"""Slash commands: their definitions inside Discord's limits, and what they show, in SimCord's Discord."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.asking.cooldowns import Cooldowns, Rate
from bot.connection.command_sync import payloads_of
from bot.words.english import ENGLISH
from tests.simulated import client_for, simulated, text_of

QUESTION = "Who is Lindqvist?"
ANSWER = "We heard it go like a gun"

CHAT_INPUT, MESSAGE_MENU = 1, 3
SUBCOMMAND, GROUP = 1, 2
DEFERRED_MESSAGE, EPHEMERAL = 5, 64
# https://discord.com/developers/docs/interactions/application-commands
MOST_COMMANDS = {CHAT_INPUT: 100, 2: 5, MESSAGE_MENU: 5}
SLASH_NAME = re.compile(r"[-_a-z0-9]{1,32}")


def every_node(payload: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Walk a command with its groups, subcommands and options."""
    yield payload
    for option in payload.get("options", ()):
        yield from every_node(option)


def words(node: dict[str, Any]) -> int:
    """Count what counts towards the 8,000 characters of a command: names, descriptions, values."""
    own = len(node["name"]) + len(node.get("description", ""))
    return own + sum(len(each["name"]) + len(str(each["value"])) for each in node.get("choices", ()))


async def test_every_command_keeps_discords_limits(tmp_path: Path) -> None:
    client = client_for(tmp_path)
    payloads = await payloads_of(client.tree)
    kinds = [payload.get("type", CHAT_INPUT) for payload in payloads]
    names = [(kind, payload["name"]) for kind, payload in zip(kinds, payloads, strict=True)]

    assert {"ask", "articles", "about"} <= {name for _, name in names}
    assert len(names) == len(set(names))
    for kind, most in MOST_COMMANDS.items():
        assert kinds.count(kind) <= most
    for kind, payload in zip(kinds, payloads, strict=True):
        if kind != CHAT_INPUT:
            assert 1 <= len(payload["name"]) <= 32
            assert not payload.get("description")
            continue
        assert sum(words(node) for node in every_node(payload)) <= 8_000
        for node in every_node(payload):
            assert SLASH_NAME.fullmatch(node["name"]), node["name"]
            assert 1 <= len(node["description"]) <= 100, node["name"]
            assert len(node.get("options", ())) <= 25
            assert len(node.get("choices", ())) <= 25
            options = [each for each in node.get("options", ()) if each["type"] not in (SUBCOMMAND, GROUP)]
            required = [each.get("required", False) for each in options]
            assert required == sorted(required, reverse=True), "required options come first"
            assert node.get("max_length", 1) <= 6_000


async def test_every_command_works_on_servers_in_direct_messages_and_user_installed(tmp_path: Path) -> None:
    client = client_for(tmp_path)
    for payload in await payloads_of(client.tree):
        if payload["name"] in ("ask", "articles", "about"):
            assert sorted(payload["integration_types"]) == [0, 1]
            assert sorted(payload["contexts"]) == [0, 1, 2]


async def test_ask_answers_for_all_to_see_with_the_question_above(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        result = await world.alice.slash(world.channel, "ask", question=QUESTION)

        assert not result.ephemeral
        assert ANSWER in text_of(result.response)
        assert QUESTION in text_of(result.response)
        assert result.followups == []


async def test_ask_hidden_answers_the_asker_alone(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        result = await world.alice.slash(world.channel, "ask", question=QUESTION, hide=True)

        assert result.ephemeral
        assert ANSWER in text_of(result.response)


async def test_ask_in_a_direct_message(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        result = await world.alice.user.slash("ask", question=QUESTION)

        assert ANSWER in text_of(result.response)


async def test_a_question_by_command_is_followed_up_by_mention(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await world.alice.slash(world.channel, "ask", question=QUESTION)
        await world.alice.send(world.channel, f"{world.me} and the repairs?")

        _, previous = world.story.asked[1]
        assert previous is not None
        assert previous.question == QUESTION


async def test_a_slow_answer_is_deferred_and_still_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.responding.interaction.DEFER_AFTER", 0.0)
    async with simulated(tmp_path) as world:
        hold_up(world, monkeypatch)
        result = await world.alice.slash(world.channel, "ask", question=QUESTION, hide=True)

        acknowledged, edited = [each.json for each in world.env.http_requests if "/interactions/" in each.path] + [
            each.json for each in world.env.http_requests if each.method == "PATCH"
        ]
        assert acknowledged == {"type": DEFERRED_MESSAGE, "data": {"flags": EPHEMERAL}}
        assert edited["allowed_mentions"]["parse"] == [], "an edit without the field parses mentions again"
        assert result.ephemeral
        assert ANSWER in text_of(result.response)


def hold_up(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a question take as long as it takes to acknowledge it."""
    ask = world.client.answers._in_turn

    async def slow(*arguments: Any) -> Any:
        await asyncio.sleep(0.05)
        return await ask(*arguments)

    monkeypatch.setattr(world.client.answers, "_in_turn", slow)


async def test_articles_lists_headline_publisher_and_link_for_the_asker(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        result = await world.alice.slash(world.channel, "articles")

        shown = text_of(result.response)
        assert result.ephemeral
        assert "Storm breaks the harbour wall" in shown
        assert "Coast Gazette" in shown
        assert "https://gazette.example/harbour" in shown


async def test_about_says_what_it_keeps_for_the_asker(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        result = await world.alice.slash(world.channel, "about")

        assert result.ephemeral
        assert "No message text is stored" in text_of(result.response)


async def test_without_embed_links_a_response_is_plain_text(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        overwrites = {world.guild.default_role: discord.PermissionOverwrite(embed_links=False)}
        strict = world.guild.create_text_channel("strict", overwrites=overwrites)
        result = await world.alice.slash(strict, "ask", question=QUESTION)

        assert result.response.embeds == []
        assert ANSWER in result.response.content


async def test_one_question_too_many_is_told_privately_and_every_time(tmp_path: Path) -> None:
    async with simulated(tmp_path, cooldowns=Cooldowns(Rate(1, 60), None)) as world:
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        for _ in range(2):
            result = await world.alice.slash(world.channel, "ask", question=QUESTION)

            assert result.ephemeral
            assert "<t:" in text_of(result.response)
        assert len(world.story.asked) == 1


async def test_an_error_is_told_privately_in_one_sentence(tmp_path: Path) -> None:
    async with simulated(tmp_path, ValueError("secret text")) as world:
        result = await world.alice.slash(world.channel, "ask", question=QUESTION)

        assert result.ephemeral
        assert text_of(result.response).startswith("Something went wrong on my side.")


async def test_too_late_for_a_response_the_answer_is_posted_as_a_message(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        world.env.inject_error(
            "POST", "/interactions/*/callback", status=404, code=10062, message="Unknown interaction"
        )
        await world.alice.slash(world.channel, "ask", question=QUESTION)

        assert ANSWER in text_of(world.only())


async def test_too_late_for_a_private_response_nothing_is_shown_to_others(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        world.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062, times=None)
        await world.alice.slash(world.channel, "ask", question=QUESTION, hide=True)

        assert world.shown() == []
        assert ANSWER not in text_of(world.only(world.alice.user.dm_channel))
        assert text_of(world.only(world.alice.user.dm_channel)) == ENGLISH.errors.TOO_LATE


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("🦊🔥❓", id="nothing but emoji"),
        pytest.param("w" * 4_000, id="four thousand characters without a space"),
        pytest.param("why? " * 800, id="four thousand characters"),
        pytest.param("ماذا حدث للجدار؟", id="Arabic"),
        pytest.param("what\x00 is\x1b[31m this\u202e?", id="control characters"),
        pytest.param("**b** ||s|| [x](https://a.example) `c` <@&1> @here discord.gg/abc", id="markdown"),
    ],
)
async def test_whatever_is_asked_gets_an_answer_inside_discords_limits(tmp_path: Path, question: str) -> None:
    async with simulated(tmp_path) as world:
        result = await world.alice.slash(world.channel, "ask", question=question)

        assert ENGLISH.answers.declined(None) in text_of(result.response)
        assert world.only().mentions == []
        assert not world.only().mention_everyone
