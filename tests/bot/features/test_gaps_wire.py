"""What people leave for the host, by the real process: the modal that Discord is sent, restarts, the host's files."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.connection.questions_left import FIELD, LEAVE
from bot.features import gaps as gaps_command
from bot.store.gaps import KEEP_DAYS
from bot.store.store import FILE
from bot.words.english import ENGLISH
from tests.bot.connection.test_wire import QUESTION, Place, place, running
from tests.bot.features.test_setup_wire import guild_of, mod
from tests.loopback import LoopbackDiscord, StoredMessage, User
from tests.loopback.errors import Payload

__all__ = ["mod", "place"]

SAY = ENGLISH.gaps
IN_VAIN = "how many trombones did the mayor own?"
BILL = "what was the bill for mending it?"


def kept(folder: Path) -> list[tuple[str, int]]:
    with closing(sqlite3.connect(folder / "data" / FILE)) as connection:
        return connection.execute("SELECT words, count FROM gaps ORDER BY id").fetchall()


def custom_id(message: StoredMessage, label: str) -> str:
    (found,) = [
        each["custom_id"] for row in message.components for each in row["components"] if each.get("label") == label
    ]
    return str(found)


def menu(message: StoredMessage) -> Payload:
    menus: list[Payload] = [each for row in message.components for each in row["components"] if each["type"] == 3]
    (found,) = menus
    return found


def value_of(modal: Payload) -> str:
    (label,) = modal["components"]
    return str(label["component"].get("value") or "")


async def opened(discord: LoopbackDiscord, message: StoredMessage, person: User) -> str:
    pressed = await discord.press(message, person, custom_id(message, SAY.BUTTON_LABEL))
    return value_of(await pressed.modal())


async def test_the_modal_is_one_that_discord_takes_and_a_restart_changes_nothing(place: Place) -> None:
    bob = place.world.add_user("bob")
    place.world.add_member(guild_of(place), bob)
    async with running(place) as (discord, _):
        asked = await discord.say(place.channel, place.alice, place.mention(IN_VAIN))
        declined = await discord.reply_to(asked)
        pressed = await discord.press(declined, place.alice, custom_id(declined, SAY.BUTTON_LABEL))
        modal = await pressed.modal()
        assert modal["custom_id"] == LEAVE
        assert value_of(modal) == IN_VAIN
        told = await (await discord.submit(pressed, {})).response()
        assert told.ephemeral
        assert told.text == SAY.left(IN_VAIN)
        assert told.pings == frozenset()
        answer = await discord.reply_to(await discord.say(place.channel, place.alice, place.mention(QUESTION)))
        rated = await discord.press(answer, place.alice, custom_id(answer, ENGLISH.buttons.NOT_HELPFUL))
        page = await rated.followup()
        assert await opened(discord, page, place.alice) == QUESTION
        again = await discord.press(declined, place.alice, custom_id(declined, SAY.BUTTON_LABEL))
        await again.modal()
    assert kept(place.folder) == [(IN_VAIN, 1)]

    async with running(place) as (discord, _):
        assert await opened(discord, declined, place.alice) == IN_VAIN, "read from Discord"
        assert await opened(discord, page, place.alice) == QUESTION
        # A modal that was opened before the restart.
        assert (await (await discord.submit(again, {FIELD: "and @everyone?"})).response()).text == SAY.left(
            "and everyone?"
        )
        assert await opened(discord, declined, bob) == "", "it is not his question"
    assert kept(place.folder) == [(IN_VAIN, 1), ("and everyone?", 1)]


async def test_a_slow_discord_gets_an_empty_modal_and_not_none(place: Place) -> None:
    async with running(place) as (discord, _):
        answer = await discord.reply_to(await discord.say(place.channel, place.alice, place.mention(QUESTION)))
        rated = await discord.press(answer, place.alice, custom_id(answer, ENGLISH.buttons.NOT_HELPFUL))
        page = await rated.followup()
    async with running(place) as (discord, _):
        discord.faults.delay(10.0, "GET", r"/channels/\d+/messages/\d+", times=5)
        assert await opened(discord, page, place.alice) == ""


async def test_in_a_direct_message_it_goes_to_the_host_alone(place: Place, mod: User) -> None:
    async with running(place) as (discord, _):
        direct = place.world.direct_channel(place.alice)
        declined = await discord.reply_to(await discord.say(direct, place.alice, IN_VAIN))
        pressed = await discord.press(declined, place.alice, custom_id(declined, SAY.BUTTON_LABEL))
        await pressed.modal()
        await (await discord.submit(pressed, {})).response()
        shown = await (await discord.slash(place.channel, mod, "gaps")).response()
        assert IN_VAIN not in shown.text
        assert SAY.NONE in shown.text
    assert kept(place.folder) == [(IN_VAIN, 1)]


async def test_the_host_says_which_passage_answers_and_it_is_found_from_then_on(place: Place, mod: User) -> None:
    async with running(place) as (discord, _):
        for words in (BILL, "what was the bill for mending it"):
            declined = await discord.reply_to(await discord.say(place.channel, place.alice, place.mention(IN_VAIN)))
            pressed = await discord.press(declined, place.alice, custom_id(declined, SAY.BUTTON_LABEL))
            await pressed.modal()
            await (await discord.submit(pressed, {FIELD: words})).response()
        # Who manages the server recommends, and writes nothing.
        shown = await (await discord.slash(place.channel, mod, "gaps")).response()
        assert SAY.asked(2) in shown.text
        repairs = next(each for each in menu(shown)["options"] if "¶ 5" in each["description"])
        await (await discord.press(shown, mod, menu(shown)["custom_id"], [repairs["value"]])).response()
        assert SAY.NOTED in shown.text
        assert not (place.folder / "articles" / "reader-questions").exists()

        place.world.application.owner = mod
        shown = await (await discord.slash(place.channel, mod, "gaps")).response()
        assert SAY.recommended(SAY.passage("Storm breaks the harbour wall", 5)) in shown.text
        await (await discord.press(shown, mod, menu(shown)["custom_id"], [repairs["value"]])).response()
        assert SAY.written("reader-questions/harbour.md") in shown.text
        assert SAY.NONE in shown.text
        answer = await discord.reply_to(await discord.say(place.channel, place.alice, place.mention(BILL)))
        assert "four million euros" in answer.text.replace("*", "")
    written = (place.folder / "articles" / "reader-questions" / "harbour.md").read_text(encoding="utf-8")
    assert BILL.rstrip("?") in written
    assert kept(place.folder) == []


async def test_the_host_says_that_the_story_does_not_tell_and_where_nothing_can_be_written_why(
    place: Place, mod: User
) -> None:
    place.world.application.owner = mod
    async with running(place) as (discord, _):
        declined = await discord.reply_to(await discord.say(place.channel, place.alice, place.mention(IN_VAIN)))
        pressed = await discord.press(declined, place.alice, custom_id(declined, SAY.BUTTON_LABEL))
        await pressed.modal()
        await (await discord.submit(pressed, {})).response()
        folder = place.folder / "articles" / "reader-questions"
        folder.write_text("a file in its place")
        shown = await (await discord.slash(place.channel, mod, "gaps")).response()
        await (await discord.press(shown, mod, menu(shown)["custom_id"], [gaps_command.NONE_OF_THEM])).response()
        assert SAY.not_written("")[:20] in shown.text
        assert "not-told.md" in shown.text
        folder.unlink()
        await (await discord.press(shown, mod, menu(shown)["custom_id"], [gaps_command.NONE_OF_THEM])).response()
        assert SAY.NOT_TOLD_WRITTEN in shown.text
        assert SAY.NONE in shown.text, "what is settled is not asked again"
        assert IN_VAIN in (folder / "not-told.md").read_text(encoding="utf-8")


async def test_the_weekly_note_comes_by_itself_and_old_words_go(place: Place, mod: User) -> None:
    async with running(place) as (discord, _):
        shown = await (await discord.slash(place.channel, mod, "setup")).response()
        here = custom_id(shown, ENGLISH.setup.digest_label(False))
        await (await discord.press(shown, mod, here)).response()
        declined = await discord.reply_to(await discord.say(place.channel, place.alice, place.mention(IN_VAIN)))
        pressed = await discord.press(declined, place.alice, custom_id(declined, SAY.BUTTON_LABEL))
        await pressed.modal()
        await (await discord.submit(pressed, {})).response()
    guild, today = guild_of(place).id, datetime.now(UTC).date()
    with closing(sqlite3.connect(place.folder / "data" / FILE)) as connection, connection:
        connection.execute("INSERT OR REPLACE INTO digests VALUES (?, '2026-01-01')", (guild,))
        old = (today - timedelta(days=KEEP_DAYS)).isoformat()
        connection.execute("INSERT INTO gaps (guild, day, words, count) VALUES (?, ?, 'too old', 1)", (guild, old))

    note = SAY.digest(1, ENGLISH.numbers.day(date(2026, 1, 1)))
    for _ in range(2):  # a second start in the same week says nothing
        async with running(place) as (discord, _):
            await discord.wait_until(lambda: kept(place.folder) == [(IN_VAIN, 1)], 10, "old words are still there")
            await discord.wait_until(
                lambda: [each for each in place.world.messages.values() if note in each.text], 10, "no note"
            )
            await (await discord.slash(place.channel, mod, "gaps")).response()
    (said,) = [each for each in place.world.messages.values() if note in each.text]
    assert said.channel_id == place.channel.id
    assert said.pings == frozenset()
    assert "trombones" not in said.text
