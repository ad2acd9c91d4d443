"""Mentions, direct messages, replies and channels made for asking -> answers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from collections.abc import Set as AbstractSet
from contextlib import asynccontextmanager
from typing import Any

import discord

from bot import sentences
from bot.answers import Answers, Asked
from bot.cards import Card, notice
from bot.delivery import NO_HISTORY_TO_REPLY_IN, NO_MENTIONS, Painted, paint, persist, unless_done_in
from bot.seen import Seen
from bot.triggers import Action, Heard, decide, hear
from retrieval import Story

TYPING_AFTER = 0.4
"""Seconds of work after which we are seen typing. Most answers are there sooner; a typing call before each would
only delay it and use up half of the requests that Discord allows."""

TYPING_LASTS = 9.0
"""Seconds after which we say again that we are typing; Discord shows it for 10."""

_log = logging.getLogger(__name__)


class MessageDoor:
    """A message, answered by a reply that pings nobody."""

    shows_question = False
    always_tells = False
    offers_share = False

    def __init__(self, message: discord.Message, doing: str) -> None:
        self.doing = doing
        self._message = message

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Be seen typing, once it takes so long that someone would notice."""
        async with unless_done_in(TYPING_AFTER, self._type):
            yield

    async def send(self, card: Card) -> int | None:
        """Reply with a card: as plain text where embeds are not allowed, unlinked where replies are not.

        The permissions that we know of may be out of date, so that Discord's refusal decides.
        """
        embeds, replies = embeds_allowed(self._message), may_reply(self._message)
        while True:
            try:
                return await self._post(paint(card, embeds=embeds), replies=replies)
            except discord.HTTPException as error:
                if error.code == NO_HISTORY_TO_REPLY_IN and replies:
                    replies = False
                elif isinstance(error, discord.Forbidden) and embeds:
                    embeds = False
                else:
                    raise

    async def decline(self, card: Card) -> None:
        """Reply, or where we may not write, tell the asker in a direct message."""
        try:
            await self.send(card)
        except discord.Forbidden:
            if self._message.guild is None:
                raise
            _log.warning("May not write in channel %s; telling the asker directly.", self._message.channel.id)
            painted = paint(card, embeds=True)
            await self._message.author.send(embeds=painted.embeds, allowed_mentions=NO_MENTIONS)

    async def _post(self, painted: Painted, *, replies: bool) -> int:
        options: dict[str, Any] = {}
        if replies:
            # A question that was deleted meanwhile is no reason to drop its answer.
            options["reference"] = self._message.to_reference(fail_if_not_exists=False)
            options["mention_author"] = False

        async def send() -> discord.Message:
            return await self._message.channel.send(
                content=painted.content,
                embeds=painted.embeds,
                view=painted.new_view,
                suppress_embeds=painted.embed is None,
                allowed_mentions=NO_MENTIONS,
                # Makes a second attempt harmless: Discord gives back the message that the first one made.
                nonce=str(self._message.id),
                **options,
            )

        return (await persist(send)).id

    async def _type(self) -> None:
        while True:
            await self._message.channel.typing()
            await asyncio.sleep(TYPING_LASTS)


class Messages:
    """Decides which messages are for us and answers those.

    `ask_channels` tells for a server the channels where no mention is needed; none where we do not receive their text.
    """

    def __init__(self, answers: Answers, me: int, ask_channels: Callable[[int | None], AbstractSet[int]]) -> None:
        self._answers = answers
        self._me = me
        self._ask_channels = ask_channels
        self._seen = Seen()
        self._hinted = Seen()

    async def heard(self, message: discord.Message) -> None:
        """Answer a message that is for us; leave every other one alone."""
        heard = hear(message, self._me)
        decision = decide(heard, self._ask_channels(message.guild.id if message.guild is not None else None))
        if decision.action is Action.IGNORE or not self._seen.first(message.id):
            return
        door = MessageDoor(message, f"answering {surface_of(heard)}")
        asked = Asked.by(
            message.author,
            message.channel.id,
            decision.question,
            replied_to=message.reference.message_id if heard.replies_to_us and message.reference else None,
        )
        if decision.action is Action.ANSWER:
            await self._answers.answer(asked, door)
        elif decision.action is Action.HELP:
            await self._answers.explain(asked, door)
        elif self._hinted.first((message.author.id, message.channel.id)):
            await self._answers.show(door, _unreadable_card)


def _unreadable_card(_story: Story) -> Card:
    return notice(sentences.UNREADABLE)


def surface_of(heard: Heard) -> str:
    """Name for the log how a message reached us."""
    if heard.direct:
        return "a direct message"
    if heard.mentioned or heard.role_mentioned:
        return "a mention"
    return "a reply" if heard.replies_to_us else "a message in a channel made for asking"


def embeds_allowed(message: discord.Message) -> bool:
    """Tell whether we may embed links where this message stands; true where we cannot know."""
    permissions = our_permissions(message)
    return permissions is None or permissions.embed_links


def may_reply(message: discord.Message) -> bool:
    """Tell whether our message may refer to this one: Discord asks for Read Message History."""
    permissions = our_permissions(message)
    return permissions is None or permissions.read_message_history


def our_permissions(message: discord.Message) -> discord.Permissions | None:
    """Return what we may do where a message stands; None in direct messages and where we do not know the channel."""
    channel = message.channel
    if message.guild is None or isinstance(channel, discord.PartialMessageable):
        return None
    try:
        return channel.permissions_for(message.guild.me)
    except discord.ClientException:  # a thread whose channel we do not know
        return None
