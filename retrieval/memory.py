"""What memory a story needs, by its size, and what this machine or its container allows."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import Final

from retrieval.articles.article import Article

BASE: Final = 106_000_000
EACH: Final = 36
"""Bytes that the bot needs for any story, and for each character of one: the line through the most memory that it held
with stories of several sizes, built, asked, and read again beside the old one. `python -m tests.benchmarks.memory`
measures them and prints both (at 100, 1,000, 3,000 and 10,000 paragraphs: 102, 118, 140 and 205 MB). Of a story
of more than some 6 MB it is not kept how its articles were read, so that it needs less than the line says: 100,000
paragraphs of 28 MB were built in 448 MB, without Discord."""

UNLIMITED: Final = 1 << 60
"""Bytes; a greater limit is none. Version 1 of control groups writes one a little below 2**63 for that."""


class LimitedBy(Enum):
    """What sets the limit."""

    CONTROL_GROUP = "control group"  # a container, or a unit of systemd
    PROCESS = "process"  # `ulimit -v`
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class MemoryLimit:
    """How many bytes may be used, and what says so."""

    allowed: int
    by: LimitedBy


@dataclass(frozen=True, slots=True)
class Memory:
    """What is needed, in bytes, and the lowest limit; None where there is none that can be known."""

    needed: int
    limit: MemoryLimit | None

    @property
    def fits(self) -> bool:
        """Whether it is enough, as far as can be known."""
        return self.limit is None or self.needed <= self.limit.allowed


def memory_for(articles: Iterable[Article]) -> Memory:
    """Return what the bot needs for these articles, and what it may use here."""
    characters = sum(len(article.text) for article in articles)
    return Memory(BASE + EACH * characters, memory_limit())


def give_back() -> None:
    """Give the system back what is free within this process; glibc would keep it for later, other libraries do not."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415  # not where a story is kept

        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)


def memory_limit(root: Path = Path("/")) -> MemoryLimit | None:
    """Return the lowest limit on this process; None where none can be read. `root` has /proc and /sys in it."""
    found = [MemoryLimit(allowed, LimitedBy.CONTROL_GROUP) for allowed in _of_control_groups(root)]
    with suppress(ImportError, OSError):  # Windows has neither
        import resource  # noqa: PLC0415

        soft, _ = resource.getrlimit(resource.RLIMIT_AS)
        if soft != resource.RLIM_INFINITY:
            found.append(MemoryLimit(soft, LimitedBy.PROCESS))
    with suppress(AttributeError, ValueError, OSError):
        found.append(MemoryLimit(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"), LimitedBy.MACHINE))
    return min(found, key=lambda limit: limit.allowed, default=None)


def _of_control_groups(root: Path) -> Iterator[int]:
    """Yield the limits of this process's control group and of those above it, of both versions.

    https://docs.kernel.org/admin-guide/cgroup-v2.html: `memory.max` holds bytes, or "max". In a container the group
    is often mounted as the root, so that the path of /proc/self/cgroup leads nowhere and the root has the limit.
    """
    groups = root / "sys" / "fs" / "cgroup"
    with suppress(OSError):
        for line in (root / "proc" / "self" / "cgroup").read_text(encoding="utf-8").splitlines():
            _, controllers, path = line.split(":", 2)
            if not controllers:
                yield from _limits(groups, path, "memory.max")
            elif "memory" in controllers.split(","):
                yield from _limits(groups / "memory", path, "memory.limit_in_bytes")


def _limits(top: Path, path: str, name: str) -> Iterator[int]:
    own = PurePosixPath(path.lstrip("/"))
    for group in (own, *own.parents):
        with suppress(OSError):
            text = (top / group / name).read_text(encoding="ascii").strip()
            if re.fullmatch(r"[0-9]+", text) and int(text) < UNLIMITED:
                yield int(text)
