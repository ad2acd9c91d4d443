"""An article: its text as it stands in the file, its paragraphs, and where it was published."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from retrieval.articles.numbered_headings import read_heading
from retrieval.errors import Problem, StoryError

MAX_PARAGRAPH_CHARACTERS: Final = 100_000
"""A longer line is no prose: most likely a file without line ends."""
SOURCE_FIELDS: Final = ("publisher", "url", "author", "date", "book")
"""The fields of a `Source` that the host fills in, as `sources.toml` names them."""

_LONG_HEADLINE: Final = 40
"""Characters; of a longer headline that begins with a chapter's number, a short reference names the number alone."""
_LONG_TITLE: Final = 30

_SUBTITLE = re.compile(r"(?<=\w)(?:[:;]| \(| [-–—] |, or,? ).*")
_LINE = re.compile(r"[^\r\n]+")
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Source:
    """Where an article was published; a field is None where the host has not said.

    An article with a `book` is a chapter of it. `shared`: other articles of the story are from the same place.
    """

    headline: str
    publisher: str | None = None
    url: str | None = None
    author: str | None = None
    date: str | None = None
    book: str | None = None
    shared: bool = False

    @property
    def published_in(self) -> str | None:
        """What the article was published in: its book, else its publisher."""
        return self.book or self.publisher

    @property
    def reference(self) -> str:
        """The article in a few words, which tell it from others: "HuffPost", "Dracula, Chapter V"."""
        if self.published_in is None:
            return self.headline
        return f"{self._short_place}, {self._short_headline}" if self.shared else self.published_in

    @property
    def _short_place(self) -> str:
        """What it was published in, a long one without its subtitle: "Frankenstein; or, The Modern Prometheus"."""
        place = self.published_in or ""
        return place if len(place) <= _LONG_TITLE else _SUBTITLE.split(place, maxsplit=1)[0]

    @property
    def _short_headline(self) -> str:
        if len(self.headline) <= _LONG_HEADLINE:
            return self.headline
        parts = self.headline.split(", ")
        while len(parts) > 1 and (part := read_heading(parts[0])) is not None and not part.title:
            parts.pop(0)  # "Book Two, Chapter IX. …"
        chapter = ", ".join(parts)
        heading = read_heading(chapter)
        if heading is None or not heading.word or not heading.marked:
            return self.headline
        return self.headline.removesuffix(chapter) + heading.label


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One non-blank line; `number` counts from 1, the headline. `start`, `end`: offsets into the article."""

    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One file, decoded and otherwise untouched: line ends and a byte-order mark are still in `text`."""

    file: str
    text: str
    paragraphs: Sequence[Paragraph] = field(compare=False)
    source: Source

    @property
    def headline(self) -> str:
        """The first paragraph, without white space around it."""
        return self.source.headline

    def paragraph(self, number: int) -> Paragraph:
        """Return the paragraph with this number; IndexError where there is none."""
        if not 1 <= number <= len(self.paragraphs):
            raise IndexError(f"{self.file} has no paragraph {number}")
        return self.paragraphs[number - 1]


def split_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Cut a file's text into its non-blank lines; a byte-order mark and line ends belong to none of them."""
    begin = 1 if text.startswith("\ufeff") else 0
    lines = (match for match in _LINE.finditer(text, begin) if not match.group().isspace())
    return tuple(
        Paragraph(number, match.start(), match.end(), match.group()) for number, match in enumerate(lines, start=1)
    )


def make_article(file: str, text: str, source: Mapping[str, str] | None = None, *, shared: bool = False) -> Article:
    """Build an article from a file's text; StoryError where it is empty or a line too long to be prose.

    `source` has the fields of its `Source` that are known; `shared` is as there.
    """
    paragraphs = split_paragraphs(text)
    if not paragraphs:
        raise StoryError(Problem(file, None, "the file is empty; write the headline on the first line, or delete it."))
    for paragraph in paragraphs:
        if len(paragraph.text) > MAX_PARAGRAPH_CHARACTERS:
            line = len(_LINE_END.findall(text, 0, paragraph.start)) + 1
            raise StoryError(
                Problem(
                    file,
                    line,
                    f"the line has {len(paragraph.text):,} characters, and a paragraph may have"
                    f" {MAX_PARAGRAPH_CHARACTERS:,}; write one paragraph a line.",
                )
            )
    fields = source or {}
    return Article(
        file=file,
        text=text,
        paragraphs=paragraphs,
        source=Source(
            headline=paragraphs[0].text.strip(), shared=shared, **{name: fields.get(name) for name in SOURCE_FIELDS}
        ),
    )
