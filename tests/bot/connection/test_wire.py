"""The real process, `python -m bot`, on the loopback Discord: what goes over the wire."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.words.host import start
from tests.loopback import BotProcess, Channel, ChannelType, Fault, LoopbackDiscord, StoredMessage, User, World
from tests.loopback.payloads import application_payload
from tests.loopback.world import MESSAGE_CONTENT_FLAG
from tests.simulated import write_story

QUESTION = "What did Maria Lindqvist, the harbour master, hear?"
QUOTED = "We heard it go like a gun"
NORMAL_CLOSURE = 1000


@dataclass
class Place:
    """A world with one server, one channel and one reader, and the environment that its host set."""

    world: World
    channel: Channel
    alice: User
    environment: dict[str, str | None]
    folder: Path

    def mention(self, question: str) -> str:
        return f"{self.world.bot.mention} {question}"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    articles = write_story(tmp_path / "articles")
    world = World()
    alice = world.add_user("alice")
    guild = world.add_guild("Library", alice)
    environment: dict[str, str | None] = {"ARTICLES_DIR": str(articles), "DATA_DIR": str(tmp_path / "data")}
    return Place(world, world.add_channel(guild, "general"), alice, environment, tmp_path)


@asynccontextmanager
async def running(place: Place, **environment: str) -> AsyncIterator[tuple[LoopbackDiscord, BotProcess]]:
    """Run the bot until it is ready; every body it sent must be one that Discord's description allows."""
    async with LoopbackDiscord(place.world) as discord:
        async with BotProcess(discord, {**place.environment, **environment}, cwd=place.folder) as bot:
            await discord.ready()
            await bot.wait_for_log("Ready as ")
            yield discord, bot
        assert discord.schema_violations == []
        assert place.world.token not in bot.output
        assert "Lindqvist" not in bot.output, "the log holds what someone wrote"


def is_quoted(message: StoredMessage) -> bool:
    """Tell whether a message quotes the article, once its markup is taken off."""
    return QUOTED in re.sub(r"[*\\]", "", message.text)


async def test_a_mention_a_direct_message_and_ask_are_answered(place: Place) -> None:
    async with running(place) as (discord, _):
        question = await discord.say(place.channel, place.alice, place.mention(QUESTION))
        reply = await discord.reply_to(question)
        assert is_quoted(reply)
        assert reply.reply_to_id == question.id
        assert reply.pings == frozenset()

        direct = await discord.say(place.world.direct_channel(place.alice), place.alice, QUESTION)
        assert is_quoted(await discord.reply_to(direct))

        public = await (await discord.slash(place.channel, place.alice, "ask", {"question": QUESTION})).response()
        assert is_quoted(public)
        assert QUESTION in public.text
        assert not public.ephemeral
        hidden = await discord.slash(place.channel, place.alice, "ask", {"question": QUESTION, "hide": True})
        assert (await hidden.response()).ephemeral


async def test_a_reply_to_an_answer_and_a_thread_are_answered(place: Place) -> None:
    async with running(place) as (discord, _):
        first = await discord.reply_to(await discord.say(place.channel, place.alice, place.mention(QUESTION)))
        follow_up = await discord.say(place.channel, place.alice, "and the repairs?", reply_to=first)
        assert (await discord.reply_to(follow_up)).reply_to_id == follow_up.id

        thread = await discord.start_thread(place.channel, place.alice, "a thread")
        question = await discord.say(thread, place.alice, place.mention(QUESTION))
        assert is_quoted(await discord.reply_to(question))


async def test_articles_and_about(place: Place) -> None:
    async with running(place) as (discord, _):
        articles = await (await discord.slash(place.channel, place.alice, "articles")).response()
        assert "Coast Gazette" in articles.text
        assert articles.ephemeral
        about = await (await discord.slash(place.channel, place.alice, "about")).response()
        assert "No message text is stored" in about.text


async def test_user_installed_the_commands_work_where_the_bot_is_not(place: Place) -> None:
    elsewhere = place.world.add_guild("Elsewhere", place.alice, joined=False)
    channel = place.world.add_channel(elsewhere, "general")
    async with running(place) as (discord, _):
        asked = await discord.slash(channel, place.alice, "ask", {"question": QUESTION}, user_install=True)
        assert is_quoted(await asked.response())


async def test_nothing_but_what_is_for_us_is_answered(place: Place) -> None:
    robot = place.world.add_user("robot", bot=True)
    async with running(place) as (discord, _):
        ignored = [
            await discord.say(place.channel, place.alice, QUESTION),
            await discord.say(place.channel, place.alice, f"@everyone {QUESTION}"),
            await discord.say(place.channel, robot, place.mention(QUESTION)),
        ]
        last = await discord.say(place.channel, place.alice, place.mention(QUESTION))
        await discord.reply_to(last)

        replies = [each.reply_to_id for each in place.world.messages.values() if each.author_id == place.world.bot.id]
        assert replies == [last.id]
        assert all(each.id not in replies for each in ignored)


async def test_a_channel_made_for_asking_with_the_portals_switch_on(place: Place) -> None:
    place.world.application.message_content = True
    async with running(place, ASK_CHANNELS=str(place.channel.id)) as (discord, _):
        assert is_quoted(await discord.reply_to(await discord.say(place.channel, place.alice, QUESTION)))


async def test_with_the_portals_switch_off_mentions_are_answered_and_the_host_is_told(place: Place) -> None:
    async with running(place, ASK_CHANNELS=str(place.channel.id)) as (discord, bot):
        unheard = await discord.say(place.channel, place.alice, QUESTION)
        question = await discord.say(place.channel, place.alice, place.mention(QUESTION))
        assert is_quoted(await discord.reply_to(question))
        assert discord.replies_to(unheard) == []
        assert bot.output.count(start.MESSAGE_CONTENT_OFF) == 1
        assert len(discord.gateway.identifies) == 1, "the application says so before a login is wasted"


async def test_where_only_the_gateway_says_that_the_switch_is_off_the_bot_logs_in_without(place: Place) -> None:
    flags = application_payload(place.world) | {"flags": MESSAGE_CONTENT_FLAG}
    async with LoopbackDiscord(place.world) as discord:
        discord.faults.rules.append(Fault("GET", "applications/@me", status=200, body=flags))
        environment = {**place.environment, "ASK_CHANNELS": str(place.channel.id)}
        async with BotProcess(discord, environment, cwd=place.folder) as bot:
            await discord.ready(identifies=2)
            assert 4014 in discord.gateway.close_codes
            assert is_quoted(
                await discord.reply_to(await discord.say(place.channel, place.alice, place.mention(QUESTION)))
            )
            assert bot.output.count(start.MESSAGE_CONTENT_OFF) == 1


async def test_a_wrong_token_is_one_sentence_and_status_2_without_a_second_try(place: Place) -> None:
    async with LoopbackDiscord(place.world) as discord:
        wrong = "MTAwMDAwMDAwMDAwMDAwMDAwMA.Gwrong.wrong-wrong-wrong-wrong-wrong-wrong"
        async with BotProcess(discord, {**place.environment, "DISCORD_TOKEN": wrong}, cwd=place.folder) as bot:
            assert await bot.wait() == 2
        assert bot.output.count(start.BAD_TOKEN) == 1
        assert "Traceback" not in bot.output
        assert wrong not in bot.output
        assert [each.path for each in discord.requests] == ["/users/@me"]
        assert discord.gateway.identifies == []


async def test_a_token_revoked_while_running_is_one_sentence_and_status_2(place: Place) -> None:
    async with running(place) as (discord, bot):
        await discord.gateway.close(4004)
        assert await bot.wait() == 2
        assert bot.output.count(start.BAD_TOKEN) == 1
        assert "Traceback" not in bot.output


@pytest.mark.parametrize("ask_to_stop", [BotProcess.terminate, BotProcess.interrupt], ids=["SIGTERM", "SIGINT"])
async def test_stopped_the_bot_finishes_its_answer_leaves_the_gateway_and_exits_0(
    place: Place, ask_to_stop: Callable[[BotProcess], None]
) -> None:
    async with running(place) as (discord, bot):
        discord.faults.rules.append(Fault("POST", "/channels/.*/messages", delay=0.5))
        question = await discord.say(place.channel, place.alice, place.mention(QUESTION))
        await discord.wait_until(lambda: discord.requests_to("POST", "/messages"), 5, "the answer is on its way")
        ask_to_stop(bot)

        assert is_quoted(await discord.reply_to(question))
        assert await bot.wait() == 0
        assert discord.gateway.close_codes == [NORMAL_CLOSURE]
        assert "Traceback" not in bot.output


async def test_stopped_before_discord_answers_the_bot_exits_0(place: Place) -> None:
    async with LoopbackDiscord(place.world) as discord:
        discord.faults.rules.append(Fault("GET", "/users/@me", delay=30))
        async with BotProcess(discord, place.environment, cwd=place.folder) as bot:
            await discord.wait_until(lambda: discord.requests_to("GET", "/users/@me"), 10, "no login")
            bot.terminate()
            assert await bot.wait() == 0


async def test_commands_are_sent_once_over_two_starts(place: Place) -> None:
    async with LoopbackDiscord(place.world) as discord:
        for identifies in (1, 2):
            async with BotProcess(discord, place.environment, cwd=place.folder) as bot:
                await discord.ready(identifies=identifies)
                await bot.wait_for_log("Ready as ")
        assert len(discord.requests_to("PUT", "/commands")) == 1
        assert {command["name"] for command in place.world.commands[None]} >= {"ask", "articles", "about"}
        assert discord.schema_violations == []


async def test_while_developing_commands_go_to_one_server(place: Place) -> None:
    async with running(place, SYNC_GUILD=str(place.channel.guild_id)) as (discord, _):
        (sent,) = discord.requests_to("PUT", "/commands")
        assert f"/guilds/{place.channel.guild_id}/commands" in sent.path


async def test_where_commands_are_refused_mentions_are_answered_all_the_same(place: Place) -> None:
    async with LoopbackDiscord(place.world) as discord:
        refusal = {"message": "Missing Access", "code": 50001}
        discord.faults.rules.append(Fault("PUT", "/commands", status=403, body=refusal))
        async with BotProcess(discord, place.environment, cwd=place.folder) as bot:
            await discord.ready()
            question = await discord.say(place.channel, place.alice, place.mention(QUESTION))
            assert is_quoted(await discord.reply_to(question))
            await bot.wait_for_log("Could not send the commands to every server .*403.*50001")


async def test_a_session_is_resumed_through_the_hosts_own_gateway(place: Place) -> None:
    async with LoopbackDiscord(place.world) as discord:
        discord.gateway.url = "ws://127.0.0.1:9/nobody-listens-here"
        async with BotProcess(discord, place.environment, cwd=place.folder) as bot:
            await discord.ready()
            await bot.wait_for_log("Ready as ")
            await discord.gateway.close(4000)
            await discord.resumed()
            question = await discord.say(place.channel, place.alice, place.mention(QUESTION))
            assert is_quoted(await discord.reply_to(question))
        assert len(discord.gateway.identifies) == 1


async def test_discord_unreachable_at_the_start_is_tried_again(place: Place) -> None:
    async with LoopbackDiscord(place.world) as discord:
        discord.faults.rules.append(Fault("GET", "/users/@me", status=503, body="no healthy upstream"))
        async with BotProcess(discord, place.environment, cwd=place.folder) as bot:
            await discord.ready(timeout=20)
            await bot.wait_for_log("could not be reached .*503.* trying again")


async def test_typing_shows_while_an_answer_takes_long_and_only_then(place: Place) -> None:
    async with running(place) as (discord, _):
        await discord.reply_to(await discord.say(place.channel, place.alice, place.mention(QUESTION)))
        assert place.world.typing == []
        discord.faults.rules.append(Fault("POST", "/channels/.*/messages", delay=1.5))
        question = await discord.say(place.channel, place.alice, place.mention(QUESTION))
        await discord.reply_to(question)
        assert place.world.typing == [place.channel.id]


async def test_a_slow_discord_gets_the_acknowledgement_of_a_command_once(place: Place) -> None:
    async with running(place) as (discord, _):
        discord.faults.rules.append(Fault("POST", "/interactions/.*/callback", status=503, body="no healthy upstream"))
        asked = await discord.slash(place.channel, place.alice, "ask", {"question": QUESTION})
        assert is_quoted(await asked.response())
        assert asked.followups == []


BAD_QUESTIONS = {
    "nothing but emoji": "🦊🔥❓",
    "four thousand characters without a space": "w" * 4_000,
    "four thousand characters": "why? " * 800,
    "Arabic": "ماذا حدث للجدار؟",
    "control characters": "what\x00 is\x1b[31m\u202e this?\r\n\x07",
    "markdown": "**b** ||s|| [x](https://a.example) `c` <@&1> @everyone discord.gg/abc",
}


async def test_whatever_is_asked_gets_one_answer_that_discord_takes(place: Place) -> None:
    forum = place.world.add_channel(place.world.guilds[place.channel.guild_id or 0], "forum", ChannelType.FORUM)
    unlimited = {"VERBATIM_QUESTIONS_PER_MINUTE": "0", "VERBATIM_CHANNEL_QUESTIONS_PER_MINUTE": "0"}
    async with running(place, **unlimited) as (discord, _):
        post = await discord.start_thread(forum, place.alice, "a post", first_message="hello")
        for kind, question in BAD_QUESTIONS.items():
            for channel, text in (
                (place.world.direct_channel(place.alice), question),
                (place.channel, place.mention(question)),
                (post, place.mention(question)),
            ):
                asked = await discord.say(channel, place.alice, text)
                reply = await discord.reply_to(asked)
                assert reply.text.strip(), kind
                assert reply.pings == frozenset(), kind
            command = await discord.slash(place.channel, place.alice, "ask", {"question": question})
            response = await command.response()
            assert response.text.strip(), kind
            assert response.pings == frozenset(), kind
