"""The invite link, with exactly the permissions that the bot uses, and what each is for."""

from __future__ import annotations

from dataclasses import dataclass

import discord

SCOPES = ("bot", "applications.commands")


@dataclass(frozen=True, slots=True)
class Need:
    """A permission: its name in discord.py, its name in Discord's menus, and what we do with it."""

    flag: str
    name: str
    purpose: str


NEEDS = (
    Need("view_channel", "View Channels", "to see where it is asked"),
    Need("send_messages", "Send Messages", "to answer"),
    Need("send_messages_in_threads", "Send Messages in Threads", "to answer in threads"),
    Need("embed_links", "Embed Links", "to show answers as cards; without it, they are plain text"),
    Need("read_message_history", "Read Message History", "to reply to the question itself"),
)
"""What it needs in every channel where it answers."""

ON_CHOICE = (
    Need("create_public_threads", "Create Public Threads", "to open a thread for an answer, where /setup says so"),
)
"""What it needs only where a server chose it. The link asks for it, and nothing is missing without."""


def permissions() -> discord.Permissions:
    """Return the permissions that the link asks for."""
    return discord.Permissions(**{need.flag: True for need in (*NEEDS, *ON_CHOICE)})


def link(application_id: int) -> str:
    """Return the address where someone who manages a server adds the bot to it."""
    return discord.utils.oauth_url(application_id, permissions=permissions(), scopes=SCOPES)


def missing(held: discord.Permissions) -> tuple[Need, ...]:
    """Return what the bot needs and does not have."""
    return tuple(need for need in NEEDS if not getattr(held, need.flag))
