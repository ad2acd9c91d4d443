"""What every surface gives and takes: who asks what (`Request`), and where the answer goes (`Responder`)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

import discord

from bot.asking.earlier import Earlier
from bot.asking.place import Place
from bot.cards.blocks import Card
from bot.words.catalogue import Words


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks, where, and what. All are ids of Discord.

    `replied_to` is the answer of ours that the question replies to, `message` the message that asks, and `thread` the
    thread that it was written in. `guild` (None in direct messages), `roles` and `manages` (whether they manage the
    server) decide whether they may ask there. `server_name` and `channel_name` say where that is to somebody who reads
    it elsewhere.

    `about` is what somebody else wrote that the question replies to; a `claim` is what somebody else wrote, to be
    looked up whatever it says. `earlier` reads from Discord what was asked before. What is `overheard` was not said to
    us: chat gets no answer, and a denial is short.
    """

    person: int
    channel: int
    question: str = ""
    replied_to: int | None = None
    guild: int | None = None
    roles: frozenset[int] = frozenset()
    manages: bool = False
    message: int | None = None
    thread: int | None = None
    server_name: str | None = None
    channel_name: str | None = None
    about: str = ""
    claim: bool = False
    earlier: Callable[[], Awaitable[Sequence[Earlier]]] | None = None
    overheard: bool = False

    @classmethod
    def by(cls, person: discord.abc.User, channel: int, question: str = "", replied_to: int | None = None) -> Request:
        """Return a request, with the person's server and roles if we are in that server too."""
        if not isinstance(person, discord.Member) or person.guild.me is None:
            return cls(person.id, channel, question, replied_to)
        return cls(
            person.id,
            channel,
            question,
            replied_to,
            guild=person.guild.id,
            roles=frozenset(role.id for role in person.roles),
            manages=manages_server(person),
            server_name=person.guild.name,
        )


class Responder(Protocol):
    """Takes an answer to where its question came from: a message, a command, a button or a menu."""

    @property
    def doing(self) -> str:
        """What is being done, for the log, such as "answering a mention"; never what somebody wrote."""

    @property
    def place(self) -> Place:
        """Where the answer is shown: it tells no more of the story than may be told there."""

    story: str
    """The name of the story that is told, once that is known: what the buttons of an answer are marked with."""

    @property
    def words(self) -> Words:
        """The language of what is sent where the answer belongs."""

    @property
    def asker_words(self) -> Words:
        """The language of what only the asker is told."""

    @property
    def shows_question(self) -> bool:
        """Whether the card has to repeat the question because nothing else shows it."""

    @property
    def always_tells(self) -> bool:
        """Whether Discord expects a response each time, so that "wait" is said each time and not once."""

    @property
    def offers_share(self) -> bool:
        """Whether the answer is private, and its asker may post it where others see it."""

    def working(self) -> AbstractAsyncContextManager[None]:
        """Show that an answer is on its way while the block runs, if it takes long."""

    async def send(self, card: Card) -> int | None:
        """Send a card where the answer belongs; return the message's id if it is known."""

    async def decline(self, card: Card) -> None:
        """Send a card to the asker, as privately as the surface allows."""

    async def whisper(self, card: Card) -> None:
        """Send a card to the asker alone, by direct message if that is the only way."""


def manages_server(person: discord.Member) -> bool:
    """Tell whether a member may manage the server, by the roles we know and not by what a payload claims."""
    return person.guild.owner_id == person.id or any(
        role.permissions.administrator or role.permissions.manage_guild for role in person.roles
    )
