"""Which message of ours answers which question, so that it follows edits and deletions for a day. Ids, no words."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.responding.delivery import Posted

FOLLOWED_FOR = 24 * 3600.0
"""Seconds for which an answer follows its question."""

MOST_FOLLOWED = 5_000
"""Questions followed at once at most. The oldest are dropped first."""


@dataclass(slots=True)
class FollowedQuestion:
    """A message that was answered, or is being answered while `busy` is held.

    `words` is a keyed hash that shows whether its words have changed.
    """

    words: bytes
    at: float
    answer: Posted | None = None
    gone: bool = False
    busy: asyncio.Lock = field(default_factory=asyncio.Lock)


class FollowedQuestions:
    """The questions that are followed, by the id of their message."""

    def __init__(
        self,
        followed_for: float = FOLLOWED_FOR,
        most: int = MOST_FOLLOWED,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._followed_for = followed_for
        self._most = most
        self._clock = clock
        self._key = secrets.token_bytes(16)
        self._kept: OrderedDict[int, FollowedQuestion] = OrderedDict()
        self._by_answer: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def hash(self, text: str) -> bytes:
        """Return a keyed hash: equal for equal texts, and not reversible. The key is lost with the process."""
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=8).digest()

    def begin(self, message: int, text: str) -> FollowedQuestion:
        """Follow a message from now on."""
        question = self._kept[message] = FollowedQuestion(self.hash(text), self._clock())
        while len(self._kept) > self._most:
            self._drop(next(iter(self._kept)))
        return question

    def answered(self, message: int, answer: Posted) -> None:
        """Note which message of ours answers a question, if it is still followed."""
        if (question := self._kept.get(message)) is not None:
            question.answer = answer
            self._by_answer[answer.message] = message

    def find(self, message: int) -> FollowedQuestion | None:
        """Return a question that is followed."""
        too_old = self._clock() - self._followed_for
        for oldest in self._oldest():
            if self._kept[oldest].at > too_old:
                break
            self._drop(oldest)
        return self._kept.get(message)

    def is_answer(self, message: int) -> bool:
        """Tell whether a message is one of the answers."""
        return message in self._by_answer

    def take(self, message: int) -> FollowedQuestion | None:
        """Stop following a question that was deleted, and return it; `gone` tells whoever is answering it."""
        question = self.find(message)
        if question is not None:
            question.gone = True
            self._drop(message)
        return question

    def answer_gone(self, message: int) -> None:
        """Stop following the question whose answer was deleted."""
        if (question := self._by_answer.get(message)) is not None:
            self._drop(question)

    def _oldest(self) -> Iterator[int]:
        while self._kept:
            yield next(iter(self._kept))

    def _drop(self, message: int) -> None:
        question = self._kept.pop(message, None)
        if question is not None and question.answer is not None:
            self._by_answer.pop(question.answer.message, None)
