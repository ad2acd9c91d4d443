"""Who may ask again, and when: token buckets for people and for channels, shared by every surface."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

MOST_BUCKETS = 10_000
"""Buckets kept at most of each kind. The one unused for longest is dropped first; it is full again by then."""


@dataclass(frozen=True, slots=True)
class Rate:
    """So many questions in so many seconds: all of them at once, or one every `seconds / questions`."""

    questions: int
    seconds: float = 60.0

    @property
    def interval(self) -> float:
        """Seconds that it takes for one more question to be allowed."""
        return self.seconds / self.questions


@dataclass(frozen=True, slots=True)
class Wait:
    """How long to wait. `channel` is true if it is the channel that was asked too much, and not this person.

    `first_told` is false if this person has been told of this wait already.
    """

    seconds: float
    channel: bool
    first_told: bool

    def until(self, now: float) -> int:
        """Return when questions are allowed again, in whole seconds since 1970; `now` is in the same unit."""
        return math.ceil(now + self.seconds)


@dataclass(slots=True)
class _Bucket:
    """How many `tokens` there were at the time `at`."""

    tokens: float
    at: float


class _Buckets:
    """One token bucket for each key."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._buckets: OrderedDict[Hashable, _Bucket] = OrderedDict()

    def __len__(self) -> int:
        return len(self._buckets)

    def wait(self, key: Hashable, rate: Rate | None, now: float) -> float:
        """Return the seconds until this key may take a token; 0 where it may now."""
        bucket = self._buckets.get(key)
        if bucket is None or rate is None:
            return 0.0
        missing = 1.0 - _filled(bucket, rate, now)
        # What is left of a token after adding its parts up again is rounding, not time.
        return missing * rate.interval if missing > 1e-9 else 0.0

    def take(self, key: Hashable, rate: Rate | None, now: float) -> None:
        if rate is None:
            return
        bucket = self._buckets.setdefault(key, _Bucket(rate.questions, now))
        bucket.tokens = _filled(bucket, rate, now) - 1.0
        bucket.at = now
        self._buckets.move_to_end(key)
        while len(self._buckets) > self._most:
            self._buckets.popitem(last=False)


def per_minute(questions: int) -> Rate | None:
    """Return the rate of so many questions a minute; 0 is no limit."""
    return Rate(questions) if questions else None


def _filled(bucket: _Bucket, rate: Rate, now: float) -> float:
    return min(float(rate.questions), bucket.tokens + (now - bucket.at) / rate.interval)


class Cooldowns:
    """Decides whether a person may ask in a channel now. A refused question costs nothing. No rate is no limit."""

    def __init__(
        self,
        person: Rate | None,
        channel: Rate | None,
        *,
        most_buckets: int = MOST_BUCKETS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._person = person
        self._channel = channel
        self._clock = clock
        self._people = _Buckets(most_buckets)
        self._channels = _Buckets(most_buckets)
        self._told: OrderedDict[tuple[int, int], float] = OrderedDict()
        self._most = most_buckets

    def __len__(self) -> int:
        return len(self._people) + len(self._channels) + len(self._told)

    def take(
        self, person: int, channel: int, *, person_rate: Rate | None = None, server: int | None = None
    ) -> Wait | None:
        """Count a question; return how long to wait where it is one too many, else None.

        `person_rate` replaces the host's rate where a `server` chose its own; what a person asks there is counted
        apart from what they ask elsewhere.
        """
        now = self._clock()
        rate = person_rate or self._person
        asker = (server, person)
        own = self._people.wait(asker, rate, now)
        shared = self._channels.wait(channel, self._channel, now)
        wait = max(own, shared)
        if wait > 0:
            return Wait(wait, shared > own, self._tell(person, channel, now, now + wait))
        self._people.take(asker, rate, now)
        self._channels.take(channel, self._channel, now)
        return None

    def _tell(self, person: int, channel: int, now: float, until: float) -> bool:
        """Note that this person is told to wait here; return False if they were told and that wait is not over."""
        key = (person, channel)
        if self._told.get(key, 0.0) > now:
            return False
        self._told[key] = until
        self._told.move_to_end(key)
        while len(self._told) > self._most:
            self._told.popitem(last=False)
        return True
