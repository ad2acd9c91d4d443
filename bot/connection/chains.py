"""The questions before a reply to one of our answers, read from Discord: after a restart nobody here remembers them.

Our own messages are always shown to us. A question is, without any intent, where it mentions us, as a reply to us does.
What we may not read is left out.
"""

from __future__ import annotations

import logging

import discord

from bot.asking.earlier import Earlier
from bot.cards.button_ids import PassageAddress, ShowContext
from bot.connection.readable import own_mentions, words_of
from bot.logs import describe
from bot.responding.views import buttons_of

MOST_TURNS = 4
"""Questions read back at most: each is a request to Discord, and what was asked before them is hardly meant."""

_log = logging.getLogger(__name__)


async def turns_before(message: discord.Message, me: int) -> tuple[Earlier, ...]:
    """Return the questions that a reply to an answer of ours goes on from, with what was shown; the oldest first."""
    answer = await _replied_to(message)
    return () if answer is None else await turns_to(answer, me)


async def turns_to(message: discord.Message, me: int) -> tuple[Earlier, ...]:
    """Return the question that an answer of ours is to, and those before it, with what was shown; the oldest first."""
    turns: list[Earlier] = []
    answer: discord.Message | None = message
    while answer is not None and answer.author.id == me and len(turns) < MOST_TURNS:
        question = await _replied_to(answer)
        asked = words_of(question, own_mentions(me)) if question is not None else _asked_in(answer)
        turns.append(Earlier(asked, _passage_in(answer)))
        answer = None if question is None else await _replied_to(question)
    return tuple(reversed(turns))


async def turns_above(thread: discord.Thread, me: int) -> tuple[Earlier, ...]:
    """Return the question that a thread was opened from, or those before the answer that it was opened from."""
    start = await _fetched(thread.parent_id, thread.id, thread)
    if start is None:
        return ()
    if start.author.id != me:
        return (Earlier(words_of(start, own_mentions(me))),)
    question = await _replied_to(start)
    before = () if question is None else await turns_before(question, me)
    asked = words_of(question, own_mentions(me)) if question is not None else _asked_in(start)
    return (*before, Earlier(asked, _passage_in(start)))


def _asked_in(answer: discord.Message) -> str:
    """Return the question that an answer of ours repeats: that of a command."""
    return next((each.author.name for each in answer.embeds if each.author.name), "")


def _passage_in(answer: discord.Message) -> PassageAddress | None:
    """Return the passage that an answer of ours shows, as its button names it."""
    presses = (each.press for each in buttons_of(answer))
    return next((press.address for press in presses if isinstance(press, ShowContext)), None)


async def _replied_to(message: discord.Message) -> discord.Message | None:
    reference = message.reference
    if reference is None or reference.type is not discord.MessageReferenceType.reply or reference.message_id is None:
        return None
    if isinstance(reference.resolved, discord.Message):
        return reference.resolved
    if isinstance(reference.resolved, discord.DeletedReferencedMessage):
        return None
    return await _fetched(reference.channel_id, reference.message_id, message.channel)


async def _fetched(channel: int | None, message: int, near: discord.abc.MessageableChannel) -> discord.Message | None:
    """Ask Discord for a message; None where it is gone or not for us to see."""
    if channel is None:
        return None
    place = near if near.id == channel else near.guild.get_channel(channel) if near.guild is not None else None
    if not isinstance(place, discord.abc.Messageable):
        return None
    try:
        return await place.fetch_message(message)
    except discord.HTTPException as error:
        _log.info("Could not read what was asked before (%s).", describe(error))
        return None
