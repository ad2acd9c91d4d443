"""Words that are written with a stop of their own, by what follows them. The list is `data/abbreviations.txt`."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent / "data" / "abbreviations.txt"
_DOTTED: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_LONGEST: Final = 16
_WORD_BEFORE: Final = re.compile(r"(?:(?<![^\W_])[^\W_]{1,2}\.)*[^\W_]+(?:['’][^\W_]+)?\Z")


class Abbreviation(Enum):
    """What an abbreviation is followed by; the value is its heading in the file."""

    TITLE = "titles"
    NUMBERED = "numbers"
    INNER = "inner"
    ENDS = "ends"
    OTHER = "others"
    INITIAL = "initials"


@lru_cache(maxsize=1)
def abbreviations() -> dict[str, Abbreviation]:
    """Return the kind of each listed abbreviation, without its last stop and cased as the file has it."""
    table: dict[str, Abbreviation] = {}
    kind = Abbreviation.OTHER
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            kind = Abbreviation(line[3:].strip())
        elif not line.startswith("#"):
            table.update(dict.fromkeys(line.split(), kind))
            table.update((word.upper(), kind) for word in line.split() if len(word) > 2 or kind is Abbreviation.TITLE)
    return table


def abbreviation(word: str) -> Abbreviation | None:
    """Return what kind of abbreviation a word is, given without its last stop ("Mr", "U.S", "J"); None for others."""
    table = abbreviations()
    if len(word) == 1 and word.isupper():
        return Abbreviation.INITIAL
    if kind := table.get(word) or table.get(word.lower()):
        return kind
    return Abbreviation.OTHER if _DOTTED.fullmatch(word) else None


def word_before_stop(text: str, stop: int) -> str:
    """Return the word that a stop at this offset stands after, with the stops inside it: "U.S" in "the U.S.".

    Words longer than any abbreviation come back cut.
    """
    found = _WORD_BEFORE.search(text[max(0, stop - _LONGEST) : stop])
    return found.group() if found else ""


def listed(kind: Abbreviation) -> tuple[str, ...]:
    """Return the abbreviations that the file lists under a heading, without their last stop, in its order."""
    return tuple(word for word, of_kind in abbreviations().items() if of_kind is kind and not word.isupper())
