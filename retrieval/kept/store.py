"""Built stories, kept in the user's cache folder: one entry each, by its key. Losing one costs only time.

Whatever is wrong with an entry or the folder is said once, in the log, and answered by building anew.
"""

from __future__ import annotations

import contextlib
import logging
import math
import os
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Final

from retrieval.kept.arrays import Arrays
from retrieval.kept.cache_folder import cache_folder
from retrieval.kept.entry import EntryError, read_entry, write_entry
from retrieval.kept.lock import locked

KEEP: Final = 6
"""How many entries are kept whatever their size; the ones used longest ago go first."""
ROOM: Final = 300_000_000
"""Bytes that more entries than these may take together: a host of many stories has as many."""
PART: Final = "part"
"""What the key of a part of a story begins with."""
KEEP_PARTS: Final = 12
"""How many parts are kept: a story has as many as there are limits up to which it is told in some channel."""
KEPT_SUFFIX: Final = ".story"
"""What the name of an entry ends in."""
_PART: Final = ".part"
_FORGOTTEN_AFTER: Final = 3600.0
"""Seconds after which what a process was writing is what a dead process was writing."""
_CLOCKS_DIFFER: Final = 60.0
"""Seconds that the clock of a file server may be ahead."""
_log = logging.getLogger(__name__)


def find(key: str) -> Arrays | None:
    """Return the arrays kept under a key, mapped into memory; None where there are none that can be used."""
    try:
        return _find(cache_folder() / f"{key}{KEPT_SUFFIX}", key)
    except RuntimeError:  # no home; `remember` says so
        return None


def remember(key: str, build: Callable[[], Arrays]) -> Arrays:
    """Return the arrays kept under a key, mapped into memory; where there are none, build and keep them.

    Two processes that want the same build it once: the second one waits for the first.
    """
    try:
        folder = cache_folder()
    except RuntimeError:
        _say("Nothing can be kept for the next start: there is no home folder. Set XDG_CACHE_HOME to a folder.")
        return build()
    path = folder / f"{key}{KEPT_SUFFIX}"
    found = _find(path, key)
    if found is not None or not _prepared(folder):
        return build() if found is None else found
    with locked(folder / f"{key}.lock", _waiting):
        found = _find(path, key)
        return _keep(path, key, build()) if found is None else found


def keep(key: str, arrays: Arrays) -> None:
    """Keep arrays under a key, in place of what was there; where that fails, the log says so."""
    with contextlib.suppress(RuntimeError):  # no home; `remember` says so
        folder = cache_folder()
        if _prepared(folder):
            _keep(folder / f"{key}{KEPT_SUFFIX}", key, arrays)


def forget(key: str, reason: str) -> None:
    """Throw an entry away that turned out not to be what it should be."""
    with contextlib.suppress(OSError, RuntimeError):
        path = cache_folder() / f"{key}{KEPT_SUFFIX}"
        _say_unusable(path, reason)
        path.unlink(missing_ok=True)


def _find(path: Path, key: str) -> Arrays | None:
    try:
        arrays = read_entry(path, key)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except EntryError as error:
        _say_unusable(path, str(error))
        return None
    except OSError as error:
        _say_unusable(path, f"it cannot be opened, {error.strerror}")
        return None
    with contextlib.suppress(OSError):
        os.utime(path)  # when it was used last
    return arrays


def _prepared(folder: Path) -> bool:
    """Make the folder, for this user alone; tell whether that worked."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
    except OSError as error:
        _say_not_kept(folder, error)
        return False
    return True


def _keep(path: Path, key: str, arrays: Arrays) -> Arrays:
    """Write an entry whole or not at all, and map it; return the arrays as they are where that fails."""
    import tempfile  # noqa: PLC0415  # not where a story is kept already

    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=_PART)  # with mode 0600
        try:
            with os.fdopen(handle, "wb") as file:
                write_entry(file, key, arrays)
                file.flush()
                os.fsync(file.fileno())
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _drop_old(path)
    except OSError as error:
        _say_not_kept(path.parent, error)
        return arrays
    found = _find(path, key)
    return arrays if found is None else found


def _drop_old(newest: Path) -> None:
    """Delete the entries used longest ago, and what dead processes and earlier releases have left.

    Parts are counted by themselves: many of them would drive out the story that they are of.
    """
    now = time.time()
    used: dict[bool, list[tuple[float, int, Path]]] = {True: [], False: []}
    used[_is_part(newest)].append((math.inf, newest.stat().st_size, newest))
    for path in newest.parent.iterdir():
        with contextlib.suppress(OSError):
            state = path.stat(follow_symlinks=False)
            at = state.st_mtime
            if path.suffix == KEPT_SUFFIX and path != newest:
                if at > now + _CLOCKS_DIFFER:
                    _say("The clock was set back; which kept story was used last is counted anew.")
                    os.utime(path, follow_symlinks=False)
                    at = now
                used[_is_part(path)].append((at, state.st_size, path))
            elif path.suffix == ".npz" or (path.suffix == _PART and at < now - _FORGOTTEN_AFTER):
                path.unlink()
    for part, entries in used.items():
        taken = 0
        for number, (_, size, path) in enumerate(sorted(entries, reverse=True)):
            taken += size
            if number >= (KEEP_PARTS if part else KEEP) and taken > ROOM:
                with contextlib.suppress(OSError):
                    path.unlink()


def _is_part(path: Path) -> bool:
    return path.name.startswith(f"{PART}-")


def _waiting() -> None:
    _log.warning("Another process is reading this story; waiting for what it keeps.")


def _say_unusable(path: Path, reason: str) -> None:
    _say(f"What was kept of the story in {path} cannot be used: {reason}. The story is read anew.")


def _say_not_kept(folder: Path, error: OSError) -> None:
    _say(f"The story cannot be kept in {folder} ({error.strerror}), so the next start takes as long as this one.")


@lru_cache(maxsize=100)
def _say(sentence: str) -> None:
    """Log a sentence, once a process."""
    _log.warning(sentence)
