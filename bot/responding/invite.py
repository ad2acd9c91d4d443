"""The invite link, with exactly the permissions that the bot uses."""

from __future__ import annotations

import discord

SCOPES = ("bot", "applications.commands")


NEEDS = ("view_channel", "send_messages", "send_messages_in_threads", "embed_links", "read_message_history")
"""What the bot needs in every channel where it answers, by discord.py's names. `words.permissions` says what for."""

ON_CHOICE = ("create_public_threads",)
"""What it needs only where a server chose it. The link asks for it, and nothing is missing without."""


def permissions() -> discord.Permissions:
    """Return the permissions that the link asks for."""
    return discord.Permissions(**dict.fromkeys((*NEEDS, *ON_CHOICE), True))


def link(application_id: int) -> str:
    """Return the address where someone who manages a server adds the bot to it."""
    return discord.utils.oauth_url(application_id, permissions=permissions(), scopes=SCOPES)


def missing(held: discord.Permissions) -> tuple[str, ...]:
    """Return what the bot needs and does not have."""
    return tuple(flag for flag in NEEDS if not getattr(held, flag))
