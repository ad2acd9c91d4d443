"""What only the person running the bot reads, in English: at the start, in the log, from `check` and `health`.

These modules import nothing of the bot, so that a check can speak before any package is there.
"""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
