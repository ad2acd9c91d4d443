"""Shows what will change in a file, in colour where that is read at a terminal."""

from __future__ import annotations

import os
import sys

from retrieval.workshop.change import Change

_COLOURS = {"+": "32", "-": "31", "@": "36"}
"""Green, red and cyan by a line's first character, as git has them."""


def difference_shown(change: Change) -> str:
    """Return the difference that a change makes, as it is printed to standard output."""
    return "\n".join(map(_coloured, change.difference().splitlines())) if _in_colour() else change.difference()


def _in_colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _coloured(line: str) -> str:
    colour = "1" if line.startswith(("+++", "---")) else _COLOURS.get(line[:1])
    return f"\033[{colour}m{line}\033[0m" if colour else line
