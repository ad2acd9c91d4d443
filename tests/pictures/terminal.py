"""A conversation in the terminal -> an HTML page: what `bot.terminal.converse` writes, with its escape sequences."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from html import escape
from pathlib import Path
from typing import TextIO
from unittest.mock import patch

from bot.asking.story_reading import StoryReading
from bot.terminal import PROMPT, converse
from retrieval import Story
from tests.pictures.page import Theme

NAME = "terminal"
COMMAND = ".venv/bin/verbatim"
TYPED = ("why did kim want to help her", "/quote holy dance")
COLUMNS = 80
WIDTH = 600
"""CSS pixels: so many columns of the typeface in terminal.css, and the window around them."""

_CSS = Path(__file__).with_name("terminal.css")
_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
_OPENS = {"1": '<b class="bold">', "2": '<span class="dim">'}
_CLOSES = {"1": "</b>", "2": "</span>"}
_END = "0"


class _Screen(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True


class _Keyboard(io.StringIO):
    """Types lines; the terminal shows them, as it does with what a person types."""

    def __init__(self, lines: Sequence[str], screen: TextIO) -> None:
        super().__init__("".join(f"{line}\n" for line in lines))
        self._screen = screen

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # typeshed takes it for one of bytes
        line = super().readline(size)
        self._screen.write(line)
        return line


def transcript(story: Story, typed: Sequence[str] = TYPED) -> str:
    """Return what a terminal shows until the bot waits for the next question, with its escape sequences."""
    screen = _Screen()
    environment = {"COLUMNS": str(COLUMNS), "LC_ALL": "en_GB.UTF-8", "TERM": "xterm", "NO_COLOR": ""}
    keyboard = patch.object(sys, "stdin", _Keyboard(typed, screen))
    with patch.dict(os.environ, environment), keyboard, redirect_stdout(screen):
        converse(StoryReading(lambda _progress: story))
    shown = screen.getvalue()
    return shown[: shown.rindex(f"\n{PROMPT}") + len(PROMPT) + 1]


def terminal_page(shown: str, theme: Theme) -> str:
    """Return the page of a terminal in which the bot was started."""
    return (
        f'<!DOCTYPE html><html lang="en" class="{theme}"><head><meta charset="utf-8"><title>Terminal</title>'
        f"<style>{_CSS.read_text(encoding='utf-8')}</style></head>"
        f'<body style="width:{WIDTH}px"><main><header><i></i><i></i><i></i></header>'
        f'<pre><span class="dim">$</span> {escape(COMMAND)}\n{styled(shown)}<span class="cursor"> </span></pre></main>'
        "<script>document.documentElement.dataset.height ="
        " Math.ceil(document.querySelector('main').getBoundingClientRect().height)</script></body></html>\n"
    )


def styled(shown: str) -> str:
    """Return what a terminal shows as HTML. Raises KeyError for a style that the painter never uses."""
    drawn, done, style = "", 0, _END
    for match in _STYLE.finditer(shown):
        drawn += escape(shown[done : match.start()])
        done = match.end()
        drawn += _CLOSES.get(style, "")
        style = match[1] or _END
        drawn += "" if style == _END else _OPENS[style]
    return drawn + escape(shown[done:]) + _CLOSES.get(style, "")
