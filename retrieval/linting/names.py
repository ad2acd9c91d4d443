"""Which of a story's people may be one person under two names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz

_NICKNAMES = Path(__file__).parents[1] / "english" / "data" / "nicknames.txt"
_MISSPELT_FROM = 88.0
"""How alike two names must be, 0 to 100, to be taken for one with a slip in it."""
_SHORTEST = 5
"""Below so many letters one slip makes another name: Dan and Don."""


def alike(names: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield pairs of names that may be one person's, the fuller first, and why.

    Only names that share a word, or are alike letter by letter, are compared: two who merely share a first name, or
    a surname with different first names, are two people.
    """
    words = {name: tuple(word.strip(".").casefold() for word in name.split()) for name in names}
    for number, one in enumerate(names):
        for other in names[number + 1 :]:
            fuller, shorter = (one, other) if len(words[one]) >= len(words[other]) else (other, one)
            why = _why(words[fuller], words[shorter])
            if why is not None:
                yield fuller, shorter, why


def _why(fuller: tuple[str, ...], shorter: tuple[str, ...]) -> str | None:
    if fuller == shorter:
        return "written differently"
    if len(shorter) == 1 or len(fuller) == 1:
        if len(fuller) > 1:
            return "the shorter is part of the other" if shorter[0] in {fuller[0], fuller[-1]} else None
        return "one may be a slip" if _misspelt(fuller[0], shorter[0]) else None
    first, other_first, last, other_last = fuller[0], shorter[0], fuller[-1], shorter[-1]
    if last == other_last:
        if first == other_first:
            return "the same first name and surname"
        if min(len(first), len(other_first)) == 1 and first[0] == other_first[0]:
            return "an initial of the other's first name"
        if _nickname(first, other_first):
            return "a short form of the other's first name"
        return "one may be a slip" if _misspelt(first, other_first) else None
    if _misspelt(last, other_last) and (first == other_first or first[0] == other_first[0] == first):
        return "one surname may be a slip"
    return None


def _misspelt(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _SHORTEST and fuzz.ratio(one, other) >= _MISSPELT_FROM - 100 / len(one + other)


def _nickname(one: str, other: str) -> bool:
    known = _nicknames()
    return (
        other in known.get(one, ())
        or one in known.get(other, ())
        or bool(known.get(one, set()) & known.get(other, set()))
    )


@lru_cache(maxsize=1)
def _nicknames() -> Mapping[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in _NICKNAMES.read_text(encoding="utf-8").splitlines():
        short, sign, full = line.partition("=")
        if sign and not line.startswith("#"):
            found[short.strip()].add(full.strip())
    return dict(found)
