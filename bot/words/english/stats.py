"""English of /stats."""

from __future__ import annotations

BY_DAY = "By day"
BY_ARTICLE = "By article"
NOTHING = "Nobody asked anything here in that time."
COUNTS_ONLY = "Only counts are kept: no text and no names."
ARTICLE_GONE = "an article that has been removed"


def title(days: int) -> str:
    return "Questions today" if days == 1 else f"Questions in the last {days:,} days"


def counts(answered: int, declined: int, helped: int, not_helped: int) -> str:
    parts = (
        (answered, "answered"),
        (declined, "not in the articles"),
        (helped, "helpful"),
        (not_helped, "not helpful"),
    )
    return " · ".join(f"{count:,} {what}" for count, what in parts if count)


def row(name: str, counts: str) -> str:
    return f"{name}: {counts}"
