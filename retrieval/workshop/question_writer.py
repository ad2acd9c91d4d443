"""Adds questions to `reader-questions/ARTICLE.md` and `not-told.md`: what the host wrote there stays, byte for byte."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

from retrieval.articles.article import Article
from retrieval.knowledge.files import (
    MAX_QUESTION_CHARACTERS,
    QUESTIONS_FOLDER,
    UNANSWERABLE_FILE,
    paragraph_of_heading,
)
from retrieval.printable import printable_line
from retrieval.workshop.change import Change, current
from retrieval.workshop.errors import WorkshopError

HEADING_WORDS: Final = 8
"""A heading names so many of its paragraph's first words."""
_SPACING: Final = frozenset(("Cc", "Zs", "Zl", "Zp"))
_LEADING: Final = re.compile(r"^[#\s]+")
_NEW_FILE: Final = (
    "# Questions that readers ask of {file}",
    "# One question a line, under the paragraph that answers it. Lines that begin with a single # are comments.",
)
_NEW_NOT_TOLD: Final = ("# Questions that come up and that no article answers, one a line.",)


def question_line(text: str) -> str:
    """Return a question as it can stand on a line of its own: one line, without what is no text.

    A line that began with # would be a comment or a heading. Raises WorkshopError where nothing is left of it, or more
    than MAX_QUESTION_CHARACTERS.
    """
    line = _LEADING.sub("", _plain(text[: 20 * MAX_QUESTION_CHARACTERS]))
    if not line:
        raise WorkshopError("The question is empty; write it in words.")
    if len(line) > MAX_QUESTION_CHARACTERS:
        raise WorkshopError(f"The question is longer than {MAX_QUESTION_CHARACTERS} characters; shorten it.")
    return line


def adding_questions(folder: Path, article: Article, questions: Mapping[int, Iterable[str]]) -> Change:
    """Plan to add questions, by the number of the paragraph that answers them, to those of an article.

    Each goes under the heading of its paragraph, which is made where it is missing; one that stands there already is
    not written twice. Raises WorkshopError where the file cannot be read, a question cannot stand in it, or the
    article has no such paragraph.
    """
    lines = {number: list(map(question_line, texts)) for number, texts in questions.items()}
    for number in lines:
        if not 1 <= number <= len(article.paragraphs):
            raise WorkshopError(
                f"{printable_line(article.file)} has no paragraph {number}; it has {len(article.paragraphs)}."
            )
    name = f"{QUESTIONS_FOLDER}/{Path(article.file).stem}.md"
    if Path(name).name == UNANSWERABLE_FILE:
        raise WorkshopError(f"{article.file} cannot have reader questions: {name} has another use. Rename the article.")
    before = current(folder, name)
    file = _Lines.of(before, [line.format(file=article.file) for line in _NEW_FILE])
    for number, texts in sorted(lines.items()):
        file.add(article, number, texts)
    return Change(folder, name, before, file.data)


def adding_not_told(folder: Path, questions: Iterable[str]) -> Change:
    """Plan to add questions to those that no article answers; one that stands there already is not written twice.

    Raises WorkshopError where the file cannot be read or a question cannot stand in it.
    """
    name = f"{QUESTIONS_FOLDER}/{UNANSWERABLE_FILE}"
    before = current(folder, name)
    file = _Lines.of(before, _NEW_NOT_TOLD)
    file.append(map(question_line, questions))
    return Change(folder, name, before, file.data)


class _Lines:
    """The lines of a file with their ends, to which others are added."""

    def __init__(self, lines: list[str], end: str) -> None:
        self._lines = lines
        self._end = end

    @classmethod
    def of(cls, data: bytes | None, new: Sequence[str]) -> _Lines:
        """Read a file; where there is none, begin one with some lines."""
        if data is None:
            return cls([f"{line}\n" for line in new], "\n")
        text = data.decode("utf-8")
        return cls(text.splitlines(keepends=True), "\r\n" if "\r\n" in text else "\n")

    @property
    def data(self) -> bytes:
        """The file as it is written."""
        return "".join(self._lines).encode("utf-8")

    def add(self, article: Article, paragraph: int, questions: Sequence[str]) -> None:
        """Add questions at the end of those of their paragraph, or under a new heading before the next paragraph's."""
        headings = self._headings(article)
        ends = [*(at for at, _ in headings), len(self._lines)][1:]
        own = [range(at, end) for (at, number), end in zip(headings, ends, strict=False) if number == paragraph]
        there = {_same(self._lines[line]) for line in chain.from_iterable(own)}
        new = _others(questions, there)
        if not new:
            return
        if own:
            last = max(line for line in own[-1] if line == own[-1].start or self._is_question(line))
            self._insert(last + 1, new)
            return
        later = next((at for at, number in headings if number is not None and number > paragraph), len(self._lines))
        later = self._above_comments(later)
        before = [""] if later and self._lines[later - 1].strip() else []
        after = [""] if later < len(self._lines) else []
        self._insert(later, [*before, heading(article, paragraph), *new, *after])

    def append(self, questions: Iterable[str]) -> None:
        """Add questions at the end of the file."""
        self._insert(len(self._lines), _others(questions, map(_same, self._lines)))

    def _headings(self, article: Article) -> list[tuple[int, int | None]]:
        """Return the lines that are headings, each with its paragraph; None of one that cannot be used."""
        found: list[tuple[int, int | None]] = []
        for at, raw in enumerate(self._lines):
            line = raw.removeprefix("\ufeff").strip()
            if line.startswith("##"):
                paragraph = paragraph_of_heading(line, article)
                found.append((at, paragraph if isinstance(paragraph, int) else None))
        return found

    def _above_comments(self, at: int) -> int:
        """Return the line above the comments that stand above a line; those at the top of the file are about all."""
        above = at
        while above and self._lines[above - 1].startswith("#") and not self._lines[above - 1].startswith("##"):
            above -= 1
        return above or at

    def _is_question(self, at: int) -> bool:
        line = self._lines[at].strip()
        return bool(line) and not line.startswith("#")

    def _insert(self, at: int, lines: Sequence[str]) -> None:
        if lines and at and self._lines[at - 1] == self._lines[at - 1].rstrip("\r\n"):
            self._lines[at - 1] += self._end  # the last line of a file may have none
        self._lines[at:at] = [line + self._end for line in lines]


def _others(questions: Iterable[str], there: Iterable[str]) -> list[str]:
    """Return the questions that are not there already, each once."""
    seen, others = set(there), []
    for question in questions:
        if _same(question) not in seen:
            seen.add(_same(question))
            others.append(question)
    return others


def heading(article: Article, paragraph: int) -> str:
    """Return the heading of a paragraph: its number, and its first words where they can be written as such."""
    words = article.paragraph(paragraph).text.split()
    for count in range(min(HEADING_WORDS, len(words)), 0, -1):
        line = f"## {paragraph}: {_plain(' '.join(words[:count]))}"
        if len(line) <= MAX_QUESTION_CHARACTERS and paragraph_of_heading(line, article) == paragraph:
            return line
    return f"## {paragraph}"


def _plain(text: str) -> str:
    """Return a text as one line: single spaces, and no character that steers something or that UTF-8 lacks."""
    kinds = [(letter, unicodedata.category(letter)) for letter in text]
    spaced = [" " if kind in _SPACING else letter for letter, kind in kinds if kind in _SPACING or kind[0] != "C"]
    return " ".join("".join(spaced).split())


def _same(line: str) -> str:
    """Return a line as it is compared: lower case, single spaces."""
    return " ".join(line.removeprefix("\ufeff").casefold().split())
