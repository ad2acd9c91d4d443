"""Where something is shown: what a server's channel may be told depends on it."""

from __future__ import annotations

from dataclasses import dataclass

import discord


@dataclass(frozen=True, slots=True)
class Place:
    """A channel of a server, by their ids; of a thread, the channel that it belongs to.

    `guild` is None in direct messages, and `channel` where we do not know the channel: a thread that Discord has told
    us nothing of. `story` is the name of the story that a button was made for; None: what was chosen there is told.
    """

    guild: int | None = None
    channel: int | None = None
    story: str | None = None

    @classmethod
    def of(cls, guild: int | None, channel: object) -> Place:
        """Return the place of a message or an interaction, by its server's id and the channel that it came from."""
        if guild is None:
            return cls()
        if isinstance(channel, discord.Thread):
            return cls(guild, channel.parent_id)
        return cls(guild, channel.id if isinstance(channel, discord.abc.GuildChannel) else None)
