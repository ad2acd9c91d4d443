"""Several stories: opened when somebody asks, put down when nobody does; none hurts or holds up another."""

# ruff: noqa: ASYNC240  (a test looks at its own disk)

import asyncio
import gc
import shutil
import threading
import weakref
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.asking import stories as shelved
from bot.asking.stories import PUT_DOWN_AFTER, Stories
from bot.errors import StillReadingError, StoryGoneError
from retrieval import LimitedBy, Memory, MemoryLimit, Report, Story, StoryError, stories_in
from tests.shelves import HARBOUR, TITLE, write_stories, write_story


class Shelf:
    """Stories whose builds are counted, and a clock that a test turns."""

    def __init__(self, folder: Path, default: str = "", before: Callable[[str], object] = lambda _name: None) -> None:
        self.now = 0.0
        self.built: list[str] = []
        self._before = before
        self.stories = Stories(folder, lambda: stories_in(folder), default, load=self._load, clock=lambda: self.now)

    def _load(self, folder: Path, report: Report) -> Story:
        self._before(folder.name)
        self.built.append(folder.name)
        return Story.load(folder, report)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return write_stories(tmp_path / "stories")


def headline(stories: Stories, name: str) -> str:
    return stories.current(name).story.articles[0].headline


async def test_a_story_is_opened_when_somebody_asks_it_and_is_named(folder: Path) -> None:
    stories = Shelf(folder).stories
    assert (stories.names, stories.default, stories.open_now) == (("harbour", "market"), "harbour", ())
    with pytest.raises(StillReadingError):
        stories.current("market")
    book = await stories.up_to("market", (), 60)
    assert (book.name, book.title, book.story.articles[0].headline) == ("market", TITLE, "The fair")
    assert stories.held("market", ()) is book
    assert stories.open_now == ("market",)
    assert stories.size == (1, 4)
    assert (await stories.opened("", 60)).name == "harbour", "nobody chose: the default"


async def test_the_default_is_the_one_that_the_host_names(folder: Path) -> None:
    stories = Shelf(folder, "market").stories
    assert stories.resolve("") == "market"
    assert stories.known_as("market") == ("", "market")
    assert stories.known_as("harbour") == ("harbour",)
    with pytest.raises(StoryGoneError):
        stories.resolve("nothing")


async def test_what_nobody_asks_is_put_down_and_opened_again_without_a_build(folder: Path) -> None:
    shelf = Shelf(folder)
    stories = shelf.stories
    gone = weakref.ref((await stories.opened("harbour", 60)).story)
    shelf.now = PUT_DOWN_AFTER - 1
    await stories.opened("market", 60)
    assert await stories.put_down() == ()
    shelf.now += 2
    assert await stories.put_down() == ("harbour",)
    gc.collect()
    assert gone() is None
    assert stories.open_now == ("market",)
    assert stories.size == (2, 8), "it is counted all the same"
    assert headline(await open_again(stories, "harbour"), "harbour") == "The storm"
    assert shelf.built == ["harbour", "market"]


async def open_again(stories: Stories, name: str) -> Stories:
    await stories.opened(name, 60)
    return stories


async def test_of_too_many_the_one_asked_longest_ago_is_put_down(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_story(folder / "third", HARBOUR.replace("Tuesday", "Monday"))
    monkeypatch.setattr(shelved, "MOST_OPEN", 2)
    shelf = Shelf(folder)
    for name in ("harbour", "market", "third", "market", "harbour"):
        shelf.now += 1
        await shelf.stories.opened(name, 60)
    assert set(shelf.stories.open_now) == {"market", "harbour"}


async def test_as_many_are_open_as_there_is_memory_for(folder: Path) -> None:
    shelf = Shelf(folder)
    needed = shelf.stories._memory.needed
    shelf.stories._memory = Memory(needed, MemoryLimit(needed + 10_000, LimitedBy.CONTROL_GROUP))
    await shelf.stories.opened("harbour", 60)
    shelf.now += 1
    await shelf.stories.opened("market", 60)
    assert shelf.stories.open_now == ("market",), "each needs 36 bytes for each of its characters"


async def test_what_could_not_be_kept_is_not_put_down(folder: Path) -> None:
    shelf = Shelf(folder)
    shelf.stories._load = lambda place, report: replace(Story.load(place, report), key="")  # the disk is full
    await shelf.stories.opened("harbour", 60)
    shelf.now += 2 * PUT_DOWN_AFTER
    assert await shelf.stories.put_down() == ()


async def test_one_slow_build_holds_up_no_other_story(folder: Path) -> None:
    go = threading.Event()
    shelf = Shelf(folder, before=lambda name: name == "harbour" and go.wait(60))
    write_story(folder / "third", HARBOUR.replace("Tuesday", "Monday"))
    stories = Shelf(folder).stories  # one that is kept already
    await stories.opened("third", 60)
    await shelf.stories.look_again()
    try:
        with pytest.raises(StillReadingError):
            await shelf.stories.opened("harbour", 0.01)
        assert (await shelf.stories.opened("market", 60)).name == "market", "it is built meanwhile"
        assert (await shelf.stories.opened("third", 60)).name == "third"
    finally:
        go.set()
    assert (await shelf.stories.opened("harbour", 60)).name == "harbour"
    assert shelf.built.count("harbour") == 1


async def test_a_story_is_opened_once_however_many_ask(folder: Path) -> None:
    shelf = Shelf(folder)
    opened = await asyncio.gather(*(shelf.stories.opened("market", 60) for _ in range(5)))
    assert len(set(map(id, opened))) == 1
    assert shelf.built == ["market"]


async def test_a_broken_story_is_said_to_be_and_hurts_no_other(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (folder / "market" / "one.txt").write_bytes(b"\xff")
    shelf = Shelf(folder)
    for _ in range(3):
        with pytest.raises(StoryError):
            await shelf.stories.opened("market", 60)
    with pytest.raises(StoryError):
        shelf.stories.held("market", ())
    assert shelf.built == ["market"], "it is not read for everybody who asks"
    assert "one.txt, line 1: byte 0xff is not UTF-8" in caplog.text
    assert (await shelf.stories.opened("harbour", 60)).name == "harbour"


async def test_one_that_was_put_down_is_told_as_it_was_though_its_files_are_broken_now(folder: Path) -> None:
    shelf = Shelf(folder)
    await shelf.stories.opened("market", 60)
    shelf.now += 2 * PUT_DOWN_AFTER
    await shelf.stories.put_down()
    (folder / "market" / "one.txt").write_bytes(b"\xff")
    assert headline(await open_again(shelf.stories, "market"), "market") == "The fair"


async def test_stories_come_and_go_while_the_bot_runs(folder: Path) -> None:
    stories = Shelf(folder).stories
    await stories.opened("market", 60)
    write_story(folder / "third", HARBOUR, "Third")
    (folder / "mistake").mkdir()
    shelf = await stories.look_again()
    assert (shelf.come, shelf.gone) == (("third",), ())
    assert [Path(each.file).name for each in shelf.problems] == ["mistake"]
    assert stories.title("third") == "Third"
    assert (await stories.look_again()).problems == (), "it is said once"

    (folder / "market" / "one.txt").unlink()
    assert (await stories.look_again()).gone == (), "a folder without articles may be an edit"
    shutil.rmtree(folder / "market")
    shutil.rmtree(folder / "harbour")
    assert (await stories.look_again()).gone == ("harbour", "market")
    with pytest.raises(StoryGoneError):
        await stories.opened("market")
    assert stories.default == "third"


async def test_a_default_that_the_host_named_is_no_other_story_once_it_is_gone(folder: Path) -> None:
    stories = Shelf(folder, "market").stories
    shutil.rmtree(folder / "market")
    await stories.look_again()
    with pytest.raises(StoryGoneError):
        stories.resolve("")


async def test_a_title_that_is_changed_is_the_new_one_at_once(folder: Path) -> None:
    stories = Shelf(folder).stories
    book = await stories.up_to("harbour", (), 60)
    write_story(folder / "harbour", HARBOUR, "The Harbour")
    await stories.look_again()
    assert stories.title("harbour") == book.title == "The Harbour"


async def test_while_the_folder_that_holds_them_is_not_there_all_are_told_on(folder: Path) -> None:
    stories = Shelf(folder).stories
    await stories.opened("market", 60)
    away = folder.rename(folder.with_name("unmounted"))
    shelf = await stories.look_again()
    assert (shelf.come, shelf.gone, len(shelf.problems)) == ((), (), 1)
    assert "cannot be read" in str(shelf.problems[0])
    assert headline(stories, "market") == "The fair"
    away.rename(folder)
    assert (await stories.look_again()).gone == ()
