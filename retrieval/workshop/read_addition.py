"""Reads what is to be added to a story, in a process of its own: `python -m retrieval.workshop.read_addition INPUT`.

It prints a JSON object: the articles and what was left out, with what `verbatim lint` would say of them; or the error.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from retrieval.articles.text_files import Snapshot
from retrieval.importing.errors import ImportingError
from retrieval.importing.extract import extract, read_file
from retrieval.importing.material import Document
from retrieval.importing.web.fetch import fetch
from retrieval.importing.web.web_address import is_web_address
from retrieval.importing.write import Folder
from retrieval.linting.lint import look_at
from retrieval.story import STORY_FILES, Story

MOST_MEMORY: Final = 1_500_000_000
"""Bytes that reading may take, where the system can hold it to that."""
MOST_SECONDS: Final = 120
"""Seconds of processor time that reading may take."""


def _read(given: str) -> dict[str, Any]:
    document = extract(fetch(given) if is_web_address(given) else read_file(Path(given)))
    return {**asdict(document), "lint": _lint(document)}


def _lint(document: Document) -> list[tuple[str, int]]:
    """Look at the articles as a story by themselves."""
    with TemporaryDirectory() as place:
        folder = Folder(Path(place))
        folder.write(folder.prepare(document, None))
        story = Story.read(Snapshot.take(Path(place), STORY_FILES))
        return list(Counter(remark.topic.value for remark in look_at(story, Path(place))).items())


def _hold_back() -> None:
    """Take no more than is allowed; where the machine has too little memory, this process is the one to end."""
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limits
        import resource  # noqa: PLC0415  # Windows has none

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        os.nice(10)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def main() -> None:
    """Read what the command line names, and print it."""
    _hold_back()
    try:
        told = _read(sys.argv[1])
    except ImportingError as error:
        told = {"error": str(error)}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
