"""Two processes that want the same story build it once: the operating system's file lock, let go when one dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import fcntl

LONGEST_WAIT: Final = 900.0
"""Seconds; whoever holds a lock for longer is taken to hang."""
_LOOK_EVERY: Final = 0.05


@contextmanager
def locked(path: Path, waiting: Callable[[], None], longest: float = LONGEST_WAIT) -> Iterator[None]:
    """Hold the lock that a file of this path stands for; `waiting` is called once if another process has it.

    A lock that cannot be had, because the folder cannot be written or knows no locks, is gone without.
    """
    descriptor = _acquire(path, waiting, time.monotonic() + longest)
    try:
        yield
    finally:
        if descriptor is not None:
            path.unlink(missing_ok=True)  # while it is still held: see `_acquire`
            os.close(descriptor)


def _acquire(path: Path, waiting: Callable[[], None], until: float) -> int | None:
    if sys.platform == "win32":
        return None
    told = False
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        except OSError:
            return None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever had it before took the file away: the lock of a file without a name keeps nobody out.
            if os.fstat(descriptor).st_nlink:
                return descriptor
        except BlockingIOError:
            if not told:
                waiting()
                told = True
            if time.monotonic() > until:
                os.close(descriptor)
                return None
            time.sleep(_LOOK_EVERY)
        except OSError:
            os.close(descriptor)
            return None
        os.close(descriptor)
