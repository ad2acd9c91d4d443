"""Permissions as Discord's menus call them in English, and what the bot needs them for."""

from __future__ import annotations

_PURPOSES = {
    "view_channel": "to see the questions there",
    "send_messages": "to answer",
    "send_messages_in_threads": "to answer in threads",
    "embed_links": "to show answers as cards (without it they are plain text)",
    "read_message_history": "to reply to the question itself",
    "create_public_threads": "to open a thread for each answer",
}


def name(flag: str) -> str:
    return {"view_channel": "View Channels"}.get(flag) or flag.replace("_", " ").replace("guild", "server").title()


def lacks(channel: str, flag: str) -> str:
    return f"{channel}: allow {name(flag)} {_PURPOSES[flag]}."


def allow_here(flag: str) -> str:
    return f"Admins: give me {name(flag)} here {_PURPOSES[flag]}."
