"""Reads headings that number the parts of a book: "CHAPTER I.", "Chapter 2: The Storm", "BOOK FIRST", "XIV", "3"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from retrieval.english.numbers import ORDINALS, TENS, UNITS

_PARTS: Final = frozenset("chapter book part volume letter act scene canto stave section".split())
LONGEST: Final = 160
"""Characters; what is longer is no heading."""

_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN_NUMERAL: Final = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", re.I)
_TENTHS: Final = {re.sub("y$", "ieth", word): value for word, value in TENS.items()}
_TENS: Final = "|".join(TENS)
_CARDINAL: Final = rf"(?:{_TENS})(?:[- ](?:{'|'.join(list(UNITS)[1:10])}))?|{'|'.join(sorted(UNITS, reverse=True))}"
_ORDINAL: Final = (
    rf"(?:{_TENS})[- ](?:{'|'.join(list(ORDINALS)[:9])})|{'|'.join(_TENTHS)}|{'|'.join(sorted(ORDINALS, reverse=True))}"
)
_NUMBER: Final = rf"\d{{1,4}}|[ivxlcdm]{{1,15}}|(?:the )?(?:{_ORDINAL})|(?:{_CARDINAL})"
_AFTER: Final = r"(?P<after>\s*(?:[.:)\]]+[-—–]*|[-—–]+)\s*|\s+|$)(?P<title>.*)"
_WORD_FIRST: Final = re.compile(rf"(?P<word>[A-Za-z]{{3,20}}\.?) (?P<number>{_NUMBER})(?![\w’']){_AFTER}", re.I)
_ORDINAL_FIRST: Final = re.compile(
    rf"(?:the )?(?P<number>{_ORDINAL}|\d{{1,4}}(?:st|nd|rd|th)) (?P<word>[A-Za-z]{{3,20}})(?![\w’']){_AFTER}", re.I
)
_NUMBER_ALONE: Final = re.compile(rf"(?P<number>\d{{1,4}}|[IVXLCDM]{{1,15}}|[ivxlcdm]{{1,15}})(?![\w’']){_AFTER}")


@dataclass(frozen=True, slots=True)
class NumberedHeading:
    """A heading's word, lower-case ("chapter"; "" where a number stands alone), its number, and the title after it.

    `label` is the heading without its title: "Chapter IV". `marked` is whether more than a space parts the two.
    """

    word: str
    number: int
    label: str
    title: str
    style: str
    marked: bool


def read_heading(line: str) -> NumberedHeading | None:
    """Return what a line says that may be a numbered heading; None where it cannot be one."""
    if len(line) > LONGEST:
        return None
    line = line.strip(" \t*_=")
    match = _ORDINAL_FIRST.fullmatch(line) or _WORD_FIRST.fullmatch(line) or _NUMBER_ALONE.fullmatch(line)
    if match is None:
        return None
    word = (match.groupdict().get("word") or "").lower().removesuffix(".")
    number, style = _value(match["number"])
    if number is None:
        return None
    label = line[: match.start("after")].strip()
    return NumberedHeading(word, number, label, match["title"].strip(), style, bool(match["after"].strip()))


def is_part_heading(line: str) -> bool:
    """Tell whether a paragraph is the heading of a part of a book, and tells nothing of the story itself."""
    heading = read_heading(line)
    if heading is None or heading.word not in _PARTS:
        return False
    title = heading.title
    return not title or title.isupper() or (heading.marked and title[0].isupper())


def _value(number: str) -> tuple[int | None, str]:
    """Return the value of a number as it is written, and in which way it is."""
    text = number.lower().removeprefix("the ")
    if text.isdecimal():
        return int(text), "digits"
    if re.fullmatch(r"\d+(?:st|nd|rd|th)", text):
        return int(text[:-2]), "ordinal"
    if _ROMAN_NUMERAL.fullmatch(text):
        return _roman(text), "roman"
    first, _, second = text.replace("-", " ").partition(" ")
    if second in UNITS:
        return TENS[first] + UNITS[second], "words"
    if second in ORDINALS:
        return TENS[first] + ORDINALS[second], "ordinal"
    for words, style in ((UNITS, "words"), (TENS, "words"), (ORDINALS, "ordinal"), (_TENTHS, "ordinal")):
        if text in words:
            return words[text], style
    return None, ""


def _roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )
