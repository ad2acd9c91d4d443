"""The story that is told now: all of it, and up to each limit that a channel has."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence

from bot.asking.story_reading import read_beside
from bot.cards.addresses import AddressBook
from bot.errors import StillReadingError
from retrieval import LimitGoneError, ReadUpTo, Story, earliest

MOST_OPEN = 8
"""Limits up to which the story is held at once; up to others it is opened again from where it is kept."""
PATIENCE = 8.0
"""Seconds that somebody who asks waits for it to be read up to a limit, before they are told to ask again."""
BUILDS_AT_ONCE = 2
"""Builds that may go on at once, of one story or of several: each needs the memory of one, and a slow one may not hold
up all others."""

_log = logging.getLogger(__name__)


def builds_at_once() -> asyncio.Semaphore:
    """Return what whoever builds a story holds: see BUILDS_AT_ONCE."""
    return asyncio.Semaphore(BUILDS_AT_ONCE)


class CurrentStory:
    """The story that is told now, and what its buttons name; `name` and `title` say which of several it is.

    Assigning another story replaces all of it at once, and nothing of the old one is kept. What is under way goes on
    with the story that it began with. `building` is held by whoever builds this story, whole or up to a limit.
    """

    def __init__(
        self, story: Story, builds: asyncio.Semaphore | None = None, name: str = "", title: str | None = None
    ) -> None:
        self.building = asyncio.Lock()
        self.patience = PATIENCE
        self.name = name
        self._title = title
        self._builds = builds or builds_at_once()
        self.story = story

    @property
    def title(self) -> str | None:
        """What people call it; None for the only story. May be assigned at any time."""
        return self._title

    @title.setter
    def title(self, title: str | None) -> None:
        self._title = title
        for book in (self.addresses, *self._limited.values()):
            book.title = title

    @property
    def story(self) -> Story:
        """The story itself, whole; may be assigned at any time."""
        return self.addresses.story

    @story.setter
    def story(self, story: Story) -> None:
        self.addresses = self._book(story)
        self._limited: OrderedDict[ReadUpTo, AddressBook] = OrderedDict()
        self._reading: dict[ReadUpTo, asyncio.Task[AddressBook]] = {}

    def _book(self, story: Story) -> AddressBook:
        return AddressBook(story, self.name, self._title)

    async def replace(self, story: Story) -> None:
        """Tell another story from now on, up to the limits that are in use as well: all of it at once.

        Whoever calls this holds `building`. While the new story is read up to a limit, the old one is told there.
        """
        limited: OrderedDict[ReadUpTo, AddressBook] = OrderedDict()
        for limit in tuple(self._limited):
            try:
                limited[limit] = self._book(await self._read_up_to(story, limit))
            except LimitGoneError as error:
                _log.warning("%s Nothing is told in the channels that read up to it.", error)
            except Exception:
                _log.exception("The story could not be read up to %s.", limit)
        self.story = story
        self._limited = limited

    def earliest(self, limits: Sequence[ReadUpTo]) -> ReadUpTo:
        """Return the limit that allows least; LimitGoneError where the story lacks the article of one."""
        return earliest(self.story.articles, limits)

    def held(self, limit: ReadUpTo | None) -> AddressBook | None:
        """Return the story up to a limit, if it is there already; where not, it is read, and there the next time.

        Raises LimitGoneError.
        """
        if limit is None:
            return self.addresses
        if (found := self._limited.get(limit)) is not None:
            self._limited.move_to_end(limit)
            return found
        earliest(self.story.articles, (limit,))
        if limit not in self._reading:
            task = self._reading[limit] = asyncio.create_task(self._read(limit), name="reading up to a limit")
            task.add_done_callback(_look_at)
        return None

    async def up_to(self, limit: ReadUpTo | None, patience: float | None = None) -> AddressBook:
        """Return the story up to a limit, all of it for None. It is read where it is not there yet.

        Raises LimitGoneError where its article is not in the story, and StillReadingError where reading takes longer
        than so many seconds (else `self.patience`); it goes on.
        """
        found = self.held(limit)
        if found is not None or limit is None:
            return found or self.addresses
        done, _ = await asyncio.wait((self._reading[limit],), timeout=self.patience if patience is None else patience)
        if not done:
            raise StillReadingError
        return done.pop().result()

    async def _read(self, limit: ReadUpTo) -> AddressBook:
        reading = self._reading
        try:
            limited, story = self._limited, self.story  # another story has another dictionary
            if (kept := await read_beside(lambda _: story.kept_up_to(limit))) is not None:
                book = limited[limit] = self._book(kept)
            else:
                async with self.building:
                    limited = self._limited
                    book = limited[limit] = self._book(await self._read_up_to(self.story, limit))
        finally:
            reading.pop(limit, None)
        while len(limited) > MOST_OPEN:
            limited.popitem(last=False)
        return book

    async def _read_up_to(self, story: Story, limit: ReadUpTo) -> Story:
        async with self._builds:
            story.let_go()
            return await read_beside(lambda report: story.up_to(limit, report))


def _look_at(task: asyncio.Task[AddressBook]) -> None:
    """Log what nobody may have waited for."""
    if not task.cancelled() and (error := task.exception()) is not None and not isinstance(error, LimitGoneError):
        _log.error("The story could not be read up to a limit.", exc_info=error)
