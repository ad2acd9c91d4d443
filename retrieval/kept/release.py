"""What decides how a story is built beside its files: this package's code and data, and the packages it builds with."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from retrieval.kept.entry import FORMAT

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_ENDINGS: Final = (".py", ".toml", ".txt", ".json", ".arrays")
_NO_PART_OF_BUILDING: Final = frozenset({"__pycache__", "commands", "evaluation", "importing", "linting", "seeds"})
_BUILT_WITH: Final = ("numpy-", "rank_bm25-", "rapidfuzz-", "snowballstemmer-")


@lru_cache(maxsize=1)
def release() -> str:
    """Return a hash of what decides, besides its files, what a story becomes; made once a process.

    The files' bytes are hashed, some milliseconds' work: a number that has to be raised by hand is forgotten, and the
    times of files do not survive an image's layers. A process goes on running the code that it began with.
    """
    total = hashlib.sha256(repr((FORMAT, sys.version_info, sorted(_installed()))).encode())
    for folder, folders, files in os.walk(_PACKAGE):
        folders[:] = sorted(set(folders) - _NO_PART_OF_BUILDING)
        for name in sorted(files):
            if name.endswith(_ENDINGS):
                path = Path(folder, name)
                data = path.read_bytes()
                total.update(f"{path.relative_to(_PACKAGE).as_posix()} {len(data)}\n".encode())
                total.update(data)
    return total.hexdigest()


def _installed() -> list[str]:
    """Return the releases of the packages that a story is built with, by the names of their folders."""
    names = os.listdir(Path(np.__file__).parents[1])  # noqa: PTH208  # names are all that is wanted
    return [name for name in names if name.lower().startswith(_BUILT_WITH)]
