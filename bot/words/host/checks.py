"""What `python -m bot check` says of this machine: settings, packages, folders, the story.

A pair is what was found and what to do about it; a single text is something that is as it should be.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.words.host import counted

Advice = tuple[str, str]
"""What was found, and what to do about it."""

PACKAGES_TITLE = "Python and packages"
SETTINGS_TITLE = "Settings"
STORY_TITLE = "Story"
STORIES_TITLE = "Several stories"
MACHINE_TITLE = "This machine"
DISCORD_TITLE = "Discord"
SERVERS_TITLE = "Servers"
COMMANDS_TITLE = "Commands"


def closing(problems: int) -> str:
    """Say the result in one line."""
    return f"{counted(problems, 'problem')} (✗)." if problems else "Everything is fine."


def named(names: Sequence[str], most: int) -> str:
    """List names, the first `most` of them."""
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


# --- Python and packages


def python_too_old(running: str, wanted: str) -> Advice:
    """Say that this Python cannot run the bot."""
    return f"Python {running} is not {wanted}.", "Make the virtual environment again with a newer Python."


def python(running: str, path: str) -> str:
    """Name the Python that runs."""
    return f"Python {running} ({path})"


def package_missing(name: str, install: str) -> Advice:
    """Say that a package is not installed."""
    return f"The package {name} is not installed.", f"Run {install}"


def package_of_other_version(name: str, found: str, wanted: str, install: str) -> Advice:
    """Say that a package has a version that does not fit."""
    return f"The package {name} is {found}, and {wanted} is needed.", f"Run {install}"


def packages(names: Sequence[str]) -> str:
    """List the packages that are there."""
    return f"{counted(len(names), 'package')}: {', '.join(names)}"


# --- settings


def no_env_file(name: str, folder: object, example: object) -> Advice:
    """Say that there is no `.env`, and where the example of one is."""
    return f"There is no {name} in {folder}.", f"Copy {example} there, as .env."


def env_file_readable(path: object) -> Advice:
    """Say that others can read the token."""
    return f"{path} holds the token, and others on this machine can read it.", f"Run chmod 600 {path}"


def env_file(path: object, count: int) -> str:
    """Say how many variables a file sets."""
    return f"{path}: {counted(count, 'variable')} set"


def setting(name: str, value: str, origin: str) -> str:
    """Write a variable with its value and where that came from."""
    return f"{name}: {value or 'empty'} ({origin})"


# --- the story


def story_title(name: str) -> str:
    """Name the section of a story; `name` is empty where it is the only one."""
    return f"{STORY_TITLE} {name}" if name else STORY_TITLE


def stories(titles: Sequence[str], default: str) -> str:
    """Say which stories there are, and which is told where nobody chose one."""
    shown = named(titles, 10)
    return f"{len(titles):,} {'story' if len(titles) == 1 else 'stories'}: {shown}. Where nobody chose: {default}"


def story(folder: object, articles: int, passages: int, people: int) -> str:
    """Say what a folder holds."""
    counts = f"{counted(articles, 'article')}, {counted(passages, 'passage')}"
    return f"{folder}: {counts}, {people:,} {'person' if people == 1 else 'people'}"


def knowledge(questions: int, groups: int) -> str:
    """Say how much the host has written down for the story."""
    return f"Written for it: {counted(questions, 'reader question')}, {counted(groups, 'word group')}"


NO_QUESTIONS: Advice = (
    "There are no reader questions: answers are found by the articles' words alone.",
    "Write some for each passage in reader-questions/; verbatim lint names the passages.",
)
CORRECT_IT = "Correct it there."

_RAISE = {
    "CONTROL_GROUP": "Raise it: MEMORY_LIMIT in .env for Docker, MemoryMax in the systemd unit.",
    "PROCESS": "Raise it with ulimit -v.",
    "MACHINE": "Take a machine with more, or fewer articles.",
}


def megabytes(size: int) -> str:
    """Write a size in bytes."""
    return f"{size / 1e6:,.0f} MB"


def memory(needed: int, allowed: int | None = None) -> str:
    """Say what the bot needs for its story and, where it is known, what it may use."""
    needs = f"The bot needs about {megabytes(needed)} of memory for this story"
    return needs if allowed is None else f"{needs}; it may use {megabytes(allowed)}"


def too_little_memory(needed: int, allowed: int, limited_by: str) -> Advice:
    """Say that the bot may be ended for want of memory; `limited_by` names what sets the limit."""
    return f"{memory(needed)}, and may use only {megabytes(allowed)}.", _RAISE[limited_by]


def no_publisher(files: Sequence[str]) -> Advice:
    """Say that articles have no publisher."""
    return f"No publisher is known for {named(files, 5)}.", "Name it, and the link, in sources.toml."


# --- the machine


def data_folder_not_writable(place: object, reason: str) -> Advice:
    """Say that nothing can be kept."""
    return f"DATA_DIR {place} cannot be written ({reason}).", "Give it to the account that runs the bot."


def files_of_another_account(files: Sequence[str], place: object) -> Advice:
    """Say that some files cannot be written."""
    return (
        f"In DATA_DIR, {', '.join(files)} cannot be written: another account made it.",
        f"Run chown -R to the account that runs the bot, on {place}",
    )


def disk_unknown(place: object, reason: str | None) -> Advice:
    """Say that the disk does not answer."""
    return f"DATA_DIR {place} cannot be looked at ({reason}).", "Check the disk."


def disk_full(free: int, *, nearly: bool) -> Advice:
    """Say that there is too little space; `free` in bytes."""
    return f"The disk of DATA_DIR is {'nearly ' if nearly else ''}full: {_megabytes(free)}.", "Free some space."


def data_folder(place: object, free: int, *, exists: bool) -> str:
    """Say where the bot keeps what it must remember."""
    return f"DATA_DIR {place} {'can be written' if exists else 'is made at the first start'}, {_megabytes(free)}"


def _megabytes(free: int) -> str:
    return f"{free / 2**20:,.0f} MB free"


NO_HOME = "this account has no home folder"


def is_a_file(place: object) -> str:
    """Say why nothing can be written there."""
    return f"{place} is a file"


def cannot_be_made(folder: object) -> str:
    """Say why a folder cannot be made."""
    return f"it cannot be made in {folder}"


def cache_not_writable(reason: str) -> Advice:
    """Say that each start takes longer."""
    return (
        f"The cache folder cannot be written ({reason}), so each start takes seconds longer.",
        "Set XDG_CACHE_HOME to a folder that can be.",
    )


def cache(folder: object, *, filled: bool) -> str:
    """Say where the cache is."""
    return f"What {'was learned at an earlier start' if filled else 'is learned at a start'} is kept in {folder}"


PORT_OFF = "HEALTH_PORT is off"


def port_free(port: int) -> str:
    """Say that nothing answers on the port."""
    return f"HEALTH_PORT {port} is free: the bot is not running, or without it"


def running(health: str) -> str:
    """Say that the bot runs, and its own sentence about its health."""
    return f"The bot is running. {health}"


LOOK_INTO_LOG = "Look into its log."


def port_taken(port: int, reason: str | None) -> Advice:
    """Say that something else uses the port."""
    return f"HEALTH_PORT {port} cannot be used ({reason}).", "Write another, or 0 to leave it off."
