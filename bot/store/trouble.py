"""An error of the data folder -> what the host has to do about it."""

from __future__ import annotations

import errno
import sqlite3

from bot.store.schema import NewerSchemaError
from bot.words import moderator_sentences as words

# SQLite's result codes: https://www.sqlite.org/rescode.html. What the host has to do, for the log.
_DISK_ADVICE = {
    sqlite3.SQLITE_READONLY: words.STORE_READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: words.STORE_READ_ONLY,
    sqlite3.SQLITE_PERM: words.STORE_READ_ONLY,
    sqlite3.SQLITE_FULL: words.STORE_FULL,
    sqlite3.SQLITE_BUSY: words.STORE_LOCKED,
    sqlite3.SQLITE_LOCKED: words.STORE_LOCKED,
    sqlite3.SQLITE_CORRUPT: words.STORE_BROKEN,
    sqlite3.SQLITE_NOTADB: words.STORE_BROKEN,
}


def sqlite_code(error: BaseException) -> int | None:
    """Return SQLite's primary result code of an error, without what it adds in the upper bits."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def disk_advice(error: BaseException) -> str:
    """Return what the host has to do about an error of the data folder."""
    if isinstance(error, NewerSchemaError):
        return words.STORE_NEWER
    if isinstance(error, OSError):
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        return words.STORE_FULL if full else words.STORE_NO_FOLDER
    return _DISK_ADVICE.get(sqlite_code(error) or 0, words.STORE_OTHERWISE)
