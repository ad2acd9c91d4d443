"""Python and the packages that the program needs. Imports nothing that may be missing."""

from __future__ import annotations

import re
import shlex
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from bot.doctor.results import CheckResult, well, wrong
from bot.installation import DISTRIBUTION, project_file
from bot.words.host import checks as say

_REQUIREMENT = re.compile(r"([\w.-]+)\s*(?:\[[^\]]*\])?\s*([^;]*)")
_EXTRA = re.compile(r";.*\bextra\s*==")
_BOUND = re.compile(r"(>=|<=|==|!=|<|>)\s*([\w.]+)")


@dataclass(frozen=True, slots=True)
class Requirements:
    """What the program needs: Python's versions, its packages, each as written, and how to install them again."""

    python: str
    packages: tuple[str, ...]
    install: str


def requirements(project: Path | None = None) -> Requirements:
    """Return what is needed: a checkout's pyproject.toml says it, or what pip noted when it installed the wheel.

    The checkout goes first because an update of it may need a package that was not there when it was installed.
    """
    project = project or project_file()
    if project is not None:
        written = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
        packages, python = written["dependencies"], written["requires-python"]
        return Requirements(python, tuple(packages), f"-e {shlex.quote(str(project.parent))}")
    noted = metadata.metadata(DISTRIBUTION)
    packages = [each for each in noted.get_all("Requires-Dist") or () if not _EXTRA.search(each)]
    return Requirements(noted["Requires-Python"], tuple(packages), shlex.join(packages))


def check_python(needed: Requirements, running: Sequence[int] = sys.version_info[:3]) -> list[CheckResult]:
    """Look at the version of Python."""
    shown = ".".join(map(str, running))
    if fits(shown, needed.python):
        return [well(say.python(shown, sys.executable))]
    return [wrong(*say.python_too_old(shown, needed.python))]


def check_packages(needed: Requirements) -> list[CheckResult]:
    """Look for every package that the bot needs, and at its version."""
    there: list[str] = []
    faults: list[CheckResult] = []
    install = f"{shlex.quote(sys.executable)} -m pip install {needed.install}"
    for requirement in needed.packages:
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
