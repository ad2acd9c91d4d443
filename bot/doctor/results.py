"""What the doctor looks at, one file each; every look returns verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Mark(Enum):
    """How grave a verdict is: the bot is well, could be better, or needs mending."""

    WELL = "well"
    ADVICE = "advice"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One line: what was found, and what to do about it (empty where all is well)."""

    mark: Mark
    found: str
    do: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Verdicts on one thing."""

    title: str
    verdicts: tuple[CheckResult, ...]


def well(found: str) -> CheckResult:
    """Say that something is as it should be."""
    return CheckResult(Mark.WELL, found)


def advise(found: str, do: str) -> CheckResult:
    """Say that something works and could be better."""
    return CheckResult(Mark.ADVICE, found, do)


def wrong(found: str, do: str) -> CheckResult:
    """Say that something has to be fixed."""
    return CheckResult(Mark.WRONG, found, do)
