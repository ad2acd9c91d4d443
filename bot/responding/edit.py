"""Changing and removing an answer after its question was changed or deleted."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord

from bot.cards.blocks import Card
from bot.logs import describe
from bot.responding.delivery import Posted, paint, persist
from bot.responding.message import MessageResponder, embeds_allowed, may_reply
from bot.responding.permissions import Hints

_LOOKED_THROUGH = 25
_log = logging.getLogger(__name__)


class EditResponder:
    """Answers a question that was edited by an edit of its answer."""

    shows_question = False
    always_tells = False
    offers_share = False
    story = ""

    def __init__(self, message: discord.Message, answer: Posted, client: discord.Client, hints: Hints) -> None:
        self.doing = "answering an edited question"
        self.posted: Posted | None = answer
        self._instead = MessageResponder(message, self.doing, hints)
        self.place = self._instead.place
        self.words, self.asker_words = self._instead.words, self._instead.asker_words
        self._message = message
        self._answer = client.get_partial_messageable(answer.channel).get_partial_message(answer.message)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Show nothing: the answer stands there already."""
        yield

    async def send(self, card: Card) -> int | None:
        """Show the card in place of the old answer; do nothing if somebody has removed that."""
        embeds = embeds_allowed(self._message)
        try:
            await self._edit(card, embeds=embeds)
        except discord.NotFound:
            return None
        except discord.Forbidden:
            if not embeds:
                raise
            await self._edit(card, embeds=False)
        return self._answer.id

    async def decline(self, card: Card) -> None:
        """Say why the answer stays as it was, in a message of its own."""
        await self._instead.decline(card)

    async def whisper(self, card: Card) -> None:
        """Tell the asker alone."""
        await self._instead.whisper(card)

    async def _edit(self, card: Card, *, embeds: bool) -> None:
        painted = paint(card, embeds=embeds, story=self.story)
        await persist(lambda: self._answer.edit(**painted.edit()))


async def remove(client: discord.Client, answer: Posted) -> None:
    """Delete an answer whose question was deleted. If that fails, the log says so."""

    async def delete() -> None:
        await client.get_partial_messageable(answer.channel).get_partial_message(answer.message).delete()

    try:
        await persist(delete)
    except discord.NotFound:
        pass
    except (discord.DiscordException, OSError) as error:
        _log.warning("Could not remove the answer to a question that was deleted (%s).", describe(error))


async def find_answer(message: discord.Message, me: int) -> Posted | None:
    """Look for our answer to a question among the messages after it: another process may have given it."""
    thread = message.guild.get_thread(message.id) if message.guild is not None else None
    if thread is None and not may_reply(message):
        return None  # without Read Message History nothing is shown to us
    try:
        if thread is not None:
            async for each in thread.history(limit=_LOOKED_THROUGH, oldest_first=True):
                if each.author.id == me:
                    return Posted(thread.id, each.id)
        async for each in message.channel.history(limit=_LOOKED_THROUGH, after=message, oldest_first=True):
            if each.author.id == me and each.reference is not None and each.reference.message_id == message.id:
                return Posted(each.channel.id, each.id)
    except discord.HTTPException as error:
        _log.info("Could not look for the answer to an edited question (%s).", describe(error))
    return None
