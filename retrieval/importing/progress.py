"""A progress bar for the terminal."""

from __future__ import annotations

import time
from typing import TextIO

_WIDTH = 24
_FIRST_AFTER = 0.5
_EVERY = 0.1


class Bar:
    """Shows progress on one line that is wiped at the end; nothing for quick work, or if `stream` is no terminal."""

    def __init__(self, stream: TextIO, what: str, unit: str = "kB") -> None:
        self._stream = stream
        self._what = what[:40]
        self._unit = unit
        self._next = time.monotonic() + _FIRST_AFTER
        self._shown = 0

    def __call__(self, done: int, total: int | None) -> None:
        """Show `done` of `total`, at most a few times a second."""
        now = time.monotonic()
        if now < self._next or not self._stream.isatty():
            return
        self._next = now + _EVERY
        scale = 1000 if self._unit == "kB" else 1
        if total:
            full = min(_WIDTH, done * _WIDTH // total)
            text = f"{self._what} [{'#' * full}{'.' * (_WIDTH - full)}] {done // scale:,} of {total // scale:,}"
        else:
            text = f"{self._what} {done // scale:,}"
        text += f" {self._unit}"
        self._stream.write("\r" + text.ljust(self._shown))
        self._stream.flush()
        self._shown = len(text)

    def close(self) -> None:
        """Wipe the line if there is one."""
        if self._shown:
            self._stream.write("\r" + " " * self._shown + "\r")
            self._stream.flush()
            self._shown = 0
