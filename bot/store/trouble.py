"""An error of the data folder -> what the host has to do about it."""

from __future__ import annotations

import errno
import sqlite3

from bot.store.schema import NewerSchemaError
from bot.words.host import store as words


def sqlite_code(error: BaseException) -> int | None:
    """Return SQLite's primary result code of an error, without what it adds in the upper bits.

    The codes: https://www.sqlite.org/rescode.html.
    """
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def disk_advice(error: BaseException) -> str:
    """Return what the host has to do about an error of the data folder."""
    if isinstance(error, NewerSchemaError):
        return words.NEWER
    if isinstance(error, OSError):
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        return words.FULL if full else words.NO_FOLDER
    match sqlite_code(error):
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return words.READ_ONLY
        case sqlite3.SQLITE_FULL:
            return words.FULL
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return words.LOCKED
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return words.BROKEN
    return words.OTHERWISE
