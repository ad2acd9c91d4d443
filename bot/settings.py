"""The environment and `.env` -> Settings: every variable read once, checked, and traced to where it came from."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from dotenv.parser import parse_stream

from retrieval import SEEDS

OWN_PREFIX = "VERBATIM_"
ENV_FILE = Path(".env")
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
    origins: Mapping[str, Origin] = MappingProxyType({})
