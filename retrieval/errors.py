"""What can be wrong with a story, worded for the host who has to fix it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in the host's files.

    `line` counts from 1; None where the whole file (or folder) is meant. `message` is one sentence that says
    what is wrong and what to do.
    """

    file: str
    line: int | None
    message: str

    def under(self, story: str) -> Problem:
        """Return the same with the name of the story before its file; as it is for the only story."""
        return Problem(f"{story}/{self.file}", self.line, self.message) if story else self

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}, line {self.line}"
        return f"{place}: {self.message}"


class RetrievalError(Exception):
    """The base of every error that `retrieval` raises on purpose."""


class StoryError(RetrievalError):
    """The articles cannot be read; `problems` names every file at fault."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class LimitGoneError(RetrievalError):
    """A story is to be told up to an article that it does not have; `file` is that article's."""

    def __init__(self, file: str) -> None:
        super().__init__(f"There is no {file} in the story, up to which it is to be told; choose another article.")
        self.file = file


class QuestionFileError(RetrievalError):
    """A question file for `evaluate` is not what it should be; the message names file and line."""
