"""How far reading has come, in the log."""

from __future__ import annotations

import logging
from itertools import pairwise

import pytest

from bot.hosting.progress_log import LONGEST_SILENCE, QUIET, STEP, ProgressLog
from retrieval import Progress, Stage


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def percents(caplog: pytest.LogCaptureFixture) -> list[int]:
    return [int(record.getMessage().split("%")[0].split()[-1]) for record in caplog.records]


def test_what_takes_long_is_logged_every_tenth_and_else_now_and_then(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    clock = Clock()
    log = ProgressLog(clock)
    for done in range(1001):
        clock.now += 0.01
        log(Progress(Stage.PASSAGES, done, 1000))
    told = percents(caplog)
    begin, end = (int(100 * Progress(Stage.PASSAGES, done, 1000).share) for done in (0, 1000))

    assert told == sorted(set(told))
    assert begin < told[0]
    assert all(other // STEP > one // STEP for one, other in pairwise(told))
    assert end // STEP == told[-1] // STEP
    clock.now += LONGEST_SILENCE
    log(Progress(Stage.PASSAGES, 1000, 1000))
    assert len(percents(caplog)) == len(told) + 1


def test_what_is_read_soon_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    clock = Clock()
    log = ProgressLog(clock)
    clock.now += QUIET - 0.1
    log(Progress(Stage.KEEPING, 1, 1))
    assert not caplog.records
