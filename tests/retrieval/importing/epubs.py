"""Small real epubs, made on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

XHTML = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
ABOUT = "<dc:title>Emma</dc:title><dc:creator>Jane Austen</dc:creator><dc:language>en</dc:language>"


def page(body: str, head: str = "<title>x</title>") -> str:
    """Return an XHTML page."""
    return (
        f"<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE html>\n{XHTML}<head>{head}</head><body>{body}</body></html>"
    )


def chapter(heading: str, *paragraphs: str) -> str:
    """Return the XHTML page of a chapter."""
    return page(f"<h2>{escape(heading)}</h2>" + "".join(f"<p>{escape(text)}</p>" for text in paragraphs))


def nav(*entries: tuple[str, str], landmarks: Sequence[tuple[str, str]] = ()) -> str:
    """Return a navigation file of EPUB 3; an entry is its title and target, and may begin with ">" for each level."""
    text = '<nav epub:type="toc"><ol>'
    depth = 0
    for number, (title, target) in enumerate(entries):
        level = len(title) - len(title.lstrip(">"))
        text += (
            "<ol>" * (level - depth) if level > depth else "</li>" + "</ol></li>" * (depth - level) if number else ""
        )
        text += f"<li><a href={quoteattr(target)}>{escape(title.lstrip('>'))}</a>"
        depth = level
    text += "</li>" + "</ol></li>" * depth + "</ol></nav>"
    marks = "".join(f'<li><a epub:type="{kind}" href={quoteattr(target)}>x</a></li>' for kind, target in landmarks)
    return page(text + (f'<nav epub:type="landmarks"><ol>{marks}</ol></nav>' if marks else ""))


def ncx(*entries: tuple[str, str]) -> str:
    """Return a table of contents of EPUB 2, all its entries on one level."""
    points = "".join(
        f'<navPoint id="n{number}" playOrder="{number}"><navLabel><text>{escape(title)}</text></navLabel>'
        f"<content src={quoteattr(target)}/></navPoint>"
        for number, (title, target) in enumerate(entries, start=1)
    )
    return f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><navMap>{points}</navMap></ncx>'


def epub(
    pages: Mapping[str, str | bytes],
    contents: str | None = None,
    about: str = ABOUT,
    more: Mapping[str, str | bytes] | None = None,
    spine: Sequence[str] | None = None,
    guide: str = "",
) -> bytes:
    """Return an epub of XHTML pages in this order; `contents` is a navigation file or an NCX, `more` further files."""
    old = contents is not None and "<ncx" in contents
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in pages)
    if contents is not None and old:
        items += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    elif contents is not None:
        items += '<item id="nav" href="toc.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    references = "".join(f'<itemref idref="{name}"/>' for name in (pages if spine is None else spine))
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f"{about}</metadata><manifest>{items}</manifest><spine>{references}</spine>{guide}</package>"
    )
    files: dict[str, str | bytes] = {"META-INF/container.xml": CONTAINER, "OEBPS/book.opf": package}
    files |= {f"OEBPS/{name}": text for name, text in pages.items()}
    if contents is not None:
        files[f"OEBPS/{'toc.ncx' if old else 'toc.xhtml'}"] = contents
    return zipped({**files, **(more or {})})


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Return a zip whose first file says that it is an epub."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()
