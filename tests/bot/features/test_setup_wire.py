"""/setup and /stats by the real process on the loopback Discord: bodies, restarts, intents, and servers that leave."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.features import setup_message
from bot.store.store import FILE
from bot.words.english import ENGLISH
from bot.words.host import store as words
from tests.bot.connection.test_wire import QUESTION, Place, is_quoted, place, running
from tests.loopback import Channel, Guild, LoopbackDiscord, User
from tests.loopback.interactions import InteractionType
from tests.loopback.permission_bits import MANAGE_GUILD
from tests.spoilers import spoilt, write_book

__all__ = ["place"]


def guild_of(place: Place) -> Guild:
    return place.world.guilds[place.channel.guild_id or 0]


@pytest.fixture
def mod(place: Place) -> User:
    mod = place.world.add_user("mod")
    guild = guild_of(place)
    place.world.add_member(guild, mod, place.world.add_role(guild, "Moderators", MANAGE_GUILD))
    return mod


def rows(folder: Path) -> list[int]:
    with closing(sqlite3.connect(folder / "data" / FILE)) as connection:
        return [guild for (guild,) in connection.execute("SELECT guild FROM settings")]


async def test_every_choice_is_a_body_that_discord_takes_and_outlives_the_process(place: Place, mod: User) -> None:
    async with running(place) as (discord, _):
        opened = await (await discord.slash(place.channel, mod, "setup")).response()
        assert opened.ephemeral
        for custom_id, values in (
            (setup_message.PLACES, [str(place.channel.id)]),
            (setup_message.ROLES, [str(next(iter(guild_of(place).roles.values())).id)]),
            (setup_message.RATE, ["5"]),
            (setup_message.PRIVATE_ON, None),
            (setup_message.THREADS_ON, None),
            (setup_message.CHECK, None),
        ):
            await (await discord.press(opened, mod, custom_id, values)).response()
        assert ENGLISH.setup.rate(5, by_host=False) in opened.text

    async with running(place) as (discord, _):
        await (await discord.press(opened, mod, setup_message.THREADS_OFF)).response()
        assert ENGLISH.setup.IN_CHANNEL in opened.text
        assert ENGLISH.setup.PRIVATE in opened.text
        hidden = await discord.slash(place.channel, place.alice, "ask", {"question": QUESTION})
        assert (await hidden.response()).ephemeral
        assert (await (await discord.slash(place.channel, mod, "stats")).response()).ephemeral


async def test_a_channel_chosen_while_running_is_read_with_no_restart_by_the_host(place: Place, mod: User) -> None:
    place.world.application.message_content = True
    async with running(place) as (discord, bot):
        unread = await discord.say(place.channel, place.alice, QUESTION)
        await discord.no_reply(unread)
        opened = await (await discord.slash(place.channel, mod, "setup")).response()
        await (await discord.press(opened, mod, setup_message.PLACES, [str(place.channel.id)])).response()
        assert ENGLISH.setup.CONTENT_COMING in opened.text
        await discord.ready(identifies=2)
        await bot.wait_for_log("connecting again")

        assert is_quoted(await discord.reply_to(await discord.say(place.channel, place.alice, QUESTION)))
        await (await discord.press(opened, mod, setup_message.CHECK)).response()
        assert ENGLISH.setup.CONTENT_COMING not in opened.text

    async with running(place) as (discord, _):
        assert is_quoted(await discord.reply_to(await discord.say(place.channel, place.alice, QUESTION)))
        assert len(discord.gateway.identifies) == 1, "what servers chose is known before the first login"


async def test_with_the_portals_switch_off_a_choice_changes_nothing_for_mentions(place: Place, mod: User) -> None:
    async with running(place) as (discord, _):
        opened = await (await discord.slash(place.channel, mod, "setup")).response()
        await (await discord.press(opened, mod, setup_message.PLACES, [str(place.channel.id)])).response()
        assert ENGLISH.setup.NO_CONTENT in opened.text
        await discord.no_reply(await discord.say(place.channel, place.alice, QUESTION))
        assert is_quoted(await discord.reply_to(await discord.say(place.channel, place.alice, place.mention(QUESTION))))
        assert len(discord.gateway.identifies) == 1


async def test_an_outage_keeps_a_servers_row_and_a_removal_deletes_it(place: Place, mod: User) -> None:
    guild = guild_of(place)
    async with running(place) as (discord, _):
        opened = await (await discord.slash(place.channel, mod, "setup")).response()
        await (await discord.press(opened, mod, setup_message.PRIVATE_ON)).response()
        await discord.outage(guild)
        await discord.recover(guild)
        kept = await discord.slash(place.channel, place.alice, "ask", {"question": QUESTION})
        assert (await kept.response()).ephemeral
        assert rows(place.folder) == [guild.id]

        await discord.leave(guild)
        await discord.wait_until(lambda: rows(place.folder) == [], 5, "the row is still there")


@pytest.mark.parametrize("custom_id", [setup_message.PRIVATE_ON, setup_message.CHECK])
async def test_a_press_by_somebody_else_is_refused(place: Place, mod: User, custom_id: str) -> None:
    async with running(place) as (discord, _):
        opened = await (await discord.slash(place.channel, mod, "setup")).response()
        before = opened.text
        pressed = await discord._interact(
            InteractionType.COMPONENT,
            place.channel,
            place.alice,
            {"id": 1, "custom_id": custom_id, "component_type": 2},
            source=opened,
        )
        assert (await pressed.response()).text == ENGLISH.errors.needs(["manage_guild"])
        assert opened.text == before


async def test_where_the_data_folder_cannot_be_made_everything_else_works(place: Place, mod: User) -> None:
    (place.folder / "taken").write_text("a file in place of the folder")
    place.environment["DATA_DIR"] = str(place.folder / "taken" / "data")
    async with running(place) as (discord, bot):
        opened = await (await discord.slash(place.channel, mod, "setup")).response()
        await (await discord.press(opened, mod, setup_message.PRIVATE_ON)).response()
        assert ENGLISH.setup.NOT_SAVED in opened.text
        asked = await discord.slash(place.channel, place.alice, "ask", {"question": QUESTION})
        assert is_quoted(await asked.response())
        assert (await asked.response()).ephemeral
        assert bot.output.count(words.NO_FOLDER) == 1


async def test_a_channel_reads_up_to_an_article_after_a_restart_too_and_not_once_that_is_gone(
    place: Place, mod: User
) -> None:
    folder = write_book(place.folder / "book")
    place.environment["ARTICLES_DIR"] = str(folder)
    asked = "who took the forty crowns?"

    async def answer(discord: LoopbackDiscord, channel: Channel) -> str:
        question = asked if channel is direct else place.mention(asked)
        return (await discord.reply_to(await discord.say(channel, place.alice, question))).text

    direct = place.world.direct_channel(place.alice)
    clubs = place.world.add_channel(guild_of(place), "clubs")
    async with running(place) as (discord, _):
        choices = await discord.autocomplete(place.channel, mod, "setup", "read_up_to", "chapter 4")
        assert [each["value"] for each in choices] == ["ch4.txt"]
        options = {"read_up_to": "ch4.txt"}
        opened = await (await discord.slash(place.channel, mod, "setup", options)).response()
        assert "up to “Chapter 4: The storm”" in opened.text
        await (await discord.slash(place.channel, mod, "setup", {**options, "channel": clubs})).response()
        thread = await discord.start_thread(place.channel, place.alice, "a thread")
        for channel in (place.channel, clubs, thread):
            assert spoilt(await answer(discord, channel)) == []
        assert "Ottoline" in await answer(discord, direct)

    async with running(place) as (discord, bot):
        for channel in (place.channel, thread):
            assert spoilt(await answer(discord, channel)) == []
        hidden = await discord.slash(place.channel, place.alice, "quote", {"speaker": "Ottoline", "hide": True})
        assert "Nobody" not in (said := (await hidden.response()).text)
        assert "up to “Chapter 4: The storm”" in said
        assert await discord.autocomplete(place.channel, place.alice, "who", "person", "quist") == []
        (folder / "ch4.txt").rename(folder / "ch4b.txt")
        (folder / "sources.toml").unlink()
        await bot.wait_for_log("There is no ch4.txt in the story")
        assert await answer(discord, place.channel) == ENGLISH.refusals.LIMIT_GONE
