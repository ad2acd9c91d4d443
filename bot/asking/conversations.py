"""What was asked just before, for follow-ups. Kept in memory only, bounded, and forgotten after a while."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from retrieval import Exchange

FORGET_AFTER = 30 * 60.0
"""Seconds after which the next question no longer counts as a follow-up."""

MOST_KEPT = 2_000
"""Exchanges kept at most. The oldest are dropped first."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody in a channel: the same person in another channel has another conversation."""

    channel: int
    person: int


@dataclass(slots=True)
class _Kept:
    exchange: Exchange
    at: float
    story: str
    before: Exchange | None = None


class Conversations:
    """The latest exchange of every conversation, found by the asker or by the answer that is replied to.

    Each is about one story, by its name ("" for the only one): what is asked of another one follows nothing up.
    """

    def __init__(
        self,
        forget_after: float = FORGET_AFTER,
        most_kept: int = MOST_KEPT,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._forget_after = forget_after
        self._most_kept = most_kept
        self._clock = clock
        self._kept: OrderedDict[Asker | int, _Kept] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def remember(self, asker: Asker, exchange: Exchange, *messages: int | None, story: str = "") -> None:
        """Keep an exchange, for its asker and for the ids of messages that asked or answered it (None is left out).

        A thread that is started from one of those messages has its id, which `recall` looks up.
        """
        self._keep(asker, exchange, story)
        for message in messages:
            if message is not None:
                self._keep(message, exchange, story)

    def recall(
        self, asker: Asker, replied_to: int | None = None, thread: int | None = None, story: str = ""
    ) -> Exchange | None:
        """Return the exchange that a question may follow up; None if there is none.

        It is that of the answer replied to, else this asker's latest here, else that which the thread started from.
        """
        if replied_to is not None and (found := self._find(replied_to, story)) is not None:
            return found
        found = self._find(asker, story)
        return self._find(thread, story) if found is None and thread is not None else found

    def answered_by(self, message: int, story: str = "") -> Exchange | None:
        """Return the exchange of an answer; None where it is not remembered."""
        return self._find(message, story)

    def forget(self, answer_message: int) -> None:
        """Drop the exchange of an answer that was removed, and fall back to the asker's previous exchange."""
        gone = self._kept.pop(answer_message, None)
        if gone is None:
            return
        for key in [key for key, kept in self._kept.items() if kept.exchange is gone.exchange]:
            kept = self._kept[key]
            if isinstance(key, Asker) and kept.before is not None:
                self._kept[key] = _Kept(kept.before, kept.at, kept.story)
            else:
                del self._kept[key]

    def _keep(self, key: Asker | int, exchange: Exchange, story: str) -> None:
        before = self._find(key, story)
        self._kept[key] = _Kept(exchange, self._clock(), story, before)
        self._kept.move_to_end(key)
        while len(self._kept) > self._most_kept:
            self._kept.popitem(last=False)

    def _find(self, key: Asker | int, story: str) -> Exchange | None:
        self._forget_old()
        kept = self._kept.get(key)
        return kept.exchange if kept is not None and kept.story == story else None

    def _forget_old(self) -> None:
        too_old = self._clock() - self._forget_after
        while self._kept:
            key, kept = next(iter(self._kept.items()))
            if kept.at > too_old:
                return
            del self._kept[key]
