"""Several stories by the real process on the loopback Discord: choices, restarts, buttons, what comes and goes."""

import shutil
from pathlib import Path

import pytest

from bot.words.english import ENGLISH
from bot.words.host import health
from tests.bot.connection.test_wire import Place, running
from tests.bot.features.test_setup_wire import guild_of
from tests.installation import free_port
from tests.loopback import BotProcess, Channel, LoopbackDiscord, User, World
from tests.loopback.permission_bits import MANAGE_GUILD
from tests.shelves import (
    ASKS_HARBOUR,
    ASKS_MARKET,
    HARBOUR,
    TELLS_HARBOUR,
    TELLS_MARKET,
    TITLE,
    write_stories,
    write_story,
)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    world = World()
    alice = world.add_user("alice")
    guild = world.add_guild("Library", alice)
    folders = {"STORIES_DIR": str(write_stories(tmp_path / "stories")), "DATA_DIR": str(tmp_path / "data")}
    return Place(world, world.add_channel(guild, "general"), alice, {**folders}, tmp_path)


@pytest.fixture
def mod(place: Place) -> User:
    mod = place.world.add_user("mod")
    guild = guild_of(place)
    place.world.add_member(guild, mod, place.world.add_role(guild, "Moderators", MANAGE_GUILD))
    return mod


async def answer(discord: LoopbackDiscord, place: Place, channel: Channel, question: str) -> str:
    direct = channel.guild_id is None
    said = await discord.say(channel, place.alice, question if direct else place.mention(question))
    return (await discord.reply_to(said)).text.replace("*", "")


async def test_a_servers_and_a_channels_story_outlive_a_restart_and_so_do_buttons(place: Place, mod: User) -> None:
    fair, direct = place.world.add_channel(guild_of(place), "fair"), place.world.direct_channel(place.alice)
    async with running(place) as (discord, bot):
        await bot.wait_for_log("Ready as .* articles of 2 stories")
        choices = await discord.autocomplete(place.channel, mod, "setup", "story", "lund")
        assert [(each["name"], each["value"]) for each in choices] == [(TITLE, "market")]
        opened = await (
            await discord.slash(place.channel, mod, "setup", {"story": "market", "channel": fair})
        ).response()
        assert f"“{TITLE}”" in opened.text
        first = await discord.reply_to(await discord.say(fair, place.alice, place.mention(ASKS_MARKET)))
        assert TELLS_MARKET in first.text.replace("*", "")
        assert TELLS_HARBOUR in await answer(discord, place, place.channel, ASKS_HARBOUR)
        assert TELLS_HARBOUR in await answer(discord, place, direct, ASKS_HARBOUR)
        listed = await (await discord.slash(fair, place.alice, "articles")).response()
        assert TITLE in listed.text

    async with running(place) as (discord, _):
        assert TELLS_MARKET in await answer(discord, place, fair, ASKS_MARKET)
        await (await discord.slash(place.channel, mod, "setup", {"story": "harbour", "channel": fair})).response()
        (button, *_) = [each for row in first.components for each in row["components"] if "custom_id" in each]
        shown = await (await discord.press(first, place.alice, button["custom_id"])).response()
        assert "The market of Lund" in shown.text, "the button is of the story that is not told there any more"
        assert TELLS_HARBOUR in await answer(discord, place, fair, ASKS_HARBOUR)


async def test_a_story_comes_breaks_and_goes_while_the_others_are_told(place: Place, mod: User) -> None:
    stories = place.folder / "stories"
    async with running(place) as (discord, bot):
        write_story(stories / "third", HARBOUR.replace("like a gun", "like a drum"), "The Drum")
        await bot.wait_for_log("The story third has come")
        opened = await (await discord.slash(place.channel, mod, "setup", {"story": "The Drum"})).response()
        assert ENGLISH.stories.in_server("The Drum") in opened.text
        assert "like a drum" in await answer(discord, place, place.channel, ASKS_HARBOUR)

        (stories / "third" / "one.txt").write_bytes(b"\xff")
        await bot.wait_for_log("The story “The Drum” was not loaded again")
        assert "like a drum" in await answer(discord, place, place.channel, ASKS_HARBOUR)

        shutil.rmtree(stories / "third")
        await bot.wait_for_log("The story third is gone")
        assert await answer(discord, place, place.channel, ASKS_HARBOUR) == ENGLISH.stories.GONE
        direct = place.world.direct_channel(place.alice)
        assert TELLS_HARBOUR in await answer(discord, place, direct, ASKS_HARBOUR)


async def test_where_the_default_is_broken_the_others_are_told_and_its_mending_is_noticed(place: Place) -> None:
    article = place.folder / "stories" / "harbour" / "one.txt"
    article.write_bytes(b"\xff")
    port = free_port()
    async with running(place, HEALTH_PORT=str(port)) as (discord, bot):
        await bot.wait_for_log("harbour/one.txt, line 1: byte 0xff is not UTF-8")
        direct = place.world.direct_channel(place.alice)
        assert await answer(discord, place, direct, ASKS_HARBOUR) == ENGLISH.errors.STORY_UNREADABLE
        write_story(place.folder / "stories" / "harbour", HARBOUR)
        await bot.wait_for_log("The story “harbour” was loaded again")
        assert TELLS_HARBOUR in await answer(discord, place, direct, ASKS_HARBOUR)
        async with asked_for_health(discord, place, port) as probe:
            await probe.wait_for_log(health.healthy(1, 2, 2).replace(".", r"\."))


def asked_for_health(discord: LoopbackDiscord, place: Place, port: int) -> BotProcess:
    return BotProcess(discord, {"HEALTH_PORT": str(port)}, arguments=("-m", "bot", "health"), cwd=place.folder)


async def test_where_no_story_can_be_read_it_says_so_and_ends(place: Place) -> None:
    for name in ("harbour", "market"):
        (place.folder / "stories" / name / "one.txt").write_bytes(b"\xff")
    async with LoopbackDiscord(place.world) as discord, BotProcess(discord, place.environment, cwd=place.folder) as bot:
        assert await bot.wait() == 2
        assert "harbour/one.txt, line 1: byte 0xff" in bot.output
        assert "market/one.txt, line 1: byte 0xff" in bot.output
        assert "Traceback" not in bot.output
