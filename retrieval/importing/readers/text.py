"""Turns plain text into paragraphs: hard-wrapped lines are joined, and what only print needs is taken out."""

from __future__ import annotations

import re

from retrieval.importing.books.gutenberg import without_licence
from retrieval.importing.books.plain_marks import without_marks, without_pictures
from retrieval.importing.books.transcripts import without_line_numbers
from retrieval.importing.clean import characters, lines_of, unwrap, without_headline
from retrieval.importing.errors import ImportingError
from retrieval.importing.material import MAX_HEADLINE_CHARACTERS, Extracted

_FIELD = re.compile(r"(Title|Author): (\S.{0,200})")


def read_text(text: str, url: str | None) -> Extracted:
    """Return the article in a text. Raises ImportingError if its first line is no headline."""
    book = without_licence(characters(text))
    shown, pictures = without_pictures(book.text)
    unnumbered, heads = without_line_numbers(shown)
    paragraphs, mended = unwrap(unnumbered)
    paragraphs, captions = without_marks(paragraphs)
    fields = {"Title": book.title, "Author": book.author}
    for _ in range(len(fields)):
        if paragraphs and (match := _FIELD.fullmatch(paragraphs[0])) is not None:
            fields[match[1]] = match[2]
            paragraphs.pop(0)
    title = fields["Title"]
    headline, rest = (" ".join(lines_of(title)), paragraphs) if title else first_line(paragraphs)
    return Extracted(
        headline,
        without_headline(headline, rest),
        left_out=(*book.left_out, *heads, *pictures, *captions),
        notes=mended_words(mended),
        publisher=book.publisher,
        url=url or book.url,
        author=fields["Author"],
    )


def first_line(paragraphs: list[str]) -> tuple[str, list[str]]:
    """Return the headline and the rest. Raises ImportingError if the first line is too long for one."""
    if paragraphs and len(paragraphs[0]) > MAX_HEADLINE_CHARACTERS:
        raise ImportingError(
            f"its first line has {len(paragraphs[0]):,} characters and is no headline; write one on the first line."
        )
    return (paragraphs[0], paragraphs[1:]) if paragraphs else ("", [])


def mended_words(words: list[str]) -> tuple[str, ...]:
    """Return the note that says which words were put together at line ends; none where none were."""
    if not words:
        return ()
    return (f"words mended at line ends: {', '.join(words[:8])}{' …' if len(words) > 8 else ''}.",)
