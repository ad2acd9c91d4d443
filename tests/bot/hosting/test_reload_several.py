"""Several stories while their host edits them: each is read again by itself, and what comes and goes is noticed."""

import asyncio
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.asking.stories import PUT_DOWN_AFTER, Stories
from bot.errors import StoryGoneError
from bot.hosting import reload as reloading
from bot.hosting.reload import Reloader
from retrieval import Story, StoryError, stories_in
from tests.bot.hosting.test_reload import PATIENCE
from tests.shelves import HARBOUR, MARKET, TITLE, write_stories, write_story


class Watched:
    """Stories that are watched, and whose reloads are counted by name."""

    def __init__(self, folder: Path, before: Callable[[str], object] = lambda _name: None) -> None:
        self.now = 0.0
        self.loads: list[str] = []
        self._before = before
        self.stories = Stories(folder, lambda: stories_in(folder), clock=lambda: self.now)
        self.reloader = Reloader(self.stories, self._load)

    def _load(self, folder: Path) -> Story:
        self.loads.append(folder.name)
        self._before(folder.name)
        return Story.load(folder)

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not true():  # noqa: ASYNC110  the stories change without telling
                await asyncio.sleep(0.01)

    def tells(self, name: str, text: str) -> bool:
        return name in self.stories.open_now and any(
            text in article.text for article in self.stories.current(name).story.articles
        )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(reloading, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(reloading, "QUIET_MS", 50)
    return write_stories(tmp_path / "stories")


async def test_all_are_read_at_the_start_and_only_what_changed_is_read_again(folder: Path) -> None:
    watched = Watched(folder)
    async with watched.reloader.watching():
        await watched.until(lambda: watched.stories.open_now == ("harbour", "market"))
        write_story(folder / "market", MARKET.replace("two crowns", "nine crowns"), TITLE)
        await watched.until(lambda: watched.tells("market", "nine crowns"))
    assert set(watched.loads) == {"market"}


async def test_a_broken_edit_leaves_the_old_one_and_the_others_are_read_meanwhile(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    watched = Watched(folder)
    async with watched.reloader.watching():
        await watched.until(lambda: watched.stories.open_now == ("harbour", "market"))
        (folder / "market" / "one.txt").write_bytes(b"\xff")
        write_story(folder / "harbour", HARBOUR.replace("four", "nine"))
        await watched.until(lambda: watched.tells("harbour", "nine million") and "market" in watched.loads)
        await watched.until(lambda: "was not loaded again" in caplog.text)
        assert watched.tells("market", "two crowns")
        write_story(folder / "market", MARKET.replace("two", "six"), TITLE)
        await watched.until(lambda: watched.tells("market", "six crowns"))
    assert f"The story “{TITLE}” was not loaded again; the one from before goes on." in caplog.text


async def test_one_that_was_broken_at_the_start_is_told_once_it_is_mended(folder: Path) -> None:
    (folder / "market" / "one.txt").write_bytes(b"\xff")
    watched = Watched(folder)
    async with watched.reloader.watching():
        await watched.until(lambda: watched.stories.open_now == ("harbour",))
        with pytest.raises(StoryError):
            await watched.stories.opened("market", 60)
        write_story(folder / "market", MARKET)
        await watched.until(lambda: watched.tells("market", "two crowns"))


async def test_a_slow_one_holds_up_no_other(folder: Path) -> None:
    go = threading.Event()
    watched = Watched(folder, lambda name: name == "harbour" and go.wait(PATIENCE))
    try:
        async with watched.reloader.watching():
            await watched.until(lambda: watched.stories.open_now == ("harbour", "market"))
            write_story(folder / "harbour", HARBOUR.replace("four", "nine"))
            await watched.until(lambda: "harbour" in watched.loads)
            write_story(folder / "market", MARKET.replace("two", "six"))
            await watched.until(lambda: watched.tells("market", "six crowns"))
            assert watched.tells("harbour", "four million")
            go.set()
            await watched.until(lambda: watched.tells("harbour", "nine million"))
    finally:
        go.set()


async def test_what_comes_is_read_and_what_goes_is_said(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    watched = Watched(folder)
    async with watched.reloader.watching():
        await watched.until(lambda: watched.stories.open_now == ("harbour", "market"))
        write_story(folder / "third", HARBOUR.replace("Ystad", "Visby"))
        await watched.until(lambda: watched.tells("third", "Visby"))
        (folder / "none").mkdir()
        await watched.until(lambda: "none: it holds no articles" in caplog.text)
        shutil.rmtree(folder / "market")
        await watched.until(lambda: "The story market is gone." in caplog.text)
        with pytest.raises(StoryGoneError):
            await watched.reloader.reload("market")
    assert "The story third has come." in caplog.text


async def test_one_that_is_put_down_is_read_again_when_it_changes(folder: Path) -> None:
    watched = Watched(folder)
    async with watched.reloader.watching():
        await watched.until(lambda: watched.stories.open_now == ("harbour", "market"))
        watched.now += 2 * PUT_DOWN_AFTER
        await watched.until(lambda: watched.stories.open_now == ())
        write_story(folder / "market", MARKET.replace("two", "six"))
        await watched.until(lambda: watched.tells("market", "six crowns"))
        assert "harbour" not in watched.loads
