"""The variables that a host may set, and how the text of each is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from bot.secret import Secret

_TOKEN_SHAPE = re.compile(r"[\w-]{18,}\.[\w-]{5,}\.[\w-]{20,}")


def printable(text: str, secret: str) -> str:
    """Return a value as an error may show it: short, on one line, and never a token put into the wrong variable."""
    if (secret and secret in text) or _TOKEN_SHAPE.search(text):
        return "(hidden, it looks like a token)"
    line = "".join(character if character.isprintable() else "�" for character in text)
    return line if len(line) <= 60 else line[:59] + "…"


def _token(text: str) -> Secret:
    if text.lower().startswith("bot "):
        raise ValueError('the value begins with "Bot "; write the token alone.')
    if not re.fullmatch(r"[!-~]+", text):
        raise ValueError("the value holds a space or a character no token has; copy the token again, in one piece.")
    return Secret(text)


def _path(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise ValueError("it begins with ~ and a name that no account here has; write the whole path.") from None


def _folder(holding: str) -> Callable[[str], Path]:
    def read(text: str) -> Path:
        path = _path(text)
        if not path.is_dir():
            raise ValueError(f"there is no such folder; write the path of the folder that holds {holding}.")
        return path

    return read


def _data_folder(text: str) -> Path:
    path = _path(text)
    if path.exists() and not path.is_dir():
        raise ValueError("this is a file; write the path of a folder (it is made where it is missing).")
    return path


def _identifier(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,19}", text) or not 0 < int(text) < 2**63:
        raise ValueError("this is no id; write the number that Copy ID gives you in Discord (Developer Mode on).")
    return int(text)


def _channels(text: str) -> frozenset[int]:
    found = set()
    for part in re.split(r"[\s,;]+", text.strip(" ,;")):
        try:
            found.add(_identifier(re.sub(r"^<#(\d+)>$", r"\1", part)))
        except ValueError:
            raise ValueError(
                f'"{printable(part, "")}" is no channel id; write ids, separated by commas, '
                "such as 1100000000000000001,1100000000000000002."
            ) from None
    return frozenset(found)


def _address(*schemes: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        example = f"{schemes[-1]}://proxy.example"
        try:
            parts = urlsplit(text)
            valid = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
        except ValueError:
            valid = False
        if not valid or re.search(r"\s", text):
            raise ValueError(f"this is no address of that kind; write one such as {example}, or leave it empty.")
        return text.rstrip("/")

    return read


def _choice(*choices: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.lower() not in choices:
            raise ValueError(f"write {', '.join(choices[:-1])} or {choices[-1]}.")
        return text.lower()

    return read


def _whole_number(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise ValueError(f"write a whole number from {low} to {high:,}.")
        return int(text)

    return read


def _shards(text: str) -> tuple[int, ...]:
    found: set[int] = set()
    for part in re.split(r"[\s,]+", text):
        match = re.fullmatch(r"([0-9]{1,5})(?:-([0-9]{1,5}))?", part)
        if not match or int(match[2] or match[1]) < int(match[1]):
            raise ValueError("write shard numbers from 0, such as 0,1,2 or 0-2.")
        found.update(range(int(match[1]), int(match[2] or match[1]) + 1))
    return tuple(sorted(found))


class Variable(NamedTuple):
    """One variable: its name, the field of Settings it fills, and how it is read (ValueError: what to write)."""

    name: str
    field: str
    read: Callable[[str], object]


VARIABLES = (
    Variable("DISCORD_TOKEN", "token", _token),
    Variable("ARTICLES_DIR", "articles_dir", _folder("the articles")),
    Variable("STORIES_DIR", "stories_dir", _folder("a folder for each story")),
    Variable("DEFAULT_STORY", "default_story", str),
    Variable("ASK_CHANNELS", "ask_channels", _channels),
    Variable("SYNC_GUILD", "sync_guild", _identifier),
    Variable("DATA_DIR", "data_dir", _data_folder),
    Variable("LOG_LEVEL", "log_level", _choice("debug", "info", "warning", "error", "critical")),
    Variable("LOG_FORMAT", "log_format", _choice("text", "json")),
    Variable("HEALTH_PORT", "health_port", _whole_number(0, 65_535)),
    Variable("SHARD_IDS", "shard_ids", _shards),
    Variable("SHARD_COUNT", "shard_count", _whole_number(1, 16_000)),
    Variable("DISCORD_API_URL", "api_url", _address("http", "https")),
    Variable("DISCORD_GATEWAY_URL", "gateway_url", _address("ws", "wss")),
    Variable("VERBATIM_QUESTIONS_PER_MINUTE", "questions_per_minute", _whole_number(0, 1_000)),
    Variable("VERBATIM_CHANNEL_QUESTIONS_PER_MINUTE", "channel_questions_per_minute", _whole_number(0, 10_000)),
)
NAMES = tuple(variable.name for variable in VARIABLES)
