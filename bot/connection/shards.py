"""Connections to the gateway that come back: every session is resumed while Discord may still hold it.

discord.py resumes a session that was interrupted, and gives it up once the first attempt is refused: it logs in anew,
and what people wrote meanwhile never arrives. Here the session is kept until Discord itself says that it is gone.
"""

from __future__ import annotations

import asyncio
import logging
import random
import zlib
from collections.abc import Callable
from typing import Any

import aiohttp
import yarl
from discord import AutoShardedClient, ConnectionClosed, DiscordException, GatewayNotFound, HTTPException
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.shard import EventItem, EventType, Shard

from bot.logs import describe

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
"""Seconds between two attempts to reconnect. Discord keeps a session for minutes only: longer pauses would lose it."""

LASTED = 5.0
"""Seconds after which a connection counts as one that lasted."""

CONNECT_WITHIN = 60.0
"""Seconds that making a connection may take."""

BETWEEN_LOGINS = 5.0
"""Seconds between two IDENTIFY of one token: Discord's `max_concurrency`, at its least."""

_PASSING = (
    OSError,
    HTTPException,
    GatewayNotFound,
    ConnectionClosed,
    ReconnectWebSocket,
    aiohttp.ClientError,
    TimeoutError,
)
_SESSION_GONE = (4007, 4009)
"""Close codes after which a session cannot be resumed: a wrong sequence, and one that timed out."""

_log = logging.getLogger(__name__)


class ResumingClient(AutoShardedClient):
    """A client whose shards keep their sessions (see `ResumingShard`), and which logs in no more often than it may."""

    _next_login = 0.0

    async def launch_shards(self) -> None:
        """Connect every shard of this process. Raises `discord.GatewayNotFound` where Discord names no gateway."""
        shards, _, limits = await self.http.get_bot_gateway()
        if self.shard_count is None:
            # Known before discord.py asks, so that it connects to the gateway that the host may have named.
            self.shard_count = shards
        await _wait_for_logins(limits, len(self.shard_ids or range(self.shard_count)))
        await super().launch_shards()

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Connect one shard, however often that has to be tried."""
        pauses = Pauses()
        while not self.is_closed():
            await self._take_turn()
            connecting = DiscordWebSocket.from_client(self, initial=initial, gateway=gateway, shard_id=shard_id)
            try:
                socket = await asyncio.wait_for(connecting, CONNECT_WITHIN)
            except _PASSING as error:
                pause = pauses.next()
                _log.warning(
                    "Shard %d has no connection (%s); trying again in %.1f s.", shard_id, describe(error), pause
                )
                await asyncio.sleep(pause)
                continue
            # Where discord.py keeps both, under the names that Python makes of double underscores.
            queue: asyncio.PriorityQueue[EventItem] = getattr(self, "_AutoShardedClient__queue")  # noqa: B009
            shards: dict[int, Shard] = getattr(self, "_AutoShardedClient__shards")  # noqa: B009
            shards[shard_id] = shard = ResumingShard(socket, self, queue.put_nowait)
            shard.launch()
            return

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Log in at once: the turn was taken before the connection was made. discord.py would wait 5 s each time."""

    async def may_log_in(self) -> None:
        """Wait until one more login is allowed."""
        try:
            _, _, limits = await self.http.get_bot_gateway()
        except (DiscordException, aiohttp.ClientError, OSError) as error:
            _log.info("Discord does not say how many logins are left (%s).", describe(error))
        else:
            await _wait_for_logins(limits, 1)
        await self._take_turn()

    async def _take_turn(self) -> None:
        now = self.loop.time()
        turn = max(now, self._next_login)
        self._next_login = turn + BETWEEN_LOGINS
        await asyncio.sleep(turn - now)


class Pauses:
    """Ever longer pauses between attempts, with some jitter so that not all bots come back at the same moment."""

    def __init__(self) -> None:
        self._taken = 0

    def next(self) -> float:
        """Return the seconds to wait before the next attempt."""
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0**self._taken)
        self._taken = min(self._taken + 1, 16)
        return pause * random.uniform(0.75, 1.0)


class ResumingShard(Shard):
    """A shard that keeps its session while the network is down, and that no other shard waits for."""

    def __init__(self, ws: DiscordWebSocket, client: ResumingClient, queue_put: Callable[[EventItem], None]) -> None:
        super().__init__(ws, client, queue_put)
        self._resuming = client
        self._pauses = Pauses()
        self._launched = 0.0
        self._paused = False
        self._returning: asyncio.Task[None] | None = None

    def launch(self) -> None:
        """Begin to read what Discord sends, and to notice when it falls silent."""
        self._launched = self._client.loop.time()
        self._pauses = Pauses()
        _listen_for_silence(self.ws)
        super().launch()

    async def close(self) -> None:
        """Close the connection for good."""
        if self._returning is not None:
            self._returning.cancel()
        await super().close()

    async def reidentify(self, exc: ReconnectWebSocket) -> None:
        """Reconnect in a task of its own: the client reads the events of all shards from one queue."""
        self._returning = asyncio.create_task(self._return(exc), name=f"shard {self.id} comes back")

    async def worker(self) -> None:
        """Read frame after frame. One that cannot be read is left out: discord.py would end the whole bot."""
        while not self._client.is_closed():
            try:
                await self.ws.poll_event()
            except ReconnectWebSocket as error:
                error.resume = error.resume and self.ws.socket.close_code not in _SESSION_GONE
                self._queue_put(EventItem(EventType.resume if error.resume else EventType.identify, self, error))
                return
            except self._handled_exceptions as error:
                await self._handle_disconnect(error)
                return
            except Exception as error:
                _log.error("Shard %d could not read what Discord sent (%s).", self.id, describe(error))
                if not self.ws.open:
                    await self._handle_disconnect(error)
                    return
                if isinstance(error, zlib.error):
                    # Nothing that comes after it can be unpacked; closed like this, the session is resumed.
                    await self.ws.close(4000)

    async def _return(self, exc: ReconnectWebSocket) -> None:
        # A gateway that takes us and closes at once is not asked again and again without a breath.
        if not self._lasted() and not self._paused and exc.resume:
            await asyncio.sleep(FIRST_PAUSE)
        self._paused = False
        if not exc.resume:
            await self._resuming.may_log_in()
        await super().reidentify(exc)

    async def _handle_disconnect(self, e: Exception) -> None:
        if isinstance(e, ConnectionClosed) and e.code != 1000:
            # Nothing that coming back could mend; the client has to know.
            await super()._handle_disconnect(e)
            return
        self._dispatch("disconnect")
        self._dispatch("shard_disconnect", self.id)
        pause = self._pauses.next()
        _log.warning("Shard %d has no connection (%s); trying again in %.1f s.", self.id, describe(e), pause)
        await asyncio.sleep(pause)
        self._paused = True
        if not self._client.is_closed():
            resume = self.ws.session_id is not None
            kind = EventType.resume if resume else EventType.identify
            self._queue_put(EventItem(kind, self, ReconnectWebSocket(self.id, resume=resume)))

    def _lasted(self) -> bool:
        """Tell whether the connection that has just ended had lasted."""
        return self._client.loop.time() - self._launched > LASTED


def _listen_for_silence(ws: DiscordWebSocket) -> None:
    """Give up a connection half an interval after a heartbeat that was not acknowledged."""
    beat = ws._keep_alive
    if beat is not None and beat.interval is not None:
        ws._max_heartbeat_timeout = beat.heartbeat_timeout = min(ws._max_heartbeat_timeout, 1.5 * beat.interval)


async def _wait_for_logins(limits: Any, wanted: int) -> None:
    """Wait until Discord allows so many logins: it resets the token of a bot that uses more than a day's worth."""
    remaining, resets_in = int(limits["remaining"]), float(limits["reset_after"]) / 1000
    if remaining < wanted:
        _log.warning(
            "Discord allows this token %d more logins and %d are needed; waiting %.0f s.", remaining, wanted, resets_in
        )
        await asyncio.sleep(resets_in)
