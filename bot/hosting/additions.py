"""What the host is about to add to a story from Discord: read in a process of its own, and kept until they decide."""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from retrieval import Addition, Prepared, reading_command

READ_WITHIN = 120.0
"""Seconds that reading may take before it is ended."""
DECIDED_WITHIN = 15 * 60.0
"""Seconds for which Discord lets us change a message that one person alone sees."""
MOST_WAITING = 20
"""Additions that wait for a decision at once at most; the oldest are dropped first."""
_UNFIT = re.compile(r"[^\w. -]")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Waiting:
    """An addition to the story of this name, which somebody looks at; `added` is what was written of it, if it was."""

    story: str
    addition: Addition
    added: tuple[Prepared, ...] = ()


class Additions:
    """Additions that wait for their host's decision, by the message that shows them. One is read at a time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waiting: OrderedDict[int, tuple[float, Waiting]] = OrderedDict()
        self._reading = asyncio.Lock()

    def show(self, message: int, waiting: Waiting) -> None:
        """Keep what a message shows."""
        self._waiting[message] = self._clock(), waiting
        while len(self._waiting) > MOST_WAITING:
            self._waiting.popitem(last=False)

    def take(self, message: int) -> Waiting | None:
        """Return what a message shows, once: a second press at the same time finds nothing. None if it is too old."""
        at, waiting = self._waiting.pop(message, (-DECIDED_WITHIN, None))
        return waiting if self._clock() - at < DECIDED_WITHIN else None

    async def read_file(self, name: str, data: bytes) -> Addition:
        """Read a file that somebody sent. Raises ImportingError, and TimeoutError where it takes too long."""
        with TemporaryDirectory(prefix="verbatim-") as folder:
            stem, dot, ending = _UNFIT.sub("_", name)[-_LONGEST_NAME:].rpartition(".")
            path = Path(folder, f"{stem.lstrip('.') or 'file'}{dot}{ending}")
            await asyncio.to_thread(path.write_bytes, data)
            return await self.read(str(path))

    async def read(self, given: str) -> Addition:
        """Read a file, or a web page by its address; raises the same."""
        async with self._reading:
            kept = {name: value for name, value in os.environ.items() if name != "DISCORD_TOKEN"}
            process = await asyncio.create_subprocess_exec(
                *reading_command(given),
                env=kept,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
            try:
                async with asyncio.timeout(READ_WITHIN):
                    output, _ = await process.communicate()
            finally:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
            return await asyncio.to_thread(Addition.parse, output)
