"""English for a question that is not answered now."""

from __future__ import annotations

RESTARTING = "I'm restarting. Please ask again in a minute."
UNREADABLE = (
    "I can only read messages that mention me by name (not by role). Mention me with your question, or use /ask."
)
HIDDEN = "I can't see the message you replied to. Open its menu: Apps → Find it in the story."


def wait(when: str) -> str:
    return f"You've reached the question limit. You can ask again {when}."


def wait_channel(channel: str | None, when: str) -> str:
    if channel is None:
        return f"This channel has been very busy. You can ask again {when}."
    return f"#{channel} has been very busy. You can ask there again {when}."


def role_may_not_ask(server: str | None) -> str:
    where = "In this server" if server is None else f"In {server}"
    return f"{where}, only some roles can ask me. A server manager can add yours."
