"""Questions that people asked the host to add: the words, the day, and nothing of who wrote them.

They are kept only because somebody pressed a button that says so, and for `KEEP_DAYS` days. SQLite is told to write
over what is deleted, and the log beside the file is emptied after it: words that are gone are gone from the disk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple

import aiosqlite

KEEP_DAYS = 28
"""Days that the words are kept. The modal says so: it may get shorter, never longer."""

MOST_CHARACTERS = 300
"""Characters of one question: longer ones are no questions."""

MOST_KEPT = 1_000
"""Questions kept of one server. Of more, the oldest go."""

DIRECT = 0
"""What stands for a server where there is none: a direct message, or a server that does not have the bot."""

NOT_TOLD = 0
"""The paragraph of a recommendation that says that the story does not tell."""

By = Literal["", "server", "host"]
"""Who put a question aside: nobody, those who manage its server, or the host."""


class GapKey(NamedTuple):
    """What is counted together: the same words on the same day, in one server and of one story."""

    guild: int
    story: str
    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that somebody asked the host to add. `count` is how many did so that day, in these words.

    `id` names it to the buttons of /gaps and to `verbatim gaps`. `dismissed` says who put it aside. `answer` is the
    file and the paragraph (NOT_TOLD: none) that those who manage the server recommend to the host.
    """

    id: int
    guild: int
    story: str
    day: date
    words: str
    count: int = 1
    dismissed: By = ""
    answer: tuple[str, int] | None = None


async def put(connection: aiosqlite.Connection, left: Counter[GapKey]) -> None:
    """Write what was left since the last time, within a transaction that somebody else has begun."""
    await connection.executemany(
        "INSERT INTO gaps (guild, story, day, words, count) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (guild, story, day, words) DO UPDATE SET count = count + excluded.count",
        [(key.guild, key.story, key.day.isoformat(), key.words, count) for key, count in left.items()],
    )
    await connection.executemany(
        "DELETE FROM gaps WHERE guild = ? AND id NOT IN (SELECT id FROM gaps WHERE guild = ? ORDER BY id DESC LIMIT ?)",
        [(guild, guild, MOST_KEPT) for guild in {key.guild for key in left}],
    )


async def kept(connection: aiosqlite.Connection, guild: int | None) -> list[Gap]:
    """Return the questions of one server, or of all, that are not too old to be shown, in the order they came."""
    one, servers = ("", ()) if guild is None else (" AND guild = ?", (guild,))
    rows = await connection.execute_fetchall(
        "SELECT id, guild, story, day, words, count, dismissed, answer_file, answer_paragraph FROM gaps"
        f" WHERE day > ?{one} ORDER BY id",
        (last_day_gone().isoformat(), *servers),
    )
    return [
        Gap(
            number,
            server,
            story,
            date.fromisoformat(day),
            words,
            count,
            dismissed if dismissed in ("server", "host") else "",
            None if paragraph is None else (file or "", paragraph),
        )
        for number, server, story, day, words, count, dismissed, file, paragraph in rows
    ]


async def dismiss(connection: aiosqlite.Connection, ids: Sequence[int], by: By) -> None:
    """Put questions aside: they and what is like them are not shown again while their words are kept."""
    await connection.executemany("UPDATE gaps SET dismissed = ? WHERE id = ?", [(by, number) for number in ids])


async def recommend(connection: aiosqlite.Connection, ids: Sequence[int], file: str, paragraph: int) -> None:
    """Note which passage answers, for the host to see; `paragraph` is NOT_TOLD where none does."""
    await connection.executemany(
        "UPDATE gaps SET answer_file = ?, answer_paragraph = ? WHERE id = ?",
        [(file, paragraph, number) for number in ids],
    )


async def delete(connection: aiosqlite.Connection, ids: Iterable[int]) -> None:
    """Delete questions, and their words from the disk: see `wipe`."""
    await connection.executemany("DELETE FROM gaps WHERE id = ?", [(number,) for number in ids])


async def expire(connection: aiosqlite.Connection) -> bool:
    """Delete what has been kept for as long as was said; return whether there was any."""
    gone = await connection.execute("DELETE FROM gaps WHERE day <= ?", (last_day_gone().isoformat(),))
    return gone.rowcount > 0


async def wipe(connection: aiosqlite.Connection) -> None:
    """Empty the log beside the file, which still holds pages as they were before something was deleted.

    Where somebody else reads at the moment it stays until the last connection is closed, which empties it too.
    """
    await connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")


class Digest(NamedTuple):
    """How often questions were `left` since a day; those that were put aside do not count."""

    since: date
    left: int


async def claim_digest(connection: aiosqlite.Connection, guild: int, day: date, every: timedelta) -> Digest | None:
    """Take the turn to tell a server how many questions were left: once in so many days, and only if any were.

    None where it is not due. On the first call, when nothing was told yet, the time begins to run. It counts as told
    before it is, so that it is told once at most, whatever happens.
    """
    await connection.execute("BEGIN IMMEDIATE")
    rows = list(await connection.execute_fetchall("SELECT day FROM digests WHERE guild = ?", (guild,)))
    last = date.fromisoformat(rows[0][0]) if rows else day
    counted = await connection.execute_fetchall(
        "SELECT coalesce(sum(count), 0) FROM gaps WHERE guild = ? AND day >= ? AND dismissed = ''",
        (guild, max(last, last_day_gone() + timedelta(days=1)).isoformat()),
    )
    count = next(iter(counted))[0]
    due = bool(count) and day - last >= every
    if due or not rows:
        await connection.execute("INSERT OR REPLACE INTO digests VALUES (?, ?)", (guild, day.isoformat()))
    await connection.execute("COMMIT")
    return Digest(last, count) if due else None


def last_day_gone() -> date:
    """Return the last day whose words may not be kept any more, by the clock in UTC."""
    return datetime.now(UTC).date() - timedelta(days=KEEP_DAYS)
