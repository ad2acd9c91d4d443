"""A changed article or knowledge file -> a new story, built beside the old one and swapped in whole."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from contextlib import aclosing, asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass, fields
from pathlib import Path

from watchfiles import awatch

from bot.asking.current_story import CurrentStory
from bot.asking.stories import Stories
from bot.asking.story_reading import beside, pass_over
from bot.errors import StoryGoneError
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
    `seconds` is how long it took. `title` is what people call the story, where there are several.
    """

    before: StorySize
    after: StorySize | None
    problems: tuple[Problem, ...] = ()
    failed: BaseException | None = None
    seconds: float = 0.0
    title: str | None = None


def load_and_log(folder: Path) -> Story:
    """Load a story; where that takes long, the log tells how far it has come."""
    story = Story.load(folder, ProgressLog())
    pass_over()
    return story


class Reloader:
    """Reads a story again when the files of its folder have changed, each by itself; notices which come and go."""

    def __init__(self, stories: Stories, load: Callable[[Path], Story] = load_and_log) -> None:
        self.stories = stories
        self._load = load
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._seen: dict[str, Snapshot] = {}
        self._under_way: set[asyncio.Task[object]] = set()

    async def reload(self, name: str = "") -> Reloaded:
        """Read a story's folder again and swap the story, unless the new one is unusable.

        "" names the only story, or the default. Raises StoryGoneError, and nothing else.
        """
        folder = self.stories.folder(name)
        name = self.stories.resolve(name)
        async with self._turns[name]:
            begin = time.monotonic()
            problems: tuple[Problem, ...] = ()
            after = failed = None
            before = await self._told(name)
            old = None if before is None else before.story
            async with nullcontext() if before is None else before.building:
                self._seen[name] = await beside(lambda: snapshot(folder))
                try:
                    if old is not None:
                        old.let_go()
                    async with self.stories.builds:
                        story = await beside(lambda: self._load(folder))
                except StoryError as error:
                    problems = error.problems
                    self.stories.fail(name, error)
                except Exception as error:
                    failed = error
                else:
                    problems = () if old is None else spoilt(old.knowledge, story.knowledge)
                    if not problems:
                        await self.stories.put(name, story)
                        problems, after = story.problems, StorySize.of(story)
            size = StorySize(0, 0, 0, 0) if old is None else StorySize.of(old)
            outcome = Reloaded(size, after, problems, failed, time.monotonic() - begin, self.stories.title(name))
            _tell(outcome)
            return outcome

    async def _told(self, name: str) -> CurrentStory | None:
        """Return what is told of a story before it is read again; None where it could never be read."""
        with suppress(Exception):  # said when it was to be opened
            return await self.stories.opened(name, None)
        return None

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Read a story again whenever a file of it has changed, while the block runs; of several, first read all."""
        # A story was read a few seconds ago. What changed since is noticed with the next change.
        self._seen = await beside(self._snapshots)
        tasks: set[asyncio.Task[object]] = {asyncio.create_task(self._watch(), name="watching the articles")}
        if self.stories.several:
            for problem in self.stories.problems:
                _log.warning("Left out: %s", problem)
            tasks.add(asyncio.create_task(self._read_all(), name="reading the other stories"))
        try:
            yield
        finally:
            tasks |= self._under_way
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    async def _read_all(self) -> None:
        """Read every story once, the smallest first: what is kept of it is there when somebody asks."""
        sizes = {name: sum(size for _, size, _ in files.values()) for name, files in self._seen.items()}
        for name in sorted(sizes, key=sizes.__getitem__):
            await self._told(name)

    async def _watch(self) -> None:
        async with aclosing(nudges(self.stories.root)) as news:
            async for _ in news:
                try:
                    await self._look()
                except Exception:  # the next look may go better, and nothing else would notice a change
                    _log.exception("The articles could not be looked at.")

    async def _look(self) -> None:
        """Look once what has changed, and begin to read it."""
        shelf = await self.stories.look_again()
        for problem in shelf.problems:
            _log.warning("Left out: %s", problem)
        for name in shelf.gone:
            self._seen.pop(name, None)
            _log.warning("The story %s is gone. Nothing is told where it was chosen.", name)
        now = await beside(self._snapshots)
        for name in shelf.come:
            self._seen[name] = now.get(name, {})
            _log.info("The story %s has come.", name)
            self._begin(self._told(name))
        for name, files in now.items():
            if not self._turns[name].locked() and files != self._seen.get(name, files):
                self._begin(self.reload(name))
        await self.stories.put_down()

    def _begin(self, work: Coroutine[object, object, object]) -> None:
        task = asyncio.create_task(_unless_gone(work), name="reading a story")
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    def _snapshots(self) -> dict[str, Snapshot]:
        return {each.name: snapshot(each.folder) for each in self.stories.folders}


async def _unless_gone(work: Coroutine[object, object, object]) -> None:
    with suppress(StoryGoneError):  # it went while it waited for its turn
        await work


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
    named = "The story" if outcome.title is None else f"The story “{outcome.title}”"
    if outcome.after is not None:
        _log.info("%s was loaded again in %.1f s: %s.", named, outcome.seconds, ", ".join(changes(outcome)))
        for problem in outcome.problems:
            _log.warning("Left out: %s", problem)
        return
    _log.error("%s was not loaded again; the one from before goes on.", named, exc_info=outcome.failed)
    for problem in outcome.problems:
        _log.error("To fix: %s", problem)


def changes(outcome: Reloaded) -> tuple[str, ...]:
    """Return how much of each thing there was before and is now: "articles 4 → 5"; nothing where nothing was loaded."""
    if outcome.after is None:
        return ()
    counted = ((name, getattr(outcome.before, name), getattr(outcome.after, name)) for name in NAMES)
    return tuple(f"{name} {was:,}" if was == now else f"{name} {was:,} → {now:,}" for name, was, now in counted)
