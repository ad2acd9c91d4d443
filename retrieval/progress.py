"""How far long work has come: told to whoever waits for it, who shows it as they like."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate
from types import MappingProxyType
from typing import Final, TypeVar


class Stage(Enum):
    """What is done to make a story of its files, in this order."""

    ARTICLES = "articles"
    WORDS = "words"
    PEOPLE = "people"
    QUOTATIONS = "quotations"
    PASSAGES = "passages"
    MARKS = "marks"
    KEEPING = "keeping"


SHARES: Final = MappingProxyType(
    {
        Stage.ARTICLES: 0.02,
        Stage.WORDS: 0.07,
        Stage.PEOPLE: 0.03,
        Stage.QUOTATIONS: 0.09,
        Stage.PASSAGES: 0.53,
        Stage.MARKS: 0.15,
        Stage.KEEPING: 0.11,
    }
)
"""What share of the time each stage takes, as `python -m tests.benchmarks.stages` prints it."""

_BEFORE: Final = MappingProxyType(dict(zip(SHARES, accumulate(SHARES.values(), initial=0.0), strict=False)))
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one stage has come: `done` steps of `total`."""

    stage: Stage
    done: int = 0
    total: int = 1

    @property
    def share(self) -> float:
        """How far all of the work has come, from 0 to 1."""
        return min(1.0, _BEFORE[self.stage] + SHARES[self.stage] * self.done / max(1, self.total))


Report = Callable[[Progress], None]
"""Is told of progress, in the thread that works; it must return soon, and raises nothing."""


def unheard(_progress: Progress) -> None:
    """Tell nobody."""


def told(items: Sequence[_Item], stage: Stage, report: Report) -> Iterator[_Item]:
    """Yield the items of a stage one after the other, and report after each what is done."""
    report(Progress(stage, 0, len(items)))
    for done, item in enumerate(items, start=1):
        yield item
        report(Progress(stage, done, len(items)))
