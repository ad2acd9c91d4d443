"""What a web page says of itself: headline, author and date, as far as they are what they seem to be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from retrieval.importing.clean import squeeze, tidy
from retrieval.importing.material import MAX_HEADLINE_CHARACTERS

_FIRST_YEAR: Final = 1600
_DATE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_DATE_NAMES: Final = frozenset(
    """article:published_time og:article:published_time datepublished date dc.date dc.date.issued dcterms.created
    dcterms.date dcterms.issued pubdate publishdate publish_date parsely-pub-date sailthru.date""".split()
)
_DATE_IN_ADDRESS: Final = re.compile(
    r"(?<=[/-])((?:19|20)\d\d)(?:([/-])(\d{1,2})(?:\2(\d{1,2}))?|(\d\d)(\d\d))(?=[/_.-]|\Z)"
)
_PARTED: Final = re.compile(r"\s+(?:[-–—|·•»:]|::|\|\|)\s+|(?<=\w)\s*\|\s*")
_NAMES: Final = re.compile(r"\s*[;,]\s*|\s+and\s+|\s+&\s+")
_NO_NAME: Final = re.compile(r"[@/\\<>{}#]|\w\.(?:com|org|net)\b")
_ROLES: Final = frozenset(
    """about account admin administrator anonymous anon author authors blog by byline contributor contributors
    correspondent desk editor editorial editors follow guest log login mail member moderator more news newsroom online
    our poster print profile published reporter reporters root share sign staff subscribe system team the unknown user
    username view webmaster website writer writers""".split()
)
"""Words that name what somebody is or does on a site, and nobody."""


def site_names(name: str | None, url: str | None) -> frozenset[str]:
    """Return what a site is called, squeezed: its own name, its host, and the host's main label."""
    host = (urlsplit(url).hostname or "") if url else ""
    labels = host.split(".")
    parts = [name or "", host, host.removeprefix("www."), *labels[-2:-1], "".join(labels[-2:])]
    return frozenset(filter(None, map(squeeze, parts)))


def headline_of(titles: Iterable[str | None], heads: Iterable[str], site: frozenset[str], paragraphs: list[str]) -> str:
    """Return the longest `h1` within the title; else the title, else the only `h1`, else the first paragraph.

    `titles` are what the page calls itself, in its head and for other sites; of two of which one begins the other the
    shorter is the title, and what is left over is the site's name, as is a part that says it.
    """
    found = [title for one in titles if (title := tidy(one or "")) and len(title) <= MAX_HEADLINE_CHARACTERS]
    title = _without_site(_common(found), site)
    heads = [head for head in dict.fromkeys(heads) if 0 < len(head) <= MAX_HEADLINE_CHARACTERS]
    matching = [head for head in heads if squeeze(head) and squeeze(head) in squeeze(title)]
    if matching:
        return max(matching, key=len)
    if title:
        return title
    return heads[0] if len(heads) == 1 else paragraphs[0]


def _common(titles: list[str]) -> str:
    if not titles:
        return ""
    shortest = min(titles, key=len)
    begins = [title for title in titles if title.startswith(shortest) and _PARTED.match(title[len(shortest) :])]
    return shortest if begins and len(shortest) > 1 else titles[0]


def _without_site(title: str, site: frozenset[str]) -> str:
    """Return a title without the parts at its ends that are the site's name."""
    while cuts := list(_PARTED.finditer(title)):
        if squeeze(title[cuts[-1].end() :]) in site:
            title = title[: cuts[-1].start()]
        elif squeeze(title[: cuts[0].start()]) in site:
            title = title[cuts[0].end() :]
        else:
            break
    return title


def author_of(names: str | None, site: frozenset[str], site_name: str | None, controls: frozenset[str]) -> str | None:
    """Return the authors that are somebody, parted by commas; None where none is.

    Nobody is what has no letters of a name, an address, a handle, the site itself, what a button or a field is called
    (`controls`, squeezed), and words that only say what somebody is on a site.
    """
    told = tidy(names or "")
    if not told or len(told) > 200:
        return None
    own = {squeeze(word) for word in (site_name or "").split()}
    kept = [name for name in _NAMES.split(told) if _is_somebody(name, site | controls, own)]
    return ", ".join(dict.fromkeys(kept)) or None


def _is_somebody(name: str, taken: frozenset[str], own: set[str]) -> bool:
    if sum(map(str.isalpha, name)) < 2 or _NO_NAME.search(name) or (name.isascii() and name == name.lower()):
        return False
    words = re.findall(r"[^\W\d_]+", name.casefold())
    return squeeze(name) not in taken and not all(word in _ROLES or word in own for word in words)


def controls_of(tree: Any) -> frozenset[str]:
    """Return (squeezed) what the buttons, fields and their labels of a page are called."""
    found: list[str] = []
    for element in tree.iter("button", "label", "input", "option", "a"):
        href = element.get("href") or ""
        if element.tag == "a" and element.get("role") != "button" and not href.startswith(("#", "javascript:")):
            continue
        found += [element.text_content(), *(element.get(name) or "" for name in ("value", "placeholder", "aria-label"))]
    return frozenset(filter(None, (squeeze(text) for text in found if len(text) < 200)))


def date_of(tree: Any, url: str | None) -> str | None:
    """Return the date of publication in the page's metadata, else that in its address; never one out of the text.

    A date that does not exist, or lies in the future, is none.
    """
    found = [
        element.get("content") or element.get("datetime") or ""
        for element in tree.iter("meta", "time")
        if (element.get("property") or element.get("itemprop") or element.get("name") or "").lower() in _DATE_NAMES
    ]
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        try:
            found.extend(_published(json.loads(script.text or "")))
        except (ValueError, RecursionError):
            continue
    matches = (_DATE.match(one.strip()) for one in found)
    told = next((match.group() for match in matches if match and _is_past(*match.groups())), None)
    return told or _date_in_address(url)


def _date_in_address(url: str | None) -> str | None:
    for match in _DATE_IN_ADDRESS.finditer(urlsplit(url).path if url else ""):
        year, month, day = match.group(1), match.group(3) or match.group(5), match.group(4) or match.group(6)
        if _is_past(year, month, day or "1"):
            return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    return None


def _is_past(year: str, month: str, day: str) -> bool:
    try:
        told = date(int(year), int(month), int(day))
    except ValueError:
        return False
    # It may be tomorrow already where the page is.
    return told.year >= _FIRST_YEAR and told <= datetime.now(UTC).date() + timedelta(days=1)


def _published(node: Any) -> Iterator[str]:
    nodes = [node]
    while nodes:
        one = nodes.pop()
        if isinstance(one, list):
            nodes.extend(reversed(one))
        elif isinstance(one, dict):
            if isinstance(one.get("datePublished"), str):
                yield one["datePublished"]
            nodes.extend(value for name, value in one.items() if name in {"@graph", "mainEntity", "mainEntityOfPage"})
