"""A story that is being read, in a thread of its own, while something else goes on."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Generic, TypeVar

from retrieval import Progress, Report, Story

_Read = TypeVar("_Read", bound=Story | None)
_Result = TypeVar("_Result")


class StoryReading(Generic[_Read]):
    """Reads a story with `read` (such as `Story.load` of a folder), which is handed what to tell of its progress.

    `done` gets the story, or the error that reading it ended with. The thread does not keep the process from ending.
    """

    def __init__(self, read: Callable[[Report], _Read], report: Report | None = None) -> None:
        self.done: Future[_Read] = Future()
        self.progress: Progress | None = None
        """The latest that was told; None before the first."""
        self._read = read
        self._report = report
        threading.Thread(target=self._run, name="reading the story", daemon=True).start()

    async def ended(self) -> bool:
        """Wait until the story is read; return whether it could be."""
        await asyncio.wait({asyncio.wrap_future(self.done)})
        return self.done.exception() is None

    def _hear(self, progress: Progress) -> None:
        self.progress = progress
        if self._report is not None:
            self._report(progress)

    def _run(self) -> None:
        self.done.set_running_or_notify_cancel()  # nobody can cancel it any more
        try:
            story = self._read(self._hear)
            pass_over()
            self.done.set_result(story)
        except BaseException as error:
            self.done.set_exception(error)


async def read_beside(read: Callable[[Report], _Read]) -> _Read:
    """Read a story in a thread that nothing waits for at exit, and return it."""
    return await asyncio.wrap_future(StoryReading(read).done)


async def beside(work: Callable[[], _Result]) -> _Result:
    """Run `work` in a thread that nothing waits for at exit: a load takes seconds, and stopping may not."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[_Result] = loop.create_future()

    def settle(result: _Result | None, error: BaseException | None) -> None:
        if done.done():  # nobody waits any more
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]  # None is a result too

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except BaseException as raised:
            error = raised
        with suppress(RuntimeError):  # the loop was closed meanwhile
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=run, name="beside", daemon=True).start()
    return await done


def pass_over() -> None:
    """Have all that is there now passed over when Python looks for circles of what nobody needs any more.

    A story stays, and is no such circle. Looked through again, it would hold everybody up for 40 ms now and then, one
    of 1,000,000 paragraphs for 90.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
