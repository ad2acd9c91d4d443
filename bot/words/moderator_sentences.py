"""Fixed sentences for those who manage a server and those who run the bot: /setup, /stats, the data folder.

A part of the catalogue of `bot.words.sentences`, and held to its rules.
"""

from __future__ import annotations

# --- /setup

SETUP_DESCRIPTION = "Choose where and how I answer in this server (for those who manage it)"
SETUP_TITLE = "How I answer in this server"
SETUP_PLACES_HEADING = "Where no mention is needed"
SETUP_NOWHERE = "Nowhere yet: I answer mentions, replies and commands. Choose channels or forums below."
SETUP_ROLES_HEADING = "Who may ask"
SETUP_EVERYONE = "Everyone. Choose roles below to let only those ask."
SETUP_ANSWERS_HEADING = "How answers are shown"
SETUP_IN_CHANNEL = "Answers stand in the channel."
SETUP_IN_THREADS = "Answers to messages open a thread of their own."
SETUP_PUBLIC = "/ask is answered for all to see, unless the asker hides it."
SETUP_PRIVATE = "/ask is answered for the asker alone, unless they choose otherwise."
SETUP_RATE_HEADING = "How much one person may ask"
SETUP_UNLIMITED = "As much as they like (the host's choice)."
SETUP_TO_MEND_HEADING = "What is missing"
SETUP_NO_CONTENT = (
    "Discord doesn't show me messages without a mention: the Message Content intent is off. The one who runs me "
    "switches it on in the Developer Portal (Bot, Privileged Gateway Intents); press Check again then."
)
SETUP_CONTENT_COMING = "I'm reconnecting to Discord, to be shown messages without a mention. It takes a few seconds."
SETUP_SAVED = "Every change is saved at once."
SETUP_NOT_SAVED = "I could not save that: it holds until I am restarted. I keep trying; the one who runs me can look."
SETUP_PLACES_LABEL = "Channels and forums where no mention is needed"
SETUP_ROLES_LABEL = "Roles that may ask (none: everyone)"
SETUP_CHECK_LABEL = "Check again"
SETUP_RATE_LABEL = "Questions a minute that one person may ask"
SETUP_HOSTS_LABEL = "As the host chose"


def setup_places(names: str) -> str:
    """Name the channels where no mention is needed."""
    return f"In {names}, every message is taken as a question, and in forums every new post."


def setup_roles(names: str) -> str:
    """Name the roles that may ask."""
    return f"{names}, and those who manage the server."


def setup_rate(questions: int, *, by_host: bool) -> str:
    """Say how many questions one person may ask a minute."""
    count = "One question" if questions == 1 else f"{questions:,} questions"
    return f"{count} a minute{' (the host chose that)' if by_host else ''}."


def setup_rate_label(questions: int) -> str:
    """Name a choice of how many questions one person may ask."""
    return "1 question a minute" if questions == 1 else f"{questions:,} questions a minute"


def setup_threads_label(on: bool) -> str:
    """Name the switch for threads, and how it stands."""
    return f"Answers in threads: {'on' if on else 'off'}"


def setup_private_label(on: bool) -> str:
    """Name the switch for private answers, and how it stands."""
    return f"Private by default: {'on' if on else 'off'}"


def lacks(channel: str, permission: str, purpose: str) -> str:
    """Say which permission the bot lacks where, and what it is for."""
    return f"{channel}: allow {permission}, {purpose}."


def allow_here(permission: str, purpose: str) -> str:
    """Say to someone who can change it which permission is missing where they are."""
    return f"For those who manage channels: allow me {permission} here, {purpose}."


# --- /stats

STATS_DESCRIPTION = "See what was asked here: counts by day and by article (for those who manage the server)"
STATS_DAYS_DESCRIPTION = "How many days back to count (30 if left out)"
STATS_BY_DAY_HEADING = "By day"
STATS_BY_ARTICLE_HEADING = "By article"
STATS_NOTHING = "Nobody has asked anything here in that time."
STATS_COUNTS_ONLY = "Counts only: no text, and nobody's name, is kept."
STATS_GONE_LABEL = "an article that is no longer there"


def stats_title(days: int) -> str:
    """Name the time that is counted."""
    return "Questions of today" if days == 1 else f"Questions of the last {days} days"


def stats_line(answered: int, declined: int, helped: int, not_helped: int) -> str:
    """Write counts as a line, without those that are nought."""
    counts = (
        (answered, "answered"),
        (declined, "not in the articles"),
        (helped, "helped"),
        (not_helped, "did not help"),
    )
    return " · ".join(f"{count:,} {what}" for count, what in counts if count)


def stats_row(name: str, line: str) -> str:
    """Write the counts of one day or article."""
    return f"{name}: {line}"


# --- the data folder, for the host's log

STORE_READ_ONLY = "Make the folder and the file writable for the user that the bot runs as."
STORE_FULL = "The disk is full: free some space."
STORE_LOCKED = "Another program holds the file: close that one."
STORE_NO_FOLDER = "Set DATA_DIR to a folder that the bot may write in."
STORE_BROKEN = "The file is damaged: the bot sets it aside and begins a new one."
STORE_NEWER = "The file was written by a newer Verbatim: update this one."
STORE_OTHERWISE = "Check the disk and the folder's permissions."


def store_trouble(path: object, advice: str) -> str:
    """Say that what servers choose is not kept, and what to do."""
    return f"{path} can't be used, so what servers choose is kept in memory only, and is tried again later. {advice}"


def store_well_again(path: object) -> str:
    """Say that the trouble is over."""
    return f"{path} can be used again, and everything is saved."


def store_damaged(path: object, damage: str, aside: str) -> str:
    """Say that a damaged file was set aside."""
    return f"{path} is damaged ({damage}); it is kept as {aside} beside it, and a new one is begun."


def store_row_unreadable(path: object, guild: int) -> str:
    """Say that one server's choices can't be read."""
    return f"{path}: what server {guild} chose can't be read, so it gets the defaults; /setup writes it anew."
