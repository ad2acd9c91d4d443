"""A chat as its export tells it: messages, and what of it is text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final

from retrieval.importing.clean import lines_of, tidy

_LINK: Final = re.compile(r"<?https?://\S+")
_NO_LABEL: Final = re.compile(r"[:;“”„\"«»]+")
"""What would end a speaker's name before its end; see `retrieval.articles.spoken_lines`."""


class Sort(Enum):
    """What a message is; the values are what the report calls those that are left out."""

    SAID = "said"
    FORWARDED = "forwarded"
    BOT = "messages by bots"
    NOTICE = "notices such as joins and pins"
    WORDLESS = "messages without words, such as pictures and links"


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody wrote, in one line; `speaker` is None where it is somebody else's, forwarded."""

    text: str
    day: date | None = None
    speaker: str | None = None
    url: str | None = None


@dataclass(slots=True)
class Chat:
    """A chat and what was left out of it: how many messages of which sort, and the lines that were text."""

    guild: str = ""
    channel: str = ""
    topic: str = ""
    messages: list[Message] = field(default_factory=list)
    not_taken: Counter[Sort] = field(default_factory=Counter)
    left_out: list[str] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)

    def add(
        self, sort: Sort, author: str, text: str, *, embeds: str = "", day: date | None = None, url: str | None = None
    ) -> None:
        """Take a message, or count it with those left out. `text` and `embeds` are as they are read, without marks.

        An embed is what the message says where it says nothing else; beside words it is a preview of their link.
        """
        words = _line(text)
        if not _has_words(words):
            words, embeds = _line(embeds), ""
        speaker = self._names.get(author) or self._names.setdefault(author, speaker_name(author))
        if sort in {Sort.SAID, Sort.FORWARDED} and _has_words(words):
            self.messages.append(Message(words, day, speaker if sort is Sort.SAID else None, url))
            self.left_out.extend(_embedded(embeds))
            return
        self.not_taken[sort if sort in {Sort.BOT, Sort.NOTICE} else Sort.WORDLESS] += 1
        if sort is Sort.BOT and _has_words(words):
            self.left_out.append(f"{speaker}: {words}")

    @property
    def notes(self) -> Iterator[str]:
        """Say how many messages were not taken, by sort."""
        counted = [f"{sort.value} ({self.not_taken[sort]:,})" for sort in Sort if self.not_taken[sort]]
        if counted:
            yield f"not taken: {', '.join(counted)}."


def speaker_name(author: str) -> str:
    """Return an author's name as it stands before a colon, to be read as who speaks."""
    return tidy(_NO_LABEL.sub(" ", tidy(author))) or "Somebody"


def _line(text: str) -> str:
    return " ".join(lines_of(text))


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, _LINK.sub("", text)))


def _embedded(embeds: str) -> Iterator[str]:
    words = _line(embeds)
    if _has_words(words):
        yield words
