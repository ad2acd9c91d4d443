"""Python and the packages, as pyproject.toml wants them. Imports nothing that may be missing."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from bot.doctor.results import CheckResult, well, wrong
from bot.words.host import checks as say

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"

_REQUIREMENT = re.compile(r"([\w.-]+)\s*(?:\[[^\]]*\])?\s*([^;]*)")
_BOUND = re.compile(r"(>=|<=|==|!=|<|>)\s*([\w.]+)")


def check_python(running: Sequence[int] = sys.version_info[:3], project: Path = PROJECT) -> list[CheckResult]:
    """Look at the version of Python."""
    shown = ".".join(map(str, running))
    wanted = _project(project)["requires-python"]
    if fits(shown, wanted):
        return [well(say.python(shown, sys.executable))]
    return [wrong(*say.python_too_old(shown, wanted))]


def check_packages(project: Path = PROJECT) -> list[CheckResult]:
    """Look for every package that the bot needs, and at its version."""
    there: list[str] = []
    faults: list[CheckResult] = []
    install = f"{sys.executable} -m pip install -e {project.parent}"
    for requirement in _project(project)["dependencies"]:
        match = _REQUIREMENT.match(requirement)
        assert match is not None
        name, wanted = match[1], match[2].strip()
        try:
            found = metadata.version(name)
        except metadata.PackageNotFoundError:
            faults.append(wrong(*say.package_missing(name, install)))
            continue
        if fits(found, wanted):
            there.append(f"{name} {found}")
        else:
            faults.append(wrong(*say.package_of_other_version(name, found, wanted, install)))
    return [*([well(say.packages(there))] if there else []), *faults]


def fits(version: str, wanted: str) -> bool:
    """Tell whether a version is within bounds such as `>=2.7.1,<3`; only the numbers of a release count."""
    found = _release(version)
    for operator, bound in _BOUND.findall(wanted):
        limit = _release(bound)
        width = max(len(found), len(limit))
        left, right = (each + (0,) * (width - len(each)) for each in (found, limit))
        holds = {
            ">=": left >= right, "<=": left <= right, "==": left == right,
            "!=": left != right, "<": left < right, ">": left > right,
        }  # fmt: skip
        if not holds[operator]:
            return False
    return True


def _release(version: str) -> tuple[int, ...]:
    match = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(map(int, match[0].split("."))) if match else ()


def _project(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
    return found
