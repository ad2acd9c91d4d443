"""docs/first-hour.md, run as it stands there; then the bot that it leads to answers in a channel."""

from __future__ import annotations

from pathlib import Path

from tests.loopback import BotProcess, LoopbackDiscord, World
from tests.walkthroughs import ROOT, walk


async def test_the_first_hour_leads_to_a_bot_that_answers(tmp_path: Path) -> None:
    assert walk(ROOT / "docs" / "first-hour.md", tmp_path, quiet=False) >= 6
    world = World()
    reader = world.add_user("reader")
    channel = world.add_channel(world.add_guild("Library", reader), "general")
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    async with LoopbackDiscord(world) as discord, BotProcess(discord, environment, cwd=tmp_path) as bot:
        await discord.ready(20)
        await bot.wait_for_log("Ready as ")
        question = await discord.say(channel, reader, f"{world.bot.mention} how did crumbs get into the watch?")
        answer = await discord.reply_to(question)
        assert "bread-knife" in str(answer.embeds)
        assert discord.schema_violations == []
