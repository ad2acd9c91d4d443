"""One file an entry: a line that says what it is, a header in JSON, then the arrays, each on a multiple of 64 bytes.

The arrays are mapped into memory, read-only: processes share them, and what is never looked at is never read. Nothing
in the file can run.
"""

from __future__ import annotations

import json
import math
import mmap
import os
import stat
import zlib
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final, TypedDict

import numpy as np
import numpy.typing as npt

from retrieval.kept.arrays import Array, Arrays
from retrieval.kept.spool import let_go

FORMAT: Final = 1
"""Raised when the form of the file, or of anything that is packed, changes."""
ALIGNMENT: Final = 64
"""Bytes; a line of the processor's cache."""
_MARK: Final = b"verbatim-kept"
_LONGEST_LINE: Final = 100
_KINDS: Final = "biuf"
"""Booleans and numbers; an array of objects would have to be unpickled."""
_AT_ONCE: Final = 1 << 18
_PIECE: Final = 1 << 21
_READ: Final = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


class _Header(TypedDict):
    """What stands in the header: the arrays with their type, shape, and place after the header."""

    key: str
    arrays: list[tuple[str, str, tuple[int, ...], int]]
    bytes: int
    checksum: int


class EntryError(Exception):
    """A kept entry that is not what it should be; the message says what is wrong, to stand after a colon."""


def write_entry(file: BinaryIO, key: str, arrays: Arrays) -> None:
    """Write arrays of numbers under a key; OSError where the disk does not take them."""
    described: list[tuple[str, str, tuple[int, ...], int]] = []
    flat: list[npt.NDArray[np.uint8]] = []
    at = checksum = 0
    for name, array in arrays.items():
        if array.dtype.kind not in _KINDS:
            raise TypeError(f"{name} is an array of {array.dtype}, which is not kept")
        described.append((name, array.dtype.str, array.shape, at))
        flat.append(np.ascontiguousarray(array).reshape(-1).view(np.uint8))
        for piece in _pieces(flat[-1]):
            checksum = zlib.crc32(piece, checksum)
        checksum = zlib.crc32(bytes(-array.nbytes % ALIGNMENT), checksum)
        at += array.nbytes + -array.nbytes % ALIGNMENT
    content: _Header = {"key": key, "arrays": described, "bytes": at, "checksum": checksum}
    header = json.dumps(content, separators=(",", ":")).encode("ascii")
    line = b"%s %d %d %d\n" % (_MARK, FORMAT, len(header), zlib.crc32(header))
    file.write(line + header + bytes(-(len(line) + len(header)) % ALIGNMENT))
    for data in flat:
        for piece in _pieces(data):
            file.write(piece)
        file.write(bytes(-data.nbytes % ALIGNMENT))


def _pieces(data: npt.NDArray[np.uint8]) -> Iterator[memoryview]:
    """Yield an array in pieces, none of which stays mapped into memory after it was looked at."""
    for begin in range(0, data.nbytes, _PIECE):
        yield data[begin : begin + _PIECE].data
        let_go(data)


def read_entry(path: Path, key: str) -> Arrays:
    """Map the arrays that were kept under a key; FileNotFoundError where there are none.

    Raises EntryError where the file is damaged, foreign, another user's, or no file at all, and OSError where it
    cannot be opened.
    """
    with _open(path) as file:
        return map_entry(file, key)


def map_entry(file: BufferedReader, key: str) -> Arrays:
    """Map the arrays that an open file has under a key; EntryError where it is damaged or foreign."""
    first = file.readline(_LONGEST_LINE)
    fields = first.split()
    if len(fields) != 4 or fields[0] != _MARK or not all(field.isdigit() for field in fields[1:]):
        raise EntryError("it is no kept story")
    form, length, header_checksum = map(int, fields[1:])
    if form != FORMAT:
        raise EntryError("it has another release's form")
    size = os.fstat(file.fileno()).st_size
    header = file.read(min(length, size))
    if len(header) != length or zlib.crc32(header) != header_checksum:
        raise EntryError("its header is damaged")
    try:
        return _read_arrays(file, json.loads(header), key, file.tell() + -file.tell() % ALIGNMENT, size)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise EntryError("its header cannot be read") from error


def _read_arrays(file: BufferedReader, content: _Header, key: str, begin: int, size: int) -> Arrays:
    """Map what a header describes, once it has been checked."""
    if content["key"] != key:
        raise EntryError("it holds another story")
    if size != begin + content["bytes"]:
        raise EntryError("it is torn")
    if _checksum(file, begin) != content["checksum"]:
        raise EntryError("its data are damaged")
    memory = mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ)
    return {name: _mapped(memory, dtype, shape, begin, at) for name, dtype, shape, at in content["arrays"]}


def _open(path: Path) -> BufferedReader:
    """Open a file for reading: no symbolic link, and never waiting for a pipe's other end."""
    try:
        descriptor = os.open(path, _READ)
    except OSError as error:
        if path.is_symlink():
            raise EntryError("it is a symbolic link") from error
        raise
    try:
        _check_owner(os.fstat(descriptor))
    except EntryError:
        os.close(descriptor)
        raise
    return os.fdopen(descriptor, "rb")


def _check_owner(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise EntryError("it is no file")
    if hasattr(os, "geteuid"):
        if status.st_uid != os.geteuid():
            raise EntryError("it belongs to another user")
        if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise EntryError("other users may write to it")


def _checksum(file: BufferedReader, begin: int) -> int:
    """Return the CRC-32 of the rest of a file. Read and not mapped: so it does not count as this process' memory."""
    file.seek(begin)
    data = memoryview(bytearray(_AT_ONCE))  # one that stays near the processor
    checksum = 0
    while count := file.readinto(data):
        checksum = zlib.crc32(data[:count], checksum)
    return checksum


def _mapped(memory: mmap.mmap, dtype: str, shape: tuple[int, ...], begin: int, at: int) -> Array:
    kind = np.dtype(dtype)
    if kind.kind not in _KINDS:
        raise EntryError("it holds what is no number")
    if min(shape, default=0) < 0 or at < 0:
        raise EntryError("its header makes no sense")
    if not (count := math.prod(shape)):
        return np.zeros(shape, dtype=kind)
    return np.frombuffer(memory, dtype=kind, count=count, offset=begin + at).reshape(shape)
