"""Which card a request for help is for: the commands, the articles, the people, quotations, sources, the story."""

from __future__ import annotations

import re
from typing import Final

COMMANDS: Final = "commands"
_TOPICS: Final = (
    ("quotations", re.compile(r"\bquot\w*|\b(?:everything|all)\b.*\b(?:said|says)\b", re.I)),
    (
        "sources",
        re.compile(
            r"\b(?:sources?|wrote|written|authors?|publish\w*|newspaper|magazine|website|answers? come|come from|information from|info from)\b",
            re.I,
        ),
    ),
    ("articles", re.compile(r"\b(?:articles?|texts|stories|documents|chapters|files)\b", re.I)),
    ("people", re.compile(r"\b(?:people|persons?|characters?|cast|names|who)\b", re.I)),
    ("story", re.compile(r"\b(?:story|topics?|about|overview)\b", re.I)),
)
"""The topics, the most telling first."""
_SPEAKER: Final = re.compile(
    r"\b(?:by|from|of)\s+(?:the\s+)?(?P<by>[^\W\d_][\w'’. -]{0,60})|\b(?:everything|all)\s+(?:that\s+)?(?P<said>[^\W\d_][\w'’. -]{0,60}?)\s+(?:has\s+)?(?:ever\s+)?(?:said|says)\b",
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
