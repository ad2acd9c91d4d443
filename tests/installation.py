"""A sound installation with its Discord, in which a test then breaks something."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord
import pytest

from bot import features
from bot.connection import command_sync
from bot.connection.command_tree import CommandTree
from bot.connection.endpoints import point_at
from bot.doctor import examination
from bot.doctor.results import Section
from bot.responding.permissions import Hints
from bot.settings import Settings
from tests.loopback import Channel, Fault, Guild, LoopbackDiscord, User, World
from tests.simulated import write_story

QUESTIONS = "## 2\nWhat did the storm do?\nWhen did the wall break?\n"


@dataclass
class Installation:
    """A sound installation, and Discord; a test then breaks one thing of it."""

    folder: Path
    world: World
    guild: Guild
    channel: Channel
    alice: User
    discord: LoopbackDiscord
    patch: pytest.MonkeyPatch
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def articles(self) -> Path:
        return self.folder / "articles"

    @property
    def env_file(self) -> Path:
        return self.folder / ".env"

    def set(self, **variables: str) -> None:
        self.environment.update(variables)

    def answer(self, path: str, body: Any) -> None:
        """Have Discord answer a GET with this body from now on."""
        self.discord.faults.add(Fault("GET", path, times=99, status=200, body=body))

    async def examine(self) -> list[Section]:
        return [section async for section in examination.examine(self.environment, self.env_file, {})]

    async def synced(self) -> None:
        """Send the commands, as the bot does at its first start."""
        settings = Settings.load(self.environment, self.env_file)
        point_at(settings)
        async with discord.Client(intents=discord.Intents.none()) as client:
            await client.login(settings.token.reveal())
            assert client.application_id is not None
            tree = CommandTree(client, features.COMMANDS, Hints())
            await command_sync.sync(tree, client.application_id, settings.data_dir, settings.sync_guild)


@asynccontextmanager
async def sound_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Installation]:
    """Set up an installation in which there is nothing to fix, logged in once."""
    articles = write_story(tmp_path / "articles")
    (articles / "reader-questions").mkdir()
    (articles / "reader-questions" / "harbour.md").write_text(QUESTIONS, encoding="utf-8")
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    world = World()
    alice = world.add_user("alice")
    guild = world.add_guild("Library", alice)
    channel = world.add_channel(guild, "general")
    async with LoopbackDiscord(world) as server:
        place = Installation(tmp_path, world, guild, channel, alice, server, monkeypatch)
        place.set(
            DISCORD_TOKEN=world.token,
            DISCORD_API_URL=server.api_url,
            DISCORD_GATEWAY_URL=server.gateway_url,
            ARTICLES_DIR=str(articles),
            DATA_DIR=str(tmp_path / "data"),
        )
        await place.synced()
        yield place


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
