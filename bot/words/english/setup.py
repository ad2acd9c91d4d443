"""English of /setup."""

from __future__ import annotations

from bot.words.english import numbers

TITLE = "How I answer in this server"
PLACES_HEADING = "Where no mention is needed"
NOWHERE = "Nowhere yet. I reply to mentions, replies and commands. Pick channels below."
ROLES_HEADING = "Who can ask"
EVERYONE = "Everyone. Pick roles below to allow only those."
ANSWERS_HEADING = "How answers are shown"
IN_CHANNEL = "I answer in the channel."
IN_THREADS = "I open a thread for each answer."
PUBLIC = "Everyone sees /ask answers unless the asker hides them."
PRIVATE = "Only the asker sees /ask answers unless they choose otherwise."
RATE_HEADING = "How much one person can ask"
UNLIMITED = "No limit (set by the host)."
MISSING_HEADING = "What's missing"
NO_CONTENT = (
    "I can't read messages without a mention yet. The bot's host needs to turn on Message Content Intent in the "
    "Developer Portal → Bot. Then press Check again."
)
CONTENT_COMING = "I'm reconnecting so I can read messages without a mention. It takes a few seconds."
SAVED = "Changes are saved right away."
NOT_SAVED = "I couldn't save that, so it only lasts until I restart. I'll keep trying; the bot's host can find out why."
PLACES_LABEL = "Channels and forums where no mention is needed"
ROLES_LABEL = "Roles that can ask (none: everyone)"
CHECK_LABEL = "Check again"
RATE_LABEL = "Questions per minute for one person"
HOSTS_LABEL = "The host's default"


def channels(names: str) -> str:
    return f"{names}: every question"


def forums(names: str) -> str:
    return f"{names}: every new post"


def roles(names: str) -> str:
    return f"{names}, and server managers."


def rate(questions: int, *, by_host: bool) -> str:
    return f"{rate_label(questions)}{' (set by the host)' if by_host else ''}."


def rate_label(questions: int) -> str:
    return f"{numbers.counted(questions, 'question')} per minute"


def threads_label(on: bool) -> str:
    return f"Answers in threads: {'on' if on else 'off'}"


def private_label(on: bool) -> str:
    return f"Private by default: {'on' if on else 'off'}"
