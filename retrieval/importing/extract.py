"""Turns bytes of any kind into headline and paragraphs: the only caller of the readers, raising only ImportingError."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from retrieval.articles.numbered_headings import read_heading
from retrieval.importing.books.chapters import split_chapters
from retrieval.importing.books.gutenberg import book_within, left_out_note
from retrieval.importing.chats.export import HEAD_BYTES, ChatForm, chat_form, read_chat
from retrieval.importing.clean import lines_of, without_headline
from retrieval.importing.errors import ImportingError
from retrieval.importing.material import (
    MAX_CHAT_BYTES,
    MAX_FILE_BYTES,
    Document,
    Extracted,
    FileKind,
    Progress,
    Raw,
    no_progress,
    quiet,
    sniff,
)
from retrieval.importing.readers.decode import decode
from retrieval.importing.readers.epub import read_epub
from retrieval.importing.readers.markdown import read_markdown
from retrieval.importing.readers.page import LOGGERS, read_page
from retrieval.importing.readers.pdf import read_pdf
from retrieval.importing.readers.text import first_line, mended_words, read_text
from retrieval.importing.readers.wiki import read_wiki
from retrieval.importing.readers.word import read_word
from retrieval.printable import printable_line

KINDS = {
    ".txt": FileKind.TEXT,
    ".text": FileKind.TEXT,
    ".md": FileKind.MARKDOWN,
    ".markdown": FileKind.MARKDOWN,
    ".html": FileKind.HTML,
    ".htm": FileKind.HTML,
    ".xhtml": FileKind.HTML,
    ".pdf": FileKind.PDF,
    ".docx": FileKind.WORD,
    ".epub": FileKind.EPUB,
    ".json": FileKind.CHAT,
    ".wiki": FileKind.WIKI,
    ".mediawiki": FileKind.WIKI,
}


def read_file(path: Path) -> Raw:
    """Read a file from disk. Raises ImportingError if it cannot be read or is of no known kind."""
    try:
        if not path.is_file():
            raise ImportingError("there is no such file; check the name.")
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            return _large_chat(path, size)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or "its name is none"
        raise ImportingError(f"the file cannot be read ({reason}); check its name and permissions.") from error
    kind = KINDS.get(path.suffix.lower()) or sniff(data)
    if kind is None:
        advice = "save it as .docx" if path.suffix.lower() in {".doc", ".rtf", ".odt"} else "save it as one of these"
        raise ImportingError(f"only {', '.join(KINDS)} files are read; {advice}.")
    return Raw(path.name, data, kind)


def _large_chat(path: Path, size: int) -> Raw:
    """Return a file that is too large for anything but a chat, which is read from disk piece by piece."""
    kind = KINDS.get(path.suffix.lower(), FileKind.TEXT)
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    piecewise = chat_form(kind, head) in {ChatForm.JSON, ChatForm.HTML}
    if size > (limit := MAX_CHAT_BYTES if piecewise else MAX_FILE_BYTES):
        advice = "export it in parts" if piecewise else "save it smaller"
        raise ImportingError(f"the file is larger than {limit:,} bytes; {advice}.")
    return Raw(path.name, head, kind, path=path)


def extract(raw: Raw, progress: Progress = no_progress, *, whole: bool = False) -> Document:
    """Return the article in a file or page; the chapters of a book, the months of a chat if it is not wanted `whole`.

    Raises ImportingError, and nothing else, if there is none.
    """
    with quiet("pypdf", "docx", *LOGGERS):
        try:
            if (form := chat_form(raw.kind, raw.data)) is not None:
                document = read_chat(raw, form, progress, whole=whole)
            elif raw.kind is FileKind.EPUB:
                document = read_epub(raw.data, raw.name, progress, whole=whole)
            else:
                document = _document(_extract(raw, progress), raw.name, whole=whole)
        except ImportingError:
            raise
        # Third-party parsers fail on hostile bytes with exceptions of any type.
        except Exception as error:
            raise ImportingError(
                f"it cannot be read as {raw.kind.value} ({type(error).__name__}: {_reason(error)}); "
                "save it again, or save its text as .txt and add that."
            ) from error
    if not all(found.headline and found.paragraphs for found in document.articles):
        raise ImportingError("there is no headline with text under it; write the headline on the first line.")
    return document


def _document(found: Extracted, name: str, *, whole: bool) -> Document:
    """Return what was found split at its chapters, where it is a book."""
    own = book_within(found.paragraphs)
    if len(own) < len(found.paragraphs):
        note = left_out_note(len(found.paragraphs) - len(own), "paragraphs")
        found = replace(found, paragraphs=found.paragraphs[own.start : own.stop], left_out=(*found.left_out, note))
    heading = read_heading(found.headline)
    titled = heading is None or (heading.number > 1 and not heading.word)
    title = found.headline if titled else " ".join(re.split(r"[\W_]+", Path(name).stem)).strip() or "Book"
    lines = found.paragraphs if titled else (found.headline, *found.paragraphs)
    book = None if whole else split_chapters(lines, title)
    if book is None:
        return Document((found,))
    articles = tuple(
        replace(
            found,
            headline=chapter.headline,
            paragraphs=chapter.paragraphs,
            left_out=(),
            notes=(),
            book=title,
            author=found.author or book.author,
        )
        for chapter in book.chapters
    )
    unknown = () if titled else ("the book's title is not in it; give it with --headline.",)
    return Document(articles, title, (*found.left_out, *book.left_out), (*unknown, *found.notes))


def _extract(raw: Raw, progress: Progress) -> Extracted:
    if raw.kind is FileKind.PDF:
        return replace(read_pdf(raw.data, progress), url=raw.url)
    if raw.kind is FileKind.WORD:
        return replace(read_word(raw.data), url=raw.url)
    text, note = decode(raw)
    if raw.kind is FileKind.HTML:
        found = read_page(text, raw.url)
    elif raw.kind is FileKind.MARKDOWN:
        found = _from_markdown(text, raw)
    elif raw.kind is FileKind.WIKI:
        found = read_wiki(text, raw.name)
    else:
        found = read_text(text, raw.url)
    return replace(found, notes=(*found.notes, note)) if note else found


def _from_markdown(text: str, raw: Raw) -> Extracted:
    found = read_markdown(text)
    headline = found.fields.get("title") or found.heading
    paragraphs = found.paragraphs
    if found.is_note and (headline is None or found.level > 1) and "title" not in found.fields:
        headline = Path(raw.name).stem  # a note's name is its title; a heading below stands over a part of it
    if headline is None:
        headline, paragraphs = first_line(paragraphs)
    elif found.heading is not None and found.heading != headline:
        paragraphs = [found.heading, *paragraphs]
    headline = " ".join(lines_of(headline))
    url = found.fields.get("url", "")
    date = found.fields.get("date", "")
    return Extracted(
        headline=headline,
        paragraphs=without_headline(headline, paragraphs),
        left_out=tuple(found.left_out),
        notes=mended_words(found.mended),
        publisher=found.fields.get("publisher"),
        url=url if re.fullmatch(r"https?://[^\s<>\"]+", url) else raw.url,
        author=found.fields.get("author"),
        date=date[:10] if re.match(r"\d{4}-\d\d-\d\d", date) else date or None,
    )


def _reason(error: Exception) -> str:
    return printable_line(" ".join(str(error).split()), 100) or "no reason given"
