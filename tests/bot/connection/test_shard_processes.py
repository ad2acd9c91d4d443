"""Two processes share one token: SHARD_IDS says which servers are whose, and each question is answered once."""

import asyncio
from pathlib import Path

from tests.loopback import BotProcess, LoopbackDiscord, World
from tests.simulated import write_story
from tests.survival.questions import QUESTION


async def test_each_question_is_answered_by_the_process_that_has_its_shard(tmp_path: Path) -> None:
    world = World(shards=2)
    alice = world.add_user("alice")
    guilds = [world.add_guild(f"server {each}", alice, shard=each % 2) for each in range(4)]
    channels = [world.add_channel(guild, "general") for guild in guilds]
    environment = {"ARTICLES_DIR": str(write_story(tmp_path / "articles")), "SHARD_COUNT": "2"}
    environment["VERBATIM_QUESTIONS_PER_MINUTE"] = "0"
    folders = [tmp_path / "first", tmp_path / "second"]
    async with LoopbackDiscord(world) as discord:
        first, second = (
            BotProcess(discord, {**environment, "SHARD_IDS": str(shard), "DATA_DIR": str(folder)})
            for shard, folder in enumerate(folders)
        )
        async with first, second:
            await discord.ready(20, identifies=2)
            assert sorted(each["shard"] for each in discord.gateway.identifies) == [[0, 2], [1, 2]]
            for bot in (first, second):
                assert "2 servers" in (await bot.wait_for_log("Ready as ")).string

            mentions = [await discord.say(each, alice, f"{world.bot.mention} {QUESTION}") for each in channels]
            mentions.append(await discord.say(world.direct_channel(alice), alice, QUESTION))
            commands = [await discord.slash(each, alice, "ask", {"question": QUESTION}) for each in channels]
            for message in mentions:
                await discord.reply_to(message)
            for command in commands:
                await command.response()
            await asyncio.sleep(0.3)
            said = [each for each in world.messages.values() if each.author_id == world.bot.id]
            assert len(said) == len(mentions) + len(commands)
            assert not any(each.refused for each in commands)
            assert len(discord.requests_to("PUT", "/commands")) == 1, "the process with the first shard speaks for all"

            second.terminate()
            assert await second.wait() == 0
            still = await discord.say(channels[0], alice, f"{world.bot.mention} {QUESTION}")
            await discord.reply_to(still)
