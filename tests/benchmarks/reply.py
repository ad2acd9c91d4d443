"""What a reply costs beside that of a bare discord.py bot: time, processor time, memory, and a burst.

    python -m tests.benchmarks.reply [--rounds 300] [--articles DIR]

Three bots, a process each, are asked in turn by mention over the loopback Discord, on one machine in one run: one
that replies with a fixed embed (`bare_bot`), Verbatim, and Verbatim with every answer known beforehand (`knowing_bot`),
which shows what a reply costs apart from `Story.ask`. Wall time is from the event to the request that replies, with
the loopback's own work (the same for all three) in it; processor time is the bot's own, and all its threads'. Each
message comes from another person, so that none is a follow-up. Figures depend on the machine, ratios hardly do.
"""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from retrieval import SEEDS, Story
from tests.benchmarks.crowd import REPLIED, resident_memory
from tests.benchmarks.event_loop import percentile
from tests.loopback import BotProcess, Channel, LoopbackDiscord, User, World

CHANNELS = 20
BURST = 100
BURSTS = 5
WARM = 40
BOTS = {"a bare bot": "bare_bot", "Verbatim": "", "answers known": "knowing_bot"}


@dataclass
class Asked:
    """One bot: where it is asked, and what was measured, in seconds; `burst` in replies a second."""

    discord: LoopbackDiscord
    bot: BotProcess
    channels: list[Channel]
    people: Iterator[User]
    wall: list[float] = field(default_factory=list)
    processor: float = 0.0
    burst: list[float] = field(default_factory=list)
    megabytes: float = 0.0

    @property
    def replies(self) -> int:
        """How many replies have arrived."""
        return sum(each.method == "POST" and REPLIED.search(each.path) is not None for each in self.discord.requests)

    def processor_time(self) -> float:
        """Return the processor time that the process has used, in seconds (Linux)."""
        fields = Path(f"/proc/{self.bot.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    async def ask(self, number: int, question: str) -> None:
        """Write a message that mentions the bot."""
        channel = self.channels[number % CHANNELS]
        await self.discord.say(channel, next(self.people), f"{self.discord.world.bot.mention} {question}")

    async def replied(self, count: int) -> float:
        """Wait until there are so many replies; return when the last of them arrived."""
        await self.discord.wait_until(lambda: self.replies >= count, 60.0, "no reply")
        return self.discord.requests[-1].time

    async def one(self, number: int, question: str) -> None:
        """Ask once, and note how long it took."""
        self.discord.requests.clear()
        processor, began = self.processor_time(), time.monotonic()
        await self.ask(number, question)
        self.wall.append(await self.replied(1) - began)
        await asyncio.sleep(0.02)  # what is done after the reply belongs to it
        self.processor += self.processor_time() - processor

    async def all_at_once(self, questions: Sequence[str]) -> None:
        """Ask a hundred times at once, and note how many replies a second came of it."""
        self.discord.requests.clear()
        began = time.monotonic()
        for number in range(BURST):
            await self.ask(number, questions[number % len(questions)])
        self.burst.append(BURST / (await self.replied(BURST) - began))


@asynccontextmanager
async def started(module: str, articles: Path, asked: int) -> AsyncIterator[Asked]:
    """Run a bot in a server of its own, with a person for each time that it is asked."""
    world = World()
    people = [world.add_user(f"reader{number}") for number in range(asked)]
    guild = world.add_guild("Library", *people)
    channels = [world.add_channel(guild, f"channel-{number}") for number in range(CHANNELS)]
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        environment = {
            "ARTICLES_DIR": str(articles),
            "DATA_DIR": str(folder / "data"),
            "VERBATIM_QUESTIONS_PER_MINUTE": "0",
            "VERBATIM_CHANNEL_QUESTIONS_PER_MINUTE": "0",
        }
        program = ("-m", f"tests.benchmarks.{module}" if module else "bot")
        discord = await stack.enter_async_context(LoopbackDiscord(world))
        bot = await stack.enter_async_context(BotProcess(discord, environment, arguments=program, cwd=folder))
        await bot.wait_for_log("Ready as ", timeout=120)
        yield Asked(discord, bot, channels, iter(people))


async def measure(rounds: int, articles: Path, questions: Sequence[str]) -> dict[str, Asked]:
    """Ask all bots in turn, so that each has the same machine; then each a hundred times at once."""
    async with AsyncExitStack() as stack:
        warm = max(WARM, len(questions))
        asked = warm + rounds + BURSTS * BURST
        bots = {
            name: await stack.enter_async_context(started(module, articles, asked)) for name, module in BOTS.items()
        }
        for each in bots.values():
            for number in range(warm):
                await each.one(number, questions[number % len(questions)])
            each.wall.clear()
            each.processor = 0.0
        for number in range(rounds):
            for each in bots.values():
                await each.one(number, questions[number % len(questions)])
        for _ in range(BURSTS):
            for each in bots.values():
                await each.all_at_once(questions)
        for each in bots.values():
            each.megabytes = await resident_memory(each.bot)
        return bots


def table(bots: dict[str, Asked]) -> str:
    """Write what was measured, a column a bot, and beside each figure how many times the bare bot's it is."""
    rows = {
        "event to request, p50, ms": [1000 * percentile(each.wall, 0.5) for each in bots.values()],
        "event to request, p99, ms": [1000 * percentile(each.wall, 0.99) for each in bots.values()],
        "processor time a reply, ms": [1000 * each.processor / len(each.wall) for each in bots.values()],
        f"burst of {BURST}, replies a second": [percentile(each.burst, 0.5) for each in bots.values()],
        "memory resident, MB": [each.megabytes for each in bots.values()],
    }
    lines = ["| |" + "|".join(f" {name} " for name in bots) + "|", "|:--|" + "--:|" * len(bots)]
    for label, figures in rows.items():
        first, *others = figures
        cells = [f"{first:,.1f}", *(f"{figure:,.1f} ({figure / first:.2f} ×)" for figure in others)]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--articles", type=Path, default=SEEDS)
    options = parser.parse_args()
    story = Story.load(options.articles)
    questions = list(story.suggest("", 60)) or ["What happened?"]
    print(table(asyncio.run(measure(options.rounds, options.articles.resolve(), questions))))
    asked = []
    for question in questions * 3:
        began = time.process_time()
        story.ask(question)
        asked.append(time.process_time() - began)
    print(f"Story.ask alone: {1000 * percentile(asked, 0.5):.1f} ms of processor time at the median.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
