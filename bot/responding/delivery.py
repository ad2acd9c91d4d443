"""Sending a card: how it is painted for Discord, and which failed requests are tried again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple, NotRequired, TypedDict, TypeVar

import aiohttp
import discord

from bot.cards.blocks import Card
from bot.cards.buttons import Button, marked
from bot.painting.embed import to_embed
from bot.painting.markdown import to_text
from bot.responding.views import ButtonView, rows_of

PAUSES = (0.5, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)
"""Seconds between attempts. discord.py itself waits and tries again on 429, 500, 502 and 504, not on 503. In all
they outlast a router that starts again: an answer that comes two minutes late is better than none."""

RESPONSE_PAUSES = (0.2, 0.6)
"""The same for responses to interactions, which Discord refuses after 3 s."""

NO_MENTIONS = discord.AllowedMentions.none()
_SUPPRESS_EMBEDS = discord.MessageFlags(suppress_embeds=True).value

_Result = TypeVar("_Result")
_log = logging.getLogger(__name__)


class Posted(NamedTuple):
    """A message of ours."""

    channel: int
    message: int


class NewMessage(TypedDict):
    """The parts of a message to send, as every send of discord.py takes them."""

    content: NotRequired[str]
    embeds: list[discord.Embed]
    view: NotRequired[discord.ui.View]
    suppress_embeds: bool
    allowed_mentions: discord.AllowedMentions


class MessageEdit(TypedDict):
    """The parts of a message to change, as every edit of discord.py takes them; None takes a part away."""

    content: str | None
    embeds: list[discord.Embed]
    view: discord.ui.View | None
    allowed_mentions: discord.AllowedMentions


@dataclass(frozen=True, slots=True)
class Painted:
    """A card as Discord takes it: an embed, or text where embeds are not allowed. The other one is None."""

    content: str | None
    embed: discord.Embed | None
    buttons: tuple[Button, ...] = ()

    @property
    def embeds(self) -> list[discord.Embed]:
        """The embeds of the message: one or none."""
        return [] if self.embed is None else [self.embed]

    def new_message(self) -> NewMessage:
        """Return what to pass on to send this card. Links in plain text do not unfurl, and nobody is pinged."""
        parts = NewMessage(embeds=self.embeds, suppress_embeds=self.embed is None, allowed_mentions=NO_MENTIONS)
        if self.content is not None:
            parts["content"] = self.content
        if self.buttons:
            parts["view"] = ButtonView(self.buttons)
        return parts

    def body(self) -> dict[str, Any]:
        """Return the same in Discord's JSON, which a channel takes: what discord.py would make of `new_message`."""
        parts: dict[str, Any] = {
            "embeds": [embed.to_dict() for embed in self.embeds],
            "allowed_mentions": {"parse": [], "replied_user": False},
        }
        if self.embed is None:
            parts["flags"] = _SUPPRESS_EMBEDS
        if self.content is not None:
            parts["content"] = self.content
        if self.buttons:
            parts["components"] = rows_of(self.buttons)
        return parts

    def edit(self) -> MessageEdit:
        """Return what to pass on to show this card in place of another, be that an embed or text."""
        view = ButtonView(self.buttons) if self.buttons else None
        return MessageEdit(content=self.content, embeds=self.embeds, view=view, allowed_mentions=NO_MENTIONS)


def paint(card: Card, *, embeds: bool, story: str = "") -> Painted:
    """Paint a card as an embed or, where embeds are not allowed, as text; its buttons are marked with their story."""
    buttons = marked(card.buttons, story)
    return Painted(None, to_embed(card), buttons) if embeds else Painted(to_text(card), None, buttons)


def transient(error: BaseException) -> bool:
    """Tell whether the same request may well succeed a moment later."""
    if isinstance(error, discord.HTTPException):
        return error.status >= 500
    return isinstance(error, aiohttp.ClientError | OSError | TimeoutError)


async def persist(send: Callable[[], Awaitable[_Result]], pauses: Sequence[float] = PAUSES) -> _Result:
    """Send, and send again after a pause where Discord or the network fails for a moment.

    Send with a nonce: a request may have arrived although its answer did not.
    """
    for pause in pauses:
        try:
            return await send()
        except Exception as error:
            if not transient(error):
                raise
            _log.info("Discord did not take a request (%s); trying again in %g s.", type(error).__name__, pause)
        await asyncio.sleep(pause)
    return await send()


@asynccontextmanager
async def unless_done_in(seconds: float, signal: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Run `signal` once the block has taken so many seconds. A signal that fails is ignored."""

    async def show() -> None:
        try:
            await signal()
        except (discord.HTTPException, aiohttp.ClientError, OSError):
            _log.debug("Could not show that an answer is under way.")

    shown: list[asyncio.Task[None]] = []
    # A timer, since most blocks are done long before: a task for each would cost more than the rest of this.
    timer = asyncio.get_running_loop().call_later(seconds, lambda: shown.append(asyncio.create_task(show())))
    try:
        yield
    finally:
        timer.cancel()
        for task in shown:
            task.cancel()
