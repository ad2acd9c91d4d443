"""A changed article or knowledge file -> a new story, built beside the old one and swapped in whole."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Protocol, TypeVar

from watchfiles import awatch

from bot.asking.story_reading import pass_over
from bot.hosting.progress_log import ProgressLog
from retrieval import (
    PEOPLE_FILE,
    QUESTIONS_FOLDER,
    STORY_FILES,
    VOCABULARY_FILE,
    Knowledge,
    Problem,
    Story,
    StoryError,
)

QUIET_MS = 500
"""Milliseconds without another change, after which an edit counts as finished: several quick ones give one reload."""

LONGEST_EDIT_MS = 5_000
"""Milliseconds after which changes are looked at although they go on."""

LOOK_EVERY = 5.0
"""Seconds between two looks at the files: network folders and some containers report no changes."""

Snapshot = dict[str, tuple[int, int, int]]
"""The state of files, to notice a change: path -> time of the last write, size, inode."""

_Result = TypeVar("_Result")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StorySize:
    """How much a story holds."""

    articles: int
    passages: int
    questions: int
    quotations: int

    @classmethod
    def of(cls, story: Story) -> StorySize:
        """Count a story."""
        told = story.knowledge.questions.answered
        return cls(len(story.articles), len(story.passages), len(told), len(story.quotations.all))


NAMES = tuple(each.name for each in fields(StorySize))


@dataclass(frozen=True, slots=True)
class Reloaded:
    """The outcome of a reload. `after` is None if the old story is kept.

    `problems` say why, or what was left out of the new story. `failed` is an error that no file is to blame for.
    `seconds` is how long it took.
    """

    before: StorySize
    after: StorySize | None
    problems: tuple[Problem, ...] = ()
    failed: BaseException | None = None
    seconds: float = 0.0


class HoldsStory(Protocol):
    """Holds the story that is told now; `building` is held by whoever builds one."""

    story: Story
    building: asyncio.Lock

    async def replace(self, story: Story) -> None:
        """Tell another story from now on."""


def load_and_log(folder: Path) -> Story:
    """Load a story; where that takes long, the log tells how far it has come."""
    story = Story.load(folder, ProgressLog())
    pass_over()
    return story


class Reloader:
    """Puts another story into `current` when the files of a folder have changed."""

    def __init__(self, folder: Path, current: HoldsStory, load: Callable[[Path], Story] = load_and_log) -> None:
        self.current = current
        self._folder = folder
        self._load = load
        self._one_at_a_time = asyncio.Lock()
        self._seen: Snapshot = {}

    async def reload(self) -> Reloaded:
        """Read the folder again and swap the story, unless the new one is unusable. Raises nothing."""
        async with self._one_at_a_time, self.current.building:
            before = StorySize.of(self.current.story)
            begin = time.monotonic()
            problems: tuple[Problem, ...] = ()
            after = failed = None
            self._seen = await _beside(lambda: snapshot(self._folder))
            try:
                self.current.story.let_go()
                story = await _beside(lambda: self._load(self._folder))
            except StoryError as error:
                problems = error.problems
            except Exception as error:
                failed = error
            else:
                problems = spoilt(self.current.story.knowledge, story.knowledge)
                if not problems:
                    await self.current.replace(story)
                    problems, after = story.problems, StorySize.of(story)
            outcome = Reloaded(before, after, problems, failed, time.monotonic() - begin)
            _tell(outcome)
            return outcome

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Reload whenever a file has changed, while the block runs."""
        # The story was read a few seconds ago. What changed since is noticed with the next change.
        self._seen = await _beside(lambda: snapshot(self._folder))
        task = asyncio.create_task(self._watch(), name="watching the articles")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait({task})

    async def _watch(self) -> None:
        async with aclosing(nudges(self._folder)) as news:
            async for _ in news:
                if not self._one_at_a_time.locked() and await self._changed():
                    await self.reload()

    async def _changed(self) -> bool:
        return await _beside(lambda: snapshot(self._folder)) != self._seen


async def nudges(folder: Path) -> AsyncGenerator[None, None]:
    """Yield whenever it is worth looking for changed files: soon after a change, and every few seconds anyway.

    If the system cannot watch the folder (no inotify, or none left), only every few seconds.
    """
    try:
        watch = awatch(
            folder,
            watch_filter=None,
            debounce=LONGEST_EDIT_MS,
            step=QUIET_MS,
            rust_timeout=int(LOOK_EVERY * 1000),
            yield_on_timeout=True,
        )
        async with aclosing(watch) as told:
            async for _ in told:
                yield
    except Exception as error:
        _log.info("The articles cannot be watched (%s); looking at them every %g s.", type(error).__name__, LOOK_EVERY)
    while True:
        await asyncio.sleep(LOOK_EVERY)
        yield


def snapshot(folder: Path) -> Snapshot:
    """Return the state of the story's files, to compare with a later one."""
    found: Snapshot = {}
    for pattern in STORY_FILES:  # others, such as an editor's swap files, are ignored
        with suppress(OSError):  # the folder is gone, or a file went while we looked: loading will say so
            for path in folder.glob(pattern):
                state = path.stat()
                found[str(path)] = (state.st_mtime_ns, state.st_size, state.st_ino)
    return found


def spoilt(old: Knowledge, new: Knowledge) -> tuple[Problem, ...]:
    """Return the problems of knowledge files that were usable before and are not at all now.

    A single wrong line is left out and reported, as at the start. A file that is wrong as a whole (an unclosed
    bracket) is an edit that went wrong, so that the old story is kept.
    """
    lost = set()
    if old.people and not new.people:
        lost.add(PEOPLE_FILE)
    if old.groups and not new.groups:
        lost.add(VOCABULARY_FILE)
    before, after = ({question.file for question in known.questions.answered} for known in (old, new))
    gone = before - after
    lost |= {f"{QUESTIONS_FOLDER}/{Path(file).stem}.md" for file in gone}
    return tuple(problem for problem in new.problems if problem.file in lost)


def _tell(outcome: Reloaded) -> None:
    """Log the outcome of a reload."""
    if outcome.after is not None:
        _log.info("The story was loaded again in %.1f s: %s.", outcome.seconds, ", ".join(changes(outcome)))
        for problem in outcome.problems:
            _log.warning("Left out: %s", problem)
        return
    _log.error("The story was not loaded again; the one from before goes on.", exc_info=outcome.failed)
    for problem in outcome.problems:
        _log.error("To fix: %s", problem)


def changes(outcome: Reloaded) -> tuple[str, ...]:
    """Return how much of each thing there was before and is now: "articles 4 → 5"; nothing where nothing was loaded."""
    if outcome.after is None:
        return ()
    counted = ((name, getattr(outcome.before, name), getattr(outcome.after, name)) for name in NAMES)
    return tuple(f"{name} {was:,}" if was == now else f"{name} {was:,} → {now:,}" for name, was, now in counted)


async def _beside(work: Callable[[], _Result]) -> _Result:
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

    threading.Thread(target=run, name="reload", daemon=True).start()
    return await done
