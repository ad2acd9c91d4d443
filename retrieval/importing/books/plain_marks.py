"""Takes out what plain text writes for print: _italics_, rows of stars between scenes, [Illustration]."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from retrieval.articles.numbered_headings import read_heading
from retrieval.importing.clean import tidy

_ITALICS: Final = re.compile(r"(?<![\w_])_(?=[^\s_])([^_]{1,5000})(?<=\S)_(?![\w_])")
_LONE: Final = re.compile(r"(?<![\w_])_(?=[^\W_])|(?<=[^\s_])_(?![\w_])")
"""A mark of italics that go on in the next paragraph."""
_BREAK: Final = re.compile(r"(?:[*•~#=+_.-]\s?){3,200}|[*•~#]|\*\s\*")
_PICTURE: Final = re.compile(r"\[(?:Illustration|Frontispiece|Picture|Music|Decoration)(?::[^\[\]]{0,1000})?\]", re.I)
_PICTURE_BEGINS: Final = re.compile(r"[ \t]*\[Illustration\b", re.I)
_MOST_LINES: Final = 25
_SURE: Final = 5
"""With so many words in italics a text marks them so, and a lone mark is one too."""


def without_pictures(text: str) -> tuple[str, list[str]]:
    """Return a text without pictures whose words are on several lines, and those words, which are left out.

    A chapter's heading among them stays: some editions draw it.
    """
    if "[" not in text:
        return text, []
    kept: list[str] = []
    left_out: list[str] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        end = _picture_end(lines, at) if _PICTURE_BEGINS.match(lines[at]) else None
        if end is None:
            kept.append(lines[at])
            at += 1
            continue
        shown = [tidy(line.strip(" []")) for line in lines[at : end + 1]]
        for line in shown:
            heading = read_heading(line)
            if heading is not None and heading.word and not heading.title:
                kept += ["", line, ""]
        words = " ".join(line for line in shown if line).removeprefix("Illustration:").strip()
        left_out += [f"[Illustration: {words}]"] if words else []
        at = end + 1
    return "\n".join(kept), left_out


def _picture_end(lines: list[str], begin: int) -> int | None:
    """Return the line that ends a picture of several lines; None where it ends on its first line, or nowhere near."""
    if "]" in lines[begin]:
        return None
    near = range(begin + 1, min(len(lines), begin + _MOST_LINES))
    return next((at for at in near if lines[at].rstrip().endswith("]")), None)


def without_marks(paragraphs: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the paragraphs without the marks, and the words under pictures, which are left out with them."""
    kept: list[str] = []
    left_out: list[str] = []
    italics = 0
    for paragraph in paragraphs:
        text = paragraph
        if "[" in text:
            left_out += [shown for shown in _PICTURE.findall(text) if ":" in shown]
            text = " ".join(_PICTURE.sub(" ", text).split()) if _PICTURE.search(text) else text
        text, count = _ITALICS.subn(r"\1", text)
        italics += count
        if text and _BREAK.fullmatch(text) is None:
            kept.append(text)
    if italics >= _SURE:
        kept = [_LONE.sub("", text) if "_" in text else text for text in kept]
    return [text for text in kept if text.strip()], left_out
