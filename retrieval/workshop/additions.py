"""What a file or an address gives a story, looked at before it is added, and taken back after: for a bot's host.

Reading is for a process of its own (`reading_command`), which may be ended: a parser may take long, and much memory.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from retrieval.importing.errors import ImportingError
from retrieval.importing.material import MAX_FILE_BYTES, Document, Extracted
from retrieval.importing.write import Folder, Prepared

_READER: Final = "retrieval.workshop.read_addition"
MOST_BYTES: Final = MAX_FILE_BYTES
"""Bytes of a file that is taken."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What an input holds. `lint` is what to look at in it: a heading of `verbatim lint`, and how many places."""

    document: Document
    lint: tuple[tuple[str, int], ...] = ()

    @classmethod
    def parse(cls, output: bytes) -> Addition:
        """Read what the reading process printed; ImportingError, where it could not read the input."""
        try:
            told: dict[str, Any] = json.loads(output)
            if (error := told.get("error")) is not None:
                raise ImportingError(str(error))
            articles = tuple(Extracted(**{**each, **_tuples(each)}) for each in told["articles"])
            document = Document(articles, told["title"], tuple(told["left_out"]), tuple(told["notes"]))
            return cls(document, tuple((str(topic), int(count)) for topic, count in told["lint"]))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ImportingError("it takes too much memory or time to read; save its text as .txt.") from error

    def prepare(self, folder: Path) -> tuple[Prepared, ...]:
        """Choose names in a story's folder and check what will be written. Raises ImportingError."""
        return Folder(folder).prepare(self.document, None)

    def add(self, folder: Path) -> tuple[Prepared, ...]:
        """Write it into a story's folder, whole or not at all, and return what was written. Raises ImportingError."""
        prepared = self.prepare(folder)
        Folder(folder).write(prepared)
        return prepared


def take_back(folder: Path, added: tuple[Prepared, ...]) -> None:
    """Remove exactly what was added to a story's folder. Raises ImportingError, where some of it is another by now."""
    Folder(folder).remove(added)


def reading_command(given: str) -> tuple[str, ...]:
    """Return the command that reads a file or web address and prints what `Addition.parse` reads."""
    return (sys.executable, "-m", _READER, given)


def _tuples(article: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(article[name]) for name in ("paragraphs", "left_out", "notes")}
