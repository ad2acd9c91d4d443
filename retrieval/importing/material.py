"""The data that the steps of an import hand on, and how optional packages are loaded."""

from __future__ import annotations

import importlib
import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from retrieval.importing.errors import MissingExtraError

MAX_FILE_BYTES = 50_000_000
"""The largest file that is read from disk, but for a chat."""

MAX_CHAT_BYTES = 2_000_000_000
"""The largest chat that is read from disk: a million messages as JSON, which are read one by one."""

EPUB_MEDIA_TYPE = b"application/epub+zip"
"""What an epub's first file holds, unpacked, so that its first bytes tell what it is."""

MAX_HEADLINE_CHARACTERS = 300
"""A longer first line is a paragraph, not a headline."""

Progress = Callable[[int, int | None], None]
"""Called with how much is done and the total, None if unknown."""


def no_progress(done: int, total: int | None) -> None:
    """Ignore the progress."""


class FileKind(Enum):
    """What a file contains, whatever its name says."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "web page"
    PDF = "PDF"
    WORD = "Word"
    EPUB = "epub"
    CHAT = "chat"
    WIKI = "page of a wiki"


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of a file or page; for a page also its `url`, and the `charset` that its server declared.

    Of a chat that is read from disk piece by piece `data` are the first bytes, and `path` is where it is.
    """

    name: str
    data: bytes
    kind: FileKind
    url: str | None = None
    charset: str | None = None
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article as a reader returns it. `paragraphs` are without the headline; each is one non-blank line."""

    headline: str
    paragraphs: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    date: str | None = None
    book: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What one input holds: an article, or several that belong together, in their order (the chapters of a book).

    `title` is what they are together, None for an article by itself. `left_out` and `notes` are about all of them; an
    article may have its own.
    """

    articles: tuple[Extracted, ...]
    title: str | None = None
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def all_left_out(self) -> tuple[str, ...]:
        """What was left out of the whole and of each article."""
        return (*self.left_out, *(line for article in self.articles for line in article.left_out))

    @property
    def all_notes(self) -> tuple[str, ...]:
        """The notes about the whole and about each article, each once."""
        return tuple(dict.fromkeys((*self.notes, *(note for article in self.articles for note in article.notes))))


def load_extra(module: str) -> Any:
    """Import a module of the extra `import`. Raises MissingExtraError if it or a dependency is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtraError(error.name or module.partition(".")[0]) from error


@contextmanager
def quiet(*loggers: str) -> Iterator[None]:
    """Silence warnings and log lines of third-party parsers while the block runs."""
    before = {name: logging.getLogger(name).level for name in loggers}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for name in loggers:
                logging.getLogger(name).setLevel(logging.CRITICAL + 1)
            yield
        finally:
            for name, level in before.items():
                logging.getLogger(name).setLevel(level)


def sniff(data: bytes) -> FileKind | None:
    """Return the kind of file by its first bytes; None if they don't tell."""
    start = data[:1024].lstrip().lower()
    if start.startswith(b"%pdf-"):
        return FileKind.PDF
    if data.startswith(b"PK\x03\x04"):
        return FileKind.EPUB if EPUB_MEDIA_TYPE in data[:100] else FileKind.WORD
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return FileKind.HTML
    return None
