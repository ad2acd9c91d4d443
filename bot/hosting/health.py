"""The health of the running bot: a snapshot, and a small HTTP server on this machine that shows it.

It holds numbers and states, never a token, a name or what anybody wrote.
"""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from importlib import metadata
from math import isfinite
from typing import Any

import discord

from bot.asking.stories import Stories
from bot.asking.story_reading import StoryReading
from bot.hosting.probe import LOOPBACK, PROGRAM
from bot.words.host import health as say
from retrieval import Story

PATHS = ("/", "/health")
LATE = 20.0
"""Seconds that an acknowledgement may take beyond the time between two heartbeats."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ShardHealth:
    """One connection to the gateway. All times are in seconds.

    `latency` is how long Discord took to acknowledge the last heartbeat, and `acknowledged_ago` when that was; both
    are None before the first acknowledgement. `interval` is the time between two heartbeats that Discord asked for.
    """

    id: int
    connected: bool
    latency: float | None = None
    acknowledged_ago: float | None = None
    interval: float | None = None

    @property
    def reason(self) -> str | None:
        """What is wrong with this shard; None where it is well."""
        if not self.connected:
            return say.not_connected(self.id)
        if self.acknowledged_ago is None or self.interval is None:
            return say.never_acknowledged(self.id)
        if self.acknowledged_ago > self.interval + LATE:
            return say.acknowledged_long_ago(self.id, self.acknowledged_ago)
        return None


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is at one moment. `ready` is whether there is a session with Discord. Times are in seconds.

    `reading`: how many percent of the story are read; None once it is. `articles` and `passages` are those
    of all stories.
    """

    version: str
    uptime: float
    ready: bool
    shards: tuple[ShardHealth, ...] = ()
    servers: int = 0
    articles: int = 0
    passages: int = 0
    reading: int | None = None
    stories: int = 1

    @property
    def reasons(self) -> tuple[str, ...]:
        """What is wrong, one phrase each; empty where all is well, and while the story is read."""
        if self.reading is not None:
            return ()
        found = [] if self.passages else [say.NO_STORY]
        if not self.ready:
            found.append(say.NOT_READY)
        found.extend(shard.reason for shard in self.shards if shard.reason is not None)
        return tuple(found)

    @property
    def healthy(self) -> bool:
        """Whether it can answer questions, or is about to: a large story takes minutes to read the first time."""
        return not self.reasons

    def as_json(self) -> dict[str, Any]:
        """Return it as the body of the answer over HTTP."""
        reasons = list(self.reasons)
        return {"program": PROGRAM, "healthy": not reasons, "reasons": reasons, **asdict(self)}


@dataclass
class Vitals:
    """Where the snapshot is taken. `stories` is set once one is read; `client` is another after a lost login."""

    reading: StoryReading[Story]
    stories: Stories | None = None
    client: discord.AutoShardedClient | None = None
    started: float = field(default_factory=time.monotonic)

    def look(self) -> Health:
        """Take a snapshot."""
        client = self.client
        if self.stories is None:
            return self._still_reading()
        articles, passages = self.stories.size
        alive = client is not None and not client.is_closed()
        return Health(
            version=version(),
            uptime=round(time.monotonic() - self.started, 1),
            ready=client is not None and alive and client.is_ready(),
            shards=_shards(client) if client is not None and alive else (),
            servers=len(client.guilds) if client is not None else 0,
            articles=articles,
            passages=passages,
            stories=len(self.stories.names),
        )

    def _still_reading(self) -> Health:
        progress = self.reading.progress
        share = progress.share if progress is not None else 0.0
        uptime = round(time.monotonic() - self.started, 1)
        return Health(version=version(), uptime=uptime, ready=False, reading=int(100 * share))


def version() -> str:
    """Return Verbatim's version; "unknown" where it runs without having been installed."""
    try:
        return metadata.version("verbatim-bot")
    except metadata.PackageNotFoundError:
        return "unknown"


def _shards(client: discord.AutoShardedClient) -> tuple[ShardHealth, ...]:
    """Look at every shard that this process should run, also at those that are not there yet."""
    shards = client.shards
    wanted = client.shard_ids if client.shard_ids is not None else range(client.shard_count or 1)
    return tuple(_shard(shards[each]) if each in shards else ShardHealth(each, connected=False) for each in wanted)


def _shard(shard: discord.ShardInfo) -> ShardHealth:
    # discord.py shows the latency of a shard, and not when Discord acknowledged last.
    socket = shard._parent.ws
    beat = socket._keep_alive
    connected = socket.open and socket.session_id is not None
    if beat is None or not isfinite(beat.latency):
        return ShardHealth(shard.id, connected)
    ago = time.perf_counter() - beat._last_ack
    return ShardHealth(shard.id, connected, round(beat.latency, 3), round(ago, 1), beat.interval)


@asynccontextmanager
async def served(port: int, look: Callable[[], Health]) -> AsyncIterator[None]:
    """Serve the health over HTTP on this machine while the block runs, with status 200 or 503; nothing for port 0.

    If the port is taken, that is logged and the block runs without.
    """
    if not port:
        yield
        return
    from aiohttp import web  # noqa: PLC0415  2 MB that only those have who want it served

    async def tell(_request: web.Request) -> web.Response:
        health = look()
        return web.json_response(health.as_json(), status=200 if health.healthy else 503)

    application = web.Application()
    for path in PATHS:
        application.router.add_get(path, tell)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, LOOPBACK, port).start()
        except OSError as error:
            _log.error("HEALTH_PORT %d cannot be used (%s): write another, or 0.", port, error.strerror)
        else:
            _log.info("How the bot is stands at http://%s:%d/health.", LOOPBACK, port)
        yield
    finally:
        await runner.cleanup()
