"""The server: one port for REST and the gateway, with every request recorded and checked."""

# ruff: noqa: ASYNC109  (a test says how long it waits, in one argument)

import asyncio
import json
import time
import traceback
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import BodyPartReader, web

from tests.loopback.calls import Call, Handler, Reply
from tests.loopback.errors import DiscordError, Payload, not_found, unauthorized
from tests.loopback.faults import Drop, FaultQueue
from tests.loopback.gateway import Gateway, cut_transport
from tests.loopback.intents import message_event, receives
from tests.loopback.interactions import Interaction
from tests.loopback.messages import Attachment, StoredMessage
from tests.loopback.payloads import channel_payload
from tests.loopback.permission_bits import VIEW_CHANNEL
from tests.loopback.permissions import channel_permissions
from tests.loopback.recording import RecordedRequest
from tests.loopback.rest import basics, interactions, messages
from tests.loopback.schema import SchemaViolation, load_schema
from tests.loopback.world import Channel, Guild, World

PREFIX = "/api/v10"
_WITHOUT_TOKEN = ("/interactions/", "/webhooks/")

Found = TypeVar("Found")
_AiohttpHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class LoopbackServer:
    """REST and gateway on one ephemeral port of 127.0.0.1, over one World."""

    def __init__(self, world: World, *, heartbeat_interval: float = 41.25) -> None:
        self.world = world
        self.faults = FaultQueue()
        self.gateway = Gateway(world, self.changed, heartbeat_interval=heartbeat_interval)
        self.requests: list[RecordedRequest] = []
        self.schema_violations: list[SchemaViolation] = []
        self.internal_errors: list[str] = []
        self.interactions: dict[str, Interaction] = {}
        self.acknowledge_within = 3.0
        self.port = 0
        self._changes = asyncio.Event()
        self._transports: set[asyncio.BaseTransport] = set()
        self._uploads: dict[str, bytes] = {}
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    @property
    def api_url(self) -> str:
        return f"http://127.0.0.1:{self.port}{PREFIX}"

    @property
    def gateway_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/gateway"

    async def __aenter__(self) -> Self:
        application = web.Application(middlewares=[self._serve], client_max_size=32 * 2**20)
        application.router.add_get("/gateway", self.gateway.handle)
        application.router.add_get("/attachments/{id}", self._attachment)
        for module in (basics, messages, interactions):
            for method, path, handler in module.ROUTES:
                application.router.add_route(method, PREFIX + path, self._adapt(handler))
        self._runner = web.AppRunner(application, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        await self.network_up()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cut_everything()
        if self._runner is not None:
            await self._runner.cleanup()
        if self.internal_errors and error is None:
            raise AssertionError("the loopback Discord itself failed:\n" + "\n".join(self.internal_errors))

    def uploaded(self, name: str, content: bytes, claims: int | None = None) -> Attachment:
        """Upload a file for an option of a command; it can be fetched while the server runs."""
        identifier = self.world.snowflakes.next()
        self._uploads[str(identifier)] = content
        url = f"http://127.0.0.1:{self.port}/attachments/{identifier}"
        return Attachment(identifier, name, content, url=url, claims=claims)

    async def _attachment(self, request: web.Request) -> web.Response:
        return web.Response(body=self._uploads[request.match_info["id"]])

    async def network_up(self) -> None:
        """Listen, on the same port as before when there was one."""
        assert self._runner is not None
        assert self._site is None
        self._site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await self._site.start()
        self.port = self._runner.addresses[0][1]
        self.gateway.url = self.gateway_url

    async def network_down(self) -> None:
        """Refuse every connection and break those there are, until ``network_up``."""
        if self._site is not None:
            await self._site.stop()
            self._site = None
        self.cut_everything()

    def cut_everything(self) -> None:
        """Break every TCP connection, websockets too."""
        for transport in list(self._transports):
            cut_transport(transport)
        self._transports.clear()

    def changed(self) -> None:
        """Wake whoever waits for something to happen."""
        self._changes.set()
        self._changes = asyncio.Event()

    async def wait_until(self, found: Callable[[], Found | None], timeout: float, otherwise: str) -> Found:
        """Wait until ``found`` gives something true, looking again whenever anything happens.

        Raises:
            TimeoutError: with ``otherwise`` and the latest requests, so that a failing test explains itself.
        """
        deadline = time.monotonic() + timeout
        while True:
            result = found()
            if result:
                return result
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                raise TimeoutError(f"{otherwise} within {timeout} s; {self._latest()}")
            changes = self._changes
            try:
                await asyncio.wait_for(changes.wait(), remaining)
            except TimeoutError:
                continue

    def requests_to(self, method: str, path: str) -> list[RecordedRequest]:
        """List the requests so far whose path contains ``path``."""
        return [each for each in self.requests if each.method == method and path in each.path]

    async def dispatch(self, event: str, data: Payload, *, guild_id: int | None = None) -> None:
        """Send an event to the sessions of the right shard whose intents ask for it."""
        for session in list(self.gateway.sessions.values()):
            if session.serves(guild_id) and receives(session.intents, event, direct=guild_id is None):
                await session.dispatch(event, data)
        self.changed()

    async def announce_message(self, event: str, message: StoredMessage) -> None:
        """Dispatch MESSAGE_CREATE or MESSAGE_UPDATE, blanked for each session as its intents demand."""
        self.changed()
        if not self._sees(message.channel_id):
            return
        for session in list(self.gateway.sessions.values()):
            direct = message.guild_id is None
            if session.serves(message.guild_id) and receives(session.intents, event, direct=direct):
                await session.dispatch(event, message_event(self.world, message, session.intents))

    async def announce_deletion(self, message: StoredMessage) -> None:
        """Dispatch MESSAGE_DELETE."""
        data: Payload = {"id": str(message.id), "channel_id": str(message.channel_id)}
        if message.guild_id is not None:
            data["guild_id"] = str(message.guild_id)
        if self._sees(message.channel_id):
            await self.dispatch("MESSAGE_DELETE", data, guild_id=message.guild_id)

    async def announce_thread(self, thread: Channel) -> None:
        """Dispatch THREAD_CREATE for a new thread."""
        if self._sees(thread.id):
            data = channel_payload(self.world, thread) | {"newly_created": True}
            await self.dispatch("THREAD_CREATE", data, guild_id=thread.guild_id)

    async def leave(self, guild: Guild) -> None:
        """Take the bot out of a guild: GUILD_DELETE."""
        guild.joined = False
        guild.members.pop(self.world.bot.id, None)
        await self.dispatch("GUILD_DELETE", {"id": str(guild.id)}, guild_id=guild.id)

    def _sees(self, channel_id: int) -> bool:
        channel = self.world.channels[channel_id]
        if channel.guild_id is None:
            return True
        joined = self.world.guilds[channel.guild_id].joined
        return joined and bool(channel_permissions(self.world, channel, self.world.bot.id) & VIEW_CHANNEL)

    def _latest(self) -> str:
        latest = [f"{each.method} {each.path} -> {each.status}" for each in self.requests[-8:]]
        return "latest requests: " + ("; ".join(latest) or "none")

    @web.middleware
    async def _serve(self, request: web.Request, handler: _AiohttpHandler) -> web.StreamResponse:
        if request.transport is not None:
            self._transports.add(request.transport)
        if not request.path.startswith(PREFIX):
            return await handler(request)
        recorded = await self._record(request)
        fault = self.faults.take(recorded)
        self.changed()
        if fault is not None:
            await asyncio.sleep(fault.delay)
            if fault.drop is Drop.BEFORE:
                return _cut(request)
            if fault.status is not None:
                recorded.status = fault.status
                return web.Response(
                    status=fault.status,
                    body=fault.body_bytes(),
                    headers={"Content-Type": fault.content_type(), **fault.headers},
                )
        request["recorded"] = recorded
        response = await self._answer(request, recorded, handler)
        recorded.status = response.status
        self.changed()
        return _cut(request) if fault is not None and fault.drop is Drop.AFTER else response

    async def _answer(
        self, request: web.Request, recorded: RecordedRequest, handler: _AiohttpHandler
    ) -> web.StreamResponse:
        try:
            self._check_token(recorded)
            self._check_schema(recorded)
            return await handler(request)
        except DiscordError as error:
            return _json(error.status, error.payload())
        except (web.HTTPNotFound, web.HTTPMethodNotAllowed):
            return _json(404, not_found().payload())
        except Exception:
            self.internal_errors.append(f"{recorded.method} {recorded.path}\n{traceback.format_exc()}")
            return _json(500, {"message": "500: Internal Server Error", "code": 0})

    def _adapt(self, handler: Handler) -> _AiohttpHandler:
        async def adapted(request: web.Request) -> web.StreamResponse:
            recorded: RecordedRequest = request["recorded"]
            call = Call(self, request.match_info, request.query, recorded.body, recorded.files)
            reply = await handler(call)
            recorded.answer = reply.body
            return _reply(reply)

        return adapted

    def _check_token(self, recorded: RecordedRequest) -> None:
        given = recorded.headers.get("Authorization")
        free = recorded.path == "/gateway" or recorded.path.startswith(_WITHOUT_TOKEN)
        if not free and given != f"Bot {self.world.token}":
            raise unauthorized()

    def _check_schema(self, recorded: RecordedRequest) -> None:
        schema = load_schema()
        if schema is None or recorded.body is None:
            return
        wrong = schema.check_request(recorded.method, recorded.path, recorded.body, multipart=bool(recorded.files))
        if wrong is not None:
            self.schema_violations.append(SchemaViolation(recorded.method, recorded.path, wrong))

    async def _record(self, request: web.Request) -> RecordedRequest:
        body: Any = None
        files: list[Attachment] = []
        if request.content_type.startswith("multipart/"):
            body, files = await self._read_multipart(request)
        elif request.can_read_body:
            raw = await request.read()
            body = json.loads(raw) if raw else None
        path = request.path.removeprefix(PREFIX)
        recorded = RecordedRequest(request.method, path, request.query, body, request.headers, time.monotonic(), files)
        self.requests.append(recorded)
        return recorded

    async def _read_multipart(self, request: web.Request) -> tuple[Any, list[Attachment]]:
        body: Any = None
        files: list[Attachment] = []
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                raise TypeError("nested multipart bodies are nothing Discord reads")
            content = bytes(await part.read())
            if part.name == "payload_json":
                body = json.loads(content)
            else:
                name = part.filename or "unknown"
                files.append(Attachment(self.world.snowflakes.next(), name, content))
        return body, files


def _reply(reply: Reply) -> web.Response:
    return web.Response(status=204) if reply.body is None else _json(reply.status, reply.body)


def _json(status: int, body: Any) -> web.Response:
    # discord.py reads JSON only when the header is exactly this, without a charset.
    headers = {"Content-Type": "application/json"}
    return web.Response(status=status, body=json.dumps(body).encode(), headers=headers)


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        cut_transport(request.transport)
    return web.Response(status=500)
