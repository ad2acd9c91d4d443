"""Which permissions the bot needs, the invite link that asks for them, and who is told where one is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import discord

from bot.asking.recent import RecentKeys
from bot.cards.blocks import Card, ChannelLink, Note
from bot.store.server_settings import GuildSettings
from bot.words.catalogue import Words

SCOPES = ("bot", "applications.commands")

NEEDS = ("view_channel", "send_messages", "send_messages_in_threads", "embed_links", "read_message_history")
"""What the bot needs in every channel where it answers, by discord.py's names. `words.permissions` says what for."""

THREADS = "create_public_threads"
"""What it needs only where a server chose threads. The link asks for it too, and nothing is missing without."""

_ONLY_IN_THREADS = "send_messages_in_threads"
_ONLY_IN_CHANNELS = "send_messages"


def invited_with() -> discord.Permissions:
    """Return the permissions that the invite link asks for: all that are used, and no other."""
    return discord.Permissions(**dict.fromkeys((*NEEDS, THREADS), True))


def invite_link(application_id: int) -> str:
    """Return the address where someone who manages a server adds the bot to it."""
    return discord.utils.oauth_url(application_id, permissions=invited_with(), scopes=SCOPES)


def missing_from(held: discord.Permissions) -> tuple[str, ...]:
    """Return what the bot needs everywhere and does not have."""
    return tuple(flag for flag in NEEDS if not getattr(held, flag))


def can_change(person: discord.abc.User, channel: discord.abc.GuildChannel | discord.Thread) -> bool:
    """Tell whether somebody can change our permissions in a channel: they manage channels, roles or the server."""
    if not isinstance(person, discord.Member):
        return False
    try:
        held = channel.permissions_for(person)
    except discord.ClientException:  # a thread whose channel we do not know
        return False
    return held.manage_channels or held.manage_roles or held.manage_guild


def lacking(channel: discord.abc.GuildChannel, settings: GuildSettings) -> tuple[str, ...]:
    """Return the permissions that we need in a channel that a server chose, and do not have."""
    held = channel.permissions_for(channel.guild.me)
    forum = isinstance(channel, discord.ForumChannel)
    threads = forum or settings.answers_in_threads
    needs = [
        flag
        for flag in missing_from(held)
        if (flag != _ONLY_IN_THREADS or threads) and (flag != _ONLY_IN_CHANNELS or not forum)
    ]
    if settings.answers_in_threads and not forum and not held.create_public_threads:
        needs.append(THREADS)
    # Who may not see a channel may do nothing in it: one line says enough.
    return (needs[0],) if needs and not held.view_channel else tuple(needs)


def missing_in(guild: discord.Guild, settings: GuildSettings, words: Words) -> Iterator[str]:
    """Say for each channel that a server chose which permission we lack there; a `ChannelLink.mark` names it."""
    digest = set() if settings.digest_channel is None else {settings.digest_channel}
    for identifier in sorted(settings.ask_channels | settings.forum_channels | digest):
        channel = guild.get_channel(identifier)
        if channel is not None:
            for flag in lacking(channel, settings):
                yield words.permissions.lacks(ChannelLink(channel.id, channel.name).mark, flag)


class Hints:
    """Tells people who can change it that we lack a permission in a channel: at most once a day and channel."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self._told = RecentKeys()

    def under(self, card: Card, person: discord.abc.User, channel: object, flag: str) -> Card:
        """Add a note about the missing permission `flag` to a card, at most once a day and channel."""
        if not isinstance(channel, discord.abc.GuildChannel | discord.Thread) or not can_change(person, channel):
            return card
        if not self._told.first((channel.id, flag, self._now().date())):
            return card
        return replace(card, blocks=(*card.blocks, Note(card.words.permissions.allow_here(flag))))
