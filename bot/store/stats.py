"""Counts -> totals, by day and by article: pure sums over what the store kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.store.counts import Event

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
    """Sums over some days: all in all, by day (latest first), by article (most often answered first)."""

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
