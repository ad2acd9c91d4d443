"""What the bot may do where, who can change it, and when such a person is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import discord

from bot import sentences
from bot.guild_settings import GuildSettings
from bot.invite import Need, missing
from bot.seen import Seen

THREADS = Need("create_public_threads", "Create Public Threads", "to open a thread for an answer")

_ONLY_IN_THREADS = "send_messages_in_threads"
_ONLY_IN_CHANNELS = "send_messages"


def can_change(person: discord.abc.User, channel: object) -> bool:
    """Tell whether somebody can give us permissions in a channel: a channel's manager, or the server's."""
    if not isinstance(person, discord.Member) or not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return False
    try:
        held = channel.permissions_for(person)
    except discord.ClientException:  # a thread whose channel we do not know
        return False
    return held.manage_roles or held.manage_guild or held.administrator


def lacking(channel: discord.abc.GuildChannel, settings: GuildSettings) -> tuple[Need, ...]:
    """Return what we need in a channel that a server chose, and do not have."""
    held = channel.permissions_for(channel.guild.me)
    forum = isinstance(channel, discord.ForumChannel)
    threads = forum or settings.answers_in_threads
    needs = [
        need
        for need in missing(held)
        if (need.flag != _ONLY_IN_THREADS or threads) and (need.flag != _ONLY_IN_CHANNELS or not forum)
    ]
    if settings.answers_in_threads and not forum and not held.create_public_threads:
        needs.append(THREADS)
    # Who may not see a channel may do nothing in it: one line says enough.
    return (needs[0],) if needs and not held.view_channel else tuple(needs)


def to_mend(guild: discord.Guild, settings: GuildSettings) -> Iterator[str]:
    """Say for each chosen channel what we lack there."""
    for identifier in sorted(settings.ask_channels | settings.forum_channels):
        channel = guild.get_channel(identifier)
        if channel is not None:
            for need in lacking(channel, settings):
                yield sentences.lacks(f"#{channel.name}", need.name, need.purpose)


class Hints:
    """Tells somebody who can change it which permission we miss where they are: once a day and channel."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now
        self._told = Seen()

    def hint(self, person: discord.abc.User, channel: object, flag: str) -> str | None:
        """Return the sentence about a permission that bites here, where this person should be told it now."""
        need = next((need for need in missing(discord.Permissions.none()) if need.flag == flag), None)
        if need is None or not can_change(person, channel):
            return None
        assert isinstance(channel, discord.abc.GuildChannel | discord.Thread)
        first = self._told.first((channel.id, flag, self._now().date()))
        return sentences.allow_here(need.name, need.purpose) if first else None
