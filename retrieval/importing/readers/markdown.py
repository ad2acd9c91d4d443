"""Turns Markdown into paragraphs of plain text.

Not a full parser: it removes the markup that articles are written with (CommonMark and front matter). Numbers of
ordered lists stay, since they are shown; pictures, rules, comments and footnotes are left out and reported.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from retrieval.importing.clean import Wrapping, characters, join, lines_of, tidy, words_of

_FIELDS = {
    "title": "title",
    "headline": "title",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "date": "date",
    "published": "date",
    "url": "url",
    "link": "url",
    "source": "url",
    "canonical": "url",
    "publisher": "publisher",
    "publication": "publisher",
    "site": "publisher",
}
_FRONT = re.compile(r"---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.S)
_FIELD = re.compile(r"([A-Za-z_-]{1,40}):[ \t]*(.*)")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+(.*?))?(?:[ \t]#{1,20})?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}([*_-])(?:[ \t]*\1){2,}[ \t]*$")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
_QUOTE = re.compile(r"(?:[ \t]{0,3}>[ \t]?)+")
_ITEM = re.compile(r"\s{0,12}(?:[*+-]|(\d{1,9}[.)]))[ \t]+(?:\[[ xX]\][ \t]+)?")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]\n]{1,200}\]:[ \t]*\S")

_IMAGE = re.compile(
    r"[ \t]?!\[([^\[\]]{0,500})\](?:\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,500})?\)|\[[^\[\]\n]{0,200}\])"
)
_LINK = re.compile(
    r"\[([^\[\]]{1,1000})\](?:\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,500})?\)|\[[^\[\]\n]{0,200}\])"
)
_NOTE = re.compile(r"\[\^[^\[\]\s]{1,60}\]")
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,1000})>")
_BREAK = re.compile(r"<br\s{0,5}/?>|</?(?:p|div|h[1-6]|li|blockquote)\b[^<>]{0,300}>", re.I)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_LITERAL = re.compile(r"\\([!-/:-@\[-`{-~])|(?<!`)(`{1,3})(?!`)(.{1,500}?)(?<!`)\2(?!`)")
_STARS = re.compile(r"(\*{1,3})(?=[^\s*])([^*\n]{1,5000})(?<=\S)\1")
_LINES = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])([^_\n]{1,5000})(?<=\S)\1(?!\w)")
_STRUCK = re.compile(r"~~(?=\S)([^~\n]{1,2000})(?<=\S)~~")
# An escaped or code character is replaced by one of the private use area until all markup is removed.
_HIDE = {sign: 0xE000 + sign for sign in range(0x21, 0x7F) if not chr(sign).isalnum()}
_SHOW = {hidden: sign for sign, hidden in _HIDE.items()}


@dataclass(slots=True)
class Markdown:
    """The parts of a Markdown text: `fields` of its front matter, first heading, paragraphs, and what was left out."""

    fields: dict[str, str] = field(default_factory=dict)
    heading: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)


def read_markdown(text: str) -> Markdown:
    """Return the parts of a Markdown text."""
    found = Markdown()
    text = characters(text).lstrip("\n").translate(dict.fromkeys(_SHOW))
    if match := _FRONT.match(text):
        found.fields = _front_matter(match.group(1))
        text = text[match.end() :]
    text = _without_comments(text)
    wrapping = Wrapping(words_of(text))
    block: list[str] = []
    fenced = False

    def close() -> None:
        if block:
            found.paragraphs.extend(_block(block, wrapping, found))
            block.clear()

    for raw in text.split("\n"):
        if _FENCE.match(raw):
            fenced = not fenced
            close()
            continue
        if fenced:
            found.paragraphs.extend(lines_of(raw))
            continue
        line = raw[quote.end() :] if (quote := _QUOTE.match(raw)) else raw
        underline = _UNDERLINE.match(line)
        if block and underline and not _ITEM.match(block[0]):
            heading = " ".join(block)
            block.clear()
            _head(heading, found)
        elif not line.strip() or _RULE.match(line) or (len(line) < 2000 and "|" in line and _TABLE_RULE.match(line)):
            close()
        elif heading_match := _HEADING.match(line):
            close()
            _head(heading_match.group(1) or "", found)
        elif _DEFINITION.match(line):
            close()
            found.left_out.append(tidy(line))
        elif item := _ITEM.match(line):
            close()
            block.append(f"{item.group(1)} {line[item.end() :]}" if item.group(1) else line[item.end() :])
        elif line.lstrip().startswith("|"):
            close()
            found.paragraphs.extend(cell for part in line.split("|") for cell in _block([part], wrapping, found))
        else:
            block.append(line)
    close()
    found.mended = wrapping.mended
    return found


def _without_comments(text: str) -> str:
    pieces: list[str] = []
    at = 0
    # An unclosed comment is text; searching for its end again at every later one would take quadratic time.
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        pieces.append(text[at:begin])
        at = end + 3
    return "".join((*pieces, text[at:]))


def _head(text: str, found: Markdown) -> None:
    lines = lines_of(inline(text, found.left_out))
    if lines and found.heading is None and not found.paragraphs:
        found.heading = " ".join(lines)
    else:
        found.paragraphs.extend(lines)


def _block(block: list[str], wrapping: Wrapping, found: Markdown) -> list[str]:
    """Join the lines of a paragraph, except after two spaces or a backslash at a line end (hard breaks)."""
    joined = ""
    for number, raw in enumerate(block):
        hard = number > 0 and block[number - 1].endswith(("  ", "\\"))
        line = tidy(raw.removesuffix("\\") if number < len(block) - 1 else raw)
        joined = line if not joined else f"{joined}\n{line}" if hard else join(joined, line, wrapping)
    return lines_of(inline(joined, found.left_out))


def inline(text: str, left_out: list[str]) -> str:
    """Return a paragraph without markup; pictures are added to `left_out`."""

    def picture(match: re.Match[str]) -> str:
        left_out.append("picture: " + (tidy(match.group(1)) or "without words"))
        return ""

    text = _LITERAL.sub(lambda match: (match.group(1) or match.group(3)).translate(_HIDE), text)
    text = _IMAGE.sub(picture, text)
    text = _NOTE.sub("", text)
    text = _LINK.sub(lambda match: match.group(1), text)
    text = _ADDRESS.sub(lambda match: match.group(1).removeprefix("mailto:"), text)
    text = _TAG.sub("", _BREAK.sub("\n", text))
    for _ in range(3):  # emphasis within emphasis
        text = _STRUCK.sub(r"\1", _LINES.sub(r"\2", _STARS.sub(r"\2", text)))
    return html.unescape(text).translate(_SHOW)


def _front_matter(block: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in block.split("\n"):
        match = _FIELD.match(line)
        name = _FIELDS.get(match.group(1).lower()) if match else None
        if match and name and (value := tidy(match.group(2).strip().strip("\"'"))) and value[0] not in "[{|>&*!":
            fields.setdefault(name, value)
    return fields
