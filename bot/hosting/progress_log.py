"""How far reading the story has come, in the log: where it takes long, now and then, and else not at all."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from bot.words.english import ENGLISH
from bot.words.host import start as words
from retrieval import Progress

QUIET = 3.0
"""Seconds before anything is said."""
STEP = 10
"""Percent after which it is said again."""
LONGEST_SILENCE = 15.0
"""Seconds after which it is said again although it has come less far."""

_log = logging.getLogger(__name__)


class ProgressLog:
    """Is told of progress (it is a `Report`), and logs some of it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._next_at = clock() + QUIET
        self._next_percent = 0
        self._quiet_until = self._next_at

    def __call__(self, progress: Progress) -> None:
        """Log how far it is, if it is time."""
        now, percent = self._clock(), int(100 * progress.share)
        if now < self._quiet_until or (percent < self._next_percent and now < self._next_at):
            return
        self._next_at, self._next_percent = now + LONGEST_SILENCE, percent - percent % STEP + STEP
        _log.info("%s", words.reading(percent, ENGLISH.terminal.stage(progress.stage)))
