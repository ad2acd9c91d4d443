"""Exception -> the sentence a person is told: one table for every surface."""

from __future__ import annotations

import errno
import logging
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot import discord_codes
from bot.logs import describe
from bot.words.catalogue import Words
from retrieval import LimitGoneError, RetrievalError

_log = logging.getLogger(__name__)
_REFERENCE = "_verbatim_reference"

# The sentence for each of Discord's own codes that a person can do something about.
_BY_CODE: Mapping[int, Callable[[Words], str]] = {
    discord_codes.UNKNOWN_CHANNEL: lambda words: words.errors.CHANNEL_GONE,
    discord_codes.UNKNOWN_MESSAGE: lambda words: words.errors.MESSAGE_GONE,
    discord_codes.UNKNOWN_WEBHOOK: lambda words: words.errors.NOT_FOUND,
    discord_codes.UNKNOWN_INTERACTION: lambda words: words.errors.TOO_LATE,
    discord_codes.ALREADY_ACKNOWLEDGED: lambda words: words.errors.ALREADY_ANSWERED,
    discord_codes.MISSING_ACCESS: lambda words: words.errors.CHANNEL_GONE,
    discord_codes.CANNOT_MESSAGE_USER: lambda words: words.errors.FORBIDDEN_DIRECT,
    discord_codes.MISSING_PERMISSIONS: lambda words: words.errors.FORBIDDEN,
    discord_codes.INVALID_WEBHOOK_TOKEN: lambda words: words.errors.TOO_LATE,
    discord_codes.NO_HISTORY_TO_REPLY_IN: lambda words: words.errors.NO_HISTORY,
}


class StillReadingError(Exception):
    """The story is still being read up to where it may be told."""


class StoryGoneError(Exception):
    """The story that was chosen is none of the host's any more; `name` is its."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class BadChoiceError(Exception):
    """A menu or a button of ours says what it cannot say: a changed client made it up."""


def _http(words: Words, error: discord.HTTPException) -> str | None:
    if (sentence := _BY_CODE.get(error.code)) is not None:
        return sentence(words)
    if error.status == 429:
        return words.errors.TOO_BUSY
    if error.status >= 500:
        return words.errors.DISCORD_DOWN
    return {403: words.errors.FORBIDDEN, 404: words.errors.NOT_FOUND}.get(error.status)


def _os(words: Words, error: OSError) -> str | None:
    return words.errors.DISK if error.errno in {errno.ENOSPC, errno.EROFS, errno.EDQUOT} else None


# The first row that fits counts, so a subclass stands above its base. A function that returns None says that nobody
# expected the error after all: a body that Discord refused is our mistake, and goes into the log.
TABLE: tuple[tuple[type[BaseException], Callable[[Words, Any], str | None]], ...] = (
    (app_commands.CommandOnCooldown, lambda words, e: words.refusals.wait(words.numbers.in_time(e.retry_after))),
    (app_commands.MissingPermissions, lambda words, error: words.errors.needs(error.missing_permissions)),
    (app_commands.BotMissingPermissions, lambda words, error: words.errors.bot_needs(error.missing_permissions)),
    (app_commands.NoPrivateMessage, lambda words, _: words.errors.SERVER_ONLY),
    (app_commands.CheckFailure, lambda words, _: words.errors.NOT_FOR_YOU),
    (app_commands.TransformerError, lambda words, _: words.errors.BAD_OPTION),
    (BadChoiceError, lambda words, _: words.errors.BAD_OPTION),
    (app_commands.CommandNotFound, lambda words, _: words.errors.COMMAND_CHANGED),
    (app_commands.CommandSignatureMismatch, lambda words, _: words.errors.COMMAND_CHANGED),
    (discord.RateLimited, lambda words, _: words.errors.TOO_BUSY),
    (discord.InteractionResponded, lambda words, _: words.errors.ALREADY_ANSWERED),
    (discord.HTTPException, _http),
    (discord.GatewayNotFound, lambda words, _: words.errors.DISCORD_DOWN),
    (discord.ConnectionClosed, lambda words, _: words.errors.DISCORD_DOWN),
    (StillReadingError, lambda words, _: words.refusals.STILL_READING),
    (LimitGoneError, lambda words, _: words.refusals.LIMIT_GONE),
    (StoryGoneError, lambda words, _: words.stories.GONE),
    (RetrievalError, lambda words, _: words.errors.STORY_UNREADABLE),
    (sqlite3.OperationalError, lambda words, _: words.errors.DISK),
    (PermissionError, lambda words, _: words.errors.DISK),
    (TimeoutError, lambda words, _: words.errors.TIMED_OUT),
    (aiohttp.ClientError, lambda words, _: words.errors.DISCORD_DOWN),
    (ConnectionError, lambda words, _: words.errors.DISCORD_DOWN),
    (OSError, _os),
)


def explain(error: BaseException, words: Words) -> str | None:
    """Return the sentence for an error that the table knows; None for one that nobody expected. Logs nothing."""
    error = _cause(error)
    for kind, sentence in TABLE:
        if isinstance(error, kind):
            return sentence(words, error)
    return None


def tell(error: BaseException, doing: str, words: Words) -> str:
    """Return the sentence a person is told, and log the error, once.

    One that nobody expected is logged with its traceback under the reference that the person is told. `doing` says
    for the log what was being done ("answering a mention"); it never holds what someone wrote.
    """
    cause = _cause(error)
    reference: str | None = getattr(cause, _REFERENCE, None)
    first = reference is None
    reference = reference or secrets.token_hex(3).upper()
    setattr(cause, _REFERENCE, reference)
    if known := explain(cause, words):
        if first and not isinstance(cause, app_commands.CheckFailure):
            _log.warning("Failed while %s: %s.", doing, describe(cause))
        return known
    if first:
        _log.error("Failed while %s, reference %s: %s.", doing, reference, describe(cause), exc_info=cause)
    return words.errors.unexpected(reference)


def _cause(error: BaseException) -> BaseException:
    """Return what went wrong inside of a command, or the error itself."""
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    return error
