"""Which card a request for help is for: the commands, the articles, the people, quotations, sources, the story."""

from __future__ import annotations

import re
from typing import Final

COMMANDS: Final = "commands"
SOURCES: Final = "sources"
_TOPICS: Final = tuple(
    (topic, re.compile(pattern, re.I))
    for topic, pattern in (
        ("quotations", r"\bquot\w*|\b(?:everything|all)\b.*\b(?:said|says)\b"),
        (
            SOURCES,
            r"\b(?:sources?|wrote|written|authors?|publish\w*|newspaper|magazine|website|answers? come|come from)\b"
            r"|\binfo(?:rmation)? from\b",
        ),
        ("articles", r"\b(?:articles?|texts|stories|documents|chapters|files)\b"),
        ("people", r"\b(?:people|persons|characters?|cast|names|who)\b"),
        ("story", r"\b(?:story|topics?|about|overview)\b"),
    )
)
"""The topics, the most telling first."""
_NAME: Final = r"[^\W\d_][\w'’. -]{0,60}"
_SPEAKER: Final = re.compile(
    rf"\b(?:by|from|of)\s+(?:the\s+)?(?P<by>{_NAME})"
    rf"|\b(?:everything|all)\s+(?:that\s+)?(?P<said>{_NAME}?)\s+(?:has\s+)?(?:ever\s+)?(?:said|says)\b",
    re.I,
)
_AFTER_NAME: Final = re.compile(r"\s+(?:please|pls|plz|thanks?|thx|in|for|on)\b.*\Z|[\s.?!,]+\Z", re.I)


def help_about(text: str) -> tuple[str, str]:
    """Return the topic of a request for help, and of quotations the name of the speaker, "" where none is given."""
    topic = next((topic for topic, pattern in _TOPICS if pattern.search(text)), COMMANDS)
    if topic != "quotations":
        return topic, ""
    found = _SPEAKER.search(text)
    name = "" if found is None else found["by"] or found["said"]
    return topic, _AFTER_NAME.sub("", name)
