"""Answering a message: by a reply, or in a thread opened from it, as far as our permissions go."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AbstractAsyncContextManager

import discord
from discord.http import MultipartParameters

from bot.asking.place import Place
from bot.cards.blocks import Card
from bot.cards.cutting import one_line
from bot.discord_codes import NO_HISTORY_TO_REPLY_IN, THREAD_ALREADY_CREATED
from bot.responding.delivery import NO_MENTIONS, Painted, Posted, paint, persist, unless_done_in
from bot.responding.permissions import Hints
from bot.words.languages import words_for

TYPING_AFTER = 0.4
"""Seconds of work after which we are seen typing. Most answers are there sooner; a typing call before each would
only delay it and use up half of the requests that Discord allows."""

TYPING_LASTS = 9.0
"""Seconds after which we say again that we are typing; Discord shows it for 10."""

THREAD_NAME = 90
"""Characters of a thread's name; Discord takes 100."""

_log = logging.getLogger(__name__)


class MessageResponder:
    """Answers a message by a reply that pings nobody.

    `hints` say which permission is missing; share one between all responders, so that nobody is told twice.
    """

    shows_question = False
    always_tells = False
    offers_share = False
    story = ""

    def __init__(self, message: discord.Message, doing: str, hints: Hints) -> None:
        self.doing = doing
        self.place = Place.of(message.guild.id if message.guild is not None else None, message.channel)
        self.posted: Posted | None = None
        """What was sent where the question stands, an answer or a notice."""
        # Discord tells a person's language only with an interaction, so that a message is answered in the server's.
        self.words = self.asker_words = words_for(message.guild.preferred_locale if message.guild else None)
        self._hints = hints
        self._message = message

    def working(self) -> AbstractAsyncContextManager[None]:
        """Show that we are typing once the answer takes long enough for somebody to notice."""
        return unless_done_in(TYPING_AFTER, self._type)

    async def send(self, card: Card) -> int | None:
        """Reply with a card: as plain text where embeds are not allowed, unlinked where replies are not.

        The permissions that we know of may be out of date, so that Discord's refusal decides.
        """
        permissions = our_permissions(self._message)
        embeds = permissions is None or permissions.embed_links
        # Our message may refer to the question: Discord asks for Read Message History.
        replies = permissions is None or permissions.read_message_history
        while True:
            if not embeds:
                card = self._hinted(card, "embed_links")
            try:
                return await self._post(paint(card, embeds=embeds, story=self.story), replies=replies)
            except discord.HTTPException as error:
                if error.code == NO_HISTORY_TO_REPLY_IN and replies:
                    replies = False
                elif isinstance(error, discord.Forbidden) and embeds:
                    embeds = False
                else:
                    raise

    async def decline(self, card: Card) -> None:
        """Reply; if we may not write there, or the channel is gone, tell the asker in a direct message."""
        try:
            await self.send(card)
        except (discord.Forbidden, discord.NotFound) as error:
            if self._message.guild is None:
                raise
            _log.warning("Cannot write in channel %s; telling the asker directly.", self._message.channel.id)
            forbidden = isinstance(error, discord.Forbidden)
            await self._tell_directly(self._hinted(card, "send_messages") if forbidden else card)

    async def whisper(self, card: Card) -> None:
        """Tell the asker in a direct message; if they accept none, reply."""
        if self._message.guild is None:
            return await self.decline(card)
        try:
            await self._tell_directly(card)
        except discord.HTTPException:
            await self.decline(card)

    async def _tell_directly(self, card: Card) -> None:
        embeds = paint(card, embeds=True).embeds
        await persist(lambda: self._message.author.send(embeds=embeds, allowed_mentions=NO_MENTIONS))

    def _hinted(self, card: Card, flag: str) -> Card:
        return self._hints.under(card, self._message.author, self._message.channel, flag)

    async def _post(self, painted: Painted, *, replies: bool, to: int | None = None) -> int:
        """Post in the channel `to`, else in the message's own.

        Its JSON goes to discord.py's HTTP client as it is: `send` makes objects of it and of the message that comes
        back, where only its id is of use.
        """
        message, channel = self._message, to or self._message.channel.id
        # The nonce makes a second attempt harmless: Discord gives back the message that the first one made.
        body = {**painted.body(), "nonce": str(message.id), "enforce_nonce": True}
        if replies:
            # A question that was deleted meanwhile is no reason to drop its answer.
            body["message_reference"] = {**message.to_message_reference_dict(), "fail_if_not_exists": False}
        http, params = message._state.http, MultipartParameters(body, None, None)
        sent = await persist(lambda: http.send_message(channel, params=params))
        self.posted = Posted(channel, int(sent["id"]))
        return self.posted.message

    async def _type(self) -> None:
        while True:
            await self._message.channel.typing()
            await asyncio.sleep(TYPING_LASTS)


class ThreadResponder(MessageResponder):
    """Answers a message in a thread opened from it; where none may be opened, by a reply as elsewhere."""

    def __init__(self, message: discord.Message, doing: str, hints: Hints, question: str) -> None:
        super().__init__(message, doing, hints)
        self._question = question

    async def send(self, card: Card) -> int | None:
        """Open the thread, named by the question, and answer in it."""
        thread = await self._open()
        if thread is None:
            return await super().send(card)
        embeds = embeds_allowed(self._message)
        shown = card if embeds else self._hinted(card, "embed_links")
        return await self._post(paint(shown, embeds=embeds, story=self.story), replies=False, to=thread.id)

    async def _open(self) -> discord.Thread | None:
        name = one_line(self._question)[:THREAD_NAME].strip() or self.words.answers.THREAD_NAME
        try:
            return await self._message.create_thread(name=name)
        except discord.HTTPException as error:
            if error.code == THREAD_ALREADY_CREATED and self._message.guild is not None:
                return self._message.guild.get_thread(self._message.id)
            if not isinstance(error, discord.Forbidden):
                raise
            return None


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


def may_open_thread(message: discord.Message) -> bool:
    """Tell whether a thread can be opened from a message, and written in."""
    if not isinstance(message.channel, discord.TextChannel):
        return False
    permissions = our_permissions(message)
    return permissions is not None and permissions.create_public_threads and permissions.send_messages_in_threads
