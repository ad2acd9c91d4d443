"""English labels of buttons, and what pressing one may be told instead of its effect."""

from __future__ import annotations

IN_CONTEXT = "Show in context"
MORE = "More"
CLOSEST = "Show the closest passages"
OUTLINE = "Paragraph by paragraph"
SHARE = "Share"
SHARED = "Shared"
SOURCE = "Source"
BACK = "Back"
NEXT = "Next"
HELPFUL = "👍 Helpful"
NOT_HELPFUL = "👎 Not what I meant"
RATED_HELPFUL = "Thanks – helpful"
RATED_NOT_HELPFUL = "Thanks – not helpful"

NOT_YOUR_ANSWER = "Only the person who asked can rate this answer."
RATED_ALREADY = "You've already rated this one. Thanks!"
CANNOT_SHARE = "You can't post in this channel, so I can't share it here for you."
EXPIRED = "This button has expired. Please ask again."


def in_context(number: int) -> str:
    return f"Show {number:,} in context"


def article(number: int) -> str:
    return f"Article {number:,}"


def all_quotations(count: int) -> str:
    return f"All quotations ({count:,})"
