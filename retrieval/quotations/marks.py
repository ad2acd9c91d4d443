"""Finds the text between quotation marks in a paragraph, in one pass from left to right.

Double, single, French, German and Japanese marks are known; apostrophes, inches and the attributes of a stray HTML
tag are none. The time is linear in the text: each mark is pushed and popped once at most.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

_MARKS: Final = re.compile("[\"“”„‟‘’'‚‹›«»「」『』＂]")
_TAG: Final = re.compile(r"<[A-Za-z/][^<>]*>")
_OPENERS: Final = {"“": "double", "„": "double", "‟": "double", "«": "french", "「": "corner", "『": "white corner"}
_CLOSERS: Final = {"”": "double", "»": "french", "」": "corner", "』": "white corner"}
_BEFORE_OPENING: Final = frozenset(" \t\u00a0\u2009\u202f([{—–-―/“‘\"'„«「『>…")
_AFTER_CLOSING: Final = frozenset(" \t\u00a0\u2009\u202f.,;:!?)]}—–-―/”’\"'»」』<…")
_CLIPPED: Final = re.compile(r"(?:\d0s|em|til|tis|twas|cause|bout|n|round|cuz|ere)\b", re.IGNORECASE)
_SENTENCE_MARKS: Final = frozenset(".,!?…;:")


class QuotedStretch(NamedTuple):
    """Text between two marks: `text[start:end]`; the marks stand at `opened` and `closed` (None: never closed).

    `parent` is the index, in what `scan` returns, of the stretch it is inside; None at the top.
    """

    start: int
    end: int
    opened: int
    closed: int | None
    single: bool
    parent: int | None


@dataclass(slots=True)
class _Open:
    at: int
    family: str


class _Scanner:
    """The state of one pass: the marks that are open, and the pairs found so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.open: list[_Open] = []
        self.counts: dict[str, int] = {}
        self.pairs: list[tuple[int, int | None, str]] = []

    def push(self, at: int, family: str) -> None:
        self.open.append(_Open(at, family))
        self.counts[family] = self.counts.get(family, 0) + 1

    def close(self, at: int, family: str) -> bool:
        """Close the innermost open mark of this family, and drop those still open inside it."""
        if not self.counts.get(family):
            return False
        while self.open:
            top = self.open.pop()
            self.counts[top.family] -= 1
            if top.family == family:
                self.pairs.append((top.at, at, family))
                return True
        return False

    def is_open(self, family: str) -> bool:
        return self.counts.get(family, 0) > 0


def scan(text: str, following: str = "") -> tuple[QuotedStretch, ...]:
    """Return the quoted stretches of a paragraph in order; one without a word in it does not count.

    A mark that is never closed counts only where the `following` paragraph opens with the same mark, since there the
    speech goes on. Otherwise it is ignored, and the marks around it still pair up.
    """
    scanner = _Scanner(text)
    tags = [match.span() for match in _TAG.finditer(text)]
    marks = [match.start() for match in _MARKS.finditer(text)]
    sure = _next_sure_closings(text, marks)
    tag = 0
    for number, at in enumerate(marks):
        while tag < len(tags) and tags[tag][1] <= at:
            tag += 1
        if tag < len(tags) and tags[tag][0] <= at:
            continue
        _read_mark(scanner, at, sure[number])
    _end_of_paragraph(scanner, following.lstrip()[:1])
    return _stretches(text, scanner.pairs)


def _read_mark(scanner: _Scanner, at: int, sure_closing_follows: bool) -> None:
    text, mark = scanner.text, scanner.text[at]
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    may_open = before in _BEFORE_OPENING and not after.isspace()
    if mark in '"＂':
        _read_straight_double(scanner, at, before, after)
    elif mark in "‘'’‚‹›":
        _read_single(scanner, at, before, after, sure_closing_follows)
    elif mark in _OPENERS:
        family = _OPENERS[mark]
        closes_here = not before.isspace() and before not in _BEFORE_OPENING and after in _AFTER_CLOSING
        if family in ("double", "french") and closes_here and scanner.close(at, family):
            return
        scanner.push(at, family)
    elif not scanner.close(at, _CLOSERS[mark]) and may_open and _CLOSERS[mark] in ("double", "french"):
        scanner.push(at, _CLOSERS[mark])
    elif mark == "”" and not scanner.is_open("double") and before.isspace() and at == 0:
        scanner.push(at, "double")


def _read_straight_double(scanner: _Scanner, at: int, before: str, after: str) -> None:
    opens = before in _BEFORE_OPENING and not after.isspace()
    if scanner.is_open("double") and not (opens and before.isspace() and (after.isalnum() or after in "‘'“")):
        scanner.close(at, "double")
    elif opens or (before in ":,." and after.isalnum()):
        scanner.push(at, "double")


def _read_single(scanner: _Scanner, at: int, before: str, after: str, sure_closing_follows: bool) -> None:
    mark, text = scanner.text[at], scanner.text
    if mark in "‚‹":
        scanner.push(at, "single")
        return
    if mark == "’" and not scanner.is_open("single"):
        return
    opens = before in _BEFORE_OPENING and (after.isalnum() or after in "“[…$@#") and before != "’"
    if mark != "’" and opens and not (before == "'" and mark == "'"):
        if not _CLIPPED.match(text, at + 1) and not scanner.is_open("single"):
            scanner.push(at, "single")
        return
    if not scanner.is_open("single") or before.isspace() or after.isalnum():
        return
    owner_of_many = before in "sS" and after.isspace() and text[at + 2 : at + 3].islower()
    if not (owner_of_many and sure_closing_follows):
        scanner.close(at, "single")


def _next_sure_closings(text: str, marks: list[int]) -> list[bool]:
    """Return, for each mark, whether a single mark that certainly closes comes before the next that opens."""
    sure = [False] * len(marks)
    follows = False
    for number in range(len(marks) - 1, -1, -1):
        sure[number] = follows
        at = marks[number]
        mark = text[at]
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        if mark in "'’" and before in _SENTENCE_MARKS and not after.isalnum():
            follows = True
        elif mark in '‘"“”' or (mark == "'" and before.isspace()):
            follows = False
    return sure


def _end_of_paragraph(scanner: _Scanner, next_mark: str) -> None:
    """Keep a double mark left open where the speech goes on in the next paragraph; drop any other."""
    text = scanner.text
    last_pair = max((opened for opened, _, _ in scanner.pairs), default=-1)
    for mark in scanner.open:
        if mark.family == "single" or text[mark.at] != next_mark:
            continue
        lead = text[: mark.at].rstrip()
        if mark.at > last_pair and (not lead.strip() or lead[-1] in ",:.?!"):
            scanner.pairs.append((mark.at, None, mark.family))
            return


def _stretches(text: str, pairs: list[tuple[int, int | None, str]]) -> tuple[QuotedStretch, ...]:
    """Order the pairs, trim white space off their ends, and give each its parent."""
    found: list[QuotedStretch] = []
    inside: list[int] = []
    for opened, closed, family in sorted(pairs, key=lambda pair: pair[0]):
        start, end = opened + 1, len(text) if closed is None else closed
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if not _has_word(text, start, end):
            continue
        while inside and found[inside[-1]].end < end:
            inside.pop()
        found.append(QuotedStretch(start, end, opened, closed, family == "single", inside[-1] if inside else None))
        inside.append(len(found) - 1)
    return tuple(found)


_WORD: Final = re.compile(r"[^\W_]")


def _has_word(text: str, start: int, end: int) -> bool:
    return _WORD.search(text, start, end) is not None
