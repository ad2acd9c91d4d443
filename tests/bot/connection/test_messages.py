"""Messages as people write them, in SimCord's Discord."""

import logging
from pathlib import Path

import discord
import pytest

from bot.asking.cooldowns import Cooldowns, Rate
from bot.words.english import ENGLISH
from tests.simulated import Simulated, simulated, text_of

QUESTION = "Who is Lindqvist?"
ANSWER = "We heard it go like a gun"


def without(*permissions: str) -> discord.PermissionOverwrite:
    overwrite = discord.PermissionOverwrite()
    overwrite.update(**dict.fromkeys(permissions, False))
    return overwrite


def channel_without(world: Simulated, *permissions: str) -> object:
    return world.guild.create_text_channel("strict", overwrites={world.guild.default_role: without(*permissions)})


async def test_a_mention_is_answered_by_a_reply_that_pings_nobody(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        question = await world.alice.send(world.channel, f"{world.me} {QUESTION}")

        reply = world.only()
        assert ANSWER in text_of(reply)
        assert "Coast Gazette" in text_of(reply)
        assert reply.reference is not None
        assert reply.reference.message_id == question.id
        assert reply.mentions == []
        assert world.story.asked == [(QUESTION, None)]


async def test_mentions_in_articles_and_questions_are_shown_and_ping_nobody(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await world.alice.send(world.channel, f"{world.me} what about Ystad, @everyone and {world.alice.mention}?")

        reply = world.only()
        assert "Ystad" in text_of(reply)
        assert not reply.mention_everyone
        assert reply.mentions == []
        assert world.posted()[0]["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_a_direct_message_needs_no_mention(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await world.alice.send_dm(QUESTION)

        assert ANSWER in text_of(world.only(world.alice.user.dm_channel))


async def test_a_reply_to_an_answer_is_a_follow_up(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        await world.alice.send(world.channel, "and the repairs?", reply_to=world.only())

        assert len(world.shown()) == 2
        (_, _), (followed, previous) = world.story.asked
        assert followed == "and the repairs?"
        assert previous is not None
        assert (previous.question, previous.file, previous.paragraph) == (QUESTION, "harbour.txt", 3)


async def test_the_next_question_of_the_same_person_is_a_follow_up_and_of_another_is_not(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        bob = world.guild.add_member(world.env.create_user("bob"))
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        await bob.send(world.channel, f"{world.me} and the repairs?")
        await world.alice.send(world.channel, f"{world.me} and the storm?")

        previous = [before.question if before else None for _, before in world.story.asked]
        assert previous == [None, None, QUESTION]


async def test_a_bare_mention_explains_how_to_ask(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await world.alice.send(world.channel, world.me)

        assert ENGLISH.about.HELP_TITLE in text_of(world.only())
        assert world.story.asked == []


async def test_what_is_not_for_us_is_left_alone(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        other_bot = world.guild.add_member(world.env.create_user("other", bot=True))
        bob = world.guild.add_member(world.env.create_user("bob"))
        webhook = world.guild.create_webhook(world.channel)
        bobs = await bob.send(world.channel, "the storm is over")
        await world.alice.send(world.channel, QUESTION)
        await world.alice.send(world.channel, f"@everyone {QUESTION}")
        await world.alice.send(world.channel, f"@here {QUESTION}")
        await world.alice.send(world.channel, f"{bob.mention} {QUESTION}")
        await world.alice.send(world.channel, QUESTION, reply_to=bobs)
        await other_bot.send(world.channel, f"{world.me} {QUESTION}")
        await webhook.send(f"{world.me} {QUESTION}")

        assert world.shown() == []
        assert world.story.asked == []


async def general_channel_id(folder: Path) -> int:
    """SimCord gives the same ids in every run: learn the one that the settings need before the bot starts."""
    async with simulated(folder) as world:
        identifier: int = world.channel.id
        return identifier


async def test_a_channel_made_for_asking_needs_no_mention(tmp_path: Path) -> None:
    chosen = frozenset({await general_channel_id(tmp_path / "first")})
    async with simulated(tmp_path, message_content=True, ask_channels=chosen) as world:
        assert world.channel.id in chosen
        elsewhere = world.guild.create_text_channel("elsewhere")
        await world.alice.send(elsewhere, QUESTION)
        await world.alice.send(world.channel, QUESTION)

        assert ANSWER in text_of(world.only())
        assert world.shown(elsewhere) == []


async def test_a_thread_of_a_channel_made_for_asking_needs_no_mention_either(tmp_path: Path) -> None:
    chosen = frozenset({await general_channel_id(tmp_path / "first")})
    async with simulated(tmp_path, message_content=True, ask_channels=chosen) as world:
        channel = world.client.get_channel(world.channel.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.create_thread(name="a thread", type=discord.ChannelType.public_thread)
        (thread,) = world.channel.threads
        await world.alice.send(thread, QUESTION)

        assert ANSWER in text_of(world.only(thread))


async def test_a_reply_that_we_cannot_read_is_told_so_once(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await world.alice.slash(world.channel, "ask", question=QUESTION)
        answer = world.only()
        await world.alice.send(world.channel, "and the repairs?", reply_to=answer)
        await world.alice.send(world.channel, "hello?", reply_to=answer)

        assert [text_of(message) for message in world.shown()[1:]] == [ENGLISH.refusals.UNREADABLE]


async def test_without_embed_links_the_answer_is_plain_text(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        strict = channel_without(world, "embed_links")
        await world.alice.send(strict, f"{world.me} {QUESTION}")

        reply = world.only(strict)
        assert reply.embeds == []
        assert ANSWER in reply.content
        assert "https://gazette.example/harbour" in reply.content
        assert reply.flags.suppress_embeds
        assert len(world.posted()) == 1, "our permissions were known, so that one request is enough"


async def test_where_discord_refuses_an_embed_after_all_the_answer_is_plain_text(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, message="Missing Permissions")
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")

        reply = world.only()
        assert reply.embeds == []
        assert ANSWER in reply.content


async def test_without_message_history_the_answer_is_no_reply(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        strict = channel_without(world, "read_message_history")
        await world.alice.send(strict, f"{world.me} {QUESTION}")

        assert "message_reference" not in world.posted()[0]
        assert ANSWER in text_of(world.only(strict))


async def test_where_we_may_not_write_the_asker_is_told_directly(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        me = world.client.user
        assert me is not None
        silent = world.guild.create_text_channel("silent", overwrites={me: without("send_messages")})
        await world.alice.send(silent, f"{world.me} {QUESTION}")

        assert world.shown(silent) == []
        assert text_of(world.only(world.alice.user.dm_channel)) == ENGLISH.errors.FORBIDDEN


async def test_a_moment_of_trouble_at_discord_loses_nothing(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        world.env.inject_error("POST", "/channels/*/messages", status=503, times=2)
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        await world.env.advance_time(10)

        assert ANSWER in text_of(world.only())


async def test_an_error_that_nobody_expected_is_told_in_one_sentence_and_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with simulated(tmp_path, ValueError("secret text")) as world:
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        told = text_of(world.only())
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")

        assert told.startswith("Something went wrong on my side.")
        assert "secret text" not in told
        assert len([record for record in caplog.records if record.levelno >= logging.WARNING]) == 1
        assert ANSWER in text_of(world.shown()[1])


async def test_one_question_too_many_is_told_once_privately_with_the_time(tmp_path: Path) -> None:
    cooldowns = Cooldowns(Rate(1, 60), None)
    async with simulated(tmp_path, cooldowns=cooldowns) as world:
        for _ in range(3):
            await world.alice.send(world.channel, f"{world.me} {QUESTION}")

        assert ANSWER in text_of(world.only())
        told = text_of(world.only(world.alice.user.dm_channel))
        assert "<t:" in told
        assert ":R>" in told
        assert len(world.story.asked) == 1


async def test_who_takes_no_direct_messages_is_told_to_wait_where_they_asked(tmp_path: Path) -> None:
    cooldowns = Cooldowns(Rate(1, 60), None)
    async with simulated(tmp_path, cooldowns=cooldowns) as world:
        world.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, message="Cannot send messages")
        for _ in range(3):
            await world.alice.send(world.channel, f"{world.me} {QUESTION}")

        answer, told = world.shown()
        assert ANSWER in text_of(answer)
        assert "<t:" in text_of(told)


async def test_an_event_that_comes_twice_is_answered_once(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        message = await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        world.client.dispatch("message", message)
        await world.env.settle()

        assert world.only()
        assert len(world.story.asked) == 1


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("🦊🔥❓", id="nothing but emoji"),
        pytest.param("why " * 500, id="as long as a message can be"),
        pytest.param("ماذا حدث للجدار؟", id="Arabic"),
        pytest.param("what\x00 is\x1b[31m this\u202e?", id="control characters"),
        pytest.param("**bold** ||spoiler|| [x](https://example.org) `code` <@&1> discord.gg/abc", id="markdown"),
    ],
)
async def test_whatever_is_asked_gets_an_answer_inside_discords_limits(tmp_path: Path, question: str) -> None:
    async with simulated(tmp_path) as world:
        await world.alice.send_dm(question)

        reply = world.only(world.alice.user.dm_channel)
        assert ENGLISH.answers.declined(None) in text_of(reply)
        assert len(world.story.asked) == 1
