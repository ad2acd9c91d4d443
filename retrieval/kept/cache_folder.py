"""Where results are kept between starts."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """Return where results are kept: `verbatim` in $XDG_CACHE_HOME, or in ~/.cache; RuntimeError without a home."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base else Path("~/.cache").expanduser()) / "verbatim"
