"""Turns MediaWiki's markup into paragraphs as its page shows them; mwparserfromhell parses it.

Templates cannot be filled in without their wiki: they are left out and reported, as are pictures, notes and categories.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, Final

from retrieval.importing.clean import characters, tidy
from retrieval.importing.errors import ImportingError
from retrieval.importing.material import Extracted, load_extra
from retrieval.importing.readers.table_rows import row_line

_NEW: Final = "\n\n"
_SECTION: Final = re.compile(r"^(?==)", re.M)
_LONGEST: Final = 100_000
"""Characters of a section: the parser needs time by the square of what is opened and never closed in one."""
_NAMESPACE: Final = re.compile(r"\s*:?(file|image|media|category)\s*:", re.I)
_PARTS: Final = frozenset({"li", "dt", "dd", "div", "p", "blockquote", "center", "poem", "hr", "caption"})
_UNSEEN: Final = frozenset("ref references gallery math syntaxhighlight source script style templatestyles".split())
_REDIRECT: Final = re.compile(r"\s*#redirect\b", re.I)
_SWITCH: Final = re.compile(r"__[A-Z]{3,40}__")


def read_wiki(text: str, name: str) -> Extracted:
    """Read a page whose file is called `name`. Raises ImportingError if it only leads to another."""
    if _REDIRECT.match(text):
        raise ImportingError("the page only leads to another page; add that one.")
    parser = load_extra("mwparserfromhell")
    left_out: list[str] = []
    sections = _SECTION.split(characters(text))
    if max(map(len, sections)) > _LONGEST:
        raise ImportingError(f"a section of the page has more than {_LONGEST:,} characters; split it by headings.")
    shown = "".join(piece for one in sections for piece in _shown(parser.parse(one).nodes, left_out))
    paragraphs = (tidy(_SWITCH.sub("", block)) for block in re.split(r"\n[ \t]*\n", shown))
    headline = tidy(PurePath(name).stem.replace("_", " "))
    return Extracted(headline, tuple(filter(None, paragraphs)), tuple(line for one in left_out if (line := tidy(one))))


def _shown(nodes: Any, left_out: list[str]) -> Iterator[str]:
    """Yield what some nodes show; a blank line ends a paragraph."""
    for node in nodes:
        kind = type(node).__name__
        if kind == "Text":
            yield str(node.value)
        elif kind == "HTMLEntity":
            yield str(node.normalize())
        elif kind == "Heading":
            yield from (_NEW, *_shown(node.title.nodes, left_out), _NEW)
        elif kind == "Wikilink":
            yield from _link(node, left_out)
        elif kind == "ExternalLink":
            yield from _shown((node.title if node.title is not None else node.url).nodes, left_out)
        elif kind == "Tag":
            yield from _tag(node, left_out)
        elif kind in {"Template", "Argument"}:
            left_out.append(str(node))


def _link(node: Any, left_out: list[str]) -> Iterator[str]:
    title, text = str(node.title), node.text
    if _NAMESPACE.match(title) and not title.lstrip().startswith(":"):
        left_out.append(f"[[{title}|{text}]]" if text is not None else f"[[{title}]]")
    elif text is not None and str(text).strip():
        yield from _shown(text.nodes, left_out)
    else:
        yield title.strip().removeprefix(":")


def _tag(node: Any, left_out: list[str]) -> Iterator[str]:
    name = str(node.tag).strip().lower()
    if name == "table":
        yield from _table(node, left_out)
    elif name in _UNSEEN:
        left_out.append(f"note: {node.contents}" if name == "ref" else str(node))
    elif name == "br":
        yield _NEW
    else:
        edge = _NEW if name in _PARTS else ""
        yield edge
        if node.contents is not None:
            yield from _shown(node.contents.nodes, left_out)
        yield "" if node.wiki_markup in {"*", "#", ":", ";"} else edge


def _table(table: Any, left_out: list[str]) -> Iterator[str]:
    heads: list[str] = []
    for cells in _rows(table):
        texts = [tidy("".join(_shown(cell.contents.nodes, left_out))) for cell in cells]
        is_head = not heads and all(str(cell.tag) == "th" for cell in cells)
        yield from (_NEW, "; ".join(filter(None, texts)) if is_head else row_line(heads, texts), _NEW)
        heads = texts if is_head else heads


def _rows(table: Any) -> Iterator[list[Any]]:
    """Yield the cells of each row; those of the first may stand in the table itself. A caption is a row, too."""
    loose: list[Any] = []
    for node in _tags(table):
        if str(node.tag) == "tr":
            if loose:
                yield loose
            yield [cell for cell in _tags(node) if cell.contents is not None]
            loose = []
        elif node.contents is not None:
            loose.append(node)
    if loose:
        yield loose


def _tags(node: Any) -> list[Any]:
    inside = node.contents.nodes if node.contents is not None else ()
    return [one for one in inside if type(one).__name__ == "Tag"]
