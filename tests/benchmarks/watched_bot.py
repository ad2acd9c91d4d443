"""The bot as `python -m bot` runs it, with a watch on its event loop that is printed when it is told to (SIGUSR1).

With LOOP_BENCHMARK=in-a-thread a question is answered in a thread, with LOOP_BENCHMARK=at-once in the event loop
whenever it comes, to compare with.
"""

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bot import __main__, application
from bot.asking.answers import Answers

TICK = 0.002
"""Seconds between two looks at the loop. What a look comes too late is lag: so long any acknowledgement waited."""


class Watch:
    """Keeps how late the event loop was, tick by tick, since it last reported."""

    def __init__(self) -> None:
        self.lags: list[float] = []

    async def run(self) -> None:
        while True:
            due = time.perf_counter() + TICK
            await asyncio.sleep(TICK)
            self.lags.append(max(0.0, time.perf_counter() - due))

    def report(self) -> None:
        lags, self.lags = self.lags, []
        print("LAGS " + json.dumps([round(lag, 6) for lag in lags]), flush=True)


_thread = ThreadPoolExecutor(max_workers=1)


async def ask_at_once(_answers: Answers, work: Callable[[], object]) -> object:
    return work()


async def ask_in_a_thread(_answers: Answers, work: Callable[[], object]) -> object:
    return await asyncio.get_running_loop().run_in_executor(_thread, work)


WAYS = {"at-once": ask_at_once, "in-a-thread": ask_in_a_thread}


def main() -> int:
    if (way := WAYS.get(os.environ.get("LOOP_BENCHMARK", ""))) is not None:
        setattr(Answers, "_in_turn", way)  # noqa: B010  a method where mypy sees an assignment
    serve = application._serve

    async def watched(*arguments: Any) -> int:
        watch = Watch()
        watching = asyncio.create_task(watch.run())
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, watch.report)
        try:
            return await serve(*arguments)
        finally:
            watching.cancel()

    setattr(application, "_serve", watched)  # noqa: B010
    return __main__.main([])


if __name__ == "__main__":
    sys.exit(main())
