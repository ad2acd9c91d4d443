"""What takes seconds to learn is kept between starts, in the user's cache folder. Losing it costs only time."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from retrieval.kept.store import cache_folder

Arrays = Mapping[str, npt.NDArray[np.generic]]
KEEP = 6
"""How many results are kept; the ones used longest ago go first."""


def digest(parts: Iterable[str]) -> str:
    """Return a name for the result of these parts: equal parts, equal name."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()[:32]


def remember(name: str, build: Callable[[], Arrays]) -> Arrays:
    """Return the arrays kept under this name, or build and keep them. A folder that can't be used is no error."""
    path: Path | None = None
    with contextlib.suppress(OSError, RuntimeError):  # RuntimeError: no home folder
        path = cache_folder() / f"{name}.npz"
    if path is not None:
        with contextlib.suppress(Exception):  # a damaged archive fails in more ways than can be named
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                arrays = {key: kept[key] for key in kept.files}
            with contextlib.suppress(OSError):
                path.touch()
            return arrays
    arrays = dict(build())
    if path is not None:
        with contextlib.suppress(OSError):
            _keep(path, arrays)
    return arrays


def _keep(path: Path, arrays: Arrays) -> None:
    """Write the arrays beside their place and move them there whole; drop the oldest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]  # numpy's stub takes the keywords for its own options
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    kept = sorted(path.parent.glob("*.npz"), key=lambda file: file.stat().st_mtime, reverse=True)
    for old in kept[KEEP:]:
        old.unlink(missing_ok=True)
