"""The host's stories: which there are, which are open, and which are put down until somebody asks them again."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.asking.current_story import PATIENCE, CurrentStory, builds_at_once
from bot.asking.story_reading import beside, pass_over, read_beside
from bot.cards.addresses import AddressBook
from bot.cards.button_ids import story_tag
from bot.errors import StillReadingError, StoryGoneError
from retrieval import Problem, ReadUpTo, Report, StoriesFound, Story, StoryError, StoryFolder, memory_for

PUT_DOWN_AFTER = 30 * 60.0
"""Seconds without a question after which a story is put down."""
MOST_OPEN = 24
"""Stories open at once, where the machine has memory for so many: each has files mapped, of which there is a limit."""

_log = logging.getLogger(__name__)
Loads = Callable[[Path, Report], Story]


@dataclass
class _Shelved:
    """A story of the host's. `current` is None while it is not open; `failed` says why it could not be read.

    `key` is what it was kept under when it was last read well; `needs` is the memory that it takes, in bytes.
    """

    place: StoryFolder
    current: CurrentStory | None = None
    opening: asyncio.Task[CurrentStory] | None = None
    failed: StoryError | None = None
    key: str = ""
    articles: int = 0
    passages: int = 0
    needs: int = 0
    used: float = 0.0


@dataclass(frozen=True, slots=True)
class Shelf:
    """What was found when the folder of stories was looked at again."""

    come: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class Stories:
    """The host's stories by name; "" is the name of the only story, and stands for the default among several.

    `look` finds them in the folder `root`. `several` is whether they are those of a folder of stories,
    which may come and go.
    """

    def __init__(
        self,
        root: Path,
        look: Callable[[], StoriesFound],
        default: str = "",
        *,
        several: bool = True,
        load: Loads = Story.load,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.root = root
        self.several = several
        self.builds = builds_at_once()
        self._look = look
        self._chosen_default = default
        self._load = load
        self._clock = clock
        found = look()
        self._shelved = {each.name: _Shelved(each) for each in found.stories}
        self.problems = found.problems
        """What of the folder is no story, and why."""
        self._default = default or next(iter(self._shelved), "")
        self._memory = memory_for(())

    @classmethod
    def one(cls, current: CurrentStory | None = None, folder: Path = Path()) -> Stories:
        """Return the only story of a host, as it is told now."""
        stories = cls(folder, lambda: StoriesFound((StoryFolder("", folder, ""),)), several=False)
        stories._shelved[""].current = current
        return stories

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all stories, in order."""
        return tuple(self._shelved)

    @property
    def folders(self) -> tuple[StoryFolder, ...]:
        """All stories, in the order of their names."""
        return tuple(each.place for each in self._shelved.values())

    @property
    def default(self) -> str:
        """The name of the story that is told where nobody chose one, and in direct messages."""
        return self._default

    @property
    def size(self) -> tuple[int, int]:
        """How many articles and passages the stories have that could be read."""
        sizes = [self._size(each) for each in self._shelved.values()]
        return sum(articles for articles, _ in sizes), sum(passages for _, passages in sizes)

    @staticmethod
    def _size(shelved: _Shelved) -> tuple[int, int]:
        if shelved.current is None:
            return shelved.articles, shelved.passages
        return len(shelved.current.story.articles), len(shelved.current.story.passages)

    @property
    def open_now(self) -> tuple[str, ...]:
        """The names of the stories that are open."""
        return tuple(name for name, each in self._shelved.items() if each.current is not None)

    def folder(self, name: str) -> Path:
        """Return the folder of a story; StoryGoneError where there is none of this name."""
        return self._shelved[self.resolve(name)].place.folder

    def resolve(self, chosen: str) -> str:
        """Return the name of a story that was chosen, "" for the default; StoryGoneError where there is none of it."""
        name = chosen or self._default
        if name not in self._shelved:
            raise StoryGoneError(name)
        return name

    def known_as(self, name: str) -> tuple[str, ...]:
        """Return the names under which something of a story is kept: of the default also ""."""
        return ("", name) if name and name == self._default else (name,)

    def title(self, name: str) -> str | None:
        """Return what people call a story; None for the only story, and for one that is gone."""
        shelved = self._shelved.get(name)
        return shelved.place.title if self.several and shelved is not None else None

    def tagged(self, tag: str) -> str | None:
        """Return the name of the story that a button is marked with; None where there is none of it."""
        return next((name for name in self._shelved if story_tag(name) == tag), None)

    def called(self, typed: str) -> StoryFolder | None:
        """Return the story that somebody names; None where that is none, or may be several."""
        return StoriesFound(self.folders).called(typed)

    def current(self, name: str = "") -> CurrentStory:
        """Return a story that is open. Raises StoryGoneError, StillReadingError, and StoryError where it is broken."""
        found = self._opened(self.resolve(name))
        if found is None:
            raise StillReadingError
        return found

    async def opened(self, name: str = "", patience: float | None = PATIENCE) -> CurrentStory:
        """Return a story, opened if it is not; raises the same, StillReadingError after so many seconds.

        Where `patience` is None, it waits for as long as that takes.
        """
        shelved = self._shelved[self.resolve(name)]
        found = self._opened(shelved.place.name)
        if found is None:
            assert shelved.opening is not None
            done, _ = await asyncio.wait((shelved.opening,), timeout=patience)
            if not done:
                raise StillReadingError
            found = done.pop().result()
        return found

    async def up_to(self, name: str, limits: Sequence[ReadUpTo], patience: float | None = None) -> AddressBook:
        """Return a story as far as the earliest of some limits allows; read or opened if it is not there yet.

        Raises what `opened` raises, and LimitGoneError where the article of a limit is not in the story.
        """
        current = await self.opened(name, PATIENCE if patience is None else patience)
        return await current.up_to(current.earliest(limits) if limits else None, patience)

    def held(self, name: str, limits: Sequence[ReadUpTo]) -> AddressBook | None:
        """Return the same, if it is there already; where not, it is read, and there the next time.

        Raises StoryGoneError, StoryError and LimitGoneError.
        """
        current = self._opened(self.resolve(name))
        return None if current is None else current.held(current.earliest(limits) if limits else None)

    def _opened(self, name: str) -> CurrentStory | None:
        """Return a story if it is open, and see to it that it is the next time."""
        shelved = self._shelved[name]
        shelved.used = self._clock()
        if shelved.current is None and shelved.opening is None:
            if shelved.failed is not None:
                raise shelved.failed
            shelved.opening = asyncio.create_task(self._open(shelved), name="opening a story")
            shelved.opening.add_done_callback(_look_at)
        return shelved.current

    async def _open(self, shelved: _Shelved) -> CurrentStory:
        folder = shelved.place.folder
        try:
            story = await read_beside(lambda _: Story.kept(folder, shelved.key))
            if story is None:
                async with self.builds:
                    story = await read_beside(lambda report: self._load(folder, report))
        except StoryError as error:
            shelved.failed = error
            raise
        finally:
            shelved.opening = None
        return await self._put(shelved, story, over=False)

    async def put(self, name: str, story: Story) -> None:
        """Tell this story under a name from now on. Whoever calls this holds `building` of what was told before."""
        shelved = self._shelved.get(name)
        if shelved is not None:  # else it went meanwhile
            await self._put(shelved, story, over=True)

    async def _put(self, shelved: _Shelved, story: Story, *, over: bool) -> CurrentStory:
        needs = await beside(lambda: memory_for(story.articles).needed) if self.several else 0
        if shelved.current is None:
            shelved.current = CurrentStory(story, self.builds, shelved.place.name, self.title(shelved.place.name))
        elif over:
            await shelved.current.replace(story)
        else:  # meanwhile a reload has put a newer one there
            return shelved.current
        shelved.needs = needs - self._memory.needed
        shelved.failed, shelved.key, shelved.used = None, story.key, self._clock()
        shelved.articles, shelved.passages = len(story.articles), len(story.passages)
        current = shelved.current
        await self.put_down(besides=shelved.place.name)
        return current

    def fail(self, name: str, error: StoryError) -> None:
        """Note that a story cannot be read, where none of it was told before."""
        if (shelved := self._shelved.get(name)) is not None and shelved.current is None and not shelved.key:
            shelved.failed = error

    async def put_down(self, besides: str | None = None) -> tuple[str, ...]:
        """Close the stories that nobody asked for a while, and those asked longest ago while they are too many.

        Only what is kept is closed: it is opened again within a second. Return the names of those that were.
        """
        if not self.several:
            return ()
        now, closed = self._clock(), []
        kept = [each for each in self._shelved.values() if each.current is not None and each.key]
        for shelved in sorted(kept, key=lambda each: each.used):
            idle = now - shelved.used > PUT_DOWN_AFTER
            if shelved.place.name != besides and (idle or self._too_many()):
                current, shelved.current = shelved.current, None
                if current is not None:
                    current.story.let_go()
                closed.append(shelved.place.name)
        if closed:
            await beside(pass_over)
            _log.info("Put down until somebody asks: %s.", ", ".join(closed))
        return tuple(closed)

    def _too_many(self) -> bool:
        held = [each for each in self._shelved.values() if each.current is not None]
        needed = self._memory.needed + sum(each.needs for each in held)
        limit = self._memory.limit
        return len(held) > MOST_OPEN or (len(held) > 1 and limit is not None and needed > limit.allowed)

    async def look_again(self) -> Shelf:
        """Look which stories there are now. A story that has come is not read yet; one that has gone is told no more.

        A folder that has no article any more is still that story: what was read of it is told on. So are all of them
        while the folder that holds them cannot be looked at.
        """
        if not self.several:
            return Shelf()
        known = self.folders

        def look() -> tuple[StoriesFound, dict[str, StoryFolder]]:
            found = self._look()
            kept = {each.name: each for each in known if not found.looked or _is_folder(each.folder)}
            return found, {**kept, **{each.name: each for each in found.stories}}

        found, there = await beside(look)
        come = tuple(sorted(there.keys() - self._shelved.keys()))
        gone = tuple(sorted(self._shelved.keys() - there.keys()))
        self._shelved = {name: self._renamed(there[name]) for name in sorted(there)}
        if not self._chosen_default and self._default not in self._shelved:
            self._default = next(iter(self._shelved), "")
        new = tuple(each for each in found.problems if each not in self.problems)
        self.problems = found.problems
        return Shelf(come, gone, new)

    def _renamed(self, place: StoryFolder) -> _Shelved:
        shelved = self._shelved.get(place.name) or _Shelved(place)
        if shelved.place != place:
            shelved.place = place
            if shelved.current is not None:
                shelved.current.title = place.title
        return shelved


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir() and not folder.is_symlink()
    except OSError:  # it cannot be looked at
        return True


def _look_at(task: asyncio.Task[CurrentStory]) -> None:
    """Log what nobody may have waited for."""
    if task.cancelled() or (error := task.exception()) is None:
        return
    if isinstance(error, StoryError):
        for problem in error.problems:
            _log.error("To fix: %s", problem)
    else:
        _log.error("A story could not be opened.", exc_info=error)
