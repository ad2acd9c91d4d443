"""Threads and forums: answers in threads, follow-ups written on there, new posts answered, in SimCord's Discord."""

from pathlib import Path
from typing import Any

import discord

from bot.store.server_settings import GuildSettings
from bot.words.english import ENGLISH
from tests.pressing import ANSWER, QUESTION, labels
from tests.simulated import Simulated, client_for, scripted_story, simulated, text_of

FOLLOW_UP = "and the repairs?"
FOLLOWED = "four million euros"


def thread_from(world: Simulated, message: Any) -> Any:
    """Let Alice start a thread from a message."""
    world.env.backend.create_thread(world.channel.id, "a thread", world.alice.id, message_id=message.id)
    (thread,) = [each for each in world.channel.threads if each.id == message.id]
    return thread


async def choose(world: Simulated, **chosen: Any) -> None:
    assert await world.client.store.save(world.guild.id, GuildSettings(**chosen))


async def post_in(world: Simulated, forum: Any, title: str, content: str) -> Any:
    """Let Alice open a forum post: its first message has the post's own id."""
    backend = world.env.backend
    thread = backend.create_thread(forum.id, title, world.alice.id, broadcast=False)
    backend.announce_thread_create(thread)
    message = backend.prepare_message(thread.id, world.alice.id, content)
    message.id = thread.id
    backend.commit_message(message)
    await world.env.settle()
    (opened,) = [each for each in forum.threads if each.id == thread.id]
    return opened


async def test_what_is_written_on_in_a_thread_started_from_an_answer_is_a_follow_up(tmp_path: Path) -> None:
    async with simulated(tmp_path, message_content=True) as world:
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        thread = thread_from(world, world.only())
        bob = world.guild.add_member(world.env.create_user("bob"))
        await bob.send(thread, FOLLOW_UP)

        assert FOLLOWED in text_of(world.only(thread))
        asked, previous = world.story.asked[-1]
        assert asked == FOLLOW_UP
        assert previous is not None
        assert previous.question == QUESTION


async def test_such_a_thread_is_known_after_a_restart_and_goes_on_from_its_answer(tmp_path: Path) -> None:
    async with simulated(tmp_path, message_content=True) as world:
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        thread = thread_from(world, world.only())
        other = thread_from(world, await world.alice.send(world.channel, "let us talk"))
        story = scripted_story()
        client = client_for(tmp_path, story, message_content=True)
        await world.env.restart_bot(client)
        world.client = client
        before = len(world.env.http_requests)
        for _ in range(2):
            await world.alice.send(thread, FOLLOW_UP)
            await world.alice.send(other, FOLLOW_UP)

        assert len(world.shown(thread)) == 2
        assert world.shown(other) == []
        looked_up = [each.path for each in world.env.http_requests[before:] if each.method == "GET"]
        assert len(looked_up) == 3  # once whose each thread is, and once what was asked before ours
        followed = [before for asked, before in story.asked if asked == FOLLOW_UP]
        assert [before and before.question for before in followed] == [QUESTION, FOLLOW_UP]


async def test_people_in_an_answers_thread_still_talk_to_each_other(tmp_path: Path) -> None:
    async with simulated(tmp_path, message_content=True) as world:
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        thread = thread_from(world, world.only())
        bob = world.guild.add_member(world.env.create_user("bob"))
        bobs = await bob.send(thread, f"{world.alice.mention} what do you say?")
        await world.alice.send(thread, "the repairs, of course", reply_to=bobs)

        assert world.shown(thread) == []


async def test_a_server_may_have_answers_open_threads(tmp_path: Path) -> None:
    async with simulated(tmp_path, message_content=True) as world:
        await choose(world, answers_in_threads=True)
        question = await world.alice.send(world.channel, f"{world.me} {QUESTION}")

        assert [each for each in world.shown() if each.type is not discord.MessageType.thread_created] == []
        (thread,) = world.channel.threads
        assert thread.id == question.id
        assert thread.name == QUESTION
        assert ANSWER in text_of(world.only(thread))
        context = await world.alice.click(world.only(thread), label=ENGLISH.buttons.IN_CONTEXT)
        assert context.ephemeral

        await world.alice.send(thread, FOLLOW_UP)
        assert FOLLOWED in text_of(world.shown(thread)[1])
        previous = world.story.asked[-1][1]
        assert previous is not None
        assert previous.question == QUESTION


async def test_the_answer_in_a_thread_follows_its_question_too(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await choose(world, answers_in_threads=True)
        question = await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        (thread,) = world.channel.threads
        await world.alice.edit(question, f"{world.me} {FOLLOW_UP}")
        assert FOLLOWED in text_of(world.only(thread))

        await world.env.restart_bot(client_for(tmp_path))
        await world.alice.edit(question, f"{world.me} {QUESTION}")
        assert ANSWER in text_of(world.only(thread))
        await world.alice.delete(question)
        assert world.shown(thread) == []


async def test_where_no_thread_may_be_opened_the_answer_is_a_reply(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await choose(world, answers_in_threads=True)
        overwrite = discord.PermissionOverwrite(create_public_threads=False)
        strict = world.guild.create_text_channel("strict", overwrites={world.guild.default_role: overwrite})
        await world.alice.send(strict, f"{world.me} {QUESTION}")
        world.env.inject_error("POST", "/channels/*/messages/*/threads", status=403, code=50013, message="No")
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        await world.alice.send_dm(QUESTION)

        for channel in (strict, world.channel, world.alice.user.dm_channel):
            assert ANSWER in text_of(world.only(channel))
        assert world.channel.threads == strict.threads == []


async def test_a_question_that_has_a_thread_already_is_answered_in_it(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await choose(world, answers_in_threads=True)
        message = await world.alice.send(world.channel, QUESTION)
        thread = thread_from(world, message)
        await world.alice.edit(message, f"{world.me} {QUESTION}")

        assert ANSWER in text_of(world.only(thread))


async def test_in_our_own_thread_someone_whom_we_cannot_read_is_told_so_once(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        await choose(world, answers_in_threads=True)
        await world.alice.send(world.channel, f"{world.me} {QUESTION}")
        (thread,) = world.channel.threads
        await world.alice.send(thread, FOLLOW_UP)
        await world.alice.send(thread, FOLLOW_UP)

        assert [text_of(each) for each in world.shown(thread)[1:]] == [ENGLISH.refusals.UNREADABLE]


async def test_a_new_forum_post_is_answered_by_its_title_even_without_the_privileged_intent(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        forum = world.guild.create_forum_channel("questions")
        other = world.guild.create_forum_channel("chat")
        await choose(world, forum_channels=frozenset({forum.id}))
        post = await post_in(world, forum, QUESTION, "I could not find it.")
        unasked = await post_in(world, other, QUESTION, "I could not find it.")

        answer = world.only(post)
        assert ANSWER in text_of(answer)
        assert labels(answer)[0] == ENGLISH.buttons.IN_CONTEXT
        assert world.story.asked == [(QUESTION, None)]
        assert world.shown(unasked) == []


async def test_with_the_intent_the_words_of_a_post_count_as_well(tmp_path: Path) -> None:
    async with simulated(tmp_path, message_content=True) as world:
        forum = world.guild.create_forum_channel("questions")
        await choose(world, forum_channels=frozenset({forum.id}))
        post = await post_in(world, forum, "A question", QUESTION)
        await world.alice.send(post, "thanks, and what a storm that was")

        assert ANSWER in text_of(world.only(post)), "what is said further on is no new post"
        assert world.story.asked == [(f"A question\n{QUESTION}", None)]


async def test_a_reply_to_an_answer_in_a_post_is_a_follow_up(tmp_path: Path) -> None:
    async with simulated(tmp_path) as world:
        forum = world.guild.create_forum_channel("questions")
        await choose(world, forum_channels=frozenset({forum.id}))
        post = await post_in(world, forum, QUESTION, "Who knows?")
        await world.alice.send(post, FOLLOW_UP, reply_to=world.only(post))

        assert FOLLOWED in text_of(world.shown(post)[1])
        assert world.story.asked[-1][1] is not None
