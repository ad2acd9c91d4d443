"""English for what went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from bot.words.english import permissions as names

FORBIDDEN = "I don't have permission to do that. A server manager can fix it."
FORBIDDEN_DIRECT = "I can't send you a DM: your privacy settings don't allow it."
NO_HISTORY = "I can't reply here without the Read Message History permission."
MESSAGE_GONE = "That message was deleted before I could answer."
CHANNEL_GONE = "That channel is gone, or I can't see it any more."
TOO_LATE = "That took too long for Discord. Please try again."
ALREADY_ANSWERED = "That has already been answered."
NOT_FOUND = "Discord can't find that any more. It may have been deleted."
TOO_BUSY = "Discord is asking me to slow down. Please try again in a minute."
DISCORD_DOWN = "Discord is having trouble right now. Please try again in a minute."
TIMED_OUT = "That took too long. Please try again."
DISK = "I can't write to my data folder. Please ask the bot's host to check its space and permissions."
SERVER_ONLY = "That only works in a server."
NOT_FOR_YOU = "You don't have permission to use that here."
COMMAND_CHANGED = "That command has changed. Wait a minute or restart Discord, then try again."
BAD_OPTION = "One of the options has a value I can't use. Please try another."
STORY_UNREADABLE = "I can't read the articles right now. Please tell the bot's host."


def needs(permissions: Sequence[str]) -> str:
    return f"You need this permission for that: {_listed(permissions)}."


def bot_needs(permissions: Sequence[str]) -> str:
    return f"I need this permission for that: {_listed(permissions)}. A server manager can give it to me."


def unexpected(reference: str) -> str:
    return (
        "Something went wrong on my side. Please try again. "
        f"If it keeps happening, tell the bot's host this code: {reference}."
    )


def _listed(permissions: Sequence[str]) -> str:
    return ", ".join(map(names.name, permissions))
