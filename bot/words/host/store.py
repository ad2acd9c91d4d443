"""What the log says of the data folder."""

from __future__ import annotations

READ_ONLY = "Make the folder and the file writable for the user that the bot runs as."
FULL = "The disk is full: free some space."
LOCKED = "Another program holds the file: close that one."
NO_FOLDER = "Set DATA_DIR to a folder that the bot may write in."
BROKEN = "The file is damaged: the bot sets it aside and begins a new one."
NEWER = "The file was written by a newer Verbatim: update this one."
OTHERWISE = "Check the disk and the folder's permissions."


def trouble(path: object, advice: str) -> str:
    """Say that nothing new is kept, and what to do."""
    return f"{path} can't be used, so what servers choose and people leave is only kept in memory for now. {advice}"


def well_again(path: object) -> str:
    """Say that the trouble is over."""
    return f"{path} can be used again, and everything is saved."


def damaged(path: object, damage: str, aside: str) -> str:
    """Say that a damaged file was set aside."""
    return f"{path} is damaged ({damage}); it is kept as {aside} beside it, and a new one is begun."


def row_unreadable(path: object, guild: int) -> str:
    """Say that one server's choices can't be read."""
    return f"{path}: what server {guild} chose can't be read, so it gets the defaults; /setup writes it anew."
