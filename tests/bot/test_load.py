"""A crowd asks all at once: everybody is answered or told to wait. How long it takes is a benchmark's business."""

from pathlib import Path

from tests.benchmarks.crowd import Crowd, Served, ask_all, populate
from tests.loopback import BotProcess, LoopbackDiscord, World
from tests.simulated import write_story

QUESTIONS = ("What did Maria Lindqvist hear?", "What will the repairs cost?")


async def ask(folder: Path, crowd: Crowd, limit: int) -> list[Served]:
    world = World()
    people, channels = populate(world, crowd)
    environment = {
        "ARTICLES_DIR": str(write_story(folder / "articles")),
        "DATA_DIR": str(folder / "data"),
        "VERBATIM_QUESTIONS_PER_MINUTE": str(limit),
        "VERBATIM_CHANNEL_QUESTIONS_PER_MINUTE": "0",
    }
    async with LoopbackDiscord(world) as discord, BotProcess(discord, environment, cwd=folder) as bot:
        await discord.ready(20)
        await bot.wait_for_log("Ready as ")
        served = await ask_all(discord, crowd, people, channels, QUESTIONS)
        assert "Traceback" not in bot.output
        return served


async def test_a_crowd_is_answered(tmp_path: Path) -> None:
    served = await ask(tmp_path, Crowd(questions=120, seconds=1.0, people=60, servers=20), limit=0)
    assert [each for each in served if each.lost] == []
    assert all(each.answered for each in served)


async def test_who_asks_too_often_is_told_to_wait(tmp_path: Path) -> None:
    served = await ask(tmp_path, Crowd(questions=60, seconds=1.0, people=15, servers=5), limit=2)
    assert [each for each in served if each.lost] == []
    assert sum(each.answered for each in served) == 30
