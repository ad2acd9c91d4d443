"""Exception -> the sentence a person is told: one table for every surface."""

from __future__ import annotations

import errno
import logging
import secrets
import sqlite3
from collections.abc import Callable

import aiohttp
import discord
from discord import app_commands

from bot.store.schema import NewerSchemaError
from bot.words import moderator_sentences as words
from bot.words import sentences
from retrieval import RetrievalError

_log = logging.getLogger(__name__)
_REFERENCE = "_verbatim_reference"

# Discord's own codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json.
_BY_CODE = {
    10003: sentences.CHANNEL_GONE,
    10008: sentences.MESSAGE_GONE,
    10015: sentences.NOT_FOUND,
    10062: sentences.TOO_LATE,
    40060: sentences.ALREADY_ANSWERED,
    50001: sentences.CHANNEL_GONE,
    50007: sentences.FORBIDDEN_DIRECT,
    50013: sentences.FORBIDDEN,
    50027: sentences.TOO_LATE,
    160002: sentences.NO_HISTORY,
}


class BadChoiceError(Exception):
    """A menu or a button of ours says what it cannot say: a changed client made it up."""


def _names(permissions: list[str]) -> str:
    """Write permissions as Discord's menus do: "Embed Links"."""
    return ", ".join(name.replace("_", " ").replace("guild", "server").title() for name in permissions)


def _http(error: discord.HTTPException) -> str | None:
    if error.code in _BY_CODE:
        return _BY_CODE[error.code]
    if error.status == 429:
        return sentences.TOO_BUSY
    if error.status >= 500:
        return sentences.DISCORD_DOWN
    return {403: sentences.FORBIDDEN, 404: sentences.NOT_FOUND}.get(error.status)


def _says(sentence: str) -> Callable[[BaseException], str]:
    return lambda _error: sentence


# The first row that fits counts, so a subclass stands above its base. A function that returns None says that nobody
# expected the error after all: a body that Discord refused is our mistake, and goes into the log.
TABLE: tuple[tuple[type[BaseException], Callable[..., str | None]], ...] = (
    (app_commands.CommandOnCooldown, lambda error: sentences.wait(error.retry_after)),
    (app_commands.MissingPermissions, lambda error: sentences.needs(_names(error.missing_permissions))),
    (app_commands.BotMissingPermissions, lambda error: sentences.bot_needs(_names(error.missing_permissions))),
    (app_commands.NoPrivateMessage, _says(sentences.SERVER_ONLY)),
    (app_commands.CheckFailure, _says(sentences.NOT_FOR_YOU)),
    (app_commands.TransformerError, _says(sentences.BAD_OPTION)),
    (BadChoiceError, _says(sentences.BAD_OPTION)),
    (app_commands.CommandNotFound, _says(sentences.COMMAND_CHANGED)),
    (app_commands.CommandSignatureMismatch, _says(sentences.COMMAND_CHANGED)),
    (discord.RateLimited, _says(sentences.TOO_BUSY)),
    (discord.LoginFailure, _says(sentences.BAD_TOKEN)),
    (discord.PrivilegedIntentsRequired, _says(sentences.MESSAGE_CONTENT_OFF)),
    (discord.InteractionResponded, _says(sentences.ALREADY_ANSWERED)),
    (discord.HTTPException, _http),
    (discord.GatewayNotFound, _says(sentences.DISCORD_DOWN)),
    (discord.ConnectionClosed, _says(sentences.DISCORD_DOWN)),
    (RetrievalError, _says(sentences.STORY_UNREADABLE)),
    (sqlite3.OperationalError, _says(sentences.DISK)),
    (PermissionError, _says(sentences.DISK)),
    (TimeoutError, _says(sentences.TIMED_OUT)),
    (aiohttp.ClientError, _says(sentences.DISCORD_DOWN)),
    (ConnectionError, _says(sentences.DISCORD_DOWN)),
    (OSError, lambda error: sentences.DISK if error.errno in {errno.ENOSPC, errno.EROFS, errno.EDQUOT} else None),
)


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


def explain(error: BaseException) -> str | None:
    """Return the sentence for an error that the table knows; None for one that nobody expected. Logs nothing."""
    error = _cause(error)
    for kind, sentence in TABLE:
        if isinstance(error, kind):
            return sentence(error)
    return None


def tell(error: BaseException, doing: str) -> str:
    """Return the sentence a person is told, and log the error, once.

    One that nobody expected is logged with its traceback under the reference that the person is told. `doing` says
    for the log what was being done ("answering a mention"); it never holds what someone wrote.
    """
    cause = _cause(error)
    reference: str | None = getattr(cause, _REFERENCE, None)
    first = reference is None
    reference = reference or secrets.token_hex(3).upper()
    setattr(cause, _REFERENCE, reference)
    if known := explain(cause):
        if first and not isinstance(cause, app_commands.CheckFailure):
            _log.warning("Failed while %s: %s.", doing, describe(cause))
        return known
    if first:
        _log.error("Failed while %s, reference %s: %s.", doing, reference, describe(cause), exc_info=cause)
    return sentences.unexpected(reference)


def describe(error: BaseException) -> str:
    """Name an error for the log without what someone wrote: Discord repeats parts of a refused body."""
    if isinstance(error, discord.HTTPException):
        return f"{type(error).__name__}, status {error.status}, code {error.code}"
    return type(error).__name__


def _cause(error: BaseException) -> BaseException:
    """Return what went wrong inside of a command, or the error itself."""
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    return error
