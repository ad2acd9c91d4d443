"""What servers chose, what was counted and what people left for the host, kept in SQLite in the data folder.

Everything is read from memory, so that a message never waits for the disk; changes are written through. Where the
disk does not take them (full, read-only, locked by another program) the bot goes on in memory, says so once in the
log, and tries again later. The file is opened for each piece of work and closed after it: there are few, and nothing
is left open whatever ends the process.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import aiosqlite

from bot.store import gaps
from bot.store.counts import Count, Event
from bot.store.gaps import By, Digest, Gap, GapKey
from bot.store.schema import NewerSchemaError, migrate, row_of, settings_of
from bot.store.server_settings import DEFAULTS, GuildSettings
from bot.store.trouble import disk_advice, sqlite_code
from bot.words.host import store as words

FILE = "verbatim.sqlite3"

BUSY = 1.0
"""Seconds to wait for another program's lock. Someone waits for /setup meanwhile, and Discord for 3 s at most."""

WRITE_COUNTS_AFTER = 20.0
"""Seconds after which counts reach the disk: written one by one they would wear out a small machine's card."""

TRY_AGAIN_AFTER = 60.0
"""Seconds after which a write that failed is tried again."""

READ_AGAIN_AFTER = 10.0
"""Seconds after which it is tried again where not even reading went: servers do without what they chose meanwhile."""

KEEP_DAYS = 400
"""Days that counts are kept."""

_UNREADABLE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_Key = tuple[int, date, str, str, Event]
_log = logging.getLogger(__name__)


class Store:
    """Settings of servers and counts of their answers; `settings_for` and `record` never wait and never fail."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._settings: dict[int, GuildSettings] = {}
        self._unsaved: dict[int, GuildSettings | None] = {}
        """Servers whose row on disk is behind; None: the row has to go."""
        self._counts: Counter[_Key] = Counter()
        """Counted and not written yet."""
        self._left: Counter[GapKey] = Counter()
        """Questions left for the host and not written yet."""
        self._loaded = False
        self._damaged: bool | None = None
        """Whether the file is; None: not looked at yet."""
        self._trouble: str | None = None
        self._lock = asyncio.Lock()
        self._later: asyncio.Task[None] | None = None

    @property
    def trouble(self) -> str | None:
        """What keeps the disk from taking changes, in a few words for the host; None where it takes them."""
        return self._trouble

    @property
    def needs_message_content(self) -> bool:
        """Whether any server has channels where no mention is needed."""
        return any(settings.needs_message_content for settings in self._settings.values())

    def settings_for(self, guild_id: int | None) -> GuildSettings:
        """Return what a server chose; the defaults where it chose nothing, and in direct messages."""
        return DEFAULTS if guild_id is None else self._settings.get(guild_id, DEFAULTS)

    async def open(self) -> bool:
        """Read what servers chose; return whether that worked. Where not, it is tried again with each write."""
        return await self._write()

    async def save(self, guild_id: int, settings: GuildSettings) -> bool:
        """Apply a server's choice at once; return whether it was written to disk."""
        self._settings[guild_id] = settings
        self._unsaved[guild_id] = settings
        return await self._write()

    async def forget(self, guild_id: int) -> bool:
        """Delete everything about a server; return whether that was written to disk."""
        self._settings.pop(guild_id, None)
        for key in [key for key in self._counts if key[0] == guild_id]:
            del self._counts[key]
        for gap in [gap for gap in self._left if gap.guild == guild_id]:
            del self._left[gap]
        self._unsaved[guild_id] = None
        return await self._write()

    async def record(self, guild_id: int | None, day: date, article: str | None, event: Event, story: str = "") -> None:
        """Count an event. It is written a little later, with others; direct messages are not counted."""
        if guild_id is not None:
            self._counts[guild_id, day, story, article or "", event] += 1
            self._write_later(WRITE_COUNTS_AFTER)

    async def counts(self, guild_id: int, since: date, stories: Collection[str] = ("",)) -> list[Count]:
        """Return what was counted for a server from a day on, written or not, of the stories of these names."""
        found: Counter[_Key] = Counter()
        if await self._write():
            with suppress(sqlite3.Error, OSError):
                async with self._lock, self._opened() as connection:
                    rows = await connection.execute_fetchall(
                        "SELECT day, story, article, event, count FROM tallies WHERE guild = ? AND day >= ?",
                        (guild_id, since.isoformat()),
                    )
                for day, story, article, event, count in rows:
                    with suppress(ValueError):  # written by a newer version: an event that we do not know
                        found[guild_id, date.fromisoformat(day), story, article, Event(event)] += count
        for key, count in self._counts.items():
            if key[0] == guild_id and key[1] >= since:
                found[key] += count
        return [
            Count(day, article or None, event, count)
            for (_, day, story, article, event), count in found.items()
            if story in stories
        ]

    async def leave(self, guild_id: int | None, story: str, words: str) -> bool:
        """Keep a question that somebody leaves for the host; return whether it was written to disk.

        Of who wrote it nothing is kept, and of when the day alone. `guild_id` is None as for `record`. Where the disk
        does not take it, it waits in memory.
        """
        guild = gaps.DIRECT if guild_id is None else guild_id
        self._left[GapKey(guild, story, datetime.now(UTC).date(), words[: gaps.MOST_CHARACTERS])] += 1
        return await self._write()

    async def gaps(self, guild_id: int | None = None) -> list[Gap]:
        """Return the questions that were left in a server (None: everywhere), in the order they came.

        Raises sqlite3.Error, OSError or NewerSchemaError where they cannot be read: "there are none" would be untrue.
        """
        await self._write()
        async with self._lock, self._opened() as connection:
            return await gaps.kept(connection, guild_id)

    async def dismiss_gaps(self, ids: Sequence[int], by: By) -> None:
        """Put questions aside. Raises as `gaps` does."""
        async with self._lock, self._opened() as connection:
            await gaps.dismiss(connection, ids, by)

    async def recommend_gaps(self, ids: Sequence[int], file: str, paragraph: int) -> None:
        """Note for the host which passage answers questions. Raises as `gaps` does."""
        async with self._lock, self._opened() as connection:
            await gaps.recommend(connection, ids, file, paragraph)

    async def delete_gaps(self, ids: Sequence[int]) -> None:
        """Delete questions, so that their words are not on the disk any more. Raises as `gaps` does."""
        async with self._lock, self._opened() as connection:
            await gaps.delete(connection, ids)
            await gaps.wipe(connection)

    async def expire_gaps(self) -> None:
        """Delete the questions that have been kept for as long as was said. Raises as `gaps` does."""
        async with self._lock, self._opened() as connection:
            if await gaps.expire(connection):
                await gaps.wipe(connection)

    async def claim_digest(self, guild_id: int, day: date, every: timedelta) -> Digest | None:
        """Take the turn to tell a server of its questions: see `gaps.claim_digest`. Raises as `gaps` does."""
        async with self._lock, self._opened() as connection:
            return await gaps.claim_digest(connection, guild_id, day, every)

    async def close(self) -> None:
        """Write what is left. The store can be opened again."""
        later, self._later = self._later, None
        if later is not None:
            later.cancel()
            await asyncio.wait({later})
        if self._unsaved or self._counts or self._left:
            await self._write()

    async def _write(self) -> bool:
        """Write what is pending, after reading what was not read yet; return whether it worked. Raises nothing."""
        async with self._lock:
            # A file that turns out to be damaged is set aside, and the next attempt makes a new one.
            if not (await self._attempt() or (self._damaged and await self._attempt())):
                self._write_later(self._pause)
                return False
            if self._trouble is not None:
                self._trouble = None
                _log.info("%s", words.well_again(self.path))
            return True

    async def _attempt(self) -> bool:
        counts, self._counts = self._counts, Counter()
        left, self._left = self._left, Counter()
        written = False
        try:
            async with self._opened() as connection:
                if not self._loaded:
                    await self._load(connection)
                    self._loaded = True
                settings = dict(self._unsaved)
                if settings or counts or left:
                    await _put(connection, settings, counts, left)
            written = True
        except (sqlite3.Error, OSError, NewerSchemaError) as error:
            self._note(error)
            if not self._loaded:
                await self._load_only()
        finally:
            if not written:
                self._counts.update(counts)
                self._left.update(left)
        if written:
            # What was chosen meanwhile waits for the next time.
            self._unsaved = {guild: each for guild, each in self._unsaved.items() if settings.get(guild, each) != each}
        return written

    def _write_later(self, seconds: float) -> None:
        """Write after so many seconds, and again until nothing is pending; at most one task does so."""

        async def later() -> None:
            pause = seconds
            while True:
                await asyncio.sleep(pause)
                written = await self._write()
                if written and not (self._counts or self._unsaved or self._left):
                    return
                pause = WRITE_COUNTS_AFTER if written else self._pause

        if self._later is None or self._later.done():
            self._later = asyncio.create_task(later(), name="store")

    @property
    def _pause(self) -> float:
        return TRY_AGAIN_AFTER if self._loaded else READ_AGAIN_AFTER

    @asynccontextmanager
    async def _opened(self) -> AsyncIterator[aiosqlite.Connection]:
        """Open the file, at the latest schema; a file that is damaged is set aside and a new one made."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self._damaged is not False:
            await self._set_aside_if_damaged()
        async with _connected(self.path) as connection:
            try:
                # Where the folder allows it (a network share does not), readers and the writer do not wait for
                # each other, and a loss of power leaves the file whole.
                await _share(connection)
                # What is deleted is written over: an insult, or a telephone number, that somebody left for the host.
                await connection.execute_fetchall("PRAGMA secure_delete = ON")
                await migrate(connection)
                yield connection
            except sqlite3.DatabaseError as error:
                if sqlite_code(error) in _UNREADABLE:
                    # Damaged while we ran: everything is still in memory, and goes into the next file.
                    self._damaged = True
                raise

    async def _set_aside_if_damaged(self) -> None:
        try:
            async with _connected(self.path) as connection:
                rows = await connection.execute_fetchall("PRAGMA quick_check(1)")
            damage = "" if (found := str(next(iter(rows))[0])) == "ok" else found
        except sqlite3.DatabaseError as error:
            if sqlite_code(error) not in _UNREADABLE:
                raise
            damage = str(error)
        if damage:
            aside = self.path.with_name(f"{FILE}.damaged-{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 1000:03}")
            for suffix in ("-wal", "-shm", ""):
                part = self.path.with_name(FILE + suffix)
                if part.exists():
                    part.rename(aside.with_name(aside.name + suffix))
            _log.error("%s", words.damaged(self.path, damage.replace("\n", " "), aside.name))
            self._unsaved = {**self._settings, **self._unsaved}
        self._damaged = False

    async def _load_only(self) -> None:
        """Read what servers chose from a file that cannot be written, as far as that goes."""
        if not self.path.is_file():
            return
        with suppress(sqlite3.Error, OSError):
            # `immutable`: SQLite needs no second file beside it then, which it could not make here.
            address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            async with aiosqlite.connect(address, uri=True, timeout=BUSY) as connection:
                await self._load(connection)

    async def _load(self, connection: aiosqlite.Connection) -> None:
        connection.row_factory = sqlite3.Row
        for row in await connection.execute_fetchall("SELECT * FROM settings"):
            if row["guild"] not in self._unsaved:
                try:
                    self._settings[row["guild"]] = settings_of(row)
                except (ValueError, TypeError, AttributeError):
                    _log.error("%s", words.row_unreadable(self.path, row["guild"]))

    def _note(self, error: Exception) -> None:
        """Log what is wrong and what to do, and not again until something else is wrong."""
        trouble = disk_advice(error)
        if trouble != self._trouble:
            self._trouble = trouble
            _log.error("%s (%s)", words.trouble(self.path, trouble), error)


async def _share(connection: aiosqlite.Connection) -> None:
    """Let readers and the writer work side by side, unless another process is about to say so of the same file.

    SQLite does not wait here, as it does for a transaction; what it needs for that one is told there.
    """
    try:
        # Fetched, since a statement that is not run to its end keeps a later one from committing.
        await connection.execute_fetchall("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if sqlite_code(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise


async def _put(
    connection: aiosqlite.Connection,
    settings: dict[int, GuildSettings | None],
    counts: Counter[_Key],
    left: Counter[GapKey],
) -> None:
    """Write rows in one transaction; where it fails, closing the connection rolls it back."""
    await connection.execute("BEGIN IMMEDIATE")
    gone = [(guild,) for guild, each in settings.items() if each is None]
    await connection.executemany("DELETE FROM settings WHERE guild = ?", gone)
    for table in ("tallies", "gaps", "digests"):
        await connection.executemany(f"DELETE FROM {table} WHERE guild = ?", gone)
    await connection.executemany(
        "INSERT OR REPLACE INTO settings (guild, ask_channels, forum_channels, asker_roles, answers_in_threads,"
        " private_by_default, questions_per_minute, limits, story, channel_stories, story_limits, takes_gaps,"
        " digest_channel) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [row_of(guild, each) for guild, each in settings.items() if each is not None],
    )
    await connection.executemany(
        "INSERT INTO tallies (guild, day, story, article, event, count) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (guild, day, story, article, event) DO UPDATE SET count = count + excluded.count",
        [
            (guild, day.isoformat(), story, article, event.value, n)
            for (guild, day, story, article, event), n in counts.items()
        ],
    )
    if counts:
        oldest = datetime.now(UTC).date() - timedelta(days=KEEP_DAYS)
        await connection.execute("DELETE FROM tallies WHERE day < ?", (oldest.isoformat(),))
    await gaps.put(connection, left)
    expired = await gaps.expire(connection)
    await connection.execute("COMMIT")
    if expired or gone:
        await gaps.wipe(connection)


@asynccontextmanager
async def _connected(path: Path) -> AsyncIterator[aiosqlite.Connection]:
    connection = aiosqlite.connect(path, timeout=BUSY, isolation_level=None)
    try:
        await connection
    except BaseException:
        # aiosqlite tells its thread to end and does not wait for that; a loop that closes meanwhile would end it badly.
        await asyncio.to_thread(connection._thread.join)
        raise
    try:
        yield connection
    finally:
        await connection.close()
