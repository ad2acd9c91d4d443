"""Asks somebody at the terminal, yes or no."""

from __future__ import annotations

import sys

YES_OPTION = "--yes"


def can_ask() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def confirmed(question: str, *, default: bool = True) -> bool:
    """Ask a question that is answered by yes or no; no where it is left unanswered (Ctrl-C)."""
    import questionary  # noqa: PLC0415  only where somebody is asked

    return bool(questionary.confirm(question, default=default).ask())
