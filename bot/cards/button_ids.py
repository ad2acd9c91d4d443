"""What a button does <-> its custom_id: all of a button's state, so that it works after a restart.

Discord allows 100 characters. A state is packed bit by bit and written in the 64 characters of base64url, after the
version of this format and one letter for the kind of press. A passage is named by a hash of its file and its words
(`PassageAddress`): no text is kept, and none could be. What Discord hands back may come from a modified client, so that
`parse` takes only what `custom_id` could have written. Where the host has several stories, a short hash of the name of
the one that the button was made for stands before it: the same file may be in two of them.
"""

from __future__ import annotations

import re
import string
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from retrieval import KEY_BITS, Span, short_key

VERSION: Final = "v1"
MARKED: Final = "v2"
"""The version of the same format with a story's tag before it."""
TAG: Final = 4
"""Characters of a story's tag: 24 bits."""
LIMIT: Final = 100
"""Characters of a custom_id: https://discord.com/developers/docs/components/reference#anatomy-of-a-component."""
MOST_ADDRESSES: Final = 8
"""Addresses in one custom_id: with a person's id beside them they just fit."""
MOST_MARKS: Final = 20
MOST_QUOTATIONS: Final = 15
TEMPLATE: Final = re.compile(rf"(?:{VERSION}|{MARKED}(?P<tag>[A-Za-z0-9_-]{{{TAG}}}))(?P<press>[a-z][A-Za-z0-9_-]*)")

_DIGITS: Final = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
_VALUES: Final = {character: value for value, character in enumerate(_DIGITS)}
# How many bits each part of a state takes.
NEAR_BITS, _START, _LENGTH, _ID, _PAGE, _COUNT = 10, 11, 9, 64, 10, 5
_LONG_PAGE: Final = 16
_LISTED: Final = KEY_BITS + NEAR_BITS + _START + _LENGTH


@dataclass(frozen=True, slots=True)
class PassageAddress:
    """Where a slice of an article stands, without its words.

    `key` is a hash of file and words (`KEY_BITS`), `near` the paragraph's number (its last `NEAR_BITS`), which tells
    apart passages of the same words. `marks` are spans of the passage, in bold when it is shown.
    """

    key: int
    near: int
    marks: tuple[Span, ...] = ()

    def with_one_mark(self) -> PassageAddress:
        """Return the address with its longest mark alone: a list has room for no more."""
        if len(self.marks) <= 1:
            return self
        longest = sorted(self.marks, key=lambda span: span.start - span.end)[:1]
        return PassageAddress(self.key, self.near, tuple(longest))


@dataclass(frozen=True, slots=True)
class ShowContext:
    """Show the presser a passage between its neighbours."""

    address: PassageAddress


@dataclass(frozen=True, slots=True)
class ShowMore:
    """Show the presser a page of the next passages. `turning` changes the page that is shown already.

    `related` is true where they answer nothing, and `from_first` where none of them was shown before. `page` counts
    from 0.
    """

    addresses: tuple[PassageAddress, ...]
    related: bool = False
    page: int = 0
    turning: bool = False
    from_first: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """Post a passage to the channel for all to see."""

    address: PassageAddress


@dataclass(frozen=True, slots=True)
class Feedback:
    """Was this it? Only `asker` may say. `article` is the key of the article that answered.

    On no, the passages of `addresses` are offered, and where it `asks_host`, to leave the question for the host.
    """

    helped: bool
    asker: int
    article: int
    addresses: tuple[PassageAddress, ...] = ()
    asks_host: bool = False


@dataclass(frozen=True, slots=True)
class ShowArticles:
    """Turn to a page of the list of articles."""

    page: int


@dataclass(frozen=True, slots=True)
class ShowOutline:
    """Turn to a page of an article's outline; `article` is a hash of its file."""

    article: int
    page: int


@dataclass(frozen=True, slots=True)
class ShowMatches:
    """Turn to a page of the quotations that were found by words; `keys` name them, best first.

    `total` is how many fitted, of which these are the best.
    """

    keys: tuple[int, ...]
    page: int
    total: int


@dataclass(frozen=True, slots=True)
class ShowList:
    """Turn to a page of what was said: by one speaker, in one article, or all; each named by a hash, None: any.

    `turning` changes the page that is shown already.
    """

    speaker: int | None = None
    article: int | None = None
    page: int = 0
    turning: bool = False


@dataclass(frozen=True, slots=True)
class AskInstead:
    """Answer the presser a reader question, named by a hash of it."""

    question: int


@dataclass(frozen=True, slots=True)
class AskHost:
    """Let the presser leave a question for the host.

    It is filled in for `asker` alone, whose question it is. `answer` is the message that answered it; None where that
    is the one that the button stands under.
    """

    asker: int
    answer: int | None = None


Press = (
    AskHost
    | AskInstead
    | ShowContext
    | ShowMore
    | Share
    | Feedback
    | ShowArticles
    | ShowOutline
    | ShowMatches
    | ShowList
)


class _Writer:
    def __init__(self) -> None:
        self._number = 0
        self._bits = 0

    def put(self, value: int, width: int) -> None:
        if not 0 <= value < 1 << width:
            raise ValueError(f"{value} does not fit into {width} bits")
        self._number = self._number << width | value
        self._bits += width

    def address(self, address: PassageAddress) -> None:
        self.put(address.key, KEY_BITS)
        self.put(address.near, NEAR_BITS)
        marks = [mark for mark in map(_that_fits, address.marks) if mark][:MOST_MARKS]
        self.put(len(marks), _COUNT)
        for mark in marks:
            self.put(mark.start, _START)
            self.put(mark.end - mark.start, _LENGTH)

    def key(self, key: int | None) -> None:
        self.put(key is not None, 1)
        self.put(key or 0, KEY_BITS)

    def addresses(self, addresses: Sequence[PassageAddress]) -> None:
        kept = addresses[:MOST_ADDRESSES]
        number = len(kept)
        for address in kept:
            number = number << _LISTED | _in_a_list(address)
        self.put(number, _COUNT + _LISTED * len(kept))

    def text(self) -> str:
        """Return the bits in base64url: as many characters as they need, the rest of the last one 0."""
        padding = -self._bits % 24
        data = (self._number << padding).to_bytes((self._bits + padding) // 8, "big")
        return urlsafe_b64encode(data).decode("ascii")[: -(-self._bits // 6)]


def _that_fits(mark: Span) -> Span | None:
    """Return a mark shortened to what is written of one; None where it begins too late."""
    if mark.start >= 1 << _START or mark.end <= mark.start:
        return None
    return Span(mark.start, min(mark.end, mark.start + (1 << _LENGTH) - 1))


def _in_a_list(address: PassageAddress) -> int:
    """Return the `_LISTED` bits of an address in a list: its key, its paragraph, and its longest mark or none."""
    start, end = (address.marks and _that_fits(address.with_one_mark().marks[0])) or (0, 0)
    return ((address.key << NEAR_BITS | address.near) << _START | start) << _LENGTH | end - start


class _Reader:
    def __init__(self, text: str) -> None:
        self._left = len(text) * 6
        self._number = 0
        for character in text:
            self._number = self._number << 6 | _VALUES[character]

    def take(self, width: int) -> int:
        self._left -= width
        if self._left < 0:
            raise ValueError("the custom_id ends too early")
        return self._number >> self._left & (1 << width) - 1

    def address(self, most_marks: int) -> PassageAddress:
        key, near = self.take(KEY_BITS), self.take(NEAR_BITS)
        marks = []
        for _ in range(self.take(_COUNT) if most_marks > 1 else 1):
            start, length = self.take(_START), self.take(_LENGTH)
            if length:
                marks.append(Span(start, start + length))
        return PassageAddress(key, near, tuple(marks))

    def key(self) -> int | None:
        there, key = self.take(1), self.take(KEY_BITS)
        return key if there else None

    def addresses(self) -> tuple[PassageAddress, ...]:
        return tuple(self.address(1) for _ in range(self.take(_COUNT)))


def story_tag(name: str) -> str:
    """Return what a button is marked with that was made for a story of this name; nothing for the only story."""
    if not name:
        return ""
    number = short_key("story", name)
    return "".join(_DIGITS[number >> 6 * place & 63] for place in range(TAG))


def custom_id(press: Press, tag: str = "") -> str:
    """Return the custom_id of a button, marked with a story's tag where there is one.

    Marks and addresses beyond the room there is are left out.
    """
    start = f"{MARKED}{tag}" if tag else VERSION
    text = _written(press)
    while len(start) + len(text) > LIMIT and isinstance(press, Feedback | ShowMore) and press.addresses:
        press = replace(press, addresses=press.addresses[:-1])
        text = _written(press)
    return start + text


def _written(press: Press) -> str:
    writer = _Writer()
    match press:
        case ShowContext(address) | Share(address):
            letter = "c" if isinstance(press, ShowContext) else "s"
            writer.address(address)
        case ShowMore():
            letter = "mtfg"[press.turning + 2 * press.from_first]
            writer.put(press.related, 1)
            writer.put(press.page, _PAGE)
            writer.addresses(press.addresses)
        case Feedback():
            letter = "y" if press.helped else "nw"[press.asks_host]
            writer.put(press.asker, _ID)
            writer.put(press.article, KEY_BITS)
            writer.addresses(press.addresses)
        case AskInstead():
            letter = "i"
            writer.put(press.question, KEY_BITS)
        case AskHost():
            letter = "h"
            writer.put(press.asker, _ID)
            writer.put(press.answer or 0, _ID)
        case ShowArticles():
            letter = "a"
            writer.put(press.page, _PAGE)
        case ShowOutline():
            letter = "o"
            writer.put(press.article, KEY_BITS)
            writer.put(press.page, _PAGE)
        case ShowMatches(keys, page, total):
            letter = "q"
            writer.put(page, _LONG_PAGE)
            writer.put(total, _LONG_PAGE)
            writer.put(len(keys), _COUNT)
            for key in keys:
                writer.put(key, KEY_BITS)
        case ShowList():
            letter = "l"
            writer.put(press.turning, 1)
            writer.key(press.speaker)
            writer.key(press.article)
            writer.put(press.page, _LONG_PAGE)
    return f"{letter}{writer.text()}"


def _listed(reader: _Reader, *, turning: bool) -> ShowList:
    return ShowList(reader.key(), reader.key(), reader.take(_LONG_PAGE), turning)


def _found(reader: _Reader) -> ShowMatches:
    page, total = reader.take(_LONG_PAGE), reader.take(_LONG_PAGE)
    return ShowMatches(tuple(reader.take(KEY_BITS) for _ in range(reader.take(_COUNT))), page, total)


_READERS: Mapping[str, Callable[[_Reader], Press]] = MappingProxyType(
    {
        "c": lambda reader: ShowContext(reader.address(MOST_MARKS)),
        "s": lambda reader: Share(reader.address(MOST_MARKS)),
        "m": lambda reader: _more(reader, turning=False),
        "t": lambda reader: _more(reader, turning=True),
        "f": lambda reader: _more(reader, turning=False, from_first=True),
        "g": lambda reader: _more(reader, turning=True, from_first=True),
        "y": lambda reader: _verdict(reader, helped=True),
        "n": lambda reader: _verdict(reader, helped=False),
        "w": lambda reader: _verdict(reader, helped=False, asks_host=True),
        "i": lambda reader: AskInstead(reader.take(KEY_BITS)),
        "h": lambda reader: AskHost(reader.take(_ID), reader.take(_ID) or None),
        "a": lambda reader: ShowArticles(reader.take(_PAGE)),
        "o": lambda reader: ShowOutline(reader.take(KEY_BITS), reader.take(_PAGE)),
        "q": _found,
        "l": lambda reader: _listed(reader, turning=bool(reader.take(1))),
    }
)


def _more(reader: _Reader, *, turning: bool, from_first: bool = False) -> ShowMore:
    related, page = bool(reader.take(1)), reader.take(_PAGE)
    return ShowMore(reader.addresses(), related, page, turning, from_first)


def _verdict(reader: _Reader, *, helped: bool, asks_host: bool = False) -> Feedback:
    return Feedback(helped, reader.take(_ID), reader.take(KEY_BITS), reader.addresses(), asks_host)


def parse(text: str) -> Press | None:
    """Return what a custom_id asks for; None where it is none of ours, to the last bit."""
    match = TEMPLATE.fullmatch(text) if len(text) <= LIMIT else None
    if match is None or (read := _READERS.get(match["press"][0])) is None:
        return None
    try:
        press = read(_Reader(match["press"][1:]))
    except ValueError:
        return None
    return press if custom_id(press, match["tag"] or "") == text else None


def tag_of(text: str) -> str:
    """Return the tag of the story that a button was made for; empty where the host had only one."""
    match = TEMPLATE.fullmatch(text)
    return "" if match is None else match["tag"] or ""
