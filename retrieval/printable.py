"""Text that others wrote -> text that is safe to print: it cannot steer a terminal."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Return the text, no longer and no shorter, with control and direction characters made visible; tabs stay."""
    return _CONTROL.sub(_picture, text)


def printable_line(text: str, limit: int = 200) -> str:
    """Return the text as one line of at most `limit` characters, for an error; an ellipsis shows that it was cut."""
    shown = "".join(
        letter if letter.isprintable() else " " if letter.isspace() else "\ufffd"
        for letter in printable(text[: limit + 1])
    )
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
