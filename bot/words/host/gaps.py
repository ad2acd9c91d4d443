"""What `verbatim gaps` says."""

from __future__ import annotations

from bot.words.host import counted

NONE = "Nobody has left a question that is still open."
WHICH = "Which one answers it?"
NOT_TOLD = "None: the story does not tell"
DISMISS = "Dismiss it, and what is like it"
DELETE = "Delete its words now"
LEAVE = "Leave it for later"
STOP = "Stop here"
DISMISSED = "Dismissed; what is like it stays away while its words are kept."
DELETED = "Deleted; its words are not on the disk any more."
NOT_TOLD_WRITTEN = "Written to reader-questions/not-told.md. Asked now, it is declined."
NOBODY_TO_ASK = "There is no terminal to ask you at: choose with --answer, --not-told, --dismiss or --delete."
RUNNING_BOT = "A running bot reads the change by itself."
NOTHING_NEAR = "no passage comes near"
RECOMMENDED_NOT_TOLD = "a server's managers say that the story does not tell"


def heading(number: int, count: int) -> str:
    """Head a group of questions with its number and how often it was asked."""
    return f"{number}: asked {'once' if count == 1 else f'{count:,} times'}"


def more(count: int) -> str:
    """Say that there are more wordings than are shown."""
    return f"and {counted(count, 'more wording')}"


def passage(number: int, file: str, paragraph: int, opening: str) -> str:
    """Write a passage that comes near as a choice."""
    return f"{number}. {file}:{paragraph}  {opening}"


def told_now(file: str, paragraph: int) -> str:
    """Say which passage answers the question now."""
    return f"asked now, it is answered with {file}:{paragraph}"


def recommended(file: str, paragraph: int) -> str:
    """Say which passage those who manage a server found."""
    return f"a server's managers say that {file}:{paragraph} answers it"


def no_such(number: int) -> str:
    """Say that there is no open question of this number."""
    return f"There is no open question {number}; --list shows which there are."


def no_such_passage(typed: str) -> str:
    """Say that a passage was not named as it has to be."""
    return f'"{typed}" is no passage: write 1, 2 or 3 as --list numbers them, or FILE:PARAGRAPH.'


def no_such_story(typed: str, names: str) -> str:
    """Say that there is no story of a name."""
    return f'There is no story "{typed}"; there are: {names}.'


def written(file: str) -> str:
    """Say that a question was written into a file, and that it is found."""
    return f"Written to {file}. Asked now, that passage comes first."


def not_enough(file: str, reason: str) -> str:
    """Say that a question was written and is not found all the same, and why."""
    return f"Written to {file}, but that is not enough yet. {reason}"


def some_left(count: int) -> str:
    """Say that some wordings of a question do not find the passage yet."""
    does = "does" if count == 1 else "do"
    return f"{counted(count, 'other wording')} {does} not find it yet, and will be shown again."


def trouble(path: object, advice: str) -> str:
    """Say that what was left cannot be read, and what to do."""
    return f"{path} can't be used. {advice}"
