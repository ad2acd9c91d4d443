"""The environment and `.env`: every variable, its value, and where it came from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from bot.doctor.results import CheckResult, advise, well, wrong
from bot.installation import settings_example
from bot.settings import Origin, Settings, SettingsError, read_env_file
from bot.variables import VARIABLES
from bot.words.host import checks as say

READABLE_BY_OTHERS = 0o077
_NO_FILE = Path(os.devnull)


def read_settings(
    environment: Mapping[str, str], env_file: Path, command_line: Mapping[str, str]
) -> tuple[Settings, list[CheckResult]]:
    """Read what can be used of the settings; what cannot is a verdict each, and counts as not set."""
    verdicts = [_file(env_file)] if env_file.exists() else []
    try:
        settings = Settings.load(environment, env_file, command_line)
    except SettingsError as error:
        verdicts.extend(wrong(*_parted(problem)) for problem in error.problems)
        settings = _usable(environment, env_file, command_line)
    if not verdicts and not settings.token:
        folder = env_file.absolute().parent
        verdicts.append(advise(*say.no_env_file(env_file.name, folder, settings_example())))
    return settings, [*verdicts, *(well(line) for line in _lines(settings))]


def _parted(problem: str) -> tuple[str, str]:
    """Part a problem of the settings into what was found and what to do; the last part says that."""
    for mark in ("; ", ": "):
        found, there, do = problem.rpartition(mark)
        if there:
            return f"{found}.", do[:1].upper() + do[1:]
    return problem, ""


def _file(path: Path) -> CheckResult:
    written, _ = read_env_file(path)
    count = sum(bool(value.strip()) for value in written.values())
    if os.name == "posix" and written.get("DISCORD_TOKEN") and path.stat().st_mode & READABLE_BY_OTHERS:
        return advise(*say.env_file_readable(path))
    return well(say.env_file(path.absolute(), count))


def _usable(environment: Mapping[str, str], env_file: Path, command_line: Mapping[str, str]) -> Settings:
    """Load the settings without the variables that cannot be used, and tell where the others came from."""
    written, _ = read_env_file(env_file)
    layers = (
        (Origin.COMMAND_LINE, command_line),
        (Origin.ENVIRONMENT, environment),
        (Origin.ENV_FILE, written),
    )
    kept: dict[str, str] = {}
    origins: dict[str, Origin] = {variable.name: Origin.DEFAULT for variable in VARIABLES}
    for variable in VARIABLES:
        for origin, layer in layers:
            if text := layer.get(variable.name, "").strip():
                try:
                    variable.read(text)
                except ValueError:
                    break
                kept[variable.name], origins[variable.name] = text, origin
                break
    if origins["ARTICLES_DIR"] is Origin.COMMAND_LINE:
        kept.pop("STORIES_DIR", None)
    settings = Settings()
    for unfit in ((), ("SHARD_IDS", "SHARD_COUNT"), ("DEFAULT_STORY",), ("STORIES_DIR",)):
        for name in unfit:  # each can be used, and not together
            kept.pop(name, None)
            origins[name] = Origin.DEFAULT
        try:
            settings = Settings.load(kept, _NO_FILE)
            break
        except SettingsError:
            continue
    return replace(settings, origins=MappingProxyType(origins))


def _lines(settings: Settings) -> list[str]:
    """Write every variable with its value, a secret as set or not, and where it came from."""
    lines = []
    for variable in VARIABLES:
        value = getattr(settings, variable.field)
        if isinstance(value, frozenset | tuple):
            value = ", ".join(map(str, sorted(value)))
        shown = "" if value is None else str(value)
        lines.append(say.setting(variable.name, shown, settings.origins[variable.name].value))
    return lines
