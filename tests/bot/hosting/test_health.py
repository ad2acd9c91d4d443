"""Health: what is true of a shard, what a container is told, and the running process when the gateway fails it."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import aiohttp
import pytest

from bot.asking.current_story import CurrentStory
from bot.asking.stories import Stories
from bot.asking.story_reading import StoryReading
from bot.hosting import probe
from bot.hosting.health import LATE, Health, ShardHealth, Vitals, served
from bot.settings import Settings
from bot.words.host import start
from retrieval import Progress, Report, Stage, Story
from tests.installation import free_port
from tests.loopback import BotProcess, LoopbackDiscord, World
from tests.simulated import client_for, scripted_story, write_story

CHECKOUT = Path(__file__).resolve().parents[3]
WELL = ShardHealth(0, connected=True, latency=0.05, acknowledged_ago=3.0, interval=41.25)
ALL_WELL = Health("1.0", 5.0, ready=True, shards=(WELL,), servers=1, articles=4, passages=60)


@pytest.mark.parametrize(
    ("shard", "reason"),
    [
        (WELL, None),
        (ShardHealth(0, True, 0.05, 41.25 + LATE, 41.25), None),
        (ShardHealth(0, True, 0.05, 41.25 + LATE + 1, 41.25), "no heartbeat acknowledged for 62 s"),
        (ShardHealth(3, False), "shard 3 is not connected"),
        (ShardHealth(0, False, 0.05, 3.0, 41.25), "not connected"),
        (ShardHealth(0, True), "no heartbeat acknowledged yet"),
    ],
)
def test_a_shard_is_well_when_it_is_connected_and_acknowledged_lately(shard: ShardHealth, reason: str | None) -> None:
    if reason is None:
        assert shard.reason is None
    else:
        assert shard.reason is not None
        assert reason in shard.reason


def test_every_reason_is_told() -> None:
    health = Health("1.0", 5.0, ready=False, shards=(WELL, ShardHealth(1, False)))
    assert health.reasons == (
        "no story is loaded",
        "not ready: there is no session with Discord",
        "shard 1 is not connected",
    )
    assert not health.healthy
    assert ALL_WELL.healthy


def test_a_snapshot_cannot_be_changed_and_holds_numbers_only() -> None:
    with pytest.raises(AttributeError):
        ALL_WELL.ready = False  # type: ignore[misc]
    body = ALL_WELL.as_json()
    texts = {key: value for key, value in body.items() if isinstance(value, str)}
    assert texts == {"program": "verbatim", "version": "1.0"}


async def test_a_client_that_is_not_logged_in_is_not_healthy(tmp_path: Path) -> None:
    vitals = Vitals(StoryReading(lambda _progress: scripted_story()), Stories.one(CurrentStory(scripted_story())))
    assert vitals.look().reasons == ("not ready: there is no session with Discord",)
    vitals.client = client_for(tmp_path, shard_ids=(1, 2), shard_count=4)
    logging_in = vitals.look()
    assert not logging_in.ready
    assert [shard.id for shard in logging_in.shards] == [1, 2]
    assert "shard 2 is not connected" in logging_in.reasons


def test_a_bot_that_reads_its_story_is_well_and_says_how_far_it_is() -> None:
    go = Event()

    def read(progress: Report) -> Story:
        progress(Progress(Stage.MARKS, 1, 2))
        go.wait(10)
        return scripted_story()

    reading = StoryReading(read)
    while reading.progress is None:
        time.sleep(0.001)
    health = Vitals(reading).look()
    go.set()

    assert health.healthy
    assert not health.ready
    assert health.reading == int(100 * Progress(Stage.MARKS, 1, 2).share)
    reply = probe._understand(json.loads(json.dumps(health.as_json())))
    assert reply.healthy
    assert f"{health.reading}%" in reply.sentence


# --- over HTTP


async def fetch(port: int, path: str = "/health", method: str = "GET") -> tuple[int, Any]:
    address = f"http://127.0.0.1:{port}{path}"
    async with aiohttp.ClientSession() as session, session.request(method, address) as response:
        text = await response.text()
        return response.status, json.loads(text) if text.startswith("{") else text


async def test_it_is_told_over_http() -> None:
    port, now = free_port(), [ALL_WELL]
    async with served(port, lambda: now[0]):
        status, body = await fetch(port)
        assert status == 200
        assert body["healthy"] is True
        assert body["reasons"] == []
        assert body["shards"] == [
            {"id": 0, "connected": True, "latency": 0.05, "acknowledged_ago": 3.0, "interval": 41.25}
        ]
        now[0] = Health("1.0", 5.0, ready=False, passages=1)
        status, body = await fetch(port, "/")
        assert status == 503
        assert body["reasons"] == ["not ready: there is no session with Discord"]
        assert (await fetch(port, "/other"))[0] == 404
        assert (await fetch(port, method="POST"))[0] == 405
    with pytest.raises(aiohttp.ClientConnectorError):
        await fetch(port)


async def test_only_this_machine_can_ask() -> None:
    port = free_port()
    async with served(port, lambda: ALL_WELL):
        loop = asyncio.get_running_loop()
        for address in {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}:
            if not str(address).startswith("127."):
                with pytest.raises(OSError, match=r"refused|Connect call failed"):
                    await loop.create_connection(asyncio.Protocol, str(address), port)
        assert (await fetch(port))[0] == 200


async def test_it_is_off_by_default(caplog: pytest.LogCaptureFixture) -> None:
    async with served(0, lambda: ALL_WELL):
        assert caplog.records == []


async def test_a_port_that_is_taken_is_logged_and_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        async with served(taken.getsockname()[1], lambda: ALL_WELL):
            (record,) = caplog.records
    assert re.fullmatch(r"HEALTH_PORT \d+ cannot be used \(.*\): write another, or 0\.", record.getMessage())


# --- asking: python -m bot health


@pytest.mark.parametrize(
    ("environment", "written", "port"),
    [
        ({}, None, 0),
        ({"HEALTH_PORT": " 8099 "}, "HEALTH_PORT=1\n", 8099),
        ({"HEALTH_PORT": ""}, "HEALTH_PORT=8099\nDISCORD_TOKEN=x\n", 8099),
        ({}, "\ufeffHEALTH_PORT='8099'\n", 8099),
        ({}, "HEALTH_PORT=\n", 0),
    ],
)
def test_the_port_is_the_one_of_the_settings(
    tmp_path: Path, environment: dict[str, str], written: str | None, port: int
) -> None:
    if written is not None:
        (tmp_path / ".env").write_text(written, encoding="utf-8")
    assert probe.port_of(environment, tmp_path / ".env") == port
    assert Settings.load(environment, tmp_path / ".env").health_port == port


@pytest.mark.parametrize("text", ["http", "-1", "65536", "8 0", "٨٠"])
def test_a_port_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="HEALTH_PORT is"):
        probe.port_of({"HEALTH_PORT": text})


def test_nobody_there() -> None:
    answer = probe.ask(free_port())
    assert answer.healthy is None
    assert "Nothing answers on port" in answer.sentence


@pytest.fixture(params=["[]", "{}", '{"program": "other"}', "not json", '{"program": "verbatim", "healthy": true}'])
def stranger(request: pytest.FixtureRequest) -> Iterator[int]:
    """Run another program's web server."""

    class Stranger(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(request.param.encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Stranger) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_another_program_is_never_taken_for_the_bot(stranger: int) -> None:
    answer = probe.ask(stranger)
    assert answer.healthy is None
    assert answer.sentence == f"What answers on port {stranger} is not Verbatim: write another HEALTH_PORT."


def test_something_that_is_no_web_server_or_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "PATIENCE", 0.2)
    with closing(socket.socket()) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        answer = probe.ask(silent.getsockname()[1])
    assert answer.healthy is None
    assert "does not answer on port" in answer.sentence


def command(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DISCORD_", "HEALTH_"))}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder, env={**kept, "PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1", **variables},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_without_a_port_nobody_can_be_asked(tmp_path: Path) -> None:
    done = command(tmp_path, "-m", "bot", "health")
    assert done.returncode == 1
    assert done.stdout.startswith("HEALTH_PORT is not set")
    done = command(tmp_path, "-m", "bot", "health", HEALTH_PORT="x")
    assert done.returncode == 1
    assert done.stderr.strip() == 'HEALTH_PORT is "x": write a whole number from 0 to 65,535.'


def test_asking_imports_neither_the_story_nor_discord(tmp_path: Path) -> None:
    code = (
        "import sys; from bot.__main__ import main; main(['health']);"
        "sys.exit(bool({'discord', 'numpy', 'retrieval', 'aiohttp'} & set(sys.modules)))"
    )
    assert command(tmp_path, "-c", code).returncode == 0


# --- the running process


@asynccontextmanager
async def running(
    folder: Path, world: World, **environment: str
) -> AsyncIterator[tuple[LoopbackDiscord, BotProcess, int]]:
    port = free_port()
    variables: dict[str, str | None] = {
        "ARTICLES_DIR": str(write_story(folder / "articles")),
        "DATA_DIR": str(folder / "data"),
        "HEALTH_PORT": str(port),
        **environment,
    }
    async with LoopbackDiscord(world) as discord, BotProcess(discord, variables, cwd=folder) as bot:
        yield discord, bot, port


async def until(port: int, healthy: bool, seconds: float = 15.0) -> probe.HealthReply:
    """Ask until the answer is the awaited one, and return it."""
    deadline = time.monotonic() + seconds
    while True:
        found = await asyncio.to_thread(probe.ask, port)
        if found.healthy is healthy or time.monotonic() > deadline:
            return found
        await asyncio.sleep(0.05)


async def test_the_truth_is_told_through_ready_outage_and_return(tmp_path: Path) -> None:
    world = World()
    world.add_guild("Library", world.add_user("alice"))
    async with running(tmp_path, world) as (discord, bot, port):
        await discord.ready()
        assert await until(port, healthy=True) == probe.HealthReply(True, "Healthy: 1 server, 1 article.")
        status, body = await fetch(port)
        assert status == 200
        assert body["ready"] is True
        assert body["uptime"] > 0
        assert body["shards"][0]["latency"] >= 0
        assert body["shards"][0]["interval"] == 41.25
        assert world.token not in json.dumps(body)
        assert "Library" not in json.dumps(body)
        assert command(tmp_path, "-m", "bot", "health", HEALTH_PORT=str(port)).returncode == 0

        discord.gateway.refusing = True
        discord.gateway.cut()
        answer = await until(port, healthy=False)
        assert answer.healthy is False
        assert "shard 0 is not connected" in answer.sentence
        assert (await fetch(port))[0] == 503
        done = command(tmp_path, "-m", "bot", "health", HEALTH_PORT=str(port))
        assert (done.returncode, done.stdout) == (1, "Not healthy: shard 0 is not connected.\n")

        discord.gateway.refusing = False
        assert (await until(port, healthy=True, seconds=40.0)).healthy
        bot.terminate()
        assert await bot.wait() == 0
        assert "Nothing answers" in probe.ask(port).sentence


async def test_a_heartbeat_that_nobody_acknowledges_is_told(tmp_path: Path) -> None:
    world = World()
    async with running(tmp_path, world) as (discord, _, port):
        discord.gateway.acknowledge_heartbeats = False
        await discord.ready()
        answer = await until(port, healthy=False)
        assert answer.healthy is False
        sentence = answer.sentence
        found = await fetch(port)
        while "yet" not in sentence:
            await asyncio.sleep(0.05)
            sentence = (await asyncio.to_thread(probe.ask, port)).sentence
        assert "shard 0 has had no heartbeat acknowledged yet" in sentence
        assert found[0] == 503


async def test_health_is_told_while_discord_cannot_be_reached(tmp_path: Path) -> None:
    async with running(tmp_path, World()) as (discord, bot, port):
        await discord.ready()
        await discord.network_down()
        bot.terminate()
        await bot.wait()
        await bot.start()
        await bot.wait_for_log("Discord could not be reached")
        answer = await until(port, healthy=False)
        assert answer.healthy is False
        sentence = answer.sentence
        assert "not ready: there is no session with Discord" in sentence


async def test_every_shard_counts(tmp_path: Path) -> None:
    async with running(tmp_path, World(shards=2), SHARD_COUNT="2", SHARD_IDS="1") as (discord, _, port):
        await discord.wait_until(discord.gateway.connected, 15.0, "the shard did not connect")
        assert (await until(port, healthy=True)).healthy
        _, body = await fetch(port)
        assert [shard["id"] for shard in body["shards"]] == [1]
        assert [session.shard for session in discord.gateway.connected()] == [1]


async def test_holding_waits_to_be_stopped_where_something_has_to_be_mended(tmp_path: Path) -> None:
    world = World()
    async with LoopbackDiscord(world) as discord:
        story = str(write_story(tmp_path / "articles"))
        variables: dict[str, str | None] = {"DISCORD_TOKEN": world.token[:-1] + "X", "ARTICLES_DIR": story}
        async with BotProcess(discord, variables, arguments=("-m", "bot", "--hold"), cwd=tmp_path) as bot:
            await bot.wait_for_log(re.escape(start.BAD_TOKEN))
            await bot.wait_for_log(re.escape(start.HOLDING))
            asked = len(discord.requests)
            await asyncio.sleep(0.5)
            assert bot.running
            assert len(discord.requests) == asked, "it asks Discord again although nothing has changed"
            bot.process.send_signal(signal.SIGTERM)
            assert await bot.wait() == 2
