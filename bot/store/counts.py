"""What is counted for those who run a server, and its sums: numbers alone, no text, no ids of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol


class Event(Enum):
    """What became of a question, and what a reader said of its answer."""

    ANSWERED = "answered"
    DECLINED = "declined"
    HELPED = "helped"
    NOT_HELPED = "not helped"


class Tally(Protocol):
    """Keeps the counts. Counting must never hold up or break an answer: `record` raises nothing."""

    async def record(self, guild_id: int | None, day: date, article: str | None, event: Event, story: str = "") -> None:
        """Count an event once more.

        `guild_id` is None in direct messages and on servers that do not have the bot. `day` is the day in UTC.
        `article` is the file of the passage that answered, None where the articles did not say. `story` is the name of
        the story, "" for the only one.
        """


Totals = Counter[Event]


@dataclass(frozen=True, slots=True)
class Count:
    """How often something happened on one day with one article; None where no article answered."""

    day: date
    article: str | None
    event: Event
    count: int


@dataclass(frozen=True, slots=True)
class Stats:
    """Sums over some days: of everything, by day (latest first), by article (most questions first)."""

    totals: Totals
    days: tuple[tuple[date, Totals], ...]
    articles: tuple[tuple[str, Totals], ...]


def summarize(counts: Iterable[Count]) -> Stats:
    """Add counts up."""
    totals: Totals = Counter()
    days: dict[date, Totals] = {}
    articles: dict[str, Totals] = {}
    for each in counts:
        totals[each.event] += each.count
        days.setdefault(each.day, Counter())[each.event] += each.count
        if each.article is not None:
            articles.setdefault(each.article, Counter())[each.event] += each.count
    return Stats(
        totals,
        tuple(sorted(days.items(), reverse=True)),
        tuple(sorted(articles.items(), key=lambda row: (-row[1].total(), row[0]))),
    )
