"""How Discord reads markdown, as far as the tests need it: written after its clients' rules, each at least as eager."""

from __future__ import annotations

import re
from typing import NamedTuple

INVITE = re.compile(r"discord(?:(?:app)?\.com/invite|\.gg)/[\w-]+", re.IGNORECASE)

# In the order in which they are tried. A row with a group for its inside is read again; the others are leaves.
_LINE_BEGIN = (
    ("quote", re.compile(r" *>>> ?|[^\S\n]*> ")),
    ("heading", re.compile(r"[^\S\n]*#{1,3}\s")),
    ("subtext", re.compile(r"[^\S\n]*-# ")),
    ("list", re.compile(r"[^\S\n]*(?:[*+-]|[0-9]+[.)])\s")),
)
_LEAVES = (
    ("code", re.compile(r"(`+)[\s\S]*?[^`]\1(?!`)")),
    ("autolink", re.compile(r"<[a-z+]+://[^ >]+>", re.IGNORECASE)),
    ("url", re.compile(r"[a-z]+://\S", re.IGNORECASE)),
    ("mention", re.compile(r"<(?:@[!&]?|#|a?:\w+:|/[^>]*:|t:-?|id:)\w[^>]*>")),
    ("everyone", re.compile(r"@(?:everyone|here)")),
    ("emoji", re.compile(r":[^\s:]{1,64}?(?:::skin-tone-\d)?:")),  # no name of one is as long as 64 characters
)
_LINK = re.compile(r"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]\(\s*<?((?:\([^)]*\)|[^\s\\<>]|\\.)*?)>?\s*\)")
_SPANS = (
    ("bold", re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")),
    ("underline", re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)")),
    ("italics", re.compile(r"_((?:__|\\[\s\S]|[^\\_])+?)_|\*(?=\S)((?:\*\*|\\[\s\S]|[^*\\])+?)\*(?!\*)")),
    ("strike", re.compile(r"~~([\s\S]+?)~~(?!_)")),
    ("spoiler", re.compile(r"\|\|([\s\S]+?)\|\|")),
)
_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")


class Piece(NamedTuple):
    """Shown characters and what they are shown as: "text", "bold", or markup that was obeyed."""

    kind: str
    text: str


def read(markdown: str, kind: str = "text", *, line_begin: bool = True) -> list[Piece]:
    """Return what Discord would show."""
    pieces: list[Piece] = []
    at = 0

    def add(new_kind: str, text: str) -> None:
        if pieces and pieces[-1].kind == new_kind:
            pieces[-1] = Piece(new_kind, pieces[-1].text + text)
        else:
            pieces.append(Piece(new_kind, text))

    while at < len(markdown):
        if match := _ESCAPE.match(markdown, at):
            add(kind, match.group(1))
            at, line_begin = match.end(), False
            continue
        found = _first(_LINE_BEGIN, markdown, at) if line_begin else None
        found = found or _first(_LEAVES, markdown, at)
        if found:
            add(found[0], found[1].group())
            at, line_begin = found[1].end(), found[0] == "quote"
            continue
        if match := _LINK.match(markdown, at):
            add("link", "".join(piece.text for piece in read(match.group(1), line_begin=False)))
            at, line_begin = match.end(), False
            continue
        if found := _first(_SPANS, markdown, at):
            inside = next(group for group in found[1].groups() if group is not None)
            for piece in read(inside, found[0], line_begin=False):
                add(*piece)
            at, line_begin = found[1].end(), False
            continue
        add(kind, markdown[at])
        line_begin = markdown[at] == "\n"
        at += 1
    return pieces


def _first(rules: tuple[tuple[str, re.Pattern[str]], ...], text: str, at: int) -> tuple[str, re.Match[str]] | None:
    for kind, pattern in rules:
        if match := pattern.match(text, at):
            return kind, match
    return None


def quotations(markdown: str) -> list[str]:
    """Return the shown text of each line that is set off as a quotation."""
    return ["".join(piece.text for piece in read(line[2:])) for line in markdown.split("\n") if line.startswith("> ")]
