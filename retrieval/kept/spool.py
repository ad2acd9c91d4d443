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
RESIDENT: Final = 400_000_000
"""Bytes of a mapped file that may stay in memory, about: of a very large one every part is looked at in the end."""
_AROUND: Final = 1 << 16
"""Bytes that Linux maps around what is read."""
_CHECKED: Final = 8
"""After so many reads it is looked up how much is in memory, some 20 µs' work."""
_PARTS: Final = 8
"""A file is let go in so many parts, as many as must go, so that no question has to map all of it again."""
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
    memory = _mapping(array)
    if memory is not None:
        memory.madvise(mmap.MADV_DONTNEED)


def _mapping(array: npt.NDArray[np.generic]) -> mmap.mmap | None:
    """Return what an array is mapped with; None where it is not, or where nothing can be let go of."""
    base: object = array
    while isinstance(base, np.ndarray | memoryview):
        base = base.base if isinstance(base, np.ndarray) else base.obj
    return base if isinstance(base, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED") else None


class Mapped:
    """Bytes that may be mapped into memory, of which no more than MAPPED stay there after they were looked at.

    Of the file that they are part of, no more than about RESIDENT stay: beyond it, now and then parts are let go.
    """

    def __init__(self, data: npt.NDArray[np.uint8]) -> None:
        self._data = data
        self._seen = self._reads = self._hand = 0
        self._memory = _mapping(data) if data.nbytes > MAPPED else None
        if self._memory is not None:
            first = data.ctypes.data - np.frombuffer(self._memory, dtype=np.uint8).ctypes.data
            self._first = first - first % mmap.PAGESIZE
            self._length = first + data.nbytes - self._first

    def read(self, begin: int, end: int) -> bytes:
        """Return a copy of the bytes from one place to another."""
        found = self._data[begin:end].tobytes()
        if self._memory is not None:
            self._count(self._memory, len(found))
        return found

    def _count(self, memory: mmap.mmap, size: int) -> None:
        """Note that so much was read, and let go of what is too much."""
        self._reads += 1
        self._seen += max(size, _AROUND)
        if self._seen > MAPPED:
            self._seen = 0
            memory.madvise(mmap.MADV_DONTNEED, self._first, self._length)
        if self._reads % _CHECKED == 0 and len(memory) > RESIDENT:
            part = len(memory) // _PARTS + mmap.PAGESIZE
            part -= part % mmap.PAGESIZE
            for _ in range(_PARTS):
                if _resident() <= RESIDENT:
                    break
                memory.madvise(mmap.MADV_DONTNEED, self._hand * part, part)
                self._hand = (self._hand + 1) % _PARTS


def _resident() -> int:
    """Return how many bytes of files this process has mapped into memory; 0 where the system does not tell."""
    with contextlib.suppress(OSError, ValueError, IndexError), open("/proc/self/statm", "rb", buffering=0) as file:  # noqa: PTH123  # the quickest
        return int(file.read(100).split()[2]) * mmap.PAGESIZE
    return 0


def _folder() -> str | None:
    """Return the folder where stories are kept, which is on a disk, as the system's for such files may not be."""
    with contextlib.suppress(RuntimeError, OSError):
        folder = cache_folder()
        return str(folder) if folder.is_dir() else None
    return None
