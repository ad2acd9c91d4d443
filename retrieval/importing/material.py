"""What comes in, and what is made of it: plain data that every step of an import shares."""

from __future__ import annotations

import importlib
import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Any

from retrieval.importing.errors import MissingExtraError

MAX_FILE_BYTES = 50_000_000
"""The largest file that is read from disk."""

MAX_HEADLINE_CHARACTERS = 300
"""Longer than this, a first line is a paragraph and no headline."""

Progress = Callable[[int, int | None], None]
"""Told how much is done, and of how much (None: nobody knows)."""


def no_progress(done: int, total: int | None) -> None:
    """Show nothing."""


class FileKind(Enum):
    """What a file is, whatever its name."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "web page"
    PDF = "PDF"
    WORD = "Word"


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes as they came. `url` is the page they came from, `charset` what its server said they are written in."""

    name: str
    data: bytes
    kind: FileKind
    url: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article as its extractor sees it: `paragraphs` without the headline, none of them blank or of two lines."""

    headline: str
    paragraphs: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    date: str | None = None


def load_extra(module: str) -> Any:
    """Import a module of the extra `import`; MissingExtraError where it, or what it needs, is not installed."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtraError(error.name or module.partition(".")[0]) from error


@contextmanager
def quiet(*loggers: str) -> Iterator[None]:
    """Keep the warnings and log lines of other people's parsers off the host's terminal while the block runs."""
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
    """Return the kind of file by how its bytes begin; None where that does not tell."""
    start = data[:1024].lstrip().lower()
    if start.startswith(b"%pdf-"):
        return FileKind.PDF
    if data.startswith(b"PK\x03\x04"):
        return FileKind.WORD
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return FileKind.HTML
    return None
