"""A hundred people ask at once: does the event loop still acknowledge in time, and how long does each wait?

    python -m tests.benchmarks.event_loop [--people 100] [--rounds 5] [--articles DIR]

The real process answers over the loopback Discord, half of the people by mention and half by /ask. It is measured
as it is, with the story asked in the event loop one question at a time, with a thread for that, and in the event loop
whenever a question comes. Lag is how much
too late a timer of 2 ms came while the questions were answered: so long would the heartbeat or an acknowledgement,
which Discord wants within 3 s, have waited. Figures depend on the machine; no test asserts them.
"""

import argparse
import asyncio
import json
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from retrieval import SEEDS, Story
from tests.loopback import BotProcess, Channel, LoopbackDiscord, User, World

CHANNELS = 20
WAIT = 120.0
VARIANTS = {"one at a time (as it is)": "", "in a thread": "in-a-thread", "all at once": "at-once"}


@dataclass
class Measured:
    """Seconds: how late the loop was, and how long each person waited for the acknowledgement and the answer."""

    lags: list[float] = field(default_factory=list)
    acknowledged: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)


MEASURES: tuple[tuple[str, Callable[[Measured], list[float]]], ...] = (
    ("event-loop lag", lambda each: each.lags),
    ("acknowledging /ask", lambda each: each.acknowledged),
    ("from asking to the answer", lambda each: each.answered),
)


def percentile(values: list[float], share: float) -> float:
    """Return the smallest value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1))]


async def by_mention(discord: LoopbackDiscord, channel: Channel, person: User, question: str, to: Measured) -> None:
    began = time.perf_counter()
    message = await discord.say(channel, person, f"{discord.world.bot.mention} {question}")
    await discord.reply_to(message, timeout=WAIT)
    to.answered.append(time.perf_counter() - began)


async def by_command(discord: LoopbackDiscord, channel: Channel, person: User, question: str, to: Measured) -> None:
    began = time.perf_counter()
    interaction = await discord.slash(channel, person, "ask", {"question": question})
    await interaction.response(timeout=WAIT)
    to.answered.append(time.perf_counter() - began)
    assert interaction.acknowledged_after is not None
    to.acknowledged.append(interaction.acknowledged_after)


async def measure(variant: str, people: int, rounds: int, articles: Path, questions: list[str]) -> Measured:
    """Start the bot, warm it up with one question, and let everybody ask at once, so many times."""
    world = World()
    readers = [world.add_user(f"reader{number}") for number in range(people)]
    guild = world.add_guild("Library", *readers)
    channels = [world.add_channel(guild, f"channel-{number}") for number in range(CHANNELS)]
    measured = Measured()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "ARTICLES_DIR": str(articles),
            "DATA_DIR": str(Path(folder) / "data"),
            "VERBATIM_QUESTIONS_PER_MINUTE": "0",
            "VERBATIM_CHANNEL_QUESTIONS_PER_MINUTE": "0",
            "LOOP_BENCHMARK": variant,
        }
        program = ("-m", "tests.benchmarks.watched_bot")
        async with (
            LoopbackDiscord(world) as discord,
            BotProcess(discord, environment, arguments=program, cwd=Path(folder)) as bot,
        ):
            await discord.ready()
            await bot.wait_for_log("Ready as ", timeout=60)
            await by_mention(discord, channels[0], readers[0], questions[0], Measured())
            await lags_of(bot, reports=1)
            for turn in range(rounds):
                await asyncio.gather(
                    *(
                        (by_command if number % 2 else by_mention)(
                            discord,
                            channels[number % CHANNELS],
                            reader,
                            questions[(turn * people + number) % len(questions)],
                            measured,
                        )
                        for number, reader in enumerate(readers)
                    )
                )
                measured.lags += await lags_of(bot, reports=turn + 2)
    return measured


async def lags_of(bot: BotProcess, reports: int) -> list[float]:
    """Have the bot say how late its loop was since the last time."""
    bot.process.send_signal(signal.SIGUSR1)
    while True:
        found = [line for line in bot.lines if line.startswith("LAGS ")]
        if len(found) >= reports:
            lags: list[float] = json.loads(found[-1].removeprefix("LAGS "))
            return lags
        await asyncio.sleep(0.01)


def table(results: dict[str, Measured]) -> str:
    """Write what was measured, in milliseconds, one column a variant."""
    width = max(map(len, results)) + 2
    lines = [" " * 34 + "".join(f"{name:>{width}}" for name in results)]
    for label, values_of in MEASURES:
        for name, share in (("median", 0.5), ("p99", 0.99), ("max", 1.0)):
            figures = [percentile(values_of(each), share) * 1000 for each in results.values()]
            values = "".join(f"{figure:>{width - 3},.1f} ms" for figure in figures)
            lines.append(f"{label + ', ' + name:<34}{values}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--articles", type=Path, default=SEEDS)
    options = parser.parse_args()
    questions = list(Story.load(options.articles).suggest("", 500)) or ["What happened?"]
    results = {
        name: asyncio.run(measure(variant, options.people, options.rounds, options.articles.resolve(), questions))
        for name, variant in VARIANTS.items()
    }
    count = len(next(iter(results.values())).answered)
    print(f"{options.people} people at once, {options.rounds} times: {count} questions answered; story asked ...")
    print(table(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
