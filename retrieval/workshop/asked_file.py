"""A file of questions that people asked: one a line, or one JSON object with a "question" a line."""

from __future__ import annotations

import json
from pathlib import Path

from retrieval.articles.text_files import TextFile
from retrieval.errors import StoryError
from retrieval.knowledge.files import MAX_QUESTION_CHARACTERS
from retrieval.workshop.errors import WorkshopError


def read_asked(path: Path) -> tuple[str, ...]:
    """Return the questions of a file, each once; what is longer than a question may be is cut.

    Lines that begin with # are comments. Raises WorkshopError where the file cannot be read or holds no question.
    """
    try:
        text = TextFile.read(path, str(path)).text.removeprefix("\ufeff")
    except StoryError as error:
        raise WorkshopError(str(error.problems[0])) from error
    lines = (line.strip() for line in text.splitlines())
    found = dict.fromkeys(question for line in lines if line and not line.startswith("#") and (question := _of(line)))
    if not found:
        raise WorkshopError(f"{path}: the file holds no questions; write one a line.")
    return tuple(found)


def _of(line: str) -> str:
    if line.startswith("{"):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if isinstance(row, dict):
            question = row.get("question")
            return question[:MAX_QUESTION_CHARACTERS] if isinstance(question, str) else ""
    return line[:MAX_QUESTION_CHARACTERS]
