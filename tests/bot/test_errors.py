from __future__ import annotations

import errno
import logging
import re
import sqlite3
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.errors import TABLE, explain, tell
from bot.words.english import ENGLISH
from retrieval import Problem, StoryError


def http(
    status: int, code: int = 0, kind: type[discord.HTTPException] = discord.HTTPException
) -> discord.HTTPException:
    response: Any = SimpleNamespace(status=status, reason="because")
    return kind(response, {"code": code, "message": "what someone wrote"})


class Invoked(app_commands.CommandInvokeError):
    """As discord.py raises it, without the command."""

    def __init__(self, original: Exception) -> None:
        Exception.__init__(self, "wrapped")
        self.original = original


CASES: list[tuple[BaseException, str]] = [
    (app_commands.CommandOnCooldown(app_commands.Cooldown(1, 30), 12.3), ENGLISH.refusals.wait("in 13 seconds")),
    (app_commands.MissingPermissions(["manage_guild"]), "You need this permission for that: Manage Server."),
    (app_commands.BotMissingPermissions(["embed_links", "send_messages"]), "Embed Links, Send Messages"),
    (app_commands.NoPrivateMessage(), ENGLISH.errors.SERVER_ONLY),
    (app_commands.CheckFailure(), ENGLISH.errors.NOT_FOR_YOU),
    (app_commands.CommandNotFound("ask", []), ENGLISH.errors.COMMAND_CHANGED),
    (http(403, 50013, discord.Forbidden), ENGLISH.errors.FORBIDDEN),
    (http(403, 50007, discord.Forbidden), ENGLISH.errors.FORBIDDEN_DIRECT),
    (http(403, 50001, discord.Forbidden), ENGLISH.errors.CHANNEL_GONE),
    (http(403, 0, discord.Forbidden), ENGLISH.errors.FORBIDDEN),
    (http(404, 10008, discord.NotFound), ENGLISH.errors.MESSAGE_GONE),
    (http(404, 10003, discord.NotFound), ENGLISH.errors.CHANNEL_GONE),
    (http(404, 10062, discord.NotFound), ENGLISH.errors.TOO_LATE),
    (http(404, 0, discord.NotFound), ENGLISH.errors.NOT_FOUND),
    (http(400, 40060), ENGLISH.errors.ALREADY_ANSWERED),
    (http(400, 160002), ENGLISH.errors.NO_HISTORY),
    (http(429), ENGLISH.errors.TOO_BUSY),
    (http(503, 0, discord.DiscordServerError), ENGLISH.errors.DISCORD_DOWN),
    (discord.RateLimited(4.0), ENGLISH.errors.TOO_BUSY),
    (StoryError(Problem("a.txt", 3, "broken.")), ENGLISH.errors.STORY_UNREADABLE),
    (sqlite3.OperationalError("disk I/O error"), ENGLISH.errors.DISK),
    (OSError(errno.ENOSPC, "full"), ENGLISH.errors.DISK),
    (PermissionError(errno.EACCES, "no"), ENGLISH.errors.DISK),
    (TimeoutError(), ENGLISH.errors.TIMED_OUT),
    (aiohttp.ClientConnectionError(), ENGLISH.errors.DISCORD_DOWN),
    (ConnectionResetError(), ENGLISH.errors.DISCORD_DOWN),
]


@pytest.mark.parametrize(("error", "sentence"), CASES, ids=lambda value: type(value).__name__)
def test_an_error_is_told_in_its_sentence(error: BaseException, sentence: str) -> None:
    assert sentence in (explain(error, ENGLISH) or "")
    assert tell(error, "answering a mention", ENGLISH) == explain(error, ENGLISH)


def test_no_row_hides_another() -> None:
    """A base above its subclass would take the subclass's errors away."""
    kinds = [kind for kind, _ in TABLE]
    for place, kind in enumerate(kinds):
        assert not any(issubclass(kind, above) for above in kinds[:place]), kind


@pytest.mark.parametrize("error", [ValueError("secret text"), http(400, 50035), OSError(errno.EIO, "x"), KeyError("y")])
def test_what_nobody_expected_gets_a_reference_that_is_logged_once(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    assert explain(error, ENGLISH) is None
    with caplog.at_level(logging.DEBUG):
        first = tell(Invoked(error), "running a command", ENGLISH)
        second = tell(error, "answering a mention", ENGLISH)
    assert first == second
    reference = re.search(r"\b[0-9A-F]{6}\b", first)
    assert reference
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert reference.group() in record.getMessage()
    assert "running a command" in record.getMessage()
    assert record.exc_info
    assert record.exc_info[1] is error


def test_two_errors_have_two_references() -> None:
    assert tell(ValueError(), "a", ENGLISH) != tell(ValueError(), "a", ENGLISH)


def test_a_known_error_is_logged_once_in_a_line_without_what_someone_wrote(caplog: pytest.LogCaptureFixture) -> None:
    error = http(403, 50013, discord.Forbidden)
    tell(error, "answering a mention", ENGLISH)
    tell(Invoked(error), "answering a mention", ENGLISH)
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert record.getMessage() == "Failed while answering a mention: Forbidden, status 403, code 50013."
    assert not record.exc_info


def test_a_person_who_may_not_is_no_event(caplog: pytest.LogCaptureFixture) -> None:
    tell(app_commands.MissingPermissions(["manage_guild"]), "running a command", ENGLISH)
    assert not caplog.records
