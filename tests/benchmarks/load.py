"""500 questions in ten seconds, by mention and by command, from 200 people in 50 servers.

`python -m tests.benchmarks.load` prints what became of them, how long they took, and what it cost the process.
"""

import asyncio
import sys
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from tests.benchmarks.crowd import Crowd, ask_all, populate, resident_memory
from tests.loopback import BotProcess, LoopbackDiscord, World
from tests.loopback.process import CHECKOUT

CROWD = Crowd(questions=500, seconds=10.0, people=200, servers=50)
QUESTIONS = ("How old is she?", "Who said that it was a mistake?", "What happened first?", "When did it begin?")


async def main(limits: dict[str, str | None]) -> int:
    """Run the load on the story that comes with the bot; return 1 where a question was lost."""
    world = World()
    people, channels = populate(world, CROWD)
    with TemporaryDirectory() as folder:
        environment = {"ARTICLES_DIR": str(CHECKOUT / "seeds"), "DATA_DIR": folder, **limits}
        bot_with_watch = ("-m", "tests.benchmarks.lagging_bot")
        async with (
            LoopbackDiscord(world) as discord,
            BotProcess(discord, environment, arguments=bot_with_watch) as bot,
        ):
            await discord.ready(30)
            await bot.wait_for_log("Ready as ", 30)
            before = await resident_memory(bot)
            served = await ask_all(discord, CROWD, people, channels, QUESTIONS)
            after = await resident_memory(bot)
            bot.terminate()
            await bot.wait(15)
    latencies = sorted(each.latency for each in served if each.latency is not None)
    answered, lost = sum(each.answered for each in served), sum(each.lost for each in served)
    lag = next(line.split()[1:] for line in bot.lines if line.startswith("LAG "))
    print(f"asked {len(served)}, answered {answered}, told to wait {len(served) - answered - lost}, lost {lost}")
    print(f"latency: median {1000 * median(latencies):.0f} ms, p99 {1000 * quantiles(latencies, n=100)[98]:.0f} ms")
    print(f"memory: {before:.0f} MB before, {after:.0f} MB after")
    print(f"event-loop lag: p99 {lag[0]} ms, worst {lag[1]} ms")
    return int(lost > 0)


if __name__ == "__main__":
    without = "--no-limits" in sys.argv
    names = ("VERBATIM_QUESTIONS_PER_MINUTE", "VERBATIM_CHANNEL_QUESTIONS_PER_MINUTE")
    sys.exit(asyncio.run(main(dict.fromkeys(names, "0") if without else {})))
