"""What servers chose and what was counted, on a real disk that fails in the ways that disks do."""

# ruff: noqa: ASYNC240  (a test waits for its own disk)

import asyncio
import logging
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import aiosqlite
import pytest

from bot.store.counts import Count, Event
from bot.store.schema import MIGRATIONS, migrate
from bot.store.server_settings import DEFAULTS, ChannelLimit, GuildSettings
from bot.store.store import FILE, KEEP_DAYS, Store
from bot.words.host import store as words
from retrieval import ReadUpTo

GUILD, OTHER = 11, 22
CHOSEN = GuildSettings(
    ask_channels=frozenset({1 << 62, 5}),
    forum_channels=frozenset({6}),
    answers_in_threads=True,
    private_by_default=True,
    asker_roles=frozenset({7}),
    questions_per_minute=3,
    limits=(
        ChannelLimit(5, ReadUpTo("b.txt", 2)),
        ChannelLimit(5, ReadUpTo("b.txt"), "emma"),
        ChannelLimit(1 << 62, ReadUpTo("a.txt")),
    ),
    story="emma",
    channel_stories=((5, ""), (6, "d'Artagnan é")),
)
TODAY = datetime.now(UTC).date()
NOBODY = 65_534


async def reopened(folder: Path) -> Store:
    store = Store(folder)
    assert await store.open()
    return store


def errors_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_server_that_chose_nothing_has_the_defaults(tmp_path: Path) -> None:
    store = await reopened(tmp_path)
    assert store.settings_for(GUILD) == store.settings_for(None) == DEFAULTS


async def test_what_a_server_chose_survives_a_restart_and_the_folder_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there"
    assert await (await reopened(folder)).save(GUILD, CHOSEN)

    store = await reopened(folder)
    assert store.settings_for(GUILD) == CHOSEN
    assert store.settings_for(OTHER) == DEFAULTS
    assert store.needs_message_content


async def test_a_server_that_removed_the_bot_leaves_nothing_behind(tmp_path: Path) -> None:
    store = await reopened(tmp_path)
    for guild in (GUILD, OTHER):
        await store.save(guild, CHOSEN)
        await store.record(guild, TODAY, "harbour.txt", Event.ANSWERED)
        await store.close()
    await store.record(GUILD, TODAY, None, Event.DECLINED)
    assert await store.forget(GUILD)

    assert store.settings_for(GUILD) == DEFAULTS
    assert await store.counts(GUILD, date.min) == []
    with closing(sqlite3.connect(store.path)) as connection:
        left = [connection.execute(f"SELECT DISTINCT guild FROM {name}").fetchall() for name in ("settings", "tallies")]
    assert left == [[(OTHER,)], [(OTHER,)]]


async def test_counts_add_up_over_restarts(tmp_path: Path) -> None:
    for _ in range(2):
        store = await reopened(tmp_path)
        await store.record(GUILD, TODAY, "harbour.txt", Event.ANSWERED)
        await store.record(GUILD, TODAY, "harbour.txt", Event.ANSWERED)
        await store.record(GUILD, TODAY, None, Event.DECLINED)
        await store.record(OTHER, TODAY, None, Event.DECLINED)
        await store.record(None, TODAY, None, Event.DECLINED)
        await store.close()

    counts = await (await reopened(tmp_path)).counts(GUILD, TODAY)
    assert sorted(counts, key=lambda each: each.count) == [
        Count(TODAY, None, Event.DECLINED, 2),
        Count(TODAY, "harbour.txt", Event.ANSWERED, 4),
    ]


async def test_counts_are_shown_from_a_day_on_and_old_ones_go(tmp_path: Path) -> None:
    store = await reopened(tmp_path)
    yesterday, old = TODAY - timedelta(days=1), TODAY - timedelta(days=KEEP_DAYS + 1)
    for day in (TODAY, yesterday, old):
        await store.record(GUILD, day, None, Event.DECLINED)
    await store.close()

    assert [each.day for each in await store.counts(GUILD, TODAY)] == [TODAY]
    assert {each.day for each in await store.counts(GUILD, date.min)} == {TODAY, yesterday}


async def test_counts_reach_the_disk_by_themselves_a_little_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.store.WRITE_COUNTS_AFTER", 0.01)
    store = await reopened(tmp_path)
    await store.record(GUILD, TODAY, None, Event.DECLINED)
    assert store._later is not None
    await asyncio.wait_for(store._later, 5)

    with closing(sqlite3.connect(store.path)) as connection:
        assert connection.execute("SELECT count FROM tallies").fetchall() == [(1,)]


async def test_nothing_but_numbers_file_names_and_questions_left_on_purpose_is_kept(tmp_path: Path) -> None:
    await reopened(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {
            table: {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            for table in tables
            if not table.startswith("sqlite_")
        }
    assert columns == {
        "schema_version": {"version"},
        "settings": {
            "guild", "ask_channels", "forum_channels", "asker_roles", "answers_in_threads", "private_by_default",
            "questions_per_minute", "limits", "story", "channel_stories",
            "story_limits", "takes_gaps", "digest_channel",
        },
        "tallies": {"guild", "day", "story", "article", "event", "count"},
        "gaps": {
            "id", "guild", "story", "day", "words", "count", "dismissed", "answer_file", "answer_paragraph",
        },
        "digests": {"guild", "day"},
    }  # fmt: skip


@pytest.mark.parametrize("version", range(2, len(MIGRATIONS)))
async def test_what_was_counted_before_there_were_several_stories_is_of_the_only_one(
    tmp_path: Path, version: int
) -> None:
    async with aiosqlite.connect(tmp_path / FILE, isolation_level=None) as connection:
        await migrate(connection, upto=version)
        row = (GUILD, TODAY.isoformat(), "harbour.txt", Event.ANSWERED.value, 3)
        await connection.execute("INSERT INTO tallies (guild, day, article, event, count) VALUES (?, ?, ?, ?, ?)", row)
    store = await reopened(tmp_path)
    await store.record(GUILD, TODAY, "harbour.txt", Event.ANSWERED, "emma")
    await store.record(GUILD, TODAY, "harbour.txt", Event.ANSWERED)
    assert await store.counts(GUILD, TODAY) == [Count(TODAY, "harbour.txt", Event.ANSWERED, 4)]
    assert await store.counts(GUILD, TODAY, ("emma",)) == [Count(TODAY, "harbour.txt", Event.ANSWERED, 1)]
    await store.close()


@pytest.mark.parametrize("version", range(len(MIGRATIONS)))
async def test_a_file_of_an_older_version_becomes_one_of_this(tmp_path: Path, version: int) -> None:
    async with aiosqlite.connect(tmp_path / FILE, isolation_level=None) as connection:
        await migrate(connection, upto=version)
        if version:
            await connection.execute("INSERT INTO settings (guild, ask_channels) VALUES (11, '[5]')")
    store = await reopened(tmp_path)

    assert store.settings_for(GUILD).ask_channels == (frozenset({5}) if version else frozenset())
    await store.record(GUILD, TODAY, None, Event.DECLINED)
    await store.close()
    with closing(sqlite3.connect(store.path)) as connection:
        versions = [number for (number,) in connection.execute("SELECT version FROM schema_version ORDER BY version")]
    assert versions == list(range(1, len(MIGRATIONS) + 1))


async def test_a_file_of_a_newer_version_is_read_and_left_as_it_is(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await (await reopened(tmp_path)).save(GUILD, CHOSEN)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute("INSERT INTO schema_version VALUES (99)")
    before = (tmp_path / FILE).read_bytes()

    store = Store(tmp_path)
    assert not await store.open()
    assert store.settings_for(GUILD) == CHOSEN
    assert not await store.save(GUILD, DEFAULTS)
    assert store.settings_for(GUILD) == DEFAULTS
    assert (tmp_path / FILE).read_bytes() == before
    assert [words.NEWER in error for error in errors_in(caplog)] == [True]
    await cancelled(store)


async def cancelled(store: Store) -> None:
    """Take back the next attempt that a store in trouble has planned."""
    assert store._later is not None
    store._later.cancel()
    await asyncio.wait({store._later})


async def test_a_file_in_place_of_the_folder_is_told_once_and_the_bot_goes_on_in_memory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "data"
    folder.write_text("not a folder")
    store = Store(folder)
    assert not await store.open()
    assert not await store.save(GUILD, CHOSEN)
    await store.record(GUILD, TODAY, None, Event.DECLINED)

    assert store.settings_for(GUILD) == CHOSEN
    assert await store.counts(GUILD, TODAY) == [Count(TODAY, None, Event.DECLINED, 1)]
    assert [words.NO_FOLDER in error for error in errors_in(caplog)] == [True]
    assert folder.read_text() == "not a folder"

    folder.unlink()
    assert await store.save(OTHER, CHOSEN)
    assert store.trouble is None
    await store.close()
    again = await reopened(folder)
    assert again.settings_for(GUILD) == again.settings_for(OTHER) == CHOSEN
    assert await again.counts(GUILD, TODAY) == [Count(TODAY, None, Event.DECLINED, 1)]


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder of an ordinary user, who we are while the test runs: root may write everywhere."""
    folder = Path(tempfile.mkdtemp())
    root = os.geteuid() == 0
    if root:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o700)
        shutil.rmtree(folder)


async def test_in_a_folder_that_became_read_only_settings_are_still_read(
    unprivileged: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await (await reopened(unprivileged)).save(GUILD, CHOSEN)
    (unprivileged / FILE).chmod(0o444)
    unprivileged.chmod(0o555)

    store = Store(unprivileged)
    assert not await store.open()
    assert store.settings_for(GUILD) == CHOSEN
    assert not await store.save(OTHER, CHOSEN)
    assert store.settings_for(OTHER) == CHOSEN
    assert [words.READ_ONLY in error for error in errors_in(caplog)] == [True]

    unprivileged.chmod(0o755)
    (unprivileged / FILE).chmod(0o644)
    assert await store.save(GUILD, DEFAULTS)
    again = await reopened(unprivileged)
    assert again.settings_for(GUILD) == DEFAULTS
    assert again.settings_for(OTHER) == CHOSEN
    await store.close()


async def test_choices_of_an_older_version_are_read_where_the_file_cannot_be_changed(unprivileged: Path) -> None:
    async with aiosqlite.connect(unprivileged / FILE, isolation_level=None) as connection:
        await migrate(connection, upto=2)
        await connection.execute("INSERT INTO settings (guild, ask_channels) VALUES (11, '[5]')")
    (unprivileged / FILE).chmod(0o444)
    unprivileged.chmod(0o555)
    store = Store(unprivileged)
    assert not await store.open()
    assert store.settings_for(GUILD) == GuildSettings(ask_channels=frozenset({5}))
    await cancelled(store)


@pytest.mark.parametrize("limits", ["[]", "{", '{"x": "a.txt"}', '{"5": 7}', "null"])
async def test_limits_that_somebody_else_wrote_are_no_limits_of_ours(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, limits: str
) -> None:
    store = await reopened(tmp_path)
    await store.save(GUILD, CHOSEN)
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute("UPDATE settings SET limits = ?", (limits,))
    assert (await reopened(tmp_path)).settings_for(GUILD) == DEFAULTS
    assert str(GUILD) in errors_in(caplog)[0]


async def test_a_file_that_another_process_holds_is_waited_for_and_then_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.store.BUSY", 0.05)
    store = await reopened(tmp_path)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not await store.save(GUILD, CHOSEN)
        assert not await store.save(GUILD, CHOSEN)
        await store.record(GUILD, TODAY, None, Event.DECLINED)
        assert store.settings_for(GUILD) == CHOSEN
        assert [words.LOCKED in error for error in errors_in(caplog)] == [True]
        other.execute("ROLLBACK")
    await store.close()

    again = await reopened(tmp_path)
    assert again.settings_for(GUILD) == CHOSEN
    assert [each.count for each in await again.counts(GUILD, TODAY)] == [1]


async def test_a_full_disk_loses_nothing_that_the_memory_holds(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await reopened(tmp_path)
    connect = aiosqlite.connect

    def on_a_full_disk(*arguments: Any, **options: Any) -> Any:
        connection = connect(*arguments, **options)
        connector = connection._connector

        def connected() -> sqlite3.Connection:
            opened = connector()
            opened.execute("PRAGMA max_page_count = 1")  # not below what is there: the next page is one too many
            return opened

        connection._connector = connected
        return connection

    many = dict.fromkeys(range(1, 200), CHOSEN)
    with monkeypatch.context() as patched:
        patched.setattr("bot.store.store.aiosqlite.connect", on_a_full_disk)
        results = [await store.save(guild, settings) for guild, settings in many.items()]
        assert not results[-1]
        assert [words.FULL in error for error in errors_in(caplog)] == [True]
        assert store.settings_for(199) == CHOSEN
    await store.close()

    again = await reopened(tmp_path)
    assert all(again.settings_for(guild) == CHOSEN for guild in many)


@pytest.mark.parametrize("damage", [b"this is no database at all " * 400, None], ids=["nonsense", "a page overwritten"])
async def test_a_damaged_file_is_set_aside_and_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, damage: bytes | None
) -> None:
    store = await reopened(tmp_path)
    for guild in range(1, 200):
        await store.save(guild, CHOSEN)
    path = tmp_path / FILE
    written = path.read_bytes()
    bad = damage or written[:4096] + b"\xff" * 8192 + written[12288:]
    path.write_bytes(bad)

    again = await reopened(tmp_path)
    assert again.settings_for(GUILD) == DEFAULTS
    assert await again.save(GUILD, CHOSEN)
    (aside,) = tmp_path.glob(f"{FILE}.damaged-*")
    assert aside.read_bytes() == bad
    assert len(errors_in(caplog)) == 1
    assert aside.name in errors_in(caplog)[0]
    assert (await reopened(tmp_path)).settings_for(GUILD) == CHOSEN


async def test_a_file_damaged_while_the_bot_runs_is_written_anew_from_memory(tmp_path: Path) -> None:
    store = await reopened(tmp_path)
    await store.save(GUILD, CHOSEN)
    (tmp_path / FILE).write_bytes(b"this is no database at all " * 400)

    assert await store.save(OTHER, CHOSEN)
    assert len(list(tmp_path.glob(f"{FILE}.damaged-*"))) == 1
    again = await reopened(tmp_path)
    assert again.settings_for(GUILD) == again.settings_for(OTHER) == CHOSEN


async def test_one_servers_broken_row_costs_no_other_server_its_choices(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = await reopened(tmp_path)
    await store.save(GUILD, CHOSEN)
    await store.save(OTHER, CHOSEN)
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute("UPDATE settings SET ask_channels = 'no list' WHERE guild = ?", (OTHER,))

    again = await reopened(tmp_path)
    assert again.settings_for(GUILD) == CHOSEN
    assert again.settings_for(OTHER) == DEFAULTS
    assert str(OTHER) in errors_in(caplog)[0]


async def test_two_processes_on_one_folder_keep_each_others_servers(tmp_path: Path) -> None:
    one, two = Store(tmp_path), Store(tmp_path)
    assert all(await asyncio.gather(one.open(), two.open()))
    assert all(await asyncio.gather(one.save(GUILD, CHOSEN), two.save(OTHER, CHOSEN)))

    again = await reopened(tmp_path)
    assert again.settings_for(GUILD) == again.settings_for(OTHER) == CHOSEN
