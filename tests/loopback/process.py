"""A bot as its host runs it: a process of its own, with a clean environment and its output read as it comes."""

# ruff: noqa: ASYNC109  (a test says how long it waits, in one argument)

import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.loopback.interactions import PATIENCE
from tests.loopback.server import LoopbackServer

CHECKOUT = Path(__file__).resolve().parents[2]
_SETTINGS_OF_A_BOT = ("DISCORD_", "VERBATIM_")


class BotProcess:
    """``python -m bot`` logged in to a loopback Discord; leaving the context kills it.

    Its working directory is a new empty folder unless ``cwd`` is given, so that no ``.env`` of the host's is read.
    ``env`` comes on top of a clean environment; a value of None takes a variable out.
    """

    def __init__(
        self,
        discord: LoopbackServer,
        env: Mapping[str, str | None] | None = None,
        *,
        arguments: Sequence[str] = ("-m", "bot"),
        cwd: Path | None = None,
    ) -> None:
        self.arguments = tuple(arguments)
        self.lines: list[str] = []
        self._folder = tempfile.TemporaryDirectory() if cwd is None else None
        self.cwd = cwd or Path(self._folder.name if self._folder else ".")
        self.environment = _environment(discord, env or {})
        self._process: asyncio.subprocess.Process | None = None
        self._readers: list[asyncio.Task[None]] = []
        self._news = asyncio.Event()

    @property
    def output(self) -> str:
        """Return everything written to stdout and stderr so far."""
        return "\n".join(self.lines)

    @property
    def process(self) -> asyncio.subprocess.Process:
        assert self._process is not None, "the bot was not started"
        return self._process

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        await self.wait()
        if error is not None and self.lines:
            error.add_note("the bot wrote:\n" + "\n".join(self.lines[-40:]))
        if self._folder is not None:
            self._folder.cleanup()

    async def start(self) -> None:
        """Start the process; after it has ended it can be started again, in the same folder."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *self.arguments,
            cwd=self.cwd,
            env=self.environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=2**20,
        )
        streams = (self._process.stdout, self._process.stderr)
        self._readers = [asyncio.create_task(self._read(stream)) for stream in streams if stream]

    async def wait_for_log(self, pattern: str, timeout: float = PATIENCE) -> re.Match[str]:
        """Wait for a line that ``pattern`` (a regular expression) finds something in, past lines too.

        Raises:
            TimeoutError: no such line came in time, or the process ended without it.
        """
        deadline = time.monotonic() + timeout
        seen = 0
        while True:
            ended = not self.running and all(reader.done() for reader in self._readers)
            for line in self.lines[seen:]:
                seen += 1
                if found := re.search(pattern, line):
                    return found
            remaining = deadline - time.monotonic()
            if ended or remaining <= 0:
                raise TimeoutError(f"no line with {pattern!r} within {timeout} s; the bot wrote:\n{self.output}")
            news = self._news
            try:
                await asyncio.wait_for(news.wait(), min(remaining, 0.1))
            except TimeoutError:
                continue

    def terminate(self) -> None:
        """Send SIGTERM, as ``docker stop`` does."""
        if self.running:
            self.process.terminate()

    def interrupt(self) -> None:
        """Send SIGINT, as Ctrl-C does."""
        import signal

        if self.running:
            self.process.send_signal(signal.SIGINT)

    def kill(self) -> None:
        """Send SIGKILL: the machine lost power."""
        if self.running:
            self.process.kill()

    async def wait(self, timeout: float = PATIENCE) -> int:
        """Wait for the end and give the exit status (negative: the signal that ended it).

        Raises:
            TimeoutError: it still runs.
        """
        status = await asyncio.wait_for(self.process.wait(), timeout)
        await asyncio.gather(*self._readers)
        return status

    async def _read(self, stream: asyncio.StreamReader) -> None:
        async for line in stream:
            self.lines.append(line.decode(errors="replace").rstrip("\n"))
            self._news.set()
            self._news = asyncio.Event()


def _environment(discord: LoopbackServer, changes: Mapping[str, str | None]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_SETTINGS_OF_A_BOT)}
    kept |= {
        "PYTHONPATH": str(CHECKOUT),
        "PYTHONUNBUFFERED": "1",
        "DISCORD_TOKEN": discord.world.token,
        "DISCORD_API_URL": discord.api_url,
        "DISCORD_GATEWAY_URL": discord.gateway_url,
    }
    for name, value in changes.items():
        kept.pop(name, None)
        if value is not None:
            kept[name] = value
    return kept
