"""Where a scenario plays: a world, the loopback Discord over it, and the bot as its host runs it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.loopback import BotProcess, LoopbackDiscord, World
from tests.loopback.payloads import channel_payload
from tests.simulated import write_story
from tests.survival.questions import QUESTION, AskedQuestion, Fate

KINDS = ("mention", "command", "direct")
HEARTBEAT = 41.25


@dataclass
class Stage:
    """The running bot, and the questions of the scenario that plays now."""

    discord: LoopbackDiscord
    bot: BotProcess
    folder: Path
    asked: list[AskedQuestion] = field(default_factory=list)

    @property
    def world(self) -> World:
        return self.discord.world

    @property
    def data(self) -> Path:
        """The folder that the bot keeps its data in."""
        return self.folder / "data"

    async def begin(self) -> None:
        """Make everything well again, with no question asked."""
        self.asked = []
        self.discord.faults.clear()
        self.discord.gateway.refusing = False
        self.discord.gateway.acknowledge_heartbeats = True
        if not self.bot.running:
            await self.bot.start()
        await self.connected()

    async def connected(self, within: float = 20.0) -> None:
        """Wait until the bot has a session that lives."""

        def live() -> bool:
            return any(each.established for each in self.discord.gateway.connected())

        await self.discord.wait_until(live, within, "the bot did not come back")

    async def ask(self, number: int = 6, kinds: tuple[str, ...] = KINDS) -> list[AskedQuestion]:
        """Ask so many questions by turns of each kind, each by another person in another channel."""
        return [await self._ask(kinds[each % len(kinds)]) for each in range(number)]

    async def settled(self, within: float) -> None:
        """Wait until no question is without a response, or until it has taken too long."""

        def all_told() -> bool:
            return all(each.fate in (Fate.ANSWERED, Fate.TOLD) for each in self.asked if _may_be_told(each))

        with suppress(TimeoutError):
            await self.discord.wait_until(all_told, within, "not all were told")
        # Whoever answers twice does so soon.
        await asyncio.sleep(0.2)

    async def _ask(self, kind: str) -> AskedQuestion:
        world = self.world
        guild = next(iter(world.guilds.values()))
        person = world.add_user(f"reader{len(world.users)}")
        world.add_member(guild, person)
        channel = world.direct_channel(person) if kind == "direct" else world.add_channel(guild, f"c{len(world.users)}")
        if kind != "direct":
            await self.discord.dispatch("CHANNEL_CREATE", channel_payload(world, channel), guild_id=guild.id)
        connected, sessions = bool(self.discord.gateway.connected()), list(self.discord.gateway.sessions.values())
        question = AskedQuestion(self.discord, channel, person, None, connected, sessions)
        self.asked.append(question)
        if kind == "command":
            await self.discord.slash(channel, person, "ask", {"question": QUESTION})
        else:
            text = f"{world.bot.mention} {QUESTION}" if kind == "mention" else QUESTION
            question.message = await self.discord.say(channel, person, text)
        return question


def _may_be_told(question: AskedQuestion) -> bool:
    return question.fate is not Fate.UNDELIVERED


@asynccontextmanager
async def staged(
    folder: Path, environment: Mapping[str, str] | None = None, *, heartbeat: float = HEARTBEAT
) -> AsyncIterator[Stage]:
    """Run the bot in a server with nobody in it yet."""
    world = World()
    world.add_guild("Library", world.add_user("alice"))
    settings: dict[str, str | None] = {
        "ARTICLES_DIR": str(write_story(folder / "articles")),
        "DATA_DIR": str(folder / "data"),
        "VERBATIM_QUESTIONS_PER_MINUTE": "0",
        "VERBATIM_CHANNEL_QUESTIONS_PER_MINUTE": "0",
        **(environment or {}),
    }
    async with (
        LoopbackDiscord(world, heartbeat_interval=heartbeat) as discord,
        BotProcess(discord, settings, cwd=folder) as bot,
    ):
        await discord.ready()
        await bot.wait_for_log("Ready as ")
        yield Stage(discord, bot, folder)
