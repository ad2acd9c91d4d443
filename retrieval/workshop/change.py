"""A change of one file of a story's folder: planned, shown, and then made whole or not at all."""

from __future__ import annotations

import contextlib
import difflib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from retrieval.articles.text_files import MAX_BYTES, TextFile
from retrieval.errors import StoryError
from retrieval.kept.lock import locked
from retrieval.printable import printable
from retrieval.workshop.errors import WorkshopError

NEW_FILE_MODE: Final = 0o644
_LONGEST_WAIT: Final = 10.0
"""Seconds; writing a file takes far less, so whoever holds the folder for longer is taken to hang."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file as it is and as it shall be; `before` is None where there is none yet. `name` is what people call it.

    The file lies in `folder`, a story's, under `name`: "people.toml", "reader-questions/chapter-1.md".
    """

    folder: Path
    name: str
    before: bytes | None
    after: bytes

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.folder / self.name

    @property
    def changes(self) -> bool:
        """Whether the file will be another than before."""
        return self.before != self.after

    def difference(self) -> str:
        """Return what changes as a unified diff that is safe to print; empty where nothing does."""
        before, after = (_lines(data or b"") for data in (self.before, self.after))
        old = self.name if self.before is not None else "/dev/null"
        return "\n".join(map(printable, difflib.unified_diff(before, after, old, self.name, n=2, lineterm="")))


def current(folder: Path, name: str) -> bytes | None:
    """Return what a file of a story's folder holds, to plan a change of it; None where there is none.

    Raises WorkshopError where it must not be written or cannot be read: a link leads who knows where.
    """
    path = folder / name
    inside = [folder / parent for parent in Path(name).parents if parent != Path()]
    for each in (path, *inside):
        if each.is_symlink():
            where = each.relative_to(folder)
            raise WorkshopError(f"{where} is a link, and nothing is written through one; put the file itself there.")
    try:
        path.lstat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(name, error) from error
    if not path.is_file():
        raise WorkshopError(f"{name} is no file; move it out of the way.")
    file = TextFile.read(path, name)
    try:
        file.text  # noqa: B018  # what is no text is not to be written to
    except StoryError as error:
        raise WorkshopError(str(error.problems[0])) from error
    return file.data


def make_change(change: Change) -> None:
    """Write a planned change: all of it or nothing, so that whoever reads the file meanwhile finds one or the other.

    Raises WorkshopError where the file is no longer what it was when the change was planned, or cannot be written.
    """
    if not change.changes:
        return
    if len(change.after) > MAX_BYTES:
        raise WorkshopError(f"{change.name} would be larger than {MAX_BYTES:,} bytes; nothing was written.")
    path = change.path
    try:
        path.parent.mkdir(exist_ok=True)
        with locked(path.with_name(f".{path.name}.lock"), lambda: None, _LONGEST_WAIT):
            if current(change.folder, change.name) != change.before:
                raise WorkshopError(f"{change.name} has changed meanwhile; nothing was written. Please try again.")
            mode = NEW_FILE_MODE if change.before is None else path.stat().st_mode & 0o777
            with _temporary(path, change.after, mode) as temporary:
                temporary.replace(path)
            _sync_folder(path.parent)
    except OSError as error:
        reason = error.strerror or "unwritable"
        raise WorkshopError(f"{change.name} cannot be written ({reason}); check space and permissions.") from error


@contextlib.contextmanager
def _temporary(path: Path, data: bytes, mode: int) -> Iterator[Path]:
    """Write and sync a file beside `path` under a name that no story reads; what is left of it is taken away."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Have the new name outlast a power cut, where the system can do so for a folder."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _unreadable(name: str, error: OSError) -> WorkshopError:
    return WorkshopError(f"{name} cannot be read ({error.strerror or 'unreadable'}); check its permissions.")


def _lines(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").splitlines()
