"""The commonest words of other languages, as they lie in their file: a look-up, and nothing is parsed beforehand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

_FILE: Final = Path(__file__).parent / "data" / "languages.txt"
_CODE: Final = "abcdefghijklmnopqrstuvwxyz"
_SHARED: Final = "*"


@dataclass(frozen=True, slots=True)
class ForeignWord:
    """How common a word is in each language that has it among its commonest, on the Zipf scale.

    `shared`: English has it too, and most languages use it as often; a name, mostly.
    """

    frequencies: Mapping[str, float]
    shared: bool = False


NONE: Final = ForeignWord({})


def foreign_word(word: str) -> ForeignWord:
    """Return what is known of a word, in lower case, with its accents or without any."""
    lines = _lines()
    key = word.encode()
    line = lines.at(bisect_left(lines, key))
    found, *codes = line.decode().split()
    if found != word:
        return NONE
    frequencies = {code.rstrip("0123456789."): float(code.lstrip(_CODE)) for code in codes if code != _SHARED}
    return ForeignWord(frequencies, _SHARED in codes)


class _Lines:
    """The lines of the file, which are in order; those of its head begin with "#" and so come before all words."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        ends = np.flatnonzero(np.frombuffer(data, dtype=np.uint8) == ord("\n"))
        self._ends: npt.NDArray[np.int32] = ends.astype(np.int32)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, at: int) -> bytes:
        """Return the word of a line."""
        return self.at(at).partition(b" ")[0]

    def at(self, number: int) -> bytes:
        """Return a whole line; past the end, the last."""
        number = min(number, len(self) - 1)
        start = int(self._ends[number - 1]) + 1 if number else 0
        return self._data[start : int(self._ends[number])]


@lru_cache(maxsize=1)
def _lines() -> _Lines:
    return _Lines(_FILE.read_bytes())
