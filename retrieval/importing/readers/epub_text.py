"""Turns a page of an epub into blocks of text, without what belongs to the printed page or to its notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from retrieval.importing.clean import tidy
from retrieval.importing.material import load_extra
from retrieval.importing.readers.epub_markup import attribute, local

_INLINE: Final = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q ruby rb s samp small span strike
    strong sub sup time tt u var wbr""".split()
)
_UNSEEN: Final = frozenset("script style head title noscript template svg math object iframe audio video rt rp".split())
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_SILENT: Final = frozenset({"pagebreak", "noteref", "pagenum", "pageno", "page-number", "fnanchor", "page-list"})
"""What marks a place and is no text: page numbers, and the numbers of notes."""
_ASIDE: Final = frozenset(
    """cover titlepage halftitlepage title-page toc loi lot copyright-page colophon footnote footnotes endnote endnotes
    rearnote rearnotes index landmarks pg-boilerplate pgheader pgfooter pg-header pg-footer""".split()
)
"""What is text, and not the book's own: by `epub:type`, by ARIA's role, by Project Gutenberg's classes."""
_NOTE_NUMBER: Final = re.compile(r"[\[(]?(?:\d{1,4}|[a-z]|[*†‡§¶]{1,3})[\])]?\.?")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph; `level` is that of a heading, 1 to 6, else 0. `aside` is not the book's own text."""

    text: str
    level: int = 0
    aside: bool = False


@dataclass(slots=True)
class Page:
    """The blocks of a page, and for each id of an element in it the number of the block that it begins or is in."""

    blocks: list[Block] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)


def read_blocks(root: Any) -> Page:
    """Return the blocks of a parsed page."""
    page = Page()
    if root is None:
        return page
    pieces: list[str] = []
    silent = aside = level = 0

    def flush() -> None:
        text = tidy("".join(pieces))
        pieces.clear()
        if text:
            page.blocks.append(Block(text, level, aside > 0))

    def add(text: str | None) -> None:
        if text and not silent:
            pieces.append(text.replace("\n", " "))

    for event, element in load_extra("lxml.etree").iterwalk(root, events=("start", "end")):
        name = local(element)
        begins = event == "start"
        step = 1 if begins else -1
        kinds = _kinds(element)
        inline = name in _INLINE
        if begins and not inline and name != "br":
            flush()
        if begins and (identifier := attribute(element, "id") or attribute(element, "name")):
            page.anchors.setdefault(identifier, len(page.blocks))
        if name in _UNSEEN or kinds & _SILENT or (name == "a" and _is_note_number(element)):
            silent += step
        if not inline and name != "br" and not begins:
            flush()
        if name in _HEADINGS:
            level = _HEADINGS[name] if begins else 0
        if not inline and kinds & _ASIDE:
            aside += step
        if begins:
            add(" " if name == "br" else element.text)
        else:
            add(element.tail)
    flush()
    return page


def _kinds(element: Any) -> frozenset[str]:
    """Return what an element says it is."""
    if not element.attrib:
        return frozenset()
    kinds = f"{attribute(element, 'type')} {attribute(element, 'class')} {attribute(element, 'id')}".lower().split()
    roles = [role.removeprefix("doc-") for role in attribute(element, "role").lower().split()]
    return frozenset((*kinds, *roles))


def _is_note_number(element: Any) -> bool:
    """Whether a link is the number of a note: a number or a sign that leads to a place in the book."""
    if "#" not in attribute(element, "href"):
        return False
    text = tidy("".join(element.itertext())) if len(element) < 4 else ""
    return _NOTE_NUMBER.fullmatch(text) is not None
