"""Turns an epub into articles, one a chapter: the table of contents says where they begin, else headings do.

`zipfile` and lxml read it. EbookLib, the library that most use, is under the AGPL, and no other was found that
many use. lxml comes with trafilatura and python-docx.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Final

from retrieval.articles.numbered_headings import read_heading
from retrieval.importing.books.chapters import MAX_CHAPTERS, Chapter, split_chapters
from retrieval.importing.books.gutenberg import PUBLISHER, book_within, left_out_note
from retrieval.importing.books.headings import headline_of, is_left_out, label_of
from retrieval.importing.clean import squeeze, without_headline
from retrieval.importing.errors import ImportingError
from retrieval.importing.material import MAX_HEADLINE_CHARACTERS, Document, Extracted, Progress
from retrieval.importing.readers.epub_markup import parse
from retrieval.importing.readers.epub_package import Archive, Entry, Package, Target, open_package
from retrieval.importing.readers.epub_text import Block, read_blocks

MAX_SECONDS: Final = 120.0
MAX_TAGS: Final = 3_000_000
"""In all files; a long novel has 30,000."""

_ASIDE: Final = frozenset(
    """cover titlepage title-page halftitlepage toc loi lot copyright-page colophon footnotes endnotes rearnotes notes
    index""".split()
)
"""Landmarks at which something begins that is not the book's own text."""
_LEAST_OWN: Final = 400
"""Characters of text under an entry of the contents itself, before those under it: with less it is a part's heading."""
_MOST_OF_BOOK: Final = 0.5
"""The largest share of the text that one chapter has; an entry with more, and others under it, is the book itself."""


@dataclass(slots=True)
class _Book:
    """The text of an epub in reading order, and where its files and the elements in them begin, by block."""

    blocks: list[Block] = field(default_factory=list)
    places: dict[Target, int] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def place(self, target: Target | None) -> int | None:
        """Return the block where a place in the book begins; None where it is in no file that is read."""
        if target is None:
            return None
        return self.places.get(target, self.places.get(Target(target.path)))


@dataclass(frozen=True, slots=True)
class _Begin:
    """A block where something begins: a chapter of this title under these parts, or (None) what is left out."""

    block: int
    title: str | None
    parts: tuple[str, ...] = ()


def read_epub(data: bytes, name: str, progress: Progress, *, whole: bool) -> Document:
    """Read an epub. Raises ImportingError if it is locked, broken, too large, or has no text."""
    archive = Archive(data)
    package = open_package(archive)
    book = _read(archive, package, progress)
    if not any(not block.aside for block in book.blocks):
        raise ImportingError("there is no text in the epub, only pictures; run text recognition (OCR) on it first.")
    title = package.title or name.rpartition(".")[0].replace("_", " ") or "Book"
    title = title[:MAX_HEADLINE_CHARACTERS]
    chapters = [] if whole else _chapters(book, package, title)
    if len(chapters) > MAX_CHAPTERS:
        raise ImportingError(
            f"the book has {len(chapters):,} chapters, and {MAX_CHAPTERS:,} are taken; add it with --whole."
        )
    if not chapters:
        lines = without_headline(title, [block.text for block in book.blocks if not block.aside])
        split = None if whole else split_chapters(lines, title)
        book.left_out += split.left_out if split else ()
        chapters = list(split.chapters) if split else [Chapter(title, lines)]
    retyped = package.url is not None and "gutenberg.org/" in package.url  # its date is that of the typing
    articles = tuple(
        Extracted(
            headline=chapter.headline,
            paragraphs=chapter.paragraphs,
            publisher=PUBLISHER if retyped else package.publisher,
            url=package.url,
            author=package.author,
            date=None if retyped else package.date,
            book=title if len(chapters) > 1 else None,
        )
        for chapter in chapters
    )
    return Document(articles, title, tuple(book.left_out), tuple(_notes(package)))


def _read(archive: Archive, package: Package, progress: Progress) -> _Book:
    """Read the files of the book in reading order."""
    book = _Book()
    end = time.monotonic() + MAX_SECONDS
    tags = 0
    paths = [*package.spine, *package.aside]
    for number, path in enumerate(paths):
        data = archive.read(path)
        tags += data.count(b"<")
        if tags > MAX_TAGS or time.monotonic() > end:
            raise ImportingError("the epub is too long to be read; split it.")
        page = read_blocks(parse(data, path))
        if path in package.aside:
            book.left_out += [block.text for block in page.blocks]
            continue
        begin = len(book.blocks)
        book.places[Target(path)] = begin
        for anchor, at in page.anchors.items():
            book.places[Target(path, anchor)] = begin + at
        book.blocks += page.blocks
        progress(number + 1, len(paths))
    book.left_out += [block.text for block in book.blocks if block.aside]
    _mark_licence(book)
    return book


def _mark_licence(book: _Book) -> None:
    """Mark Project Gutenberg's header and licence, where they are not marked in the file, as not the book's own."""
    texts = [block.text for block in book.blocks]
    own = book_within(texts)
    outside = [at for at, block in enumerate(book.blocks) if at not in own and not block.aside]
    for at in outside:
        book.blocks[at] = Block(texts[at], aside=True)
    if outside:
        book.left_out.append(left_out_note(len(outside), "paragraphs"))


def _chapters(book: _Book, package: Package, title: str) -> list[Chapter]:
    """Return the chapters that the table of contents names, else those whose files begin with a heading."""
    begins = list(_told(book, package.entries, title))
    if sum(begin.title is not None for begin in begins) < 2:
        begins = list(_headed(book, package))
    if sum(begin.title is not None for begin in begins) < 2:
        return []
    begins += [
        _Begin(place, None)
        for kind, target in package.landmarks
        if kind in _ASIDE and (place := book.place(target)) is not None
    ]
    first: dict[int, _Begin] = {}
    for begin in sorted(begins, key=lambda begin: begin.block):  # where both begin, what the contents name does
        first.setdefault(begin.block, begin)
    ordered = sorted(first)
    book.left_out += _texts(book.blocks[: ordered[0]])
    chapters: list[Chapter] = []
    for at, end in pairwise([*ordered, len(book.blocks)]):
        blocks = [block for block in book.blocks[at:end] if not block.aside]
        named = first[at].title
        chapter = None if named is None else _chapter(named, first[at].parts, blocks)
        if chapter is None:
            book.left_out += _texts(blocks)
        else:
            chapters.append(chapter)
    return chapters if len(chapters) > 1 else []


def _texts(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks if not block.aside]


def _told(book: _Book, entries: Sequence[Entry], title: str) -> Iterator[_Begin]:
    """Yield where the chapters begin that the table of contents names.

    An entry with others under it is a part if it has hardly a text of its own, or is the book itself; else it is a
    chapter, and those under it are its sections.
    """
    places = [book.place(entry.target) for entry in entries]
    sizes = [0, *accumulate(0 if block.aside or block.level else len(block.text) for block in book.blocks)]
    ends = _ends(entries)
    parts: list[tuple[int, str]] = []  # the parts that an entry is in, with their depths
    chapter_depth: int | None = None
    for at, entry in enumerate(entries):
        if chapter_depth is not None and entry.depth > chapter_depth:
            continue
        chapter_depth = None
        parts = [part for part in parts if part[0] < entry.depth]
        place = places[at]
        following = entries[at + 1] if at + 1 < len(entries) else None
        heading = read_heading(entry.title)
        chapter = heading is not None and heading.word in {"chapter", "chap"}
        if following is not None and following.depth > entry.depth and not chapter:
            inside = (one for one in places[at + 1 : min(ends[at], at + 20)] if one is not None)
            next_place = next(inside, place)
            own = 0 if place is None or next_place is None else sizes[max(place, next_place)] - sizes[place]
            last = places[ends[at]] if ends[at] < len(entries) else None
            size = 0 if place is None else sizes[len(book.blocks) if last is None else last] - sizes[place]
            if place is None or own < _LEAST_OWN or size > _MOST_OF_BOOK * sizes[-1]:
                if place is not None:
                    yield _Begin(place, None)
                if squeeze(entry.title) != squeeze(title):
                    label = entry.title if heading is None else label_of(heading)
                    parts.append((entry.depth, label))
                continue
            chapter_depth = entry.depth
        if chapter:
            chapter_depth = entry.depth
        if place is not None:
            yield _Begin(
                place, None if is_left_out(entry.title) else entry.title, tuple(label for _, label in parts if label)
            )


def _ends(entries: Sequence[Entry]) -> list[int]:
    """Return for each entry the number of the next one that is not under it."""
    ends = [len(entries)] * len(entries)
    open_ones: list[int] = []
    for at, entry in enumerate(entries):
        while open_ones and entries[open_ones[-1]].depth >= entry.depth:
            ends[open_ones.pop()] = at
        open_ones.append(at)
    return ends


def _headed(book: _Book, package: Package) -> Iterator[_Begin]:
    """Yield the files that begin with a heading; one without goes on with the chapter before it."""
    starts = sorted({book.places[Target(path)] for path in package.spine})
    for at in starts:
        block = book.blocks[at] if at < len(book.blocks) else None
        if block is not None and block.level and not block.aside:
            yield _Begin(at, None if is_left_out(block.text) else block.text)


def _chapter(title: str, parts: tuple[str, ...], blocks: Sequence[Block]) -> Chapter | None:
    """Return a chapter of these blocks, whose headings at the top belong to its headline; None if it has no text."""
    at = 0
    heads: list[str] = []
    while at < len(blocks) and (blocks[at].level or _says(blocks[at].text, title)):
        heads.append(blocks[at].text)
        at += 1
    paragraphs = tuple(block.text for block in blocks[at:])
    if not paragraphs:
        return None
    headline = _headline(title, heads)
    headline = ", ".join([*(part for part in parts if squeeze(part) not in squeeze(headline)), headline])
    if len(headline) > MAX_HEADLINE_CHARACTERS:
        headline, paragraphs = headline[:MAX_HEADLINE_CHARACTERS], (headline, *paragraphs)
    return Chapter(headline, paragraphs)


def _says(text: str, title: str) -> bool:
    return len(text) <= MAX_HEADLINE_CHARACTERS and bool(squeeze(text)) and squeeze(text) in squeeze(title)


def _headline(title: str, heads: list[str]) -> str:
    """Return a chapter's headline: its number and its title, whichever of the contents and the headings have them."""
    named = read_heading(title) if title else None
    headings = [heading for head in heads if (heading := read_heading(head)) is not None]
    number = named or next(iter(headings), None)
    rest = [head for head in heads if read_heading(head) is None and not _says(head, title)]
    if number is None:
        return title or next(iter(heads), "Chapter")
    words = number.title or (title if named is None else "") or next(iter(rest), "")
    return headline_of(number, words)


def _notes(package: Package) -> Iterator[str]:
    if package.missing:
        names = ", ".join(package.missing[:3])
        yield f"{len(package.missing):,} of its parts are not in it ({names}); their text is missing."
    if package.language and not package.language.lower().startswith("en"):
        yield f'its language is "{package.language}", and the bot reads English only.'
    if package.title is None:
        yield "the book's title is not in it; give it with --headline."
