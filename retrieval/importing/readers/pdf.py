"""Turns a PDF into paragraphs: pypdf reads the lines, and they are joined here as well as their layout allows."""

from __future__ import annotations

import io
import re
import time
from collections import Counter
from itertools import pairwise
from typing import Any

from retrieval.importing.clean import (
    Wrapping,
    characters,
    ends_sentence,
    is_wrapped,
    join,
    squeeze,
    tidy,
    without_headline,
    words_of,
    wrap_width,
)
from retrieval.importing.errors import ImportingError
from retrieval.importing.material import MAX_HEADLINE_CHARACTERS, Extracted, Progress, load_extra

MAX_PAGES = 300
MAX_SECONDS = 120.0
MAX_CHARACTERS = 4_000_000
_EDGE_LINES = 2
"""Lines at the top and bottom of each page that may be running heads or page numbers."""

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_PAGE_NUMBER = re.compile(r"\W*(?:page|p\.)?\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.I)
_NO_TITLE = re.compile(r"^(?:untitled|document\d*|microsoft word\b.*|.*\.(?:docx?|pdf|indd|odt|qxd|pages))$", re.I)


def read_pdf(data: bytes, progress: Progress) -> Extracted:
    """Read a PDF. Raises ImportingError if it is encrypted, has no text, or is too large."""
    reader = load_extra("pypdf").PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ImportingError("the PDF is locked with a password; save an open copy and add that.")
    pages, begins = _pages(reader, progress)
    if not any(pages):
        raise ImportingError(
            "there is no text in the PDF, only pictures of it; run text recognition (OCR) on it first."
        )
    left_out = _strip_edges(pages)
    paragraphs, mended = _paragraphs(pages, begins)
    if not paragraphs:
        raise ImportingError("there is nothing in the PDF but running heads and page numbers.")
    title, author = _about(reader)
    headline, paragraphs = _headline(title, paragraphs, next(line for page in pages for line in page))
    kept = without_headline(headline, paragraphs)
    notes = ["lines were joined into paragraphs by their length; read the file through once."]
    if mended:
        notes.append(f"words mended at line ends: {', '.join(mended[:8])}{' …' if len(mended) > 8 else ''}.")
    return Extracted(headline, kept, tuple(left_out), tuple(notes), author=author)


def _pages(reader: Any, progress: Progress) -> tuple[list[list[str]], frozenset[str]]:
    """Return the tidied lines of each page, and (squeezed) the lines that follow a gap."""
    count = len(reader.pages)
    if count > MAX_PAGES:
        raise ImportingError(f"the PDF has {count} pages, and {MAX_PAGES} are read; cut the article out of it.")
    end = time.monotonic() + MAX_SECONDS
    pages: list[list[str]] = []
    begins: set[str] = set()
    size = 0
    for number in range(count):
        page = reader.pages[number]
        text = characters(page.extract_text() or "").translate(_LIGATURES)
        size += len(text)
        if size > MAX_CHARACTERS or time.monotonic() > end:
            raise ImportingError("the PDF is too long to be read; cut the article out of it.")
        pages.append([line for raw in text.split("\n") if (line := tidy(raw))])
        begins.update(_under_gaps(page))
        progress(number + 1, count)
    return pages, frozenset(begins)


def _under_gaps(page: Any) -> list[str]:
    """Return (squeezed) the lines with more white space above than others; none if every line has it.

    Only pypdf's layout mode shows gaps, as blank lines. Its text is not used, since it reads across columns.
    """
    try:
        drawn = [tidy(line) for line in characters(page.extract_text(extraction_mode="layout")).split("\n")]
    except Exception:  # it fails on pages that the plain mode reads; then only the lengths of lines are known
        return []
    under = [squeeze(line) for above, line in pairwise(drawn) if line and not above]
    return under if len(under) * 2 < sum(map(bool, drawn)) else []


def _strip_edges(pages: list[list[str]]) -> list[str]:
    """Remove running heads and page numbers from the pages in place. Returns them without repeats."""
    repeated = Counter(
        key
        for page in pages
        for key in {_edge_key(line) for line in (*page[:_EDGE_LINES], *page[-_EDGE_LINES:])}
        if key
    )
    dropped: dict[str, None] = {}
    for page in pages:
        for at in (0, -1):
            for _ in range(_EDGE_LINES):
                if not page:
                    break
                number = _PAGE_NUMBER.fullmatch(page[at]) is not None and len(pages) > 1
                if not number and (len(pages) < 3 or repeated[_edge_key(page[at])] * 2 < len(pages)):
                    break
                dropped[page.pop(at)] = None
    return list(dropped)


def _edge_key(line: str) -> str:
    return re.sub(r"\d+", "0", squeeze(line))


def _paragraphs(pages: list[list[str]], begins: frozenset[str]) -> tuple[list[str], list[str]]:
    """Return the paragraphs of all pages: they end at a gap, or at a line with room for the next word.

    `begins` are the squeezed lines that follow a gap.
    """
    lines = [line for page in pages for line in page]
    wrapping = Wrapping(words_of("\n".join(lines)))
    width = wrap_width(lines)
    paragraphs: list[str] = []
    previous = ""
    for line in lines:
        # A gap within a sentence is no end of a paragraph: pictures make gaps too.
        gap = squeeze(line) in begins and (ends_sentence(previous) or not line[0].islower())
        if previous and not gap and width is not None and _continues(previous, line, width):
            paragraphs[-1] = join(paragraphs[-1], line, wrapping)
        else:
            paragraphs.append(line)
        previous = line
    return paragraphs, wrapping.mended


def _continues(previous: str, line: str, width: int) -> bool:
    if line[0].islower():
        return True
    # Letters differ in width: a full line may have a fifth fewer than another.
    return is_wrapped(previous, line, width, 0.8 if not ends_sentence(previous) else 0.92)


def _about(reader: Any) -> tuple[str | None, str | None]:
    """Return the title and author in the file's metadata, unless a program made them up.

    The creation date is not used: it is not the date of publication.
    """
    about = reader.metadata or {}
    title, author = (tidy(str(about.get(name) or "")) for name in ("/Title", "/Author"))
    usable = 0 < len(title) <= MAX_HEADLINE_CHARACTERS and not _NO_TITLE.match(title)
    return title if usable else None, author if 0 < len(author) <= 200 else None


def _headline(title: str | None, paragraphs: list[str], first_line: str) -> tuple[str, list[str]]:
    """Return the title if the text has it near the top or has no line fit for a headline there; else the first line."""
    if title:
        for number, line in enumerate(paragraphs[:5]):
            if squeeze(line) == squeeze(title):
                return line, paragraphs[:number] + paragraphs[number + 1 :]
    if len(paragraphs) > 1 and len(paragraphs[0]) <= 200:
        return paragraphs[0], paragraphs[1:]
    if title or not paragraphs[0].startswith(first_line):
        return title or first_line[:MAX_HEADLINE_CHARACTERS], paragraphs
    rest = paragraphs[0][len(first_line) :].strip()  # a headline as wide as the text under it
    return first_line[:MAX_HEADLINE_CHARACTERS], [*([rest] if rest else []), *paragraphs[1:]]
