"""The loopback Discord itself, under a small real discord.py bot (not the project's own)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import discord
import pytest

from tests.loopback import BotProcess, Channel, ChannelType, Drop, Guild, LoopbackDiscord, User, World
from tests.loopback.commands import CommandUnavailableError
from tests.loopback.echo_bot import EchoBot, point_to
from tests.loopback.errors import missing_permissions, unknown_interaction
from tests.loopback.permission_bits import SEND_MESSAGES, VIEW_CHANNEL
from tests.loopback.schema import load_schema

ECHO = ("-m", "tests.loopback.echo_bot")


@dataclass
class Place:
    """A world with one server, one channel and one reader."""

    world: World
    guild: Guild
    channel: Channel
    alice: User


@pytest.fixture
def place() -> Place:
    world = World()
    alice = world.add_user("alice")
    guild = world.add_guild("Library", alice)
    return Place(world, guild, world.add_channel(guild, "general"), alice)


@asynccontextmanager
async def logged_in(
    server: LoopbackDiscord,
    *,
    shards: int | None = None,
    message_content: bool = False,
    heartbeat_timeout: float = 10.0,
) -> AsyncIterator[EchoBot]:
    """Run the echo bot in this process; its failure is the test's."""
    point_to(server.api_url, server.gateway_url)
    bot = EchoBot(shard_count=shards, message_content=message_content, heartbeat_timeout=heartbeat_timeout)
    running = asyncio.create_task(bot.start(server.world.token))
    try:
        waiting = asyncio.create_task(server.ready())
        await asyncio.wait({running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            waiting.cancel()
            running.result()
        await waiting
        yield bot
    finally:
        await bot.close()
        await asyncio.gather(running, return_exceptions=True)


async def test_a_mention_is_answered_and_the_reply_kept(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server, logged_in(server):
        message = await server.say(place.channel, place.alice, f"{place.world.bot.mention} hello")
        reply = await server.reply_to(message)
        assert reply.content == f"you said: {place.world.bot.mention} hello"
        assert reply.reply_to_id == message.id
        assert reply.allowed_mentions == {"parse": []}
        assert reply.pings == frozenset()
        assert [each.id for each in place.world.shown_in(place.channel)] == [message.id, reply.id]
        assert server.schema_violations == []


async def test_content_is_blank_without_the_intent_unless_the_bot_is_addressed(place: Place) -> None:
    direct = place.world.direct_channel(place.alice)
    async with LoopbackDiscord(place.world) as server, logged_in(server) as bot:
        await server.say(place.channel, place.alice, "not for the bot")
        await server.say(direct, place.alice, "for the bot")
        first = await server.say(place.channel, place.alice, f"{place.world.bot.mention} hi")
        answer = await server.reply_to(first)
        again = await server.say(place.channel, place.alice, "and this", reply_to=answer)
        await server.reply_to(again)
        heard = [each for each in bot.heard if not each.startswith("you said")]
        assert heard == ["", "for the bot", f"{place.world.bot.mention} hi", "and this"]


async def test_content_comes_with_the_intent(place: Place) -> None:
    place.world.application.message_content = True
    async with LoopbackDiscord(place.world) as server, logged_in(server, message_content=True) as bot:
        await server.say(place.channel, place.alice, "not for the bot")
        message = await server.say(place.channel, place.alice, f"{place.world.bot.mention} hi")
        await server.reply_to(message)
        assert bot.heard[0] == "not for the bot"


async def test_a_slash_command_answers_at_once(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server, logged_in(server):
        interaction = await server.slash(place.channel, place.alice, "echo", {"text": "hello"})
        response = await interaction.response()
        assert response.ephemeral
        assert response.embeds[0]["description"] == "hello"
        assert place.world.shown_in(place.channel) == []
        assert interaction.acknowledged_after is not None
        assert server.schema_violations == []


async def test_a_deferred_response_is_the_edited_one(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server, logged_in(server):
        interaction = await server.slash(place.channel, place.alice, "late", {"text": "hello"})
        response = await interaction.response()
        assert response.content == "hello"
        assert (await interaction.followup()).ephemeral
        assert server.schema_violations == []


async def test_a_button_edits_its_message(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server, logged_in(server):
        message = await server.say(place.channel, place.alice, f"{place.world.bot.mention} hello")
        reply = await server.reply_to(message)
        pressed = await server.press(reply, place.alice, "echo:again")
        assert await pressed.response() is reply
        assert reply.content == "again"
        assert len(reply.history) == 1


async def test_a_form_and_a_menu(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server, logged_in(server):
        opened = await server.slash(place.channel, place.alice, "form")
        sent = await server.submit(opened, {"word": "story"})
        assert (await sent.response()).content == "the word is story"
        message = await server.say(place.channel, place.alice, "quote me")
        assert (await (await server.menu(message, place.alice, "Repeat")).response()).content == "quote me"
        assert server.schema_violations == []


async def test_a_command_called_from_a_user_install_elsewhere(place: Place) -> None:
    elsewhere = place.world.add_guild("Elsewhere", place.alice, joined=False)
    channel = place.world.add_channel(elsewhere, "talk")
    async with LoopbackDiscord(place.world) as server, logged_in(server):
        with pytest.raises(CommandUnavailableError):
            await server.slash(channel, place.alice, "echo", {"text": "hello"}, user_install=True)
        place.world.commands[None][0]["integration_types"] = [0, 1]
        command = place.world.commands[None][0]["name"]
        interaction = await server.slash(channel, place.alice, command, {"text": "hello"}, user_install=True)
        assert "hello" in (await interaction.response()).text
        assert interaction.payload["authorizing_integration_owners"] == {"1": str(place.alice.id)}


async def test_what_the_loopback_answers_is_what_discord_describes(place: Place) -> None:
    schema = load_schema()
    if schema is None:
        pytest.skip("Discord's OpenAPI description is not here")
    forum = place.world.add_channel(place.guild, "questions", ChannelType.FORUM)
    async with LoopbackDiscord(place.world) as server, logged_in(server) as bot:
        for name in ("echo", "late"):
            called = await server.slash(place.channel, place.alice, name, {"text": "hello"})
            await called.response()
        await called.followup()
        message = await server.say(place.channel, place.alice, f"{place.world.bot.mention} hello")
        reply = await server.reply_to(message)
        await (await server.press(reply, place.alice, "echo:again")).response()
        guild = await bot.fetch_guild(place.guild.id)
        await guild.fetch_channels()
        await guild.fetch_member(place.alice.id)
        await bot.fetch_user(place.alice.id)
        await (await bot.create_dm(discord.Object(place.alice.id))).send("hello")
        channel = bot.get_channel(place.channel.id)
        assert isinstance(channel, discord.TextChannel)
        assert len([each async for each in channel.history()]) == 3
        fetched = await channel.fetch_message(message.id)
        await fetched.create_thread(name="about that")
        await fetched.add_reaction("👍")
        await channel.typing()
        await (await channel.send("gone soon", file=discord.File(__file__))).delete()
        posts = bot.get_channel(forum.id)
        assert isinstance(posts, discord.ForumChannel)
        await posts.create_thread(name="a post", content="its first message")
        await bot.tree.fetch_commands()
        for each in server.requests:
            assert each.status is not None
            wrong = schema.check_response(each.method, each.path, each.status, each.answer)
            assert wrong is None, f"{each.method} {each.path}: {wrong}"
        assert server.schema_violations == []


async def test_a_process_logs_in_answers_and_starts_again_in_a_known_world(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server, BotProcess(server, arguments=ECHO) as bot:
        await server.ready()
        message = await server.say(place.channel, place.alice, f"{place.world.bot.mention} hello")
        reply = await server.reply_to(message)
        bot.kill()
        assert await bot.wait() == -9
        await bot.start()
        await server.ready(identifies=2)
        await (await server.press(reply, place.alice, "echo:again")).response()
        assert reply.content == "again"


async def test_a_process_has_a_clean_environment_and_its_output_is_read(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "the host's own")
    monkeypatch.setenv("VERBATIM_ANYTHING", "the host's own")
    async with LoopbackDiscord(place.world) as server, BotProcess(server, arguments=ECHO) as bot:
        assert "VERBATIM_ANYTHING" not in bot.environment
        await bot.wait_for_log("^ready$")
        bot.terminate()
        assert await bot.wait() == -15
        with pytest.raises(TimeoutError, match="ready"):
            await bot.wait_for_log("never written", timeout=0.2)


async def test_permissions_are_enforced(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server, logged_in(server) as bot:
        channel = bot.get_partial_messageable(place.channel.id)
        place.world.deny(place.channel, place.world.bot, SEND_MESSAGES)
        with pytest.raises(discord.Forbidden) as caught:
            await channel.send("hello")
        assert caught.value.code == 50013
        place.world.deny(place.channel, place.world.bot, VIEW_CHANNEL)
        with pytest.raises(discord.Forbidden) as caught:
            await channel.send("hello")
        assert caught.value.code == 50001
        await server.say(place.channel, place.alice, f"{place.world.bot.mention} hello")
        assert bot.heard == []


async def test_an_interaction_is_acknowledged_once_and_needs_it_before_follow_ups(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server, logged_in(server) as bot:
        called = await server.slash(place.channel, place.alice, "echo", {"text": "hello"})
        await called.response()
        twice = discord.Interaction(data=called.payload, state=bot._connection)  # type: ignore[arg-type]
        with pytest.raises(discord.HTTPException) as caught:
            await twice.response.send_message("again")
        assert caught.value.code == 40060
        called.callback = None
        with pytest.raises(discord.NotFound) as missing:
            await twice.followup.send("too early")
        assert missing.value.code == 10015


async def test_rate_limits_are_waited_out(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server, logged_in(server):
        for everywhere in (False, True):
            rule = server.faults.rate_limit("POST", "/messages$", retry_after=0.05, everywhere=everywhere)
            message = await server.say(place.channel, place.alice, f"{place.world.bot.mention} hello")
            await server.reply_to(message)
            assert rule.used == 1


async def test_a_server_error_is_tried_again(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server, logged_in(server):
        server.faults.fail("POST", "/messages$", status=502, html=True)
        message = await server.say(place.channel, place.alice, f"{place.world.bot.mention} hello")
        await server.reply_to(message)
        assert [each.status for each in server.requests_to("POST", "/messages")] == [502, 200]


async def test_faults_on_order(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server, logged_in(server) as bot:
        channel = bot.get_partial_messageable(place.channel.id)
        server.faults.refuse(missing_permissions(), "POST", "/messages$")
        with pytest.raises(discord.Forbidden):
            await channel.send("hello")
        server.faults.drop("POST", "/messages$", when=Drop.AFTER)
        with pytest.raises(Exception, match=r"disconnected|reset"):
            await channel.send("sent, but the bot never learns it")
        assert [each.content for each in place.world.shown_in(place.channel)] == ["sent, but the bot never learns it"]


async def test_an_interaction_answered_too_late_is_unknown(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server, logged_in(server):
        rule = server.faults.refuse(unknown_interaction(), "POST", "/callback$")
        interaction = await server.slash(place.channel, place.alice, "echo", {"text": "hello"})
        await server.wait_until(lambda: rule.used, 2, "no callback")
        assert not interaction.acknowledged
        server.acknowledge_within = 0.0
        late = await server.slash(place.channel, place.alice, "echo", {"text": "hello"})
        await server.wait_until(lambda: late.refused, 2, "no callback")


async def test_a_body_that_discord_does_not_describe_is_noticed(place: Place) -> None:
    if load_schema() is None:
        pytest.skip("Discord's OpenAPI description is not here")
    async with LoopbackDiscord(place.world) as server, logged_in(server) as bot:
        route = discord.http.Route("POST", "/channels/{channel_id}/messages", channel_id=place.channel.id)
        await bot.http.request(route, json={"content": "hello", "embeds": "none"[:0], "flags": "many"[:0] or None})
        assert len(server.schema_violations) == 1
        assert "embeds" in server.schema_violations[0].reason


async def test_long_contents_are_refused(place: Place) -> None:
    async with LoopbackDiscord(place.world) as server, logged_in(server) as bot:
        channel = bot.get_partial_messageable(place.channel.id)
        with pytest.raises(discord.HTTPException, match="2000 or fewer") as caught:
            await channel.send("x" * 2001)
        assert caught.value.code == 50035
        long = [discord.Embed(description="x" * 4000), discord.Embed(description="x" * 2001)]
        with pytest.raises(discord.HTTPException, match="6000"):
            await channel.send(embeds=long)
        with pytest.raises(discord.HTTPException) as caught:
            await channel.send(" ")
        assert caught.value.code == 50006


async def test_threads_and_forum_posts(place: Place) -> None:
    forum = place.world.add_channel(place.guild, "questions", ChannelType.FORUM)
    async with LoopbackDiscord(place.world) as server, logged_in(server):
        asked = f"{place.world.bot.mention} who?"
        post = await server.start_thread(forum, place.alice, "A question", first_message=asked)
        reply = await server.reply_to(place.world.messages[post.id])
        assert reply.channel_id == post.id
