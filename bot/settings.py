"""The environment and `.env` -> Settings: every variable read once, checked, and traced to where it came from."""

from __future__ import annotations

import difflib
import hmac
import io
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from dotenv.parser import parse_stream

from retrieval import SEEDS

OWN_PREFIX = "VERBATIM_"
ENV_FILE = Path(".env")
BAD_CONFIGURATION = 2
"""The exit status where the host has to change something first: starting again would not help."""
_NONE: frozenset[int] = frozenset()


class Secret:
    """A text that cannot be printed: `repr` and `str` say only whether it is set. `reveal()` gives it out."""

    __slots__ = ("__value",)

    def __init__(self, value: str = "") -> None:
        self.__value = value

    def reveal(self) -> str:
        """Return the secret itself: for the one call that needs it, never for a log."""
        return self.__value

    def __bool__(self) -> bool:
        return bool(self.__value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self.__value.encode(), other.__value.encode())

    def __hash__(self) -> int:
        return hash((Secret, self.__value))

    def __repr__(self) -> str:
        return "set" if self.__value else "not set"

    __str__ = __repr__

    def __format__(self, _specification: str) -> str:
        return repr(self)

    def __reduce__(self) -> tuple[type[Secret], tuple[()]]:
        return Secret, ()


class Origin(Enum):
    """Where a value came from."""

    COMMAND_LINE = "the command line"
    ENVIRONMENT = "the environment"
    ENV_FILE = ".env"
    DEFAULT = "the default"


class SettingsError(Exception):
    """Variables that cannot be used; `problems` holds one sentence for each, never a secret."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Settings:
    """What the host has chosen. `origins` tells for each variable of `VARIABLES` where its value came from."""

    token: Secret = field(default_factory=Secret)
    articles_dir: Path = SEEDS
    ask_channels: frozenset[int] = _NONE
    sync_guild: int | None = None
    api_url: str | None = None
    gateway_url: str | None = None
    data_dir: Path = Path("data")
    log_level: Literal["debug", "info", "warning", "error", "critical"] = "info"
    log_format: Literal["text", "json"] = "text"
    health_port: int = 0
    shard_ids: tuple[int, ...] | None = None
    shard_count: int | None = None
    questions_per_minute: int = 10
    channel_questions_per_minute: int = 60
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False)

    @classmethod
    def load(
        cls,
        environment: Mapping[str, str] | None = None,
        env_file: Path = ENV_FILE,
        command_line: Mapping[str, str] | None = None,
    ) -> Settings:
        """Read every variable: the command line before the environment, the environment before `.env`.

        An empty value counts as not set. Raises SettingsError with every problem at once.
        """
        given = os.environ if environment is None else environment
        written, problems = read_env_file(env_file)
        layers: tuple[tuple[Origin, Mapping[str, str]], ...] = (
            (Origin.COMMAND_LINE, command_line or {}),
            (Origin.ENVIRONMENT, given),
            (Origin.ENV_FILE, written),
        )
        secret = next(
            (layer["DISCORD_TOKEN"].strip() for _, layer in layers if layer.get("DISCORD_TOKEN", "").strip()), ""
        )
        problems.extend(_unknown_names(given, written, env_file))
        values: dict[str, Any] = {}
        origins = dict.fromkeys(NAMES, Origin.DEFAULT)
        for variable in VARIABLES:
            for origin, layer in layers:
                if text := layer.get(variable.name, "").strip():
                    origins[variable.name] = origin
                    try:
                        values[variable.field] = variable.read(text)
                    except ValueError as error:
                        shown = "" if variable.field == "token" else f' is "{_shown(text, secret)}"'
                        name = "--articles" if origin is Origin.COMMAND_LINE else variable.name
                        problems.append(f"{name}{shown}{_place(origin, env_file)}: {error}")
                    break
        settings = cls(**values, origins=MappingProxyType(origins))
        problems.extend(_contradictions(settings))
        if problems:
            raise SettingsError(*problems)
        return settings


def read_env_file(path: Path) -> tuple[dict[str, str], list[str]]:
    """Read `.env` (no file: nothing) and return its variables and, as sentences, what is wrong with it."""
    if not path.exists():
        return {}, []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return {}, [f"{path} is not text in UTF-8: save it as UTF-8."]
    except OSError as error:
        return {}, [f"{path} cannot be read ({error.strerror}): check that it is a file and that you may read it."]
    variables: dict[str, str] = {}
    problems: list[str] = []
    for binding in parse_stream(io.StringIO(text)):
        if binding.error:
            line = binding.original.line + len(binding.original.string) - len(binding.original.string.lstrip("\n"))
            problems.append(f"{path}, line {line}: this is not NAME=value; write it so, or begin the line with #.")
        elif binding.key is not None:
            variables[binding.key] = binding.value or ""
    return variables, problems


def _unknown_names(environment: Mapping[str, str], written: Mapping[str, str], env_file: Path) -> list[str]:
    """Return a sentence for each VERBATIM_ variable that is none, and for each near miss in `.env`.

    The values are left out: a misspelt name may hold the token.
    """
    problems = []
    for name in sorted({*environment, *written} - set(NAMES)):
        origin = Origin.ENVIRONMENT if name in environment else Origin.ENV_FILE
        near = difflib.get_close_matches(name, NAMES, n=1, cutoff=0.84)
        if name.startswith(OWN_PREFIX):
            bare = name.removeprefix(OWN_PREFIX)
            near = [bare] if bare in NAMES else difflib.get_close_matches(name, NAMES, n=1, cutoff=0.6)
            near = near or difflib.get_close_matches(bare, NAMES, n=1, cutoff=0.6)
        elif origin is Origin.ENVIRONMENT or not near:
            continue
        advice = f"did you mean {near[0]}?" if near else "remove it, or look its name up in .env.example."
        problems.append(f"{name}{_place(origin, env_file)} is no setting of Verbatim: {advice}")
    return problems


def _contradictions(settings: Settings) -> list[str]:
    """Return a sentence for each pair of settings that cannot both hold."""
    if settings.shard_ids is None:
        return []
    ids = ",".join(map(str, settings.shard_ids))
    if settings.shard_count is None:
        return [f'SHARD_IDS is "{ids}" and SHARD_COUNT is not set: write how many shards there are in all.']
    if max(settings.shard_ids) >= settings.shard_count:
        highest = settings.shard_count - 1
        return [
            f'SHARD_IDS is "{ids}" and SHARD_COUNT is {settings.shard_count}: shards count from 0, so write ids up to '
            f"{highest}, or a larger SHARD_COUNT."
        ]
    return []


def _place(origin: Origin, env_file: Path) -> str:
    return f" (in {env_file})" if origin is Origin.ENV_FILE else ""


_TOKEN_SHAPE = re.compile(r"[\w-]{18,}\.[\w-]{5,}\.[\w-]{20,}")


def _shown(text: str, secret: str) -> str:
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


def _folder(text: str) -> Path:
    path = _path(text)
    if not path.is_dir():
        raise ValueError("there is no such folder; write the path of the folder that holds the articles.")
    return path


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
                f'"{_shown(part, "")}" is no channel id; write ids, separated by commas, '
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
    Variable("ARTICLES_DIR", "articles_dir", _folder),
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
