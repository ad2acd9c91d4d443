"""A crowd that asks all at once, of the real process over the loopback Discord."""

import asyncio
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.loopback import BotProcess, Channel, Interaction, LoopbackDiscord, StoredMessage, User, World

REPLIED = re.compile(r"/channels/\d+/messages$")


@dataclass(frozen=True)
class Crowd:
    """So many questions, in so many seconds, from so many people in so many servers."""

    questions: int
    seconds: float
    people: int
    servers: int


@dataclass(frozen=True)
class Served:
    """One question: the seconds until its response, and whether that was an answer (else: told to wait)."""

    latency: float | None
    answered: bool

    @property
    def lost(self) -> bool:
        """Whether nobody was told anything."""
        return self.latency is None


@dataclass
class _Open:
    """A question without its response yet. A person told to wait once is not told again in the same minute."""

    person: User
    channel: Channel
    at: float
    message: StoredMessage | None = None
    command: Interaction | None = None
    latency: float | None = None
    answered: bool = False


def populate(world: World, crowd: Crowd) -> tuple[list[User], list[Channel]]:
    """Make the people and a channel in each server; everybody is in every server."""
    people = [world.add_user(f"reader{each}") for each in range(crowd.people)]
    guilds = [world.add_guild(f"server{each}", *people) for each in range(crowd.servers)]
    return people, [world.add_channel(guild, "general") for guild in guilds]


async def ask_all(
    discord: LoopbackDiscord, crowd: Crowd, people: list[User], channels: list[Channel], questions: Sequence[str]
) -> list[Served]:
    """Ask, half by mention and half by command, and wait for the responses, 30 s for the last."""
    chance = random.Random(6)
    opened: list[_Open] = []
    watching = asyncio.create_task(_watch(discord, opened))
    start = time.monotonic()
    for number in range(crowd.questions):
        await asyncio.sleep(max(0.0, start + crowd.seconds * number / crowd.questions - time.monotonic()))
        person, channel = people[number % len(people)], chance.choice(channels)
        each = _Open(person, channel, time.monotonic())
        opened.append(each)
        words = chance.choice(questions)
        if number % 2:
            each.command = await discord.slash(channel, person, "ask", {"question": words})
        else:
            each.message = await discord.say(channel, person, f"{discord.world.bot.mention} {words}")
    deadline = time.monotonic() + 30
    while any(each.latency is None for each in opened) and time.monotonic() < deadline:  # noqa: ASYNC110  the watcher looks at what changes
        await asyncio.sleep(0.1)
    seen = -1
    # An answer may come after a later question's "wait".
    while seen < (seen := len(discord.world.messages)):  # noqa: ASYNC110  until nothing comes any more
        await asyncio.sleep(0.5)
    watching.cancel()
    return [Served(each.latency, each.answered) for each in opened]


async def _watch(discord: LoopbackDiscord, opened: list[_Open]) -> None:
    """Note when each question gets its response."""
    looked = 0
    replies: dict[int, StoredMessage] = {}
    told: dict[int, float] = {}
    while True:
        messages = list(discord.world.messages.values())
        for each in messages[looked:]:
            if each.author_id == discord.world.bot.id and each.reply_to_id is not None:
                replies[each.reply_to_id] = each
            elif each.author_id == discord.world.bot.id and each.guild_id is None and each.interaction_id is None:
                recipient = discord.world.channels[each.channel_id].recipient
                if recipient is not None:
                    told[recipient.id] = time.monotonic()
        looked = len(messages)
        for each_open in opened:
            if each_open.latency is None:
                _look(each_open, replies, told)
            elif each_open.message is not None and each_open.message.id in replies:
                each_open.answered = True
        await asyncio.sleep(0.01)


def _look(each: _Open, replies: dict[int, StoredMessage], told: dict[int, float]) -> None:
    if each.command is not None:
        shown = each.command.original
        if shown is None or shown.loading:
            return
        each.answered = not shown.ephemeral
        if shown.ephemeral:
            told[each.person.id] = time.monotonic()  # nobody is told the same by a second door
    elif each.message is not None and each.message.id in replies:
        each.answered = True
    elif each.person.id not in told:
        return
    each.latency = time.monotonic() - each.at


async def resident_memory(bot: BotProcess) -> float:
    """Return the megabytes of memory that the process holds now (Linux)."""
    status = await asyncio.to_thread(Path(f"/proc/{bot.process.pid}/status").read_text)
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else float("nan")
