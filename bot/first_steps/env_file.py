"""`.env`: what a host chose is written into it, and nothing that stands there is lost."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from dotenv import set_key

_ONLY_ITS_OWNER = 0o600


def write_values(path: Path, values: Mapping[str, str], example: str) -> None:
    """Set these variables in a file, in their lines where it has them; a new file begins as `example`.

    What else stands in it is kept, comments too. The file can be read by its owner alone: it may hold a token. Raises
    OSError.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _ONLY_ITS_OWNER)
    except FileExistsError:
        path.chmod(_ONLY_ITS_OWNER)
    else:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(example)
    for name, value in values.items():
        set_key(path, name, value, quote_mode="auto", encoding="utf-8")
