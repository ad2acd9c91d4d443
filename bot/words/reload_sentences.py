"""What the owner is told of a reload: a leaf of the catalogue in sentences.py."""

from __future__ import annotations

RELOAD_DESCRIPTION = "Read the articles and knowledge files again (for the owner of this bot)"
RELOADED_TITLE = "The story was loaded again"
NOT_RELOADED_TITLE = "The story from before goes on"
UNEXPECTED = "Something went wrong that is no file's fault. The log says where."
TO_MEND_HEADING = "To mend, then it is loaded by itself"
LEFT_OUT_HEADING = "Left out, to mend"


def change(name: str, before: int, after: int) -> str:
    """Say how many of something there were and are."""
    return f"{name} {before:,}" if before == after else f"{name} {before:,} → {after:,}"


def took(seconds: float) -> str:
    """Say how long it took."""
    return f"Loaded in {seconds:.1f} s."


def more(count: int) -> str:
    """Say that a list of problems goes on."""
    return f"and {count:,} more; all stand in the log."
