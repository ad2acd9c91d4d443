"""What is built waits in files without a name until the story is kept: a large one takes disk, and little memory."""

from __future__ import annotations

import contextlib
import math
import mmap
from io import FileIO
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from retrieval.kept.cache_folder import cache_folder

IN_MEMORY: Final = 1 << 20
"""Bytes; what is smaller is not worth a file."""
MAPPED: Final = 1 << 25
"""Bytes."""
_Kind = TypeVar("_Kind", bound=np.generic)


class Spool:
    """Bytes that are written one after another and read as an array; many of them wait in a file without a name.

    Where the disk does not take them, they stay in memory.
    """

    def __init__(self) -> None:
        self._memory: bytearray | None = bytearray()
        self._limit: float = IN_MEMORY
        self._file: FileIO | None = None
        self._size = 0

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()

    def write(self, data: bytes | memoryview) -> None:
        """Write more bytes."""
        if self._file is not None:
            try:
                _write(self._file, data)
            except OSError:
                self._memory, self._limit = bytearray(self._back()), math.inf
        if self._memory is not None:
            try:
                self._memory += data
            except BufferError:  # somebody reads it as it was
                self._memory = self._memory + data
            if len(self._memory) > self._limit:
                self._put_aside(self._memory)
        self._size += memoryview(data).nbytes

    def read(self, kind: type[_Kind]) -> npt.NDArray[_Kind]:
        """Return what has been written as numbers of a kind, mapped into memory where it is much."""
        if self._file is None:
            array = np.frombuffer(self._memory or b"", dtype=kind)
            array.flags.writeable = False
            return array
        return np.frombuffer(mmap.mmap(self._file.fileno(), self._size, access=mmap.ACCESS_READ), dtype=kind)

    def _put_aside(self, data: bytearray) -> None:
        from tempfile import TemporaryFile  # noqa: PLC0415  # not where a story is kept already

        with contextlib.ExitStack() as opened:
            try:
                file = opened.enter_context(TemporaryFile(dir=_folder(), buffering=0))
                _write(file, data)
            except OSError:
                self._limit = math.inf
                return
            opened.pop_all()
        self._file, self._memory = file, None

    def _back(self) -> bytes:
        """Take what was written out of the file again."""
        assert self._file is not None
        with self._file as file:
            file.seek(0)
            data = file.read(self._size)
        self._file = None
        return data


def _write(file: FileIO, data: bytes | bytearray | memoryview) -> None:
    """Write all bytes to a file without a buffer, so that a full disk is told of here."""
    left = memoryview(data).cast("B")
    while left:
        left = left[file.write(left) :]


def aside(array: npt.NDArray[_Kind]) -> npt.NDArray[_Kind]:
    """Return an array as it was, mapped from a file where it is large and the disk takes it."""
    if array.nbytes <= IN_MEMORY:
        return array
    spool = Spool()
    spool.write(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
    return spool.read(array.dtype.type).reshape(array.shape)


def let_go(array: npt.NDArray[np.generic]) -> None:
    """Take a mapped array out of memory, and what is mapped with it; it is read again where it is looked at again."""
    base: object = array
    while isinstance(base, np.ndarray | memoryview):
        base = base.base if isinstance(base, np.ndarray) else base.obj
    if isinstance(base, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        base.madvise(mmap.MADV_DONTNEED)


class Mapped:
    """Bytes that may be mapped into memory, of which no more than MAPPED stay there after they were looked at."""

    def __init__(self, data: npt.NDArray[np.uint8]) -> None:
        self._data = data
        self._seen = 0

    def read(self, begin: int, end: int) -> bytes:
        """Return a copy of the bytes from one place to another."""
        found = self._data[begin:end].tobytes()
        self._seen += len(found)
        if self._seen > MAPPED:
            self._seen = 0
            let_go(self._data)
        return found


def _folder() -> str | None:
    """Return the folder where stories are kept, which is on a disk, as the system's for such files may not be."""
    with contextlib.suppress(RuntimeError, OSError):
        folder = cache_folder()
        return str(folder) if folder.is_dir() else None
    return None
