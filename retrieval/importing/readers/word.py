"""Turns a Word file (.docx) into paragraphs as if all changes were accepted, without hidden text.

python-docx opens the file; the text is read from its XML, since `Paragraph.text` silently drops pending insertions,
content controls and smart tags.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from retrieval.importing.clean import lines_of, tidy, without_headline
from retrieval.importing.errors import ImportingError
from retrieval.importing.material import MAX_FILE_BYTES, MAX_HEADLINE_CHARACTERS, Extracted, load_extra

MAX_PARTS = 5_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset({_W + "del", _W + "moveFrom", _W + "txbxContent", _W + "pPr", _W + "rPr", _W + "footnotePr"})
_LETTERS = {_W + "tab": " ", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-", _W + "softHyphen": ""}
_TITLES = frozenset({"title", "heading 1"})


def read_word(data: bytes) -> Extracted:
    """Read a Word file. Raises ImportingError if it unpacks to too much or has no text."""
    _check_archive(data)
    document = load_extra("docx").Document(io.BytesIO(data))
    headline: str | None = None
    paragraphs: list[str] = []
    boxes = sum(1 for _ in document.element.body.iter(_W + "txbxContent"))
    for element in document.element.body.iter(_W + "p"):
        if _inside_skipped(element):
            continue
        lines = lines_of(_text(element))
        if lines and headline is None and _style(document, element) in _TITLES and len(paragraphs) < 3:
            headline = " ".join(lines)
        else:
            paragraphs.extend(lines)
    about = document.core_properties
    if headline is None:
        title = tidy(about.title or "")
        first_is_head = len(paragraphs) > 1 and len(paragraphs[0]) <= 200
        headline = paragraphs[0] if first_is_head else title
    if not paragraphs or not headline or len(headline) > MAX_HEADLINE_CHARACTERS:
        raise ImportingError("there is no headline with text under it; write the headline on a line of its own.")
    kept = without_headline(headline, paragraphs)
    author = tidy(about.author or "")
    return Extracted(
        headline=headline,
        paragraphs=kept,
        left_out=("text boxes",) * (boxes > 0),
        author=author if 0 < len(author) <= 200 and author != "python-docx" else None,
    )


def _check_archive(data: bytes) -> None:
    """Raise ImportingError if the declared size is over the limit; `zipfile` unpacks no more than is declared."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise ImportingError("it is no Word file (.docx); save it again as .docx.") from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_FILE_BYTES:
        raise ImportingError(f"it unpacks to more than {MAX_FILE_BYTES:,} bytes; save it without pictures.")


def _inside_skipped(element: Any) -> bool:
    return any(parent.tag in _SKIPPED for parent in element.iterancestors())


def _text(paragraph: Any) -> str:
    """Return the visible text of a paragraph without that of nested ones (text boxes)."""
    pieces: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _SKIPPED or element.tag == _W + "p":
            continue
        if element.tag == _W + "r" and element.find(f"{_W}rPr/{_W}vanish") is not None:
            continue
        if element.tag == _W + "t":
            pieces.append((element.text or "").replace("\n", " "))
        elif element.tag in _LETTERS:
            pieces.append(_LETTERS[element.tag])
        else:
            stack.extend(reversed(element))
    return "".join(pieces)


def _style(document: Any, paragraph: Any) -> str:
    """Return the name of a paragraph's style, lower-case."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    identifier = style.get(_W + "val") if style is not None else None
    if identifier is None:
        return ""
    return next((str(one.name).lower() for one in document.styles if one.style_id == identifier), identifier.lower())
