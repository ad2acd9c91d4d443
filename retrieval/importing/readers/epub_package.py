"""Opens an epub: what its package file says of the book, its parts in reading order, and its table of contents.

An epub is a zip of XHTML files. Nothing is unpacked to disk; the names in it are looked up in the zip alone.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from retrieval.importing.clean import tidy
from retrieval.importing.errors import ImportingError
from retrieval.importing.material import MAX_FILE_BYTES, load_extra
from retrieval.importing.readers.epub_markup import attribute, local, parse

MAX_PARTS: Final = 50_000
"""Files in the zip, pictures included."""

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
_FONTS_ONLY: Final = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#rc"})
"""Ways of hiding an embedded font; the text can be read all the same."""
_TEXTS: Final = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_NCX: Final = "application/x-dtbncx+xml"
_NO_VALUE: Final = re.compile(
    r"(?:unknown(?: author)?|untitled|anonymous|various|n/?a|none|null|\[?no (?:data|title|author)\]?|calibre.*"
    r"|microsoft word\b.*|.*\.(?:docx?|html?|epub|indd|rtf|txt)|[\W_]*)",
    re.I,
)
"""What programs write where nobody has said."""
_DATE: Final = re.compile(r"(?:1[0-9]|20)\d\d(?:-\d\d(?:-\d\d)?)?(?!\d)")
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]{4,500}")


@dataclass(frozen=True, slots=True)
class Target:
    """A place in the book: a file of the zip, and the id of an element in it ("": its beginning)."""

    path: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the table of contents; `depth` counts from 0. One without a target only heads those under it."""

    title: str
    target: Target | None
    depth: int


@dataclass(frozen=True, slots=True)
class Package:
    """What an epub says of its book: `spine` are the files to read in order, `aside` those beside the reading order.

    `landmarks` are places by what begins there ("toc"). A field of the book is None where there is no real value.
    """

    title: str | None
    author: str | None
    date: str | None
    publisher: str | None
    url: str | None
    language: str | None
    spine: tuple[str, ...]
    aside: tuple[str, ...]
    entries: tuple[Entry, ...]
    landmarks: tuple[tuple[str, Target], ...]
    missing: tuple[str, ...]


class Archive:
    """The files of an epub, of which no more is unpacked than is allowed in all."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise ImportingError("it is no epub, or a broken one; save or download it again.") from error
        self._parts = {part.filename: part for part in self._zip.infolist()}
        if len(self._parts) > MAX_PARTS:
            raise ImportingError(f"the epub holds more than {MAX_PARTS:,} files; take out what is no text.")
        self._room = MAX_FILE_BYTES

    def __contains__(self, path: str) -> bool:
        return path in self._parts

    def read(self, path: str) -> bytes:
        """Return a file unpacked. Raises ImportingError if it is too large, locked or broken."""
        part = self._parts[path]
        if part.flag_bits & 1:
            raise _locked()
        if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise ImportingError("the epub is packed in a way that epubs are not; save it again with another program.")
        self._room -= part.file_size
        if self._room < 0:
            raise ImportingError(f"the epub unpacks to more than {MAX_FILE_BYTES:,} bytes of text; split it.")
        try:
            with self._zip.open(part) as file:
                return file.read(part.file_size)  # a size, since without one all is unpacked, whatever is declared
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise ImportingError("the epub is broken; save or download it again.") from error
        except Exception as error:
            if type(error).__module__ != "zlib":
                raise
            raise ImportingError("the epub is broken; save or download it again.") from error


def open_package(archive: Archive) -> Package:
    """Read what an epub says of itself. Raises ImportingError if it is locked, or no epub."""
    if _is_locked(archive):
        raise _locked()
    if _CONTAINER not in archive:
        raise ImportingError("it is no epub: nothing in it says which book it is; save it again as .epub.")
    container = parse(archive.read(_CONTAINER), _CONTAINER)
    paths = [attribute(one, "full-path") for one in _all(container, "rootfile")]
    path = next((path for path in map(_normal, paths) if path in archive), None)
    package = None if path is None else parse(archive.read(path), path)
    if path is None or package is None:
        raise ImportingError("the epub lacks the file that lists its parts; save or download it again.")
    items = {attribute(item, "id"): item for item in _all(package, "item")}
    spine: dict[str, bool] = {}
    missing: list[str] = []
    for reference in _all(package, "itemref"):
        item = items.get(attribute(reference, "idref"))
        target = None if item is None else _target(path, attribute(item, "href"))
        if item is None or target is None or target.path not in archive:
            missing.append(attribute(reference, "idref") if target is None else target.path)
        elif attribute(item, "media-type").lower() in _TEXTS:
            spine.setdefault(target.path, attribute(reference, "linear").lower() != "no")
    if not spine:
        raise ImportingError(
            "the epub's text is not in it; save or download it again."
            if missing
            else "there is no text in the epub, only pictures; run text recognition (OCR) on it first."
        )
    entries, landmarks = _contents(archive, path, package, list(items.values()))
    return Package(
        title=_value(package, "title"),
        author=_author(package),
        date=_date(package),
        publisher=_value(package, "publisher"),
        url=_address(package),
        language=_value(package, "language"),
        spine=tuple(part for part, linear in spine.items() if linear),
        aside=tuple(part for part, linear in spine.items() if not linear),
        entries=tuple(entries),
        landmarks=tuple(landmarks),
        missing=tuple(missing),
    )


def _locked() -> ImportingError:
    return ImportingError("the epub is locked (DRM), so its text cannot be read; add a copy without a lock.")


def _is_locked(archive: Archive) -> bool:
    """Whether anything but fonts is encrypted."""
    if _ENCRYPTION not in archive:
        return False
    root = parse(archive.read(_ENCRYPTION), _ENCRYPTION)
    encrypted = _all(root, "encrypteddata")
    ways = {
        attribute(way, "algorithm").lower() or attribute(way, "Algorithm").lower()
        for one in encrypted
        for way in _all(one, "encryptionmethod")
    }
    return bool(encrypted) and (not ways or not ways <= _FONTS_ONLY)


def _all(root: Any, name: str) -> list[Any]:
    return [] if root is None else [element for element in root.iter() if local(element) == name]


def _normal(path: str) -> str:
    return posixpath.normpath(unquote(path)) if path else ""


def _target(base: str, href: str) -> Target | None:
    """Return the place that a link in a file of the epub leads to; None where it leads out of it."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not (parts.path or parts.fragment):
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path))) if parts.path else base
    return Target(path, unquote(parts.fragment))


def _value(package: Any, name: str) -> str | None:
    """Return the first real value of a field of Dublin Core."""
    for element in _all(package, name):
        value = tidy("".join(element.itertext()))
        if not _NO_VALUE.fullmatch(value) and len(value) <= 300:
            return value
    return None


def _author(package: Any) -> str | None:
    """Return who wrote the book; translators, illustrators and others did not."""
    roles = {
        attribute(meta, "refines").lstrip("#"): tidy("".join(meta.itertext()))
        for meta in _all(package, "meta")
        if attribute(meta, "property") == "role"
    }
    names: dict[str, None] = {}
    for creator in _all(package, "creator"):
        name = tidy("".join(creator.itertext()))
        role = attribute(creator, "role") or roles.get(attribute(creator, "id"), "")
        if not _NO_VALUE.fullmatch(name) and role in {"", "aut"}:
            names[name] = None
    joined = ", ".join(names)
    return joined if 0 < len(joined) <= 200 else None


def _date(package: Any) -> str | None:
    """Return when the book was published; Calibre writes the year 101 where it does not know."""
    dates = sorted(_all(package, "date"), key=lambda element: attribute(element, "event") not in {"publication", ""})
    found = (_DATE.match(tidy("".join(element.itertext()))) for element in dates)
    return next((match[0] for match in found if match), None)


def _address(package: Any) -> str | None:
    for name in ("identifier", "source"):
        for element in _all(package, name):
            value = tidy("".join(element.itertext())).removeprefix("URI:").removeprefix("uri:")
            if _ADDRESS.fullmatch(value):
                return value
    return None


def _contents(archive: Archive, path: str, package: Any, items: list[Any]) -> tuple[list[Entry], list[Any]]:
    """Return the table of contents and the landmarks: of EPUB 3's navigation file, else of EPUB 2's NCX and guide."""
    entries: list[Entry] = []
    landmarks: list[tuple[str, Target]] = []
    for item in items:
        if "nav" in attribute(item, "properties").split():
            where = _target(path, attribute(item, "href"))
            if where is not None and where.path in archive:
                root = parse(archive.read(where.path), where.path)
                for nav in _all(root, "nav"):
                    kinds = attribute(nav, "type").split()
                    if "landmarks" in kinds:
                        landmarks += _landmarks(_all(nav, "a"), where.path, "href")
                    elif "toc" in kinds or not kinds:
                        entries = entries or list(_of_nav(nav, where.path))
    if not entries:
        for item in items:
            where = _target(path, attribute(item, "href"))
            if attribute(item, "media-type").lower() == _NCX and where is not None and where.path in archive:
                entries = list(_of_ncx(parse(archive.read(where.path), where.path), where.path))
    landmarks += _landmarks(_all(package, "reference"), path, "href")
    return entries, landmarks


def _landmarks(elements: list[Any], base: str, href: str) -> Iterator[tuple[str, Target]]:
    for element in elements:
        target = _target(base, attribute(element, href))
        if target is not None:
            yield attribute(element, "type").lower(), target


def _of_nav(nav: Any, base: str) -> Iterator[Entry]:
    lists = 0
    for event, element in _walk(nav):
        name = local(element)
        if name == "ol":
            lists += 1 if event == "start" else -1
        elif event == "start" and name in {"a", "span"} and local(element.getparent()) == "li":
            title = tidy("".join(element.itertext()))
            target = _target(base, attribute(element, "href")) if name == "a" else None
            yield Entry(title, target, max(0, lists - 1))


def _of_ncx(root: Any, base: str) -> Iterator[Entry]:
    depth = -1
    for event, element in _walk(root):
        if local(element) != "navpoint":
            continue
        depth += 1 if event == "start" else -1
        if event == "start":
            label = next((child for child in element if local(child) == "navlabel"), None)
            content = next((child for child in element if local(child) == "content"), None)
            title = "" if label is None else tidy("".join(label.itertext()))
            yield Entry(title, None if content is None else _target(base, attribute(content, "src")), depth)


def _walk(root: Any) -> Iterator[tuple[str, Any]]:
    return iter(()) if root is None else iter(load_extra("lxml.etree").iterwalk(root, events=("start", "end")))
