"""The log: one line an event, as text or JSON, without the token and without what anybody wrote."""

from __future__ import annotations

import json
import logging
import time
import traceback
from typing import Literal

import discord

from bot.secret import Secret

HIDDEN = "[token]"


class OneLine(logging.Formatter):
    """Formats every event as one line; an exception as its type and the calls it came through, innermost first.

    The exception's own message is left out: Discord's repeat what was sent, which may be what someone wrote.
    """

    def __init__(self, style: Literal["text", "json"], token: Secret) -> None:
        super().__init__(datefmt="%Y-%m-%dT%H:%M:%SZ")
        self.converter = time.gmtime
        self._json = style == "json"
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """Return the event as one line."""
        message = record.getMessage()
        error = record.exc_info[1] if record.exc_info else None
        trace = one_line_trace(error) if error is not None else None
        if self._json:
            entry = {
                "time": self.formatTime(record, self.datefmt),
                "level": record.levelname.lower(),
                "logger": record.name,
                "message": self._clean(message),
            }
            if trace is not None:
                entry["error"] = self._clean(trace)
            return json.dumps(entry, ensure_ascii=False)
        tail = f" [{trace}]" if trace is not None else ""
        line = f"{self.formatTime(record, self.datefmt)} {record.levelname:<7} {record.name}: {message}{tail}"
        return " ".join(self._clean(line).split("\n"))

    def _clean(self, text: str) -> str:
        secret = self._token.reveal()
        text = text.replace(secret, HIDDEN) if secret else text
        return "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)


def one_line_trace(error: BaseException) -> str:
    """Return an exception as one line: `TypeError at answers.py:42 answer < messages.py:30 heard`, then its causes."""
    frames = traceback.extract_tb(error.__traceback__)
    path = " < ".join(f"{'/'.join(f.filename.split('/')[-2:])}:{f.lineno} {f.name}" for f in reversed(frames))
    line = f"{type(error).__name__} at {path}" if path else type(error).__name__
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return f"{line}, from {one_line_trace(cause)}" if cause is not None else line


def set_up(level: str, style: Literal["text", "json"], token: Secret) -> None:
    """Send the log to standard error.

    discord.py's own debug lines hold whole messages and the token, so its loggers never go below info.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine(style, token))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in ("discord", "aiohttp", "asyncio"):
        logging.getLogger(name).setLevel(max(logging.INFO, root.level))
    # It tells of every file that an editor touches; what came of it is told by bot.hosting.reload.
    logging.getLogger("watchfiles").setLevel(max(logging.WARNING, root.level))


def describe(error: BaseException) -> str:
    """Name an error for the log without its message: Discord's repeat parts of a refused body."""
    if isinstance(error, discord.HTTPException):
        return f"{type(error).__name__}, status {error.status}, code {error.code}"
    return type(error).__name__
