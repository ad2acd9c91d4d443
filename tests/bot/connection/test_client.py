"""What the client asks of Discord, where it connects, and how its log reads."""

import asyncio
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import discord
import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.application import log_stray
from bot.asking.recent import RecentKeys
from bot.cards.notices import notice
from bot.connection.client import intents_for
from bot.connection.endpoints import point_at
from bot.logs import OneLine
from bot.responding.delivery import paint, transient
from bot.secret import Secret
from bot.settings import Settings
from bot.words.english import ENGLISH
from tests.simulated import client_for, scripted_story, simulated, text_of

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAwMA.Gplant.planted-planted-planted-planted"
PRIVILEGED = ("members", "presences", "message_content")


def test_no_privileged_intent_is_asked_for_unless_a_channel_is_made_for_asking() -> None:
    assert not any(getattr(intents_for(message_content=False), name) for name in PRIVILEGED)
    assert [name for name in PRIVILEGED if getattr(intents_for(message_content=True), name)] == ["message_content"]


async def test_nothing_is_cached_that_no_answer_needs(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await world.alice.send(world.channel, f"{world.me} Who is Lindqvist?")

        assert world.only()
        assert list(world.client.cached_messages) == []
        guild = world.client.get_guild(world.guild.id)
        assert guild is not None
        assert list(guild.members) == [guild.me]


async def test_shards_are_those_of_the_settings(tmp_path: Path) -> None:
    client = client_for(tmp_path, shard_ids=(2, 3), shard_count=4)

    assert client.shard_ids == [2, 3]
    assert client.shard_count == 4


@pytest.fixture
def discords_addresses() -> Iterator[None]:
    api, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    yield
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = api, gateway
    del DiscordWebSocket.gateway


@pytest.mark.usefixtures("discords_addresses")
@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("http://127.0.0.1:8080/api/v10", "http://127.0.0.1:8080/api/v10"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/api/v10"),
        ("https://proxy.example/", "https://proxy.example/api/v10"),
    ],
)
def test_rest_goes_where_the_host_wants_it(given: str, used: str) -> None:
    point_at(Settings(api_url=given, gateway_url="ws://127.0.0.1:9/gateway"))

    assert Route("GET", "/users/@me").url == f"{used}/users/@me"
    assert str(DiscordWebSocket.DEFAULT_GATEWAY) == "ws://127.0.0.1:9/gateway"


async def test_a_reload_is_one_assignment(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        new = scripted_story()
        world.client.current.story = new
        await world.alice.send(world.channel, f"{world.me} Who is Lindqvist?")

        assert world.story.asked == []
        assert len(new.asked) == 1
        assert world.only()


async def test_a_card_is_painted_as_an_embed_or_as_text_never_both() -> None:
    embed, text = (
        paint(notice("A sentence.", ENGLISH), embeds=True),
        paint(notice("A sentence.", ENGLISH), embeds=False),
    )

    assert embed.content is None
    assert text_of(_Shown("", embed.embeds)) == "A sentence."
    assert text.embeds == []
    assert text.content == "A sentence."


class _Shown:
    def __init__(self, content: str, embeds: list[discord.Embed]) -> None:
        self.content = content
        self.embeds = embeds


@pytest.mark.parametrize(
    ("error", "again"),
    [(ConnectionResetError(), True), (TimeoutError(), True), (ValueError(), False), (discord.ClientException(), False)],
)
def test_only_what_may_pass_is_tried_again(error: Exception, again: bool) -> None:
    assert transient(error) is again


def test_an_event_is_new_once_and_the_memory_of_it_bounded() -> None:
    seen = RecentKeys(most=3)

    assert [seen.first(key) for key in (1, 1, 2, 3, 4, 4)] == [True, False, True, True, True, False]
    assert seen.first(1), "the oldest was forgotten"


def fail() -> None:
    try:
        int(f"someone wrote this, and {TOKEN}")
    except ValueError as error:
        raise RuntimeError("and this\nover two lines") from error


def record_of(message: str, *, failing: bool = False) -> logging.LogRecord:
    info = None
    if failing:
        try:
            fail()
        except RuntimeError:
            info = sys.exc_info()
    return logging.LogRecord("bot.test", logging.ERROR, __file__, 1, message, (), info)


def test_an_error_that_no_task_waited_for_is_logged_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(log_stray)
    loop.call_exception_handler(
        {"message": "Task exception was never retrieved", "exception": ValueError("someone wrote this")}
    )
    loop.close()

    (record,) = caplog.records
    line = OneLine("text", Secret("")).format(record)
    assert "Task exception was never retrieved. [ValueError]" in line
    assert "someone wrote this" not in line


@pytest.mark.parametrize("style", ["text", "json"])
def test_the_log_has_one_line_an_event_without_token_or_what_was_written(style: str) -> None:
    formatter = OneLine("json" if style == "json" else "text", Secret(TOKEN))
    line = formatter.format(record_of(f"logging in\nwith {TOKEN}\x1b[31m", failing=True))

    assert "\n" not in line
    assert "\x1b" not in line
    assert TOKEN not in line
    assert "someone wrote this" not in line
    assert "over two lines" not in line
    assert "RuntimeError at connection/test_client.py:" in line
    assert "ValueError" in line


def test_the_log_for_machines_is_json() -> None:
    entry = json.loads(OneLine("json", Secret("")).format(record_of("Ready.")))

    assert entry["message"] == "Ready."
    assert entry["level"] == "error"
    assert entry["logger"] == "bot.test"
