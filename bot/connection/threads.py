"""Which threads are ours, so that no mention is needed in them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

import discord

_MOST_KNOWN = 2_000


class AnswerThreads:
    """The threads that were started from an answer of ours: a thread has the id of the message that it started from."""

    def __init__(self, me: int, is_answer: Callable[[int], bool]) -> None:
        self._me = me
        self._is_answer = is_answer
        self._known: OrderedDict[int, bool] = OrderedDict()

    async def has(self, thread: discord.Thread) -> bool:
        """Tell whether a thread was started from an answer. One older than this process is looked up once."""
        if self._is_answer(thread.id):
            return True
        if thread.id not in self._known:
            self._known[thread.id] = await self._look_up(thread)
            if len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)
        return self._known[thread.id]

    async def _look_up(self, thread: discord.Thread) -> bool:
        if not isinstance(thread.parent, discord.TextChannel):
            return False
        try:
            return (await thread.parent.fetch_message(thread.id)).author.id == self._me
        except discord.HTTPException:  # started from no message, from one that is gone, or that we may not see
            return False
