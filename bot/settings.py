"""The environment and `.env` -> Settings: every variable read once, checked, and traced to where it came from."""

from __future__ import annotations

import difflib
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from dotenv.parser import parse_stream

from bot.secret import Secret
from bot.variables import NAMES, VARIABLES, printable
from retrieval import SEEDS

OWN_PREFIX = "VERBATIM_"
ENV_FILE = Path(".env")
BAD_CONFIGURATION = 2
"""The exit status where the host has to change something first: starting again would not help."""
_NONE: frozenset[int] = frozenset()


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
                        shown = "" if variable.field == "token" else f' is "{printable(text, secret)}"'
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
