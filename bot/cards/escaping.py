"""Text -> Discord markdown that shows it to the letter: the only place where anything is escaped.

Discord takes away a backslash before any character that is no letter, digit or white space. So a backslash goes
before each character that could begin markup, and taking those away again gives the text back: `unescape`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote, urlsplit

from retrieval import Span

# Everywhere: backslash, emphasis, strike, spoiler, code, masked links, quotes, headings, and the beginnings of
# mentions, timestamps, command links and custom emoji. At the beginning of a line: list marks and numbers. A
# colon before // (a link), before another, and before a name and a second colon (an emoji). Invites, which
# Discord finds without a scheme too. Each looks at most 64 characters ahead or runs once a line, so that time stays
# linear. They are apart because `re` rushes through a text only to a first character that a whole pattern agrees on.
_CHARACTER = re.compile(r"[\\*_~|`\[\]<>#@]")
_COLON = re.compile(r":(?=//|:|[^\s:]{1,64}:)")
_LINE_END = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_LIST_MARK = re.compile(r"[^\S\n\r\v\f\x85\u2028\u2029]*(?:[-+]|[0-9]+[.)])")
_INVITE = re.compile(
    r"(?<=discord)\.(?=gg)|(?:(?<=discord\.com)|(?<=discordapp\.com)|(?<=discord\.gg))/", re.IGNORECASE
)
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
# Discord shows a masked link raw where its label looks like an address itself, or its brackets do not pair.
_ADDRESS = re.compile(r"://|\bdiscord\.gg\b", re.IGNORECASE)
_PAIRED = re.compile(r"[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*")
MAX_LINK = 512
"""Longer addresses are not linked: a button takes no longer one either."""


def length(text: str) -> int:
    """Return the length in UTF-16 code units: what Discord's clients count, and never less than its servers do."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def escape(text: str) -> str:
    """Return the markdown that Discord shows as `text`, whatever it holds."""
    return emphasise(text, ())


def emphasise(text: str, bold: Sequence[Span]) -> str:
    """Escape a text and set spans of it in bold; the spans must not touch, nor begin or end in white space."""
    marks = [(offset, "\\") for offset in _markup(text)]
    if not marks and not bold:
        return text
    marks += [(offset, "**") for span in bold for offset in span]
    parts: list[str] = []
    done = 0
    for offset, mark in sorted(marks):  # "**" sorts before the backslash of the same place
        parts += (text[done:offset], mark)
        done = offset
    return "".join(parts) + text[done:]


def _markup(text: str) -> list[int]:
    """Return the offsets of the characters that could begin markup, each once, in no order."""
    found = [match.start() for match in _CHARACTER.finditer(text)]
    if ":" in text:
        found += [match.start() for match in _COLON.finditer(text)]
    if "cord" in text.lower():
        found += [match.start() for match in _INVITE.finditer(text)]
    begins = [match.end() for match in _LINE_END.finditer(text)]
    marks = [_LIST_MARK.match(text, begin) for begin in (0, *begins)]
    found += [mark.end() - 1 for mark in marks if mark is not None]
    return found


def unescape(markdown: str) -> str:
    """Undo `escape` as Discord does when it shows a message."""
    return _ESCAPED.sub(r"\1", markdown)


def quoted(markdown: str) -> str:
    """Set lines off as a quotation."""
    return "> " + markdown.replace("\n", "\n> ")


@lru_cache(maxsize=1_000)
def link_target(url: str | None) -> str | None:
    """Return an address that a masked link can hold, None where there is none that is fit for it."""
    if not url or not re.fullmatch(r"https?://[^\s<>\"\x00-\x1f]+", url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.netloc.encode("ascii" if parts.netloc.isascii() else "idna").decode("ascii")
    except (UnicodeError, ValueError):
        return None
    rest = url[url.index("//") + 2 + len(parts.netloc) :]
    safe = f"{parts.scheme}://" + quote(host, safe="@:.-_%") + quote(rest, safe="%/?#&=+,;:@!$'_.-")
    return safe if length(safe) <= MAX_LINK else None


def link(label: str, target: str, *, quiet: bool) -> str | None:
    """Return a masked link, None where Discord would not take the label for one; a quiet one cannot unfurl."""
    if not label.strip() or _ADDRESS.search(label) or not _PAIRED.fullmatch(label):
        return None
    return f"[{escape(label)}](<{target}>)" if quiet else f"[{escape(label)}]({target})"
