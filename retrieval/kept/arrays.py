"""Flat arrays: the one form in which what was built is kept on disk, so that it can be mapped instead of read.

A part of a story packs itself into named arrays and is unpacked from them; the names of a part within a part are
joined by dots: "ranking.terms.rows". Texts are arrays of bytes.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice
from typing import Final, overload

import numpy as np
import numpy.typing as npt

from retrieval.kept.spool import Mapped, Spool

Array = npt.NDArray[np.generic]
Arrays = Mapping[str, Array]
_AT_ONCE: Final = 512
"""Texts that are encoded before they are written."""


def under(name: str, arrays: Arrays) -> dict[str, Array]:
    """Return the arrays of a part with the part's name before their own."""
    return {f"{name}.{key}": array for key, array in arrays.items()}


def within(name: str, arrays: Arrays) -> dict[str, Array]:
    """Return the arrays of the part of this name, by their own names."""
    return {key.removeprefix(f"{name}."): array for key, array in arrays.items() if key.startswith(f"{name}.")}


def pack_text(text: str) -> Array:
    """Return a text as bytes; half a surrogate pair, which a file may hold, survives."""
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), dtype=np.uint8)


def unpack_text(array: Array) -> str:
    """Return the text that was packed."""
    return array.tobytes().decode("utf-8", "surrogatepass")


def pack_json(value: object) -> Array:
    """Return what JSON can say as bytes: lists, objects, texts, numbers, booleans and null."""
    return pack_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def unpack_json(array: Array) -> object:
    """Return the value that was packed; tuples have become lists."""
    value: object = json.loads(unpack_text(array))
    return value


def unpack_rows(array: Array) -> list[list[str | None]]:
    """Return rows of texts and nulls that were packed as JSON."""
    rows: list[list[str | None]] = json.loads(unpack_text(array))
    return rows


class Strings(Sequence[str]):
    """A sequence of texts in two arrays, each text decoded when it is asked for. Immutable."""

    def __init__(self, data: npt.NDArray[np.uint8], ends: npt.NDArray[np.int64]) -> None:
        self._data = data
        self._ends = ends
        self._bytes, self._places = data.data, ends.data

    @classmethod
    def of(cls, texts: Iterable[str]) -> Strings:
        """Lay out texts one after another."""
        written = StringList()
        written.add(texts)
        return written.read()

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        return {"data": self._data, "ends": self._ends}

    @classmethod
    def unpack(cls, arrays: Arrays, *, sparing: bool = False) -> Strings:
        """Make the sequence of kept arrays; `sparing` is for long texts, which shall not all stay in memory."""
        kind = _SparingStrings if sparing else cls
        return kind(arrays["data"].view(np.uint8), arrays["ends"].view(np.int64))

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        number = at + len(self) if at < 0 else at
        if not 0 <= number < len(self):
            raise IndexError(at)
        return str(self.encoded_at(number), "utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        return (text.decode("utf-8", "surrogatepass") for text in self.encoded())

    def encoded_at(self, number: int) -> memoryview:
        """Return the bytes of the text of this number, from 0."""
        return self._bytes[self._places[number - 1] if number else 0 : self._places[number]]

    def encoded(self) -> Iterator[bytes]:
        """Yield the bytes of each text."""
        data, begin = self._data.tobytes(), 0
        for end in self._ends.tolist():
            yield data[begin:end]
            begin = end


class _SparingStrings(Strings):
    """The same, of which few stay mapped into memory after they were looked at."""

    def __init__(self, data: npt.NDArray[np.uint8], ends: npt.NDArray[np.int64]) -> None:
        super().__init__(data, ends)
        self._mapped = Mapped(data)

    def encoded_at(self, number: int) -> memoryview:
        """Return the bytes of the text of this number, from 0."""
        return memoryview(self._mapped.read(self._places[number - 1] if number else 0, self._places[number]))


class StringList:
    """Texts that are written one after another; many of them wait in a file."""

    def __init__(self) -> None:
        self._data, self._ends = Spool(), array("q", [0])

    def add(self, texts: Iterable[str]) -> None:
        """Write more texts."""
        every = iter(texts)
        while some := [text.encode("utf-8", "surrogatepass") for text in islice(every, _AT_ONCE)]:
            self._data.write(b"".join(some))
            self._ends.extend(islice(accumulate(map(len, some), initial=self._ends[-1]), 1, None))

    def read(self) -> Strings:
        """Return all of them."""
        return Strings(self._data.read(np.uint8), np.array(self._ends, dtype=np.int64)[1:])
