"""Reads what a host writes: UTF-8 text and TOML, with every fault named by file and line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final

from retrieval.errors import Problem, StoryError

MAX_BYTES: Final = 8_000_000
"""A larger file is taken for a mistake: a long novel has one million."""


def read_text(path: Path) -> str:
    """Return a file's text, a byte-order mark included; StoryError where it is not text in UTF-8."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise StoryError(Problem(path.name, None, f"the file is larger than {MAX_BYTES:,} bytes; split it."))
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise StoryError(
            Problem(path.name, None, f"the file cannot be read ({reason}); check its permissions.")
        ) from error
    if (zero := data.find(b"\0")) >= 0:
        line = data.count(b"\n", 0, zero) + 1
        raise StoryError(Problem(path.name, line, "there is a NUL byte here; save the file as plain text in UTF-8."))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise StoryError(
            Problem(path.name, line, f"byte {data[error.start]:#04x} is not UTF-8; save the file as UTF-8.")
        ) from error


def read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """Return a TOML file's text, to find lines in, and its tables; StoryError where it is not valid."""
    text = read_text(path).removeprefix("\ufeff")
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"at line (\d+)", str(error))
        line = int(match.group(1)) if match else text.rstrip().count("\n") + 1  # else "at end of document"
        reason = re.sub(r" \(at .*\)$", "", str(error))
        raise StoryError(Problem(path.name, line, f"this is not valid TOML ({reason}); fix that line.")) from error
    except RecursionError as error:
        raise StoryError(Problem(path.name, None, "its lists are nested too deep; write plain texts.")) from error
