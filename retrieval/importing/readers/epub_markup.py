"""Parses the XML and XHTML of an epub; nothing that it names is fetched, and no entity of its own is ever resolved."""

from __future__ import annotations

import html.entities
import re
from typing import Any, Final

from retrieval.importing.material import FileKind, Raw, load_extra
from retrieval.importing.readers.decode import decode

_DECLARATION: Final = re.compile(r"\s*<\?xml[^<>]{0,200}\?>")
_ENTITY: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DOCTYPE: Final = re.compile("<!doctype", re.I)


def parse(data: bytes, name: str) -> Any:
    """Return the root of a file, None if there is nothing in it. Raises ImportingError if it is no text.

    What is no XML is read as browsers read a page. Names of characters ("&nbsp;") are replaced first, and the type of
    the document is dropped with all that it declares, so that the parser meets no entity but XML's own five.
    """
    text = decode(Raw(name, data, FileKind.HTML)).text
    if (declared := _DECLARATION.match(text)) is not None:
        text = text[declared.end() :]
    text = _ENTITY.sub(_character, _without_doctype(text))
    if not text.strip():
        return None
    etree = load_extra("lxml.etree")
    plain = text.strip().encode("utf-8", "replace")
    safe = {"remove_comments": True, "remove_pis": True, "no_network": True, "huge_tree": False}
    try:
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, **safe)
        return etree.fromstring(plain, parser)
    except etree.XMLSyntaxError:
        parser = load_extra("lxml.html").HTMLParser(encoding="utf-8", **safe)
        return etree.fromstring(plain, parser)


def local(element: Any) -> str:
    """Return an element's name without its name space, lower-case; "" for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """Return an attribute by its name without name space ("type" of `epub:type`); "" where there is none."""
    for key, value in element.attrib.items():
        if key == name or key.endswith(("}" + name, ":" + name)):
            return str(value)
    return ""


def _character(match: re.Match[str]) -> str:
    name = match[1]
    return match[0] if name in _OF_XML else html.entities.html5.get(name + ";", match[0])


def _without_doctype(text: str) -> str:
    """Return a document without its type, and without what that declares in square brackets."""
    match = _DOCTYPE.search(text, 0, 10_000)
    if match is None:
        return text
    bracket, end = text.find("[", match.end()), text.find(">", match.end())
    if 0 <= bracket < end:
        close = text.find("]", bracket)
        end = text.find(">", close) if close >= 0 else -1
    return text[: match.start()] + text[end + 1 :] if end >= 0 else text
