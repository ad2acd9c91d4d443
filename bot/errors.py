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

from bot import discord_codes
from bot.logs import describe
from bot.words import sentences
from retrieval import RetrievalError

_log = logging.getLogger(__name__)
_REFERENCE = "_verbatim_reference"

_BY_CODE = {
    discord_codes.UNKNOWN_CHANNEL: sentences.CHANNEL_GONE,
    discord_codes.UNKNOWN_MESSAGE: sentences.MESSAGE_GONE,
    discord_codes.UNKNOWN_WEBHOOK: sentences.NOT_FOUND,
    discord_codes.UNKNOWN_INTERACTION: sentences.TOO_LATE,
    discord_codes.ALREADY_ACKNOWLEDGED: sentences.ALREADY_ANSWERED,
    discord_codes.MISSING_ACCESS: sentences.CHANNEL_GONE,
    discord_codes.CANNOT_MESSAGE_USER: sentences.FORBIDDEN_DIRECT,
    discord_codes.MISSING_PERMISSIONS: sentences.FORBIDDEN,
    discord_codes.INVALID_WEBHOOK_TOKEN: sentences.TOO_LATE,
    discord_codes.NO_HISTORY_TO_REPLY_IN: sentences.NO_HISTORY,
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


def _cause(error: BaseException) -> BaseException:
    """Return what went wrong inside of a command, or the error itself."""
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    return error
