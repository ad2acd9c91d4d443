"""Term -> its number, by a hash table in two arrays: nothing is read at a start, and processes share it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.kept.arrays import Strings

Bucketed = npt.NDArray[np.int32]
_REMEMBERED: Final = 20_000
"""Look-ups that are remembered: people ask with the same words."""
UNKNOWN: Final = -1


def buckets(terms: Strings) -> tuple[Bucketed, Bucketed]:
    """Return where the bucket of each hash begins in the second array, and the terms' numbers by bucket.

    Shapes: (buckets + 1,), the buckets being a power of two and as many as the terms at least; and (terms,).
    """
    count = 1 << max(0, len(terms) - 1).bit_length()
    hashes = np.fromiter(map(zlib.crc32, terms.encoded()), dtype=np.uint32, count=len(terms))
    places = (hashes & np.uint32(count - 1)).astype(np.int64)
    starts = np.zeros(count + 1, dtype=np.int32)
    np.cumsum(np.bincount(places, minlength=count), out=starts[1:])
    return starts, np.argsort(places, kind="stable").astype(np.int32)


class TermNumbers(Mapping[str, int]):
    """The number of each term, from 0 in their order."""

    def __init__(self, terms: Strings, starts: Bucketed, numbers: Bucketed) -> None:
        self._terms = terms
        self._starts = starts.data
        self._numbers = numbers.data
        self._mask = len(starts) - 2
        self._remembered: dict[str, int] = {}

    def __getitem__(self, term: str) -> int:
        number = self.find(term)
        if number == UNKNOWN:
            raise KeyError(term)
        return number

    def find(self, term: str) -> int:
        """Return the number of a term, UNKNOWN where there is none: what `get` does, in a third of its time."""
        number = self._remembered.get(term)
        return self._remember(term) if number is None else number

    def find_all(self, terms: Iterable[str]) -> list[int]:
        """Return the number of each term, UNKNOWN where there is none."""
        known = self._remembered.get
        return [self._remember(term) if (number := known(term)) is None else number for term in terms]

    def __len__(self) -> int:
        return len(self._terms)

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)

    def __contains__(self, term: object) -> bool:
        return isinstance(term, str) and self.find(term) != UNKNOWN

    def _remember(self, term: str) -> int:
        number = self._look_up(term)
        if len(self._remembered) >= _REMEMBERED:
            self._remembered.clear()
        self._remembered[term] = number
        return number

    def _look_up(self, term: str) -> int:
        encoded = term.encode("utf-8", "surrogatepass")
        bucket = zlib.crc32(encoded) & self._mask
        for at in range(self._starts[bucket], self._starts[bucket + 1]):
            number = self._numbers[at]
            if self._terms.encoded_at(number) == encoded:
                return number
        return UNKNOWN
