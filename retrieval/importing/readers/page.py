"""Finds the article on a web page (by trafilatura), where it was published, and what else is on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from retrieval.importing.clean import ends_sentence, lines_of, squeeze, tidy, without_headline
from retrieval.importing.errors import ImportingError
from retrieval.importing.material import Extracted, load_extra
from retrieval.importing.readers.page_facts import author_of, controls_of, date_of, headline_of, site_names
from retrieval.importing.web.web_address import MAX_ADDRESS_CHARACTERS, without_tracking

LOGGERS = ("trafilatura", "htmldate", "courlan", "justext", "charset_normalizer")
MAX_PAGE_ELEMENTS = 60_000
"""A page with more elements is no article, and would take minutes."""

MIN_ARTICLE_CHARACTERS = 60
"""Shorter text is a menu or a cookie notice."""

_PARTS = frozenset({"p", "head", "item", "cell", "quote", "code"})
_INLINE = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub
    sup time tt u var wbr""".split()
)
_UNSEEN = frozenset("script style noscript template svg math head title iframe object select textarea".split())

_FURNITURE = ("nav", "button", "form", "menu", "select", "footer", "dialog")
_LINK = "\ue000"
"""Stands at both ends of a link while it is told what is text."""
_LINKED = re.compile(f"{_LINK}[^{_LINK}]*{_LINK}")
_FEWEST_WORDS = 4


def read_page(text: str, url: str | None) -> Extracted:
    """Return the article on a page that was fetched from `url`. Raises ImportingError if there is none."""
    trafilatura = load_extra("trafilatura")
    tree = _parse(text)
    if tree is None or sum(1 for _ in tree.iter()) > MAX_PAGE_ELEMENTS:
        raise ImportingError(
            "there is no article on the page, or far too much beside it; save the article as text and add the file."
        )
    shown = _lines(tree)
    heads = [tidy(one.text_content()) for one in tree.xpath("//h1")]
    titles = _titles(tree)
    address = _address(_canonical(tree), url)
    date = date_of(tree, address)
    controls = controls_of(tree)
    texts = _texts(tree)
    about = trafilatura.extract_metadata(_parse(text), default_url=url, extensive=False)
    document = trafilatura.bare_extraction(_parse(text), include_comments=False, include_tables=True, url=url)
    body = getattr(document, "body", None)
    paragraphs = list(_paragraphs(body)) if body is not None else []
    if not paragraphs:
        raise ImportingError(
            "no article was found on the page; it may need a browser or an account: save its text and add the file."
        )
    name = getattr(about, "sitename", None)
    site = site_names(name, address)
    headline = headline_of(titles or (getattr(about, "title", None),), heads, site, paragraphs)
    kept = without_headline(headline, paragraphs)
    if sum(len(line) for line in kept) < MIN_ARTICLE_CHARACTERS:
        raise ImportingError(
            "there is hardly a word of article on the page; it may need a browser or an account: "
            "save its text and add the file."
        )
    return Extracted(
        headline=headline,
        paragraphs=kept,
        left_out=_left_out(texts, [headline, *kept]),
        notes=_notes(shown, kept),
        publisher=_publisher(name, url),
        url=address,
        author=author_of(getattr(about, "author", None), site, name, controls),
        date=date,
    )


def _parse(text: str) -> Any:
    """Return a newly parsed tree of the page; None if it is empty."""
    lxml_html = load_extra("lxml.html")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    data = text.encode("utf-8", "replace")
    return lxml_html.document_fromstring(data, parser=parser) if data.strip() else None


def _paragraphs(body: Any) -> Iterator[str]:
    """Return the paragraphs of trafilatura's tree: the own text of each `p`, heading, list item, cell and quotation."""
    pending: list[str] = []

    def flush() -> list[str]:
        lines = lines_of("".join(pending))
        pending.clear()
        return lines

    def walk(element: Any) -> Iterator[str]:
        block = element.tag in _PARTS
        if block:
            yield from flush()
        pending.append("\n" if element.tag == "lb" else (element.text or "").replace("\n", " "))
        for child in element:
            yield from walk(child)
            pending.append((child.tail or "").replace("\n", " "))
        if block:
            yield from flush()

    yield from walk(body)
    yield from flush()


def _lines(tree: Any) -> tuple[str, ...]:
    """Return the lines that the page shows; each block element begins a new one."""
    pieces: list[str] = []
    for event, element in load_extra("lxml.etree").iterwalk(tree, events=("start", "end")):
        edge = "" if element.tag in _INLINE else "\n"
        unseen = element.tag in _UNSEEN
        if event == "start":
            pieces.append(edge if unseen else edge + (element.text or "").replace("\n", " "))
        else:
            tail = (element.tail or "").replace("\n", " ")
            pieces.append(edge + tail)
    return tuple(lines_of("".join(pieces)))


def _titles(tree: Any) -> tuple[str, ...]:
    """Return what the page calls itself: for other sites, and in its head."""
    names = {"og:title", "twitter:title"}
    told = [element.get("content") or "" for element in tree.iter("meta") if _named(element) in names]
    return tuple(filter(None, (*told, *(element.text_content() for element in tree.xpath("//head/title")))))


def _named(element: Any) -> str:
    return str(element.get("property") or element.get("name") or "").lower()


def _texts(tree: Any) -> tuple[str, ...]:
    """Return the lines of the page that are text; it takes its menus, buttons and forms out of the tree.

    A line of links alone is a menu, and a few words without a stop are a label.
    """
    lxml_etree = load_extra("lxml.etree")
    for element in tree.xpath("//*[@role='navigation' or @role='button' or @role='search' or @aria-hidden='true']"):
        _take_out(element)
    lxml_etree.strip_elements(tree, *_FURNITURE, with_tail=False)
    for link in tree.iter("a"):
        link.text = f"{_LINK}{link.text or ''}"
        link.tail = f"{_LINK}{link.tail or ''}"
    return tuple(
        line
        for marked in _lines(tree)
        if (line := tidy(marked.replace(_LINK, "")))
        and any(map(str.isalnum, _LINKED.sub("", marked)))
        and (len(line.split()) >= _FEWEST_WORDS or ends_sentence(line))
    )


def _take_out(element: Any) -> None:
    parent = element.getparent()
    if parent is not None and element.tag not in {"html", "body", "article", "main"}:
        element.clear(keep_tail=True)


def _left_out(shown: tuple[str, ...], taken: list[str]) -> tuple[str, ...]:
    """Return the lines of the page that are in no taken paragraph, without repeats."""
    whole = {squeeze(line) for line in taken}
    long = "\n".join(whole)
    return tuple(
        dict.fromkeys(
            line for line in shown if (key := squeeze(line)) and key not in whole and (len(key) < 20 or key not in long)
        )
    )


def _notes(shown: tuple[str, ...], kept: tuple[str, ...]) -> tuple[str, ...]:
    """Return a warning for paragraphs that are not on the page to the letter, since the bot quotes to the letter."""
    page = squeeze("".join(shown))
    changed = [line for line in kept if squeeze(line) not in page]
    if not changed:
        return ()
    return (f'{len(changed)} paragraphs differ from the page, the first: "{changed[0][:80]}"; check them.',)


def _canonical(tree: Any) -> str | None:
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            return str(element.get("href")).strip()
    for element in tree.iter("meta"):
        if element.get("property") == "og:url" and element.get("content"):
            return str(element.get("content")).strip()
    return None


def _address(canonical: str | None, url: str | None) -> str | None:
    """Return the canonical address of the page if it is on the same site, else the address it was fetched from."""
    if canonical is not None and len(canonical) <= MAX_ADDRESS_CHARACTERS:
        try:
            full = urljoin(url, canonical) if url else canonical
            host = urlsplit(full).hostname
            same = url is None or _site(host) == _site(urlsplit(url).hostname)
        except ValueError:
            same = False
        # Some pages wrongly name the front page as their canonical address.
        if same and re.fullmatch(r"https?://[^\s<>\"/]+/[^\s<>\"]+", full):
            return without_tracking(full)
    return without_tracking(url) if url else None


def _site(host: str | None) -> str:
    return (host or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")


def _publisher(name: str | None, url: str | None) -> str | None:
    """Return the site's name, unless it is only the host name: that is in the address."""
    name = tidy(name or "")
    if not name or len(name) > 100 or (url and squeeze(name) == squeeze(_site(urlsplit(url).hostname))):
        return None
    return name
