"""A bot whose story takes long to read, or cannot be read: what the machine sees of it, and how it ends."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.hosting import probe
from bot.words.host import health as say
from tests.installation import free_port
from tests.loopback import BotProcess, LoopbackDiscord, World

SLOW = """
import sys, time
from bot import __main__ as entry
from retrieval import Progress, Stage, Story

def load(_folder, progress):
    progress(Progress(Stage.MARKS))
    print("reading", flush=True)
    time.sleep(60)

Story.load = load
sys.exit(entry.main([]))
"""


async def test_a_bot_that_reads_is_healthy_and_stops_when_told(tmp_path: Path) -> None:
    port = free_port()
    async with LoopbackDiscord(World()) as discord:
        variables: dict[str, str | None] = {"HEALTH_PORT": str(port)}
        async with BotProcess(discord, variables, arguments=("-c", SLOW), cwd=tmp_path) as bot:
            await bot.wait_for_log("^reading$", timeout=30)
            await bot.wait_for_log("/health", timeout=30)
            reply = await asyncio.to_thread(probe.ask, port)
            assert reply.healthy
            assert say.reading(0).partition("(")[0] in reply.sentence
            bot.terminate()
            assert await bot.wait(30) == 0
            assert discord.requests == [], "it logged in without a story"
            assert "Traceback" not in bot.output


async def test_a_story_that_cannot_be_read_is_told_and_is_the_hosts_to_mend(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    async with LoopbackDiscord(World()) as discord:
        variables: dict[str, str | None] = {"ARTICLES_DIR": str(tmp_path / "articles")}
        async with BotProcess(discord, variables, cwd=tmp_path) as bot:
            assert await bot.wait(30) == 2
            assert "the folder holds no articles" in bot.output
            assert "Traceback" not in bot.output
            assert discord.requests == []
