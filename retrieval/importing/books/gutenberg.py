"""Takes out what Project Gutenberg puts around a book: its header, its licence, and who typed the text in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.importing.clean import tidy

PUBLISHER: Final = "Project Gutenberg"

_LONGEST_HEADER: Final = 800
"""Lines; before 2004 the licence, of some 350 lines, stood before the book."""
_TOP: Final = 40
"""Lines under the header in which those who made the text are named."""
_BEGIN: Final = re.compile(
    r"\s*(?:\*{3}\s*START OF (?:THE|THIS) PROJECT GUTENBERG|\*END\*?\s*THE SMALL PRINT|\*+\s*START\*+THE SMALL)", re.I
)
_END: Final = re.compile(
    r"\s*(?:\*{3}\s*END OF (?:THE|THIS) PROJECT GUTENBERG|End of (?:the |this )?Project Gutenberg"
    r"|\*{3}\s*START:? FULL LICENSE)",
    re.I,
)
_FIELD: Final = re.compile(r"\s*(Title|Author):\s*(\S.*)")
_NUMBER: Final = re.compile(r"\[\s*e?-?(?:book|text)\s+#\s?(\d{1,6})\s*\]", re.I)
_MAKERS: Final = re.compile(
    r"\s*(?:Produced by|E-?text prepared by|This e?-?(?:text|book) was (?:produced|prepared|transcribed)|Prepared by"
    r"|Transcribed (?:by|from)|HTML version by|\[Transcriber['’]s Note|Scanned by|Typed by|Credits:|Digitized by)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class BookText:
    """The text of a book, and what its header says of it; a field is None where that is not known."""

    text: str
    title: str | None = None
    author: str | None = None
    url: str | None = None
    publisher: str | None = None
    left_out: tuple[str, ...] = ()


def without_licence(text: str) -> BookText:
    """Return the book in a file of Project Gutenberg's; any other text as it is."""
    if "gutenberg" not in text.lower():
        return BookText(text)
    lines = text.split("\n")
    begin = _last(lines, range(min(len(lines), _LONGEST_HEADER)))
    end = next((at for at in range(begin, len(lines)) if _END.match(lines[at])), len(lines))
    if begin == 0 and end == len(lines):
        return BookText(text)
    title = author = number = None
    for at, line in enumerate(lines[:begin]):
        if (match := _FIELD.match(line)) is not None:
            following = lines[at + 1] if at + 1 < begin and lines[at + 1][:1] in " \t" else ""
            value = tidy(f"{match[2]} {following}")
            title, author = (value, author) if match[1].lower() == "title" else (title, author or value)
        if number is None and (named := _NUMBER.search(line)) is not None:
            number = named[1]
    book, makers = _without_makers(lines[begin:end])
    left_out = [left_out_note(begin + len(lines) - end, "lines"), *makers]
    url = f"https://www.gutenberg.org/ebooks/{number}" if number else None
    return BookText("\n".join(book), title, author, url, PUBLISHER, tuple(left_out))


def book_within(paragraphs: Sequence[str]) -> range:
    """Return which paragraphs are the book, and not Project Gutenberg's header or licence; all of any other text."""
    top = range(min(len(paragraphs), _LONGEST_HEADER))
    begin = next((at + 1 for at in top if _BEGIN.match(paragraphs[at])), 0)
    return range(
        begin, next((at for at in range(begin, len(paragraphs)) if _END.match(paragraphs[at])), len(paragraphs))
    )


def left_out_note(count: int, what: str) -> str:
    """Say that so many lines or paragraphs of header and licence were left out."""
    return f"{PUBLISHER}’s header and licence ({count:,} {what})"


def _last(lines: list[str], within: range) -> int:
    """Return where the book begins: after the last line that ends a header; 0 where there is none."""
    return next((at + 1 for at in reversed(within) if _BEGIN.match(lines[at])), 0)


def _without_makers(lines: list[str]) -> tuple[list[str], list[str]]:
    """Take out the blocks at the top that say who typed the text in."""
    kept: list[str] = []
    left_out: list[str] = []
    dropping = False
    for at, line in enumerate(lines):
        if not line.strip():
            dropping = False
        elif at < _TOP and not dropping and _MAKERS.match(line):
            dropping = True
        if dropping:
            left_out.append(tidy(line))
        else:
            kept.append(line)
    return kept, left_out
