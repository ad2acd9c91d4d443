"""Turns extracted text into paragraphs, one a line, without changing a word.

What a reader sees is kept, curly marks and accents included. What only typesetting put there goes: soft hyphens,
line ends inside a paragraph, hyphens at line ends, characters without a shape or that turn the reading order around.
Every space, the no-break space too, becomes a plain one: extractors differ in which they keep, and a host who
searches the file for a phrase must find it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

MAX_WRAP_CHARACTERS = 130
"""With longer lines than this, a text is not hard-wrapped: each line is a paragraph."""

_SOFT_BREAK = re.compile("\u00ad[ \t]{0,80}\n[ \t]{0,80}")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_NO_SHAPE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff]"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDS_IN_HYPHEN = re.compile(r"([^\W\d_]+)[-\u2010]$")
_BEGINS_SMALL = re.compile(r"[^\W\d_A-Z]+")
_SENTENCE_END = re.compile("[.!?…:][\"'”’»)\\]]*$")

# First halves that keep their hyphen at a line end, unless the word occurs elsewhere in the text.
_PREFIXES = frozenset(
    """well self ex non half long short high low all so co anti multi mid two three four five six seven eight nine ten
    one first second third old new full part vice great year day month much ever never""".split()
)


@dataclass(slots=True)
class Wrapping:
    """What joining wrapped lines needs and finds: the words of the text, and those put together at line ends."""

    words: frozenset[str] = frozenset()
    mended: list[str] = field(default_factory=list)


def characters(text: str) -> str:
    """Return the text with one kind of line end and without invisible characters."""
    return _NO_SHAPE.sub("", _SOFT_BREAK.sub("", _LINE_END.sub("\n", text)))


def tidy(line: str) -> str:
    """Return a line with single plain spaces and none at its ends."""
    return _SPACE.sub(" ", characters(line).replace("\n", " ")).strip()


def lines_of(text: str) -> list[str]:
    """Return the non-blank lines of a text, tidied; each is a paragraph."""
    return [line for part in characters(text).split("\n") if (line := tidy(part))]


def words_of(text: str) -> frozenset[str]:
    """Return the lower-case words of a text, hyphenated ones whole, without the halves at line ends."""
    ended = re.sub(r"[^\W\d_]+[-\u2010]\n\s*[^\W\d_]+", " ", text)
    return frozenset(match.group().lower() for match in _WORD.finditer(ended))


def unwrap(text: str) -> tuple[list[str], list[str]]:
    """Join hard-wrapped lines. Returns the paragraphs, and the words that had been split at a line end."""
    text = characters(text)
    wrapping = Wrapping(words_of(text))
    blocks = [block.split("\n") for block in re.split(r"\n[^\S\n]*(?:\n[^\S\n]*)+", text.strip("\n"))]
    width = wrap_width([tidy(line) for block in blocks for line in block[:-1]])
    paragraphs = [line for block in blocks for line in _paragraphs(block, width, wrapping)]
    return paragraphs, wrapping.mended


def wrap_width(inner: list[str]) -> int | None:
    """Return the width of hard-wrapped lines in characters; None if the text is not hard-wrapped.

    Each block's last line is left out. The width is the 95th percentile, so that one long link does not set it.
    """
    lengths = sorted(len(line) for line in inner if line)
    if not lengths:
        return None
    width = lengths[math.ceil(0.95 * len(lengths)) - 1]
    return width if 30 <= width <= MAX_WRAP_CHARACTERS else None


def is_wrapped(line: str, following: str, width: int, slack: float = 0.9) -> bool:
    """Return whether a line ended only because the next word did not fit, give or take `slack`."""
    word = following.split(" ", 1)[0]
    return len(line) + 1 + len(word) > width * slack


def _paragraphs(block: list[str], width: int | None, wrapping: Wrapping) -> Iterator[str]:
    current = ""
    indented = False
    previous = ""
    for raw in block:
        line = tidy(raw)
        if not line:
            continue
        begins = raw.startswith(("\t", "  ", "\u3000"))
        cut = line[0].islower() and _ENDS_IN_HYPHEN.search(previous[-60:])  # a ragged line ends in half a word
        new = width is None or not (cut or is_wrapped(previous, line, width)) or (begins and not indented)
        if current and new:
            yield current
            current = ""
        current = join(current, line, wrapping) if current else line
        previous, indented = line, begins
    if current:
        yield current


def join(left: str, right: str, wrapping: Wrapping) -> str:
    """Return two lines of one paragraph joined; a word split between them is also added to `wrapping.mended`."""
    if left.endswith("—") and not left.endswith(" —"):
        return left + right
    match = _ENDS_IN_HYPHEN.search(left[-60:])
    if match is None:
        # "1990-" and "1995": the hyphen belongs there; " -" is a dash.
        return left + right if re.search(r"[^\W_]-$", left[-2:]) else f"{left} {right}"
    second = _BEGINS_SMALL.match(right)
    if second is None:
        return left + right
    first = match.group(1).lower()
    whole, parted = first + second.group(), f"{first}-{second.group()}"
    keeps = parted in wrapping.words or (whole not in wrapping.words and first in _PREFIXES)
    mended = left + right if keeps else left[:-1] + right
    wrapping.mended.append(match.group(1) + ("-" if keeps else "") + second.group())
    return mended


def ends_sentence(line: str) -> bool:
    """Return whether a line ends like a sentence, perhaps with closing marks after the stop."""
    return _SENTENCE_END.search(line[-12:]) is not None


def squeeze(text: str) -> str:
    """Return the letters and digits alone, lower-case, to compare two versions of a text."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def without_headline(headline: str, paragraphs: Iterable[str]) -> tuple[str, ...]:
    """Return the paragraphs without those at the top that only repeat the headline."""
    kept = list(paragraphs)
    while kept and squeeze(kept[0]) == squeeze(headline) and squeeze(headline):
        kept.pop(0)
    return tuple(kept)
