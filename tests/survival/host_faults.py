"""What goes wrong on the host's own machine, and what ends the process."""

import asyncio
import os
import resource
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from bot.store.store import FILE
from bot.words.host import start
from tests.survival.rest_faults import MESSAGES
from tests.survival.stage import Stage


async def token_revoked(stage: Stage) -> None:
    """Revoke the token while the bot runs: one sentence, status 2, and nothing for a supervisor to repeat."""
    await stage.ask(6)
    await stage.settled(5)
    stage.world.token = "reset in the portal"
    await stage.discord.gateway.close(4004)
    status = await stage.bot.wait()
    assert status == 2, status
    assert stage.bot.output.count(start.BAD_TOKEN) == 1, stage.bot.output
    assert "Traceback" not in stage.bot.output, stage.bot.output


async def disk_full(stage: Stage) -> None:
    """Leave no byte where the bot writes what it counts."""
    with _own_disk(stage) as real:
        if real:
            with suppress(OSError), (stage.data / "filler").open("wb", buffering=0) as filler:
                while filler.write(bytes(512)):
                    pass
        else:
            resource.prlimit(stage.bot.process.pid, resource.RLIMIT_FSIZE, (0, 0))
        await stage.ask(6)
        await _stopped(stage)


async def read_only(stage: Stage) -> None:
    """Take away the right to write into the data folder."""
    with _own_disk(stage) as real:
        if real:
            remounting = await asyncio.create_subprocess_exec("mount", "-o", "remount,ro", str(stage.data))
            assert await remounting.wait() == 0
        else:
            stage.data.chmod(0o500)
        await stage.ask(6)
        await _stopped(stage)
        if not real:
            stage.data.chmod(0o700)


async def store_locked(stage: Stage) -> None:
    """Hold the database as another process would, while the bot runs and while it is asked."""
    with sqlite3.connect(stage.data / FILE, isolation_level=None, timeout=0) as other:
        other.execute("BEGIN EXCLUSIVE")
        await stage.ask(6)
        await stage.settled(5)
        other.execute("ROLLBACK")
    other.close()


async def told_to_stop(stage: Stage) -> None:
    """Send SIGTERM with twenty answers in flight, some of which take longer than the bot may."""
    stage.discord.faults.delay(1.0, "POST", MESSAGES, times=10)
    stage.discord.faults.delay(20.0, "POST", MESSAGES, times=10)
    await stage.ask(20, ("mention",))
    await asyncio.sleep(0.5)
    stage.bot.terminate()
    assert await stage.bot.wait(15) == 0
    assert "Traceback" not in stage.bot.output, stage.bot.output


async def _stopped(stage: Stage) -> None:
    """Stop the bot, which writes what it counted: it says what is wrong, and ends as it should."""
    await stage.settled(5)
    stage.bot.terminate()
    assert await stage.bot.wait() == 0
    assert FILE in stage.bot.output, stage.bot.output
    assert "Traceback" not in stage.bot.output, stage.bot.output


@contextmanager
def _own_disk(stage: Stage) -> Iterator[bool]:
    """Return the running bot's data folder a small disk of its own, where we may; tell whether it is one."""
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=256k", "none", stage.data], check=False, capture_output=True
        ).returncode
    )
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", stage.data], check=True)
