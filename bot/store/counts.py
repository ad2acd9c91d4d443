"""What is counted of answers, for those who run a server: numbers alone, no text, no ids of people."""

from __future__ import annotations

from collections import Counter
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

    async def record(self, guild_id: int | None, day: date, article: str | None, event: Event) -> None:
        """Count an event once more.

        `guild_id` is None in direct messages and on servers that do not have the bot. `day` is the day in UTC.
        `article` is the file of the passage that answered, None where the articles did not say.
        """


class MemoryTally:
    """Counts in memory: what is used until the store is there, and in tests."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[int | None, date, str | None, Event]] = Counter()

    async def record(self, guild_id: int | None, day: date, article: str | None, event: Event) -> None:
        """Count an event once more."""
        self.counts[guild_id, day, article, event] += 1
