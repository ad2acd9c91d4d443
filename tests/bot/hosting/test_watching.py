"""Changes of the articles are noticed while the bot runs, and give one reload."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.asking.current_story import CurrentStory
from bot.asking.stories import Stories
from bot.hosting import reload as reloading
from bot.hosting.reload import Reloader, snapshot
from retrieval import Story
from tests.bot.hosting.test_reload import PATIENCE, QUESTIONS, add, folder
from tests.simulated import SOURCES

__all__ = ["folder"]


def test_only_the_files_of_a_story_count(folder: Path) -> None:
    before = snapshot(folder)
    assert {Path(path).name for path in before} == {"harbour.txt", "sources.toml"}
    for name in (".harbour.txt.swp", "harbour.txt~", "4913", "notes.md", "drafts/a.txt"):
        add(folder, name, "x")
    assert snapshot(folder) == before
    add(folder, "reader-questions/harbour.md", QUESTIONS)
    assert set(snapshot(folder)) - set(before) == {str(folder / "reader-questions" / "harbour.md")}
    assert snapshot(folder / "nowhere") == {}


class Watched:
    """A reloader that is told of changes, and whose loads are counted."""

    def __init__(self, folder: Path) -> None:
        self.loads = 0
        self.reloader = Reloader(Stories.one(CurrentStory(Story.load(folder)), folder), self._load)

    def _load(self, path: Path) -> Story:
        self.loads += 1
        return Story.load(path)

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not true():  # noqa: ASYNC110  the story changes without telling
                await asyncio.sleep(0.01)

    def headlines(self) -> list[str]:
        return [article.headline for article in self.reloader.stories.current().story.articles]


@pytest.mark.parametrize("how", ["told by the system", "not told of anything", "cannot be watched"])
async def test_a_change_is_noticed(folder: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    monkeypatch.setattr(reloading, "LOOK_EVERY", 600.0 if how == "told by the system" else 0.05)
    monkeypatch.setattr(reloading, "QUIET_MS", 50)
    if how == "not told of anything":
        monkeypatch.setattr(reloading, "awatch", deaf)
    if how == "cannot be watched":
        monkeypatch.setattr(reloading, "awatch", impossible)
    watched = Watched(folder)
    async with watched.reloader.watching():
        async with edited_again_and_again(folder / "sources.toml"):
            await watched.until(lambda: watched.loads > 0)
        add(folder, "second.txt", "A second headline\n\nAnd its text.\n")
        await watched.until(lambda: watched.headlines()[1:] == ["A second headline"])

        loads = watched.loads
        (folder / "second.txt").write_bytes(b"\xff")
        await watched.until(lambda: watched.loads > loads)
        add(folder, "second.txt", "Mended\n\nAnd its text.\n")
        await watched.until(lambda: watched.headlines()[1:] == ["Mended"])


@asynccontextmanager
async def edited_again_and_again(path: Path) -> AsyncIterator[None]:
    """Edit a file now and then while the block runs: nobody tells when the system has begun to watch."""

    async def edit() -> None:
        for number in count():
            add(path.parent, path.name, SOURCES + f"# edit {number}\n")
            await asyncio.sleep(0.3)

    task = asyncio.create_task(edit())
    yield
    task.cancel()
    await asyncio.wait({task})


async def deaf(*_: Any, **__: Any) -> AsyncIterator[None]:
    """Stand in for a folder that tells of no change, such as one on the network: awatch yields when its time is up."""
    while True:
        await asyncio.sleep(0.02)
        yield


async def impossible(*_: Any, **__: Any) -> AsyncIterator[None]:
    """Stand in for a system that has no inotify left."""
    raise OSError("OS file watch limit reached")
    yield


async def test_several_quick_edits_give_one_reload(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reloading, "QUIET_MS", 2_000)
    watched = Watched(folder)
    async with watched.reloader.watching():
        for number in range(8):
            add(folder, f"{number}.txt", f"Headline {number}\n\nText.\n")
            await asyncio.sleep(0.02)
        await watched.until(lambda: len(watched.headlines()) == 9)
        assert watched.loads == 1


async def test_watching_ends_while_a_load_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, forever = threading.Event(), threading.Event()
    monkeypatch.setattr(reloading, "LOOK_EVERY", 0.05)

    def load(_path: Path) -> Story:
        begun.set()
        forever.wait(PATIENCE)
        raise RuntimeError("nobody waits for this")

    reloader = Reloader(Stories.one(CurrentStory(Story.load(folder)), folder), load)
    async with asyncio.timeout(PATIENCE):
        async with reloader.watching():
            add(folder, "second.txt", "A second headline\n\nAnd its text.\n")
            assert await asyncio.to_thread(begun.wait, PATIENCE)
        assert not [task for task in asyncio.all_tasks() if task.get_name() == "watching the articles"]
    forever.set()
