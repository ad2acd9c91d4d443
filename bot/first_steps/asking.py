"""Questions to the host at a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from questionary import Question


class StoppedError(Exception):
    """The host pressed Ctrl-C, or the terminal is gone."""


def somebody_there() -> bool:
    """Tell whether somebody sits at a terminal who can be asked."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: str, default: str = "") -> str:
    """Return what the host types, without the spaces around it. Raises StoppedError."""
    import questionary  # noqa: PLC0415  only where somebody is asked

    typed: str = _answered(questionary.text(question, default=default, qmark=""))
    return typed.strip()


def ask_hidden(question: str) -> str:
    """Return what the host types or pastes unseen. Raises StoppedError."""
    import questionary  # noqa: PLC0415

    typed: str = _answered(questionary.password(question, qmark=""))
    return typed.strip()


def agrees(question: str) -> bool:
    """Return whether the host says yes; Enter alone says so. Raises StoppedError."""
    import questionary  # noqa: PLC0415

    return bool(_answered(questionary.confirm(question, qmark="")))


def _answered(question: Question) -> Any:
    try:
        return question.unsafe_ask()
    except (KeyboardInterrupt, EOFError):
        raise StoppedError from None
