"""Questions left for the host: what is kept, for how long, and that what is deleted is not on the disk any more."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import gaps
from bot.store.gaps import DIRECT, KEEP_DAYS, MOST_CHARACTERS, Gap
from bot.store.server_settings import GuildSettings
from bot.store.store import FILE, Store

GUILD, OTHER = 11, 22
TODAY = datetime.now(UTC).date()
PHONE = "call me on 0170 5550199"


def set_day(folder: Path, words: str, day: date) -> None:
    with closing(sqlite3.connect(folder / FILE)) as connection, connection:
        connection.execute("UPDATE gaps SET day = ? WHERE words = ?", (day.isoformat(), words))


def on_disk(folder: Path, words: str) -> list[str]:
    return [path.name for path in folder.iterdir() if words.encode() in path.read_bytes()]


def spelled(found: list[Gap]) -> list[tuple[int, str, int]]:
    return [(gap.guild, gap.words, gap.count) for gap in found]


async def test_what_is_left_twice_a_day_is_counted_and_each_server_has_its_own(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for guild in (GUILD, GUILD, OTHER, None):
        assert await store.leave(guild, "", "who built the wall?")
    await store.leave(GUILD, "second", "who built the wall?")

    store = Store(tmp_path)
    everywhere = await store.gaps()
    assert spelled(everywhere) == [
        (GUILD, "who built the wall?", 2),
        (OTHER, "who built the wall?", 1),
        (DIRECT, "who built the wall?", 1),
        (GUILD, "who built the wall?", 1),
    ]
    assert [gap.story for gap in everywhere] == ["", "", "", "second"]
    assert {gap.day for gap in everywhere} == {TODAY}
    assert spelled(await store.gaps(OTHER)) == [(OTHER, "who built the wall?", 1)]


async def test_words_are_gone_from_the_disk_after_28_days_whatever_is_written_next(tmp_path: Path) -> None:
    store = Store(tmp_path)
    await store.leave(GUILD, "", PHONE)
    await store.leave(GUILD, "", "who built the wall?")
    set_day(tmp_path, PHONE, TODAY - timedelta(days=KEEP_DAYS))
    set_day(tmp_path, "who built the wall?", TODAY - timedelta(days=KEEP_DAYS - 1))
    assert on_disk(tmp_path, PHONE)

    assert spelled(await store.gaps(GUILD)) == [(GUILD, "who built the wall?", 1)]
    await store.save(OTHER, GuildSettings())
    assert on_disk(tmp_path, PHONE) == []
    assert on_disk(tmp_path, "who built the wall?") == [FILE]


async def test_they_expire_though_nothing_is_written(tmp_path: Path) -> None:
    store = Store(tmp_path)
    await store.leave(GUILD, "", PHONE)
    set_day(tmp_path, PHONE, TODAY - timedelta(days=KEEP_DAYS))
    await store.expire_gaps()
    assert on_disk(tmp_path, PHONE) == []


async def test_what_is_deleted_is_not_on_the_disk_any_more(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for words in (PHONE, "who built the wall?"):
        await store.leave(GUILD, "", words)
    # Somebody else has the file open, as the running bot may while the host deletes in the terminal.
    with closing(sqlite3.connect(tmp_path / FILE)) as other:
        other.execute("SELECT count(*) FROM gaps").fetchall()
        number = next(gap.id for gap in await store.gaps() if gap.words == PHONE)
        assert on_disk(tmp_path, PHONE)
        await store.delete_gaps([number])
        assert on_disk(tmp_path, PHONE) == []
        await store.leave(GUILD, "", "another")
    assert number not in [gap.id for gap in await store.gaps()], "a button of the old one must not delete a new one"


async def test_a_server_that_removed_the_bot_takes_its_questions_along(tmp_path: Path) -> None:
    store = Store(tmp_path)
    await store.leave(GUILD, "", PHONE)
    await store.leave(OTHER, "", "who built the wall?")
    await store.forget(GUILD)
    assert spelled(await store.gaps()) == [(OTHER, "who built the wall?", 1)]
    assert on_disk(tmp_path, PHONE) == []


async def test_what_is_dismissed_and_recommended_stays_so_after_a_restart(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for words in ("one", "two", "three"):
        await store.leave(GUILD, "", words)
    one, two, _ = [gap.id for gap in await store.gaps()]
    await store.dismiss_gaps([one], "server")
    await store.recommend_gaps([two], "harbour.txt", 3)

    first, second, third = await Store(tmp_path).gaps(GUILD)
    assert (first.dismissed, second.dismissed, third.dismissed) == ("server", "", "")
    assert (first.answer, second.answer, third.answer) == (None, ("harbour.txt", 3), None)


async def test_where_the_disk_takes_nothing_a_question_waits_and_is_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.store.READ_AGAIN_AFTER", 0.01)
    folder = tmp_path / "data"
    folder.write_text("a file in place of the folder")
    store = Store(folder)
    assert not await store.leave(GUILD, "", "who built the wall?")
    with pytest.raises(OSError, match="exists"):
        await store.gaps()
    folder.unlink()
    assert store._later is not None
    await asyncio.wait_for(store._later, 5)
    assert spelled(await Store(folder).gaps()) == [(GUILD, "who built the wall?", 1)]


async def test_nobody_fills_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gaps, "MOST_KEPT", 5)
    store = Store(tmp_path)
    await store.leave(OTHER, "", "kept")
    for number in range(8):
        await store.leave(GUILD, "", f"{number}" + "x" * 5_000)
    left = await store.gaps()
    assert [gap.words[0] for gap in left] == ["k", "3", "4", "5", "6", "7"]
    assert max(len(gap.words) for gap in left) == MOST_CHARACTERS


async def test_a_digest_is_due_once_in_so_many_days_also_for_two_processes(tmp_path: Path) -> None:
    store, other = Store(tmp_path), Store(tmp_path)
    week = timedelta(days=7)
    for words in ("who built the wall?", "who built the wall?", "where is the dog?", "an insult"):
        await store.leave(GUILD, "", words)
    await store.dismiss_gaps([gap.id for gap in await store.gaps() if gap.words == "an insult"], "server")
    assert await store.claim_digest(GUILD, TODAY, week) is None, "the time begins to run"
    assert await store.claim_digest(GUILD, TODAY + timedelta(days=6), week) is None
    later = TODAY + timedelta(days=30)
    claims = await asyncio.gather(store.claim_digest(GUILD, later, week), other.claim_digest(GUILD, later, week))
    assert [claim for claim in claims if claim] == [(TODAY, 3)], "once after an outage, however long"
    assert await store.claim_digest(GUILD, later + week, week) is None, "nothing new"
    assert await store.claim_digest(OTHER, TODAY, week) is None
    assert await store.claim_digest(OTHER, later, week) is None
