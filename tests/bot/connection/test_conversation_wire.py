"""Buttons, menus, edits, threads and typing as they go over the wire: the real process on the loopback Discord."""

import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.cards.answers import HERE
from bot.words.english import ENGLISH
from tests.bot.connection.test_wire import QUESTION, Place, is_quoted, place, running
from tests.loopback import BotProcess, Channel, ChannelType, Fault, LoopbackDiscord, StoredMessage
from tests.loopback.interactions import Interaction
from tests.loopback.permission_bits import EMBED_LINKS
from tests.simulated import write_story

__all__ = ["place"]

OTHER_QUESTION = "How much will the repairs of the harbour wall cost?"
OTHER_QUOTED = "four million euros"


def labels(message: StoredMessage) -> list[str]:
    return [button["label"] for button in message.buttons]


def plain(message: StoredMessage) -> str:
    return re.sub(r"[*\\]", "", message.text)


def says(message: StoredMessage, words: str) -> bool:
    return words in plain(message)


async def press(discord: LoopbackDiscord, message: StoredMessage, place: Place, label: str) -> Interaction:
    (found,) = [button for button in message.buttons if button["label"] == label]
    return await discord.press(message, place.alice, found["custom_id"])


async def ask(discord: LoopbackDiscord, place: Place, channel: Channel | None = None) -> StoredMessage:
    where = channel or place.channel
    text = QUESTION if where.guild_id is None else place.mention(QUESTION)
    return await discord.reply_to(await discord.say(where, place.alice, text))


async def press_everything(discord: LoopbackDiscord, place: Place, answer: StoredMessage) -> None:
    """Press each button of an answer, and of what it shows."""
    context = await (await press(discord, answer, place, ENGLISH.buttons.IN_CONTEXT)).response()
    assert context.ephemeral
    assert f"{HERE} ¶ 3" in context.text
    more = await (await press(discord, answer, place, ENGLISH.buttons.MORE)).response()
    assert more.ephemeral
    first = more.text
    if ENGLISH.buttons.NEXT in labels(more):
        await (await press(discord, more, place, ENGLISH.buttons.NEXT)).response()
        assert more.text != first
        await (await press(discord, more, place, ENGLISH.buttons.BACK)).response()
        assert more.text == first
    judged = await press(discord, answer, place, ENGLISH.buttons.NOT_HELPFUL)
    assert (await judged.followup()).ephemeral
    assert labels(answer)[-1] == ENGLISH.buttons.RATED_NOT_HELPFUL
    assert is_quoted(answer)


async def test_every_button_pressed_in_a_process_that_never_sent_it(place: Place) -> None:
    thread_parent = place.world.add_channel(place.world.guilds[place.channel.guild_id or 0], "talk")
    async with running(place) as (discord, _):
        thread = await discord.start_thread(thread_parent, place.alice, "a thread")
        answers = [
            await ask(discord, place, where) for where in (None, thread, place.world.direct_channel(place.alice))
        ]
        hidden = await discord.slash(place.channel, place.alice, "ask", {"question": QUESTION, "hide": True})
        private = await hidden.response()
    async with running(place) as (discord, _):
        for answer in answers:
            await press_everything(discord, place, answer)
        discord.interactions[hidden.token] = hidden
        shared = await (await press(discord, private, place, ENGLISH.buttons.SHARE)).followup()
        assert not shared.ephemeral
        assert is_quoted(shared)
        assert ENGLISH.answers.shared_by("Alice") in shared.text
        assert shared.pings == frozenset()
        assert ENGLISH.buttons.SHARED in labels(private)


async def test_buttons_where_embeds_are_not_allowed(place: Place) -> None:
    place.world.deny(
        place.channel, place.world.guilds[place.channel.guild_id or 0].roles[place.channel.guild_id or 0], EMBED_LINKS
    )
    async with running(place) as (discord, _):
        answer = await ask(discord, place)
        assert answer.embeds == []
        await press_everything(discord, place, answer)


async def test_buttons_where_the_bot_is_installed_by_the_person_alone(place: Place) -> None:
    elsewhere = place.world.add_guild("Elsewhere", place.alice, joined=False)
    channel = place.world.add_channel(elsewhere, "general")
    async with running(place) as (discord, _):
        asked = await discord.slash(channel, place.alice, "ask", {"question": QUESTION}, user_install=True)
        await press_everything(discord, place, await asked.response())
        message = await discord.say(channel, place.alice, QUESTION)
        found = await discord.menu(message, place.alice, ENGLISH.commands.FIND_MENU, user_install=True)
        assert is_quoted(await found.response())


async def test_the_menu_of_a_message_answers_privately_without_the_privileged_intent(place: Place) -> None:
    async with running(place) as (discord, _):
        message = await discord.say(place.channel, place.alice, QUESTION)
        response = await (await discord.menu(message, place.alice, ENGLISH.commands.FIND_MENU)).response()
        assert response.ephemeral
        assert is_quoted(response)
        assert discord.replies_to(message) == []


async def test_a_made_up_button_is_refused_politely(place: Place) -> None:
    async with running(place) as (discord, bot):
        answer = await ask(discord, place)
        for forged in ("v1zAAAA", "other:thing"):
            answer.buttons[0]["custom_id"] = forged
            refused = await (await discord.press(answer, place.alice, forged)).response()
            assert refused.ephemeral
            assert refused.text == ENGLISH.buttons.EXPIRED
        assert "Traceback" not in bot.output


async def test_a_moment_of_trouble_at_discord_fails_no_button(place: Place) -> None:
    async with running(place) as (discord, _):
        answer = await ask(discord, place)
        discord.faults.rules.append(Fault("POST", "/interactions/.*/callback", status=503, body="no healthy upstream"))
        assert (await (await press(discord, answer, place, ENGLISH.buttons.IN_CONTEXT)).response()).ephemeral


async def test_an_edited_question_gets_its_answer_edited_and_a_deleted_one_has_it_removed(place: Place) -> None:
    async with running(place) as (discord, _):
        for channel in (place.channel, place.world.direct_channel(place.alice)):
            text = place.mention if channel.guild_id is not None else str
            question = await discord.say(channel, place.alice, text(QUESTION))
            answer = await discord.reply_to(question)
            await discord.edit(question, text(OTHER_QUESTION))
            await discord.wait_until(partial(says, answer, OTHER_QUOTED), 5, "no edit")
            assert answer.pings == frozenset()
            assert labels(answer)[0] == ENGLISH.buttons.IN_CONTEXT
            await discord.delete(question)
            await discord.wait_until(partial(getattr, answer, "deleted"), 5, "not removed")


async def test_after_a_restart_an_edit_is_still_followed(place: Place) -> None:
    async with running(place) as (discord, _):
        question = await discord.say(place.channel, place.alice, place.mention(QUESTION))
        answer = await discord.reply_to(question)
    async with running(place) as (discord, _):
        await discord.edit(question, place.mention(OTHER_QUESTION))
        await discord.wait_until(partial(says, answer, OTHER_QUOTED), 5, "no edit")
        assert len([each for each in place.world.shown_in(place.channel) if each.author_id != place.alice.id]) == 1


async def test_in_a_thread_on_an_answer_people_write_on(place: Place) -> None:
    place.world.application.message_content = True
    async with running(place, ASK_CHANNELS="123456789012345678") as (discord, _):
        answer = await ask(discord, place)
        thread = place.world.add_thread(place.channel, "a thread", place.alice, identifier=answer.id)
        await discord.announce_thread(thread)
        follow_up = await discord.say(thread, place.alice, OTHER_QUESTION)
        assert OTHER_QUOTED in plain(await discord.reply_to(follow_up))


async def test_a_forum_post_that_mentions_us_is_answered_with_buttons(place: Place) -> None:
    forum = place.world.add_channel(place.world.guilds[place.channel.guild_id or 0], "forum", ChannelType.FORUM)
    async with running(place) as (discord, _):
        post = await discord.start_thread(forum, place.alice, "help", first_message=place.mention(QUESTION))
        answer = await discord.reply_to(place.world.messages[post.id])
        await press_everything(discord, place, answer)


async def test_a_post_in_a_forum_made_for_asking_is_answered(place: Place) -> None:
    place.world.application.message_content = True
    forum = place.world.add_channel(place.world.guilds[place.channel.guild_id or 0], "forum", ChannelType.FORUM)
    async with running(place, ASK_CHANNELS=str(forum.id)) as (discord, _):
        post = await discord.start_thread(forum, place.alice, QUESTION, first_message="Who knows?")
        assert is_quoted(await discord.reply_to(place.world.messages[post.id]))


@pytest.fixture
def with_questions(place: Place) -> Place:
    articles = write_story(place.folder / "asked")
    (articles / "reader-questions").mkdir()
    (articles / "reader-questions" / "harbour.md").write_text("## 3\nWho is the harbour master?\n", encoding="utf-8")
    place.environment["ARTICLES_DIR"] = str(articles)
    return place


async def test_typing_is_offered_questions_and_articles(with_questions: Place) -> None:
    place = with_questions
    async with running(place) as (discord, _):
        offered: list[Any] = await discord.autocomplete(place.channel, place.alice, "ask", "question", "harbor mas")
        assert offered == [{"name": "Who is the harbour master?", "value": "Who is the harbour master?"}]
        (article,) = await discord.autocomplete(place.channel, place.alice, "articles", "article", "storm")
        opened = await discord.slash(place.channel, place.alice, "articles", {"article": article["value"]})
        assert "The storm tore a hole" in (await opened.response()).text


async def test_a_server_whose_answers_open_threads(place: Place, tmp_path: Path) -> None:
    from bot.store.server_settings import GuildSettings
    from bot.store.store import Store

    store = Store(tmp_path / "data")
    assert await store.save(place.channel.guild_id or 0, GuildSettings(answers_in_threads=True))
    await store.close()
    async with running(place) as (discord, _):
        question = await discord.say(place.channel, place.alice, place.mention(QUESTION))
        answer = await discord.reply_to(question)
        assert answer.channel_id == question.thread_id == question.id
        await press_everything(discord, place, answer)


async def test_the_process_says_nothing_of_what_was_pressed_or_asked(place: Place) -> None:
    async with LoopbackDiscord(place.world) as discord, BotProcess(discord, place.environment, cwd=place.folder) as bot:
        await discord.ready()
        answer = await ask(discord, place)
        await press_everything(discord, place, answer)
        assert "Lindqvist" not in bot.output
        assert "v1" not in bot.output
        assert discord.schema_violations == []
