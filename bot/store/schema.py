"""The tables of the data folder, and how an older file becomes a newer one.

Counts and choices, and no text but the questions whose authors pressed a button to leave them for the host.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

import aiosqlite

from bot.store.server_settings import ChannelLimit, GuildSettings
from retrieval import ReadUpTo

# One entry a version, never changed once released: what is new goes into another one. Each runs in a transaction of
# its own with the line that records it, so that a file is always at one version and never between two.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE settings (
            guild INTEGER PRIMARY KEY,
            ask_channels TEXT NOT NULL DEFAULT '[]',
            forum_channels TEXT NOT NULL DEFAULT '[]',
            asker_roles TEXT NOT NULL DEFAULT '[]',
            answers_in_threads INTEGER NOT NULL DEFAULT 0,
            private_by_default INTEGER NOT NULL DEFAULT 0,
            questions_per_minute INTEGER
        )""",
    ),
    (
        """CREATE TABLE tallies (
            guild INTEGER NOT NULL,
            day TEXT NOT NULL,
            article TEXT NOT NULL,
            event TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (guild, day, article, event)
        ) WITHOUT ROWID""",
    ),
    ("ALTER TABLE settings ADD COLUMN limits TEXT NOT NULL DEFAULT '{}'",),
    # Of several stories. SQLite cannot change a primary key.
    (
        "ALTER TABLE settings ADD COLUMN story TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE settings ADD COLUMN channel_stories TEXT NOT NULL DEFAULT '{}'",
        "ALTER TABLE settings ADD COLUMN story_limits TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE tallies RENAME TO tallies_of_one",
        """CREATE TABLE tallies (
            guild INTEGER NOT NULL,
            day TEXT NOT NULL,
            story TEXT NOT NULL DEFAULT '',
            article TEXT NOT NULL,
            event TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (guild, day, story, article, event)
        ) WITHOUT ROWID""",
        "INSERT INTO tallies (guild, day, article, event, count)"
        " SELECT guild, day, article, event, count FROM tallies_of_one",
        "DROP TABLE tallies_of_one",
    ),
    (
        # AUTOINCREMENT: the number of a question that was deleted never names another.
        """CREATE TABLE gaps (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            guild INTEGER NOT NULL,
            story TEXT NOT NULL DEFAULT '',
            day TEXT NOT NULL,
            words TEXT NOT NULL,
            count INTEGER NOT NULL,
            dismissed TEXT NOT NULL DEFAULT '',
            answer_file TEXT,
            answer_paragraph INTEGER,
            UNIQUE (guild, story, day, words)
        )""",
        "CREATE TABLE digests (guild INTEGER PRIMARY KEY, day TEXT NOT NULL)",
        "ALTER TABLE settings ADD COLUMN takes_gaps INTEGER NOT NULL DEFAULT 1",
        "ALTER TABLE settings ADD COLUMN digest_channel INTEGER",
    ),
)


class NewerSchemaError(Exception):
    """The file was written by a newer Verbatim; `version` is its schema's, `known` the latest that we know."""

    def __init__(self, version: int, known: int) -> None:
        super().__init__(f"schema {version}, and this Verbatim knows {known}")
        self.version = version
        self.known = known


async def version_of(connection: aiosqlite.Connection) -> int:
    """Return the version of a file's schema: 0 where it is new."""
    try:
        rows = await connection.execute_fetchall("SELECT max(version) FROM schema_version")
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        return 0
    return next(iter(rows))[0] or 0


async def migrate(connection: aiosqlite.Connection, upto: int = len(MIGRATIONS)) -> None:
    """Bring a file to the latest schema (or to version `upto`), keeping what it holds.

    Raises NewerSchemaError where the file is ahead of us: it is left as it is.
    """
    version = await version_of(connection)
    if version > len(MIGRATIONS):
        raise NewerSchemaError(version, len(MIGRATIONS))
    while version < upto:
        await connection.execute("BEGIN IMMEDIATE")
        # Looked up again: another process on this folder may have been first.
        version = await version_of(connection)
        if version < upto:
            await connection.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)")
            for statement in MIGRATIONS[version]:
                await connection.execute(statement)
            version += 1
            await connection.execute("INSERT INTO schema_version VALUES (?)", (version,))
        await connection.execute("COMMIT")


def row_of(guild: int, settings: GuildSettings) -> tuple[object, ...]:
    """Return the row of a server: its id, and its choices in the order of the table's columns."""
    return (
        guild,
        _list(settings.ask_channels),
        _list(settings.forum_channels),
        _list(settings.asker_roles),
        int(settings.answers_in_threads),
        int(settings.private_by_default),
        settings.questions_per_minute,
        json.dumps({str(each.channel): str(each.up_to) for each in settings.limits if not each.story}),
        settings.story,
        json.dumps(dict(settings.channel_stories)),
        json.dumps([[each.channel, str(each.up_to), each.story] for each in settings.limits if each.story]),
        int(settings.takes_gaps),
        settings.digest_channel,
    )


def settings_of(row: sqlite3.Row) -> GuildSettings:
    """Return what a row holds, of an older schema too where a file may not be changed.

    Raises ValueError, TypeError, AttributeError where somebody else wrote into it.
    """
    known = row.keys()
    limits: dict[str, str] = json.loads(row["limits"]) if "limits" in known else {}
    several = "story" in known
    named = json.loads(row["story_limits"]) if several else ()
    stories: dict[str, str] = json.loads(row["channel_stories"]) if several else {}
    of_one = [ChannelLimit(int(channel), ReadUpTo.parse(limit)) for channel, limit in limits.items()]
    of_several = [ChannelLimit(int(channel), ReadUpTo.parse(limit), str(story)) for channel, limit, story in named]
    return GuildSettings(
        ask_channels=frozenset(json.loads(row["ask_channels"])),
        forum_channels=frozenset(json.loads(row["forum_channels"])),
        asker_roles=frozenset(json.loads(row["asker_roles"])),
        answers_in_threads=bool(row["answers_in_threads"]),
        private_by_default=bool(row["private_by_default"]),
        questions_per_minute=row["questions_per_minute"],
        limits=tuple(sorted((*of_one, *of_several), key=lambda each: (each.channel, each.story))),
        story=str(row["story"]) if several else "",
        channel_stories=tuple(sorted((int(channel), str(story)) for channel, story in stories.items())),
        takes_gaps=bool(row["takes_gaps"]) if "takes_gaps" in known else True,
        digest_channel=row["digest_channel"] if "digest_channel" in known else None,
    )


def _list(identifiers: Iterable[int]) -> str:
    return json.dumps(sorted(identifiers))
