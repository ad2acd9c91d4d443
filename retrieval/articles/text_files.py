"""Reads what a host writes: UTF-8 text and TOML, with every fault named by file and line."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Final

import numpy as np

from retrieval.errors import Problem, StoryError
from retrieval.kept.spool import Mapped, Spool

MAX_BYTES: Final = 8_000_000
"""A larger file is taken for a mistake: a long novel has one million."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file as it was when it was read; `fault` says why it could not be. `name` is what problems call it."""

    name: str
    data: bytes = b""
    fault: str | None = None

    @classmethod
    def read(cls, path: Path | str, name: str | None = None) -> TextFile:
        """Read a file, whose own name is taken unless another is given."""
        name = Path(path).name if name is None else name
        try:
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # a path for each of many files takes longer
                if os.fstat(file.fileno()).st_size > MAX_BYTES:
                    return cls(name, fault=f"the file is larger than {MAX_BYTES:,} bytes; split it.")
                return cls(name, file.read())
        except OSError as error:
            reason = error.strerror or "unreadable"
            return cls(name, fault=f"the file cannot be read ({reason}); check its permissions.")

    @property
    def text(self) -> str:
        """The file's text, a byte-order mark included; StoryError where it is not text in UTF-8."""
        data = self.data
        if self.fault is not None:
            raise StoryError(Problem(self.name, None, self.fault))
        if (zero := data.find(b"\0")) >= 0:
            line = data.count(b"\n", 0, zero) + 1
            raise StoryError(
                Problem(self.name, line, "there is a NUL byte here; save the file as plain text in UTF-8.")
            )
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise StoryError(
                Problem(self.name, line, f"byte {data[error.start]:#04x} is not UTF-8; save the file as UTF-8.")
            ) from error


def read_toml(file: TextFile) -> tuple[str, dict[str, Any]]:
    """Return a TOML file's text, to find lines in, and its tables; StoryError where it is not valid."""
    text = file.text.removeprefix("\ufeff")
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"at line (\d+)", str(error))
        line = int(match.group(1)) if match else text.rstrip().count("\n") + 1  # else "at end of document"
        reason = re.sub(r" \(at .*\)$", "", str(error))
        raise StoryError(Problem(file.name, line, f"this is not valid TOML ({reason}); fix that line.")) from error
    except RecursionError as error:
        raise StoryError(Problem(file.name, None, "its lists are nested too deep; write plain texts.")) from error


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of a folder that fit some patterns, as they were at one moment, by name: "a.txt", "b/c.md".

    `folder` is what problems call the folder.
    """

    folder: str
    files: Mapping[str, TextFile]

    @classmethod
    def take(cls, folder: Path, patterns: Iterable[str]) -> Snapshot:
        """Read the files; what cannot be read is among them, with its fault."""
        return cls(str(folder), _HeldFiles(_files(folder, patterns)))

    @property
    def fingerprint(self) -> str | None:
        """A hash of the files' names and bytes; None where one of them could not be read."""
        return _fingerprint(self.files.values())


class _HeldFiles(Mapping[str, TextFile]):
    """Files by name, whose bytes wait outside of memory where they are many."""

    def __init__(self, files: Iterable[TextFile]) -> None:
        self._places: dict[str, tuple[int, int, str | None]] = {}
        data, begin = Spool(), 0
        for file in files:
            data.write(file.data)
            self._places[file.name] = begin, begin + len(file.data), file.fault
            begin += len(file.data)
        self._data = Mapped(data.read(np.uint8))

    def __getitem__(self, name: str) -> TextFile:
        begin, end, fault = self._places[name]
        return TextFile(name, self._data.read(begin, end), fault)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def fingerprint(folder: Path, patterns: Iterable[str]) -> str | None:
    """Return the fingerprint of a snapshot without keeping the files."""
    return _fingerprint(_files(folder, patterns))


def _files(folder: Path, patterns: Iterable[str]) -> Iterator[TextFile]:
    """Read the files of a folder in the order of their names; hidden ones and folders are none of them.

    macOS leaves a binary "._name.txt" beside what it copies.
    """
    for name in sorted({name for pattern in patterns for name in _fitting(folder, pattern)}):
        yield TextFile.read(f"{folder}/{name}", name)


def _fitting(folder: Path, pattern: str) -> Iterator[str]:
    """Yield the names, with "/" where they are in a folder of the folder, that fit a pattern; its last part may have *.

    Nothing but their names is looked at, since there may be very many.
    """
    if "*" not in pattern:
        if os.path.lexists(folder / pattern):
            yield pattern
        return
    inside, slash, pattern = pattern.rpartition("/")
    with contextlib.suppress(OSError), os.scandir(folder / inside) as entries:
        for entry in entries:
            if entry.name[0] != "." and fnmatch(entry.name, pattern) and entry.is_file():
                yield f"{inside}{slash}{entry.name}"


def _fingerprint(files: Iterable[TextFile]) -> str | None:
    total = hashlib.sha256()
    for file in files:
        if file.fault is not None:
            return None
        total.update(f"{len(file.name)} {file.name} {len(file.data)} ".encode("utf-8", "surrogateescape"))
        total.update(file.data)
    return total.hexdigest()
