"""One thing to look at in a story's folder."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Topic(Enum):
    """What a remark is about, in the order in which they are shown."""

    BROKEN = "To mend: left out until then"
    SOURCE = "Articles without a source"
    HEADLINE = "First lines that may be no headline"
    SAME = "Articles that are nearly the same"
    LONG = "Very long paragraphs"
    FURNITURE = "Lines that tell no story (a page's own words)"
    NAMES = "People without other names"
    ALIKE = "Names that may mean one person"
    NO_QUESTIONS = "Passages without reader questions"
    ASKED_TWICE = "Reader questions that stand twice"
    ELSEWHERE = "Reader questions that find another passage first"
    NOT_TOLD = "Questions of not-told.md that are answered"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at: where, what is there, and what to do. `line` counts from 1; None is the whole file."""

    topic: Topic
    file: str
    line: int | None
    what: str
    advice: str

    @property
    def serious(self) -> bool:
        """Whether something is broken, and not merely missing."""
        return self.topic is Topic.BROKEN

    @property
    def place(self) -> str:
        """The file, and the line where it is one."""
        return self.file if self.line is None else f"{self.file}, line {self.line}"
