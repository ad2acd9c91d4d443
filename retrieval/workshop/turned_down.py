"""What a host turned down, kept in the story's folder, so that it is not offered again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from retrieval.printable import printable_line
from retrieval.workshop.change import Change, current

TURNED_DOWN_FILE: Final = "turned-down.md"
"""No pattern of a story's files has this name, so that it is never read as an article or as knowledge."""
_FIRST_LINE: Final = "# Turned down: `verbatim suggest` does not offer these again. Delete a line to have it back."


def turned_down(folder: Path) -> frozenset[str]:
    """Return the keys of the suggestions that were turned down. Raises WorkshopError where the file cannot be read."""
    data = current(folder, TURNED_DOWN_FILE) or b""
    lines = (line.strip() for line in data.decode("utf-8").removeprefix("\ufeff").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def turning_down(folder: Path, keys: Iterable[str]) -> Change:
    """Plan to remember suggestions that were turned down, each once. Raises WorkshopError as `turned_down` does."""
    before = current(folder, TURNED_DOWN_FILE)
    known = turned_down(folder)
    new = [line for key in dict.fromkeys(keys) if (line := kept_key(key)) not in known]
    text = f"{_FIRST_LINE}\n" if before is None else before.decode("utf-8")
    if text and not text.endswith("\n"):
        text += "\n"
    return Change(folder, TURNED_DOWN_FILE, before, (text + "".join(f"{line}\n" for line in new)).encode("utf-8"))


def kept_key(key: str) -> str:
    """Return a key as it stands on a line of its own."""
    return printable_line(key).strip().lstrip("# ")
