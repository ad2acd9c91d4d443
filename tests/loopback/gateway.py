"""The websocket side: sessions, heartbeats, resuming, and every way it can go wrong."""

import asyncio
import json
import secrets
import socket
import struct
import time
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.loopback.errors import Payload
from tests.loopback.intents import GUILDS, disallowed_intents
from tests.loopback.payloads import guild_create_payload, member_payload, own_user_payload
from tests.loopback.world import Guild, World

_REPLAY_LIMIT = 1000
# After these a session is gone (documented: invalid sequence, session timed out); a client leaves it for
# good by closing with one of the last two itself.
_ENDING_CODES = (4007, 4009)
_LEAVING_CODES = (1000, 1001)


class Connection:
    """One websocket, compressed as the client asked."""

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.socket = socket
        self.closed_with: int | None = None
        self._transport = request.transport
        # A client that asks for zstd-stream gets plain text: discord.py decompresses only binary frames.
        self._compressor = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None

    async def send(self, payload: Payload) -> None:
        """Send one payload; a connection that has just gone is no error here, the session keeps the event."""
        text = json.dumps(payload)
        try:
            if self._compressor is None:
                await self.socket.send_str(text)
            else:
                data = self._compressor.compress(text.encode()) + self._compressor.flush(zlib.Z_SYNC_FLUSH)
                await self.socket.send_bytes(data)
        except (ConnectionError, RuntimeError):
            pass

    async def close(self, code: int) -> None:
        """Close from this side."""
        self.closed_with = code
        await self.socket.close(code=code)

    def cut(self) -> None:
        """Break the TCP connection without a close frame; the client sees 1006 or a reset."""
        if self._transport is not None:
            cut_transport(self._transport)


def cut_transport(transport: asyncio.BaseTransport) -> None:
    """Reset a TCP connection that is still open."""
    if transport.is_closing():
        return
    raw = transport.get_extra_info("socket")
    if raw is not None:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert isinstance(transport, asyncio.Transport)
    transport.abort()


@dataclass
class Session:
    """What Discord keeps of one identified shard, connected or waiting to be resumed."""

    id: str
    intents: int
    shard: int
    shards: int
    sequence: int = 0
    events: deque[Payload] = field(default_factory=lambda: deque(maxlen=_REPLAY_LIMIT))
    connection: Connection | None = None
    established: bool = False
    resumed: int = 0
    heartbeats: int = 0

    def serves(self, guild_id: int | None) -> bool:
        """Return whether events of this guild (or of direct conversations) go to this shard."""
        return (0 if guild_id is None else (guild_id >> 22) % self.shards) == self.shard

    async def dispatch(self, event: str, data: Payload) -> None:
        """Number an event, keep it for a resume, and send it when connected."""
        self.sequence += 1
        payload = {"op": 0, "s": self.sequence, "t": event, "d": data}
        self.events.append(payload)
        if self.connection is not None:
            await self.connection.send(payload)


@dataclass
class Gateway:
    """The gateway; its plain attributes are switches that a test may turn at any time."""

    world: World
    changed: Callable[[], None]
    url: str = ""
    heartbeat_interval: float = 41.25
    acknowledge_heartbeats: bool = True
    say_hello: bool = True
    refusing: bool = False
    sessions: dict[str, Session] = field(default_factory=dict)
    connections: list[Connection] = field(default_factory=list)
    identifies: list[Payload] = field(default_factory=list)
    resumes: list[Payload] = field(default_factory=list)
    attempts: list[float] = field(default_factory=list)
    #: How each connection ended: the code sent from this side, or else the client's; 1006 for a cut.
    close_codes: list[int | None] = field(default_factory=list)
    presences: list[Payload] = field(default_factory=list)
    _invalid: deque[bool] = field(default_factory=deque)

    def invalidate_next(self, *, resumable: bool = False, times: int = 1) -> None:
        """Answer the next IDENTIFY or RESUME with Invalid Session (op 9)."""
        self._invalid.extend([resumable] * times)

    def connected(self, shard: int | None = None) -> list[Session]:
        """List the sessions with a live connection."""
        return [
            session
            for session in self.sessions.values()
            if session.connection is not None and shard in (None, session.shard)
        ]

    async def send(self, payload: Payload, shard: int | None = None) -> None:
        """Send a raw payload, unnumbered, to the live sessions."""
        for session in self.connected(shard):
            assert session.connection is not None
            await session.connection.send(payload)

    async def request_reconnect(self, shard: int | None = None) -> None:
        """Send op 7."""
        await self.send({"op": 7, "d": None}, shard)

    async def invalidate(self, *, resumable: bool = False, shard: int | None = None) -> None:
        """Send op 9 to live sessions; one that is not resumable is forgotten."""
        for session in self.connected(shard):
            assert session.connection is not None
            if not resumable:
                self.sessions.pop(session.id, None)
            await session.connection.send({"op": 9, "d": resumable})

    async def close(self, code: int, shard: int | None = None) -> None:
        """Close the live sessions' connections with a close code."""
        for session in self.connected(shard):
            assert session.connection is not None
            await session.connection.close(code)

    def cut(self, shard: int | None = None) -> None:
        """Drop the live connections without a word (the client sees 1006)."""
        for session in self.connected(shard):
            assert session.connection is not None
            session.connection.cut()

    def forget_sessions(self) -> None:
        """Forget sessions that wait to be resumed: their RESUME will be answered with op 9, false."""
        for session in [each for each in self.sessions.values() if each.connection is None]:
            del self.sessions[session.id]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one websocket from HELLO to its end."""
        self.attempts.append(time.monotonic())
        self.changed()
        if self.refusing:
            return web.Response(status=503)
        websocket = web.WebSocketResponse(autoping=True, max_msg_size=0)
        await websocket.prepare(request)
        connection = Connection(websocket, request)
        self.connections.append(connection)
        if self.say_hello:
            interval = round(self.heartbeat_interval * 1000)
            await connection.send({"op": 10, "d": {"heartbeat_interval": interval, "_trace": []}})
        session: Session | None = None
        try:
            async for frame in websocket:
                if frame.type is WSMsgType.TEXT:
                    session = await self._receive(connection, session, json.loads(frame.data))
        finally:
            self.connections.remove(connection)
            self.close_codes.append(connection.closed_with or websocket.close_code)
            if session is not None and session.connection is connection:
                session.connection = None
                left = connection.closed_with is None and websocket.close_code in _LEAVING_CODES
                if left or connection.closed_with in _ENDING_CODES:
                    self.sessions.pop(session.id, None)
            self.changed()
        return websocket

    async def _receive(self, connection: Connection, session: Session | None, payload: Payload) -> Session | None:
        operation, data = payload.get("op"), payload.get("d")
        if operation == 1:
            if session is not None:
                session.heartbeats += 1
            if self.acknowledge_heartbeats:
                await connection.send({"op": 11})
        elif operation == 2 and isinstance(data, dict):
            session = await self._identify(connection, data)
        elif operation == 6 and isinstance(data, dict):
            session = await self._resume(connection, data)
        elif operation == 3 and isinstance(data, dict):
            self.presences.append(data)
        elif operation == 8 and isinstance(data, dict) and session is not None:
            await self._send_members(session, data)
        elif operation not in (4, 31):
            await connection.close(4001)
        self.changed()
        return session

    async def _identify(self, connection: Connection, data: Payload) -> Session | None:
        self.identifies.append(data)
        shard, shards = data.get("shard") or (0, 1)
        intents = int(data.get("intents", 0))
        refusal = self._refusal(str(data.get("token")), shard, shards, intents)
        if refusal is not None:
            await connection.close(refusal)
            return None
        if self._invalid:
            await connection.send({"op": 9, "d": self._invalid.popleft()})
            return None
        for old in [each for each in self.sessions.values() if each.shard == shard and each.connection is None]:
            del self.sessions[old.id]
        session = Session(secrets.token_hex(16), intents, shard, shards, connection=connection)
        self.sessions[session.id] = session
        guilds = [guild for guild in self.world.guilds.values() if guild.joined and session.serves(guild.id)]
        await session.dispatch("READY", self._ready(session, guilds))
        if session.intents & GUILDS:
            for guild in guilds:
                await session.dispatch("GUILD_CREATE", guild_create_payload(self.world, guild))
        session.established = True
        return session

    def _refusal(self, token: str, shard: int, shards: int, intents: int) -> int | None:
        if token.removeprefix("Bot ") != self.world.token:
            return 4004
        if not 0 <= shard < shards:
            return 4010
        if disallowed_intents(self.world.application, intents):
            return 4014
        return None

    def _ready(self, session: Session, guilds: list[Guild]) -> Payload:
        return {
            "v": 10,
            "user": own_user_payload(self.world.bot),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.url,
            "session_type": "normal",
            "private_channels": [],
            "shard": [session.shard, session.shards],
            "application": {
                "id": str(self.world.application.id),
                "flags": self.world.application.flags,
            },
        }

    async def _resume(self, connection: Connection, data: Payload) -> Session | None:
        self.resumes.append(data)
        session = self.sessions.get(str(data.get("session_id")))
        if str(data.get("token")).removeprefix("Bot ") != self.world.token:
            await connection.close(4004)
            return None
        if self._invalid:
            await connection.send({"op": 9, "d": self._invalid.popleft()})
            return None
        if session is None:
            await connection.send({"op": 9, "d": False})
            return None
        last = int(data.get("seq") or 0)
        while missed := [each for each in session.events if each["s"] > last]:
            for event in missed:
                await connection.send(event)
            last = missed[-1]["s"]
        session.connection = connection
        session.resumed += 1
        await session.dispatch("RESUMED", {"_trace": []})
        return session

    async def _send_members(self, session: Session, data: Payload) -> None:
        guild = self.world.guilds[int(data["guild_id"])]
        wanted = {int(each) for each in data.get("user_ids") or ()}
        members = [each for each in guild.members.values() if not wanted or each.user.id in wanted]
        chunk: Payload = {
            "guild_id": str(guild.id),
            "members": [member_payload(member) for member in members],
            "chunk_index": 0,
            "chunk_count": 1,
        }
        if "nonce" in data:
            chunk["nonce"] = data["nonce"]
        await session.dispatch("GUILD_MEMBERS_CHUNK", chunk)
