"""What Discord lets people write, read as what it means: a message -> its lines of plain words.

The marks: https://support.discord.com/hc/articles/210298617 (Markdown) and
https://discord.com/developers/docs/reference#message-formatting (mentions, timestamps).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Final


class LineKind(Enum):
    """What a line of a message is."""

    PLAIN = "plain"
    ITEM = "item"
    """One of a list: "- where", "2) when"."""
    HEADING = "heading"
    ASIDE = "aside"
    """Discord's small print: "-# asking for a friend"."""
    QUOTED = "quoted"
    """Somebody else's words, which the message is about."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a message without its marks; never blank."""

    text: str
    kind: LineKind = LineKind.PLAIN


_FENCE: Final = re.compile(r"```(?:[\w+#.-]{1,20}\n)?(.*?)```", re.S)
_STRUCK: Final = re.compile(r"~~(?=\S)(.+?)~~", re.S)
_MASKED_LINK: Final = re.compile(
    r"\[([^\[\]\n]{1,400})\]\(<?[a-z][a-z+.-]{1,15}://[^\s)]{1,2000}(?:\s+\"[^\"\n]*\")?\)", re.I
)
_LINK: Final = re.compile(r"<?\b(?:https?://|www\.)[^\s<>]+>?", re.I)
_TIMESTAMP: Final = re.compile(
    r"(?P<before>\b(?:on|since|before|after|until|till|by|from|of|in|at|for)\s+)?<t:(?P<seconds>-?\d{1,13})(?::\w)?>",
    re.I,
)
_MENTION: Final = re.compile(r"<(?:@[!&]?|#)\d{1,21}>|<id:\w+>|<(?:@[!&]?|#)?unknown>|@(?:everyone|here)\b")
_COMMAND: Final = re.compile(r"</([\w -]{1,100}):\d{1,21}>")
_CUSTOM_EMOJI: Final = re.compile(r"<a?:\w{1,32}:\d{1,21}>|(?<![\w:]):[a-z][\w+-]{1,31}:(?![\w:])", re.I)
_ASKING_EMOJI: Final = re.compile("[❓❔⁉]\ufe0f?")
_EMOJI: Final = re.compile(
    "["
    "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u2300-\u23ff\u25a0-\u25ff\u3030\u303d\u3297\u3299"
    "\ufe0e\ufe0f\u20e3\U000e0020-\U000e007f"
    "]+(?:\u200d)?"
)
_EMOTICON: Final = re.compile(
    r"(?<!\S)(?:[:;=8xX]['-]?[)(DPpOo3/\\|*]+|<3+|\^_*\^|[xX][dD]+|[-._]_+[-._]|\\o/|[Tt]_[Tt])(?!\w)"
)
_NO_ACTION: Final = r"(?!(?:is|was|does|has|this|his|its|as|(?:what|who|when|where|why|how)s)\b)"
_ACTION: Final = re.compile(rf"(?<![*\w])\*{_NO_ACTION}(?=[a-z]+s\b)[a-z][a-z' -]{{2,40}}\*(?![*\w])")
"""What people write themselves doing: "*whispers*"."""
_EMPHASIS: Final = re.compile(
    r"(?<![\w*])(\*{1,3})(?=[^\s*])(.+?)(?<=[^\s*])\1(?![\w*])|(?<!\w)(_{1,3})(?=[^\s_])(.+?)(?<=[^\s_])\3(?!\w)"
)
_ESCAPED: Final = re.compile(r"\\([*_~`|>#\[\]()\\-])")
_SHIELD: Final = 0xE000
"""Escaped marks are moved into a private area of Unicode while marks are read."""
_SHIELDED: Final = re.compile("[\ue021-\ue07e]")
BREAK: Final = "\u2028"
"""Stands in a line where a link or an emoji stood: often, but not always, a sentence ends there."""
_OPENING: Final = re.compile(
    r"(?P<everything>\s{0,3}>>>\s)|(?P<quoted>\s{0,3}(?:>\s+)+)|(?P<heading>\s{0,3}#{1,3}\s+)|(?P<aside>\s{0,3}-#\s+)"
    r"|(?P<item>\s{0,8}(?:[-*•–—▪◦‣·]\s+|-(?=[^\W\d])|(?:\d{1,2}|[a-hA-H])[.)]\s+|\(\d{1,2}\)\s*))"
)
_NUMBER: Final = re.compile(r"(?<!\S)\(?(\d{1,2}|[a-h])[.)]\s+(?=\S)")
_SPACES: Final = re.compile(r"[^\S\u2028]+")
_BEFORE_MARK: Final = re.compile(r" +(?=[,.;!?])")
_UNMARKED: Final = re.compile(r"[A-Za-z0-9 \n.,;?!'’\"“”()-]*")
"""What has no mark of any kind in it, unless it is a link or an emoticon; most messages are so."""


def read_lines(text: str) -> tuple[Line, ...]:
    """Return what the lines of a message say: none where it holds nothing but marks, links and pictures.

    Struck words are withdrawn; of a link its text stays, of a command its name, of a moment after "on" or "since" its
    date; mentions and emoji go. A code block and a spoiler are read as any words.
    """
    quoting = False
    lines: list[Line] = []
    for line in (piece for whole in _without_marks(text).split("\n") for piece in _numbered(whole)):
        opening = _OPENING.match(line)
        kind = opening.lastgroup if opening is not None else None
        words = line if opening is None else line[opening.end() :]
        quoting = quoting or kind == "everything"
        words = _BEFORE_MARK.sub("", _SPACES.sub(" ", words)).strip(f" {BREAK}")
        if any(character.isalnum() for character in words) or ("?" in words and kind != "quoted"):
            lines.append(Line(words, LineKind.QUOTED if quoting else _KINDS.get(kind or "", LineKind.PLAIN)))
    return tuple(lines)


def _numbered(line: str) -> list[str]:
    """Cut a line that counts "1) … 2) …" before each number."""
    cuts: list[int] = []
    for match in _NUMBER.finditer(line):
        if match.group(1) in {str(len(cuts) + 1), "abcdefgh"[len(cuts) : len(cuts) + 1]}:
            cuts.append(match.start())
    if len(cuts) < 2:
        return [line]
    return [line[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(line)], strict=True)]


_KINDS: Final = {
    "quoted": LineKind.QUOTED,
    "heading": LineKind.HEADING,
    "aside": LineKind.ASIDE,
    "item": LineKind.ITEM,
}


def _without_marks(text: str) -> str:
    if _UNMARKED.fullmatch(text) is not None and "www." not in text.lower():
        return _EMOTICON.sub(f" {BREAK} ", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u200b", "").replace(BREAK, "\n")
    text = _ESCAPED.sub(lambda match: chr(_SHIELD + ord(match.group(1))), text)
    text = _FENCE.sub(lambda match: f"\n{match.group(1)}\n", text)
    text = _STRUCK.sub(" ", text)
    for pattern, stands_for in ((_MASKED_LINK, r"\1"), (_LINK, f" {BREAK} "), (_COMMAND, r"\1"), (_ASKING_EMOJI, "?")):
        text = pattern.sub(stands_for, text)
    text = _TIMESTAMP.sub(_moment, text)
    text = _MENTION.sub(" ", text)
    for pattern in (_CUSTOM_EMOJI, _EMOTICON, _EMOJI, _ACTION):
        text = pattern.sub(f" {BREAK} ", text)
    text = text.replace("||", " ").replace("`", " ")
    plain = "\n".join(_plain(line) for line in text.split("\n"))
    return _SHIELDED.sub(lambda match: chr(ord(match.group()) - _SHIELD), plain)


def _plain(line: str) -> str:
    """Return a line without what makes its words bold, slanted or underlined, however deep."""
    for _ in range(3):
        line, found = _EMPHASIS.subn(lambda match: match.group(2) or match.group(4), line)
        if not found:
            break
    return line


def _moment(match: re.Match[str]) -> str:
    """Return the date of a moment where the sentence needs one; a reader's clock cannot be known, so no hour."""
    if match["before"] is None:
        return " "
    try:
        moment = datetime.fromtimestamp(int(match["seconds"]), UTC)
    except (OverflowError, OSError, ValueError):
        return f"{match['before']} "
    return f"{match['before']}{moment:%B} {moment.day}, {moment.year}"
