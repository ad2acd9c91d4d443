"""Answers in threads: opening one for an answer, and knowing which threads are ours."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

import discord

from bot.cards.blocks import Card
from bot.cards.cutting import one_line
from bot.responding.delivery import paint
from bot.responding.message import MessageDoor, embeds_allowed, our_permissions
from bot.words import button_sentences

THREAD_ALREADY_CREATED = 160004
_NAME = 90
_MOST_KNOWN = 2_000


class ThreadDoor(MessageDoor):
    """A message, answered in a thread opened from it; where none may be opened, by a reply as elsewhere."""

    def __init__(self, message: discord.Message, doing: str, question: str) -> None:
        super().__init__(message, doing)
        self._question = question

    async def send(self, card: Card) -> int | None:
        """Open the thread, named by the question, and answer in it."""
        thread = await self._open()
        if thread is None:
            return await super().send(card)
        embeds = embeds_allowed(self._message)
        shown = card if embeds else self._hinted(card, "embed_links")
        return await self._post(paint(shown, embeds=embeds), replies=False, to=thread)

    async def _open(self) -> discord.abc.Messageable | None:
        name = one_line(self._question)[:_NAME].strip() or button_sentences.THREAD_NAME
        try:
            return await self._message.create_thread(name=name)
        except discord.HTTPException as error:
            if error.code == THREAD_ALREADY_CREATED and self._message.guild is not None:
                return self._message.guild.get_thread(self._message.id)
            if not isinstance(error, discord.Forbidden):
                raise
            return None


def may_open_thread(message: discord.Message) -> bool:
    """Tell whether a thread can be opened from a message, and written in."""
    if not isinstance(message.channel, discord.TextChannel):
        return False
    permissions = our_permissions(message)
    return permissions is not None and permissions.create_public_threads and permissions.send_messages_in_threads


class AnswerThreads:
    """Which threads somebody started from an answer of ours: a thread has the id of the message it was started from."""

    def __init__(self, me: int, is_answer: Callable[[int], bool]) -> None:
        self._me = me
        self._is_answer = is_answer
        self._known: OrderedDict[int, bool] = OrderedDict()

    async def has(self, thread: discord.Thread) -> bool:
        """Tell whether a thread was started from an answer. One that is older than this process is looked up once."""
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
