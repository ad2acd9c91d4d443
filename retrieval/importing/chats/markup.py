"""Discord's markup -> what its readers see: names for mentions, dates for moments, no marks.

The marks: https://support.discord.com/hc/articles/210298617 (Markdown) and
https://discord.com/developers/docs/reference#message-formatting. An export has most of them resolved already; one made
with `--markdown false` has none. No word is lost: struck and hidden ones stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

_UNMARKED: Final = re.compile(r"[^\\*_~|`<>#\[\]-]*")
_ESCAPED: Final = re.compile(r"\\([^\w\s]|_)|(?<!`)(`{1,2})(?!`)(.{1,2000}?)(?<!`)\2(?!`)", re.S)
_FENCE: Final = re.compile(r"```(?:[\w+#.-]{1,20}\n)?(.{0,4000}?)```", re.S)
_MASKED_LINK: Final = re.compile(
    r"\[([^\[\]\n]{1,400})\]\(<?https?://[^\s()]{1,2000}(?:\([^\s()]{0,200}\)[^\s()]{0,200})?\)"
)
_LINK: Final = re.compile(r"<(https?://[^\s<>]{1,2000})>")
_USER: Final = re.compile(r"<@!?(\d{1,20})>")
_ROLE: Final = re.compile(r"<@&\d{1,20}>")
_CHANNEL: Final = re.compile(r"<#\d{1,20}>")
_COMMAND: Final = re.compile(r"<(/[\w -]{1,100}):\d{1,20}>")
_EMOJI: Final = re.compile(r"<a?(:\w{1,32}:)\d{1,20}>")
_MOMENT: Final = re.compile(r"<t:(-?\d{1,12})(?::([tTdDfFR]))?>")
_PAIRED: Final = re.compile(r"(\*{1,3}|__|~~|\|\|)(?=[^\s*])(.{1,2000}?)(?<=[^\s*])\1", re.S)
_SLANTED: Final = re.compile(r"(?<!\w)_(?=[^\s_])([^_\n]{1,2000})(?<=\S)_(?!\w)")
_LINE_OPENING: Final = re.compile(r"^[ \t]{0,3}(?:>>> |> |#{1,3} |-# )", re.M)
_SHIELD: Final = 0xE000
"""Escaped characters and code are moved into a private area of Unicode while marks are read."""
_HIDE: Final = {sign: _SHIELD + sign for sign in range(0x21, 0x7F) if not chr(sign).isalnum()}
_SHOW: Final = {hidden: sign for sign, hidden in _HIDE.items()}


def readable(text: str, names: Mapping[str, str] | None = None) -> str:
    """Return a message as it is read; `names` are the names of mentioned users by their id."""
    if _UNMARKED.fullmatch(text):
        return text
    text = text.translate(dict.fromkeys(_SHOW))
    text = _FENCE.sub(lambda match: match.group(1).translate(_HIDE), text)
    text = _ESCAPED.sub(lambda match: (match.group(1) or match.group(3)).translate(_HIDE), text)
    text = _MASKED_LINK.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _USER.sub(lambda match: "@" + ((names or {}).get(match.group(1)) or "somebody"), text)
    for pattern, shown in ((_ROLE, "@role"), (_CHANNEL, "#channel"), (_COMMAND, r"\1"), (_EMOJI, r"\1")):
        text = pattern.sub(shown, text)
    text = _MOMENT.sub(_moment, text)
    text = _LINE_OPENING.sub("", text)
    for _ in range(3):  # marks within marks
        text, found = _PAIRED.subn(r"\2", text)
        if not found:
            break
    return _SLANTED.sub(r"\1", text).translate(_SHOW)


def _moment(match: re.Match[str]) -> str:
    try:
        moment = datetime.fromtimestamp(int(match.group(1)), UTC)
    except (OverflowError, OSError, ValueError):
        return ""
    day = f"{moment.day} {moment:%B} {moment.year}"
    match match.group(2):
        case "t" | "T":
            return f"{moment:%H:%M} UTC"
        case "d" | "D" | "R":
            return day
        case _:
            return f"{day}, {moment:%H:%M} UTC"
