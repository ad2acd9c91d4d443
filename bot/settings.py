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
from retrieval import SEEDS, StoriesFound, StoryFolder, stories_in

OWN_PREFIX = "VERBATIM_"
ENV_FILE = Path(".env")
BAD_CONFIGURATION = 2
"""The exit status where the host has to change something first: starting again would not help."""
_NAMED = 8
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
    stories_dir: Path | None = None
    default_story: str = ""
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

        ARTICLES_DIR of the command line may also name a story of STORIES_DIR, and is the only story then. An empty
        value counts as not set. Raises SettingsError with every problem at once.
        """
        given = os.environ if environment is None else environment
        written, problems = read_env_file(env_file)
        layers: tuple[tuple[Origin, Mapping[str, str]], ...] = (
            (Origin.COMMAND_LINE, _named_story(command_line or {}, given, written)),
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
        if origins["ARTICLES_DIR"] is Origin.COMMAND_LINE:
            values.update(stories_dir=None, default_story="")
        settings = cls(**values, origins=MappingProxyType(origins))
        problems.extend(_contradictions(settings))
        if problems:
            raise SettingsError(*problems)
        return settings

    @property
    def stories(self) -> StoriesFound:
        """The stories as they are on the disk now; of ARTICLES_DIR one alone, without a name."""
        if self.stories_dir is None:
            return StoriesFound((StoryFolder("", self.articles_dir, ""),))
        return stories_in(self.stories_dir)

    @property
    def default_folder(self) -> Path:
        """The folder of the story that is told where nobody chose one."""
        stories = self.stories.stories
        return next((each.folder for each in stories if each.name == self.default_story), stories[0].folder)


def _named_story(command_line: Mapping[str, str], *others: Mapping[str, str]) -> Mapping[str, str]:
    """Return the command line with the folder of the story that it names, where it names one of STORIES_DIR."""
    named = command_line.get("ARTICLES_DIR", "").strip()
    folder = next((text for layer in others if (text := layer.get("STORIES_DIR", "").strip())), "")
    if not named or not folder or Path(named).is_dir():
        return command_line
    story = stories_in(Path(folder)).called(named)
    return command_line if story is None else {**command_line, "ARTICLES_DIR": str(story.folder)}


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
    return [*_without_story(settings), *_without_shards(settings)]


def _without_story(settings: Settings) -> list[str]:
    """Say what is wrong with the stories that are named: those that are left out are no reason not to start."""
    name = printable(settings.default_story, "")
    if settings.stories_dir is None:
        needs = f'DEFAULT_STORY is "{name}" and STORIES_DIR is not set: set it to the folder that holds the stories.'
        return [needs] if settings.default_story else []
    found = settings.stories
    if not found.stories:
        left_out = [str(problem) for problem in found.problems]
        folder = printable(str(settings.stories_dir), "")
        return [
            f'STORIES_DIR is "{folder}": it holds no story; make a folder in it with the articles of one.',
            *left_out,
        ]
    if settings.default_story and settings.default_story not in {each.name for each in found.stories}:
        there = ", ".join(each.name for each in found.stories[:_NAMED])
        more = f" and {len(found.stories) - _NAMED} more" if len(found.stories) > _NAMED else ""
        return [f'DEFAULT_STORY is "{name}": there is no such story in STORIES_DIR; write one of {there}{more}.']
    return []


def _without_shards(settings: Settings) -> list[str]:
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
