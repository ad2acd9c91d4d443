"""DiscordChatExporter's plain text: a line "[date] author" before each message, marks in braces behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from retrieval.importing.chats.markup import readable
from retrieval.importing.chats.messages import Chat, Sort
from retrieval.importing.material import Progress

_RULE: Final = "=" * 62
_HEADER: Final = re.compile(r"(?:\A|(?<=\n\n))\[(?=[^\]\n]{0,40}\d)([^\]\n]{6,60})\] ([^\n]{1,100})\n")
_PINNED: Final = " (pinned)"
_NUMBERED: Final = re.compile(r"#\d{4}\Z")
_PART: Final = re.compile(r"^\{(Attachments|Embed|Stickers|Reactions)\}$", re.M)
_DATE: Final = re.compile(r"(\d{1,4})[./ -]{1,2}(\d{1,2}|[A-Za-z]{3,9})[./ -]{1,2}(\d{2,4})")
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NOTICE: Final = re.compile(
    r"(?:Joined the server|Pinned a message|Started a thread|Changed the channel (?:icon|name)(?:: .*)?|Left the group"
    r"|(?:Added|Removed) .{1,100} (?:to|from) the group|(?:Added|Removed) a recipient"
    r"|Started a call that lasted [\d,.]+ minutes)\.?"
)
"""What the exporter writes for a notice (`PlainTextMessageExtensions.cs`); in plain text nothing else tells it."""
_EACH: Final = 1000


def read_text(text: str, progress: Progress) -> Chat:
    """Read an export as plain text. What DiscordChatExporter did not write is not told apart, and read as said."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    chat = Chat()
    at = _read_head(text, chat)
    end = text.rfind(_RULE + "\nExported ", at)
    body = text[at : end if end >= 0 else len(text)]
    headers = list(_HEADER.finditer(body))
    days = _days(match.group(1) for match in headers)
    for number, (match, day) in enumerate(zip(headers, days, strict=True)):
        last = headers[number + 1].start() if number + 1 < len(headers) else len(body)
        content, embeds = _parts(body[match.end() : last])
        author = _NUMBERED.sub("", match.group(2).removesuffix(_PINNED))
        sort = Sort.NOTICE if _NOTICE.fullmatch(content) else Sort.SAID
        chat.add(sort, author, readable(content), embeds=readable(embeds), day=day)
        if number % _EACH == 0:
            progress(match.end(), len(body))
    return chat


def _read_head(text: str, chat: Chat) -> int:
    """Read guild, channel and topic. Returns where the messages begin."""
    end = text.find("\n" + _RULE, len(_RULE))
    for line in text[: max(end, 0)].split("\n"):
        name, _, value = line.partition(": ")
        if name == "Guild":
            chat.guild = value
        elif name == "Channel":
            chat.channel = re.split(r" / | > ", value)[-1]
        elif name == "Topic":
            chat.topic = value
    after = end + 1 + len(_RULE)
    while text[after : after + 1] == "\n":
        after += 1
    return after


def _parts(body: str) -> tuple[str, str]:
    """Return the words of a message and of its embeds; addresses of pictures and counts of reactions are no words."""
    marks = list(_PART.finditer(body))
    content = body[: marks[0].start()] if marks else body
    embeds: list[str] = []
    for number, match in enumerate(marks):
        if match.group(1) == "Embed":
            last = marks[number + 1].start() if number + 1 < len(marks) else len(body)
            lines = body[match.end() : last].split("\n")
            embeds += [line for line in lines if not re.match(r"https?://\S+$", line)]
    return content.strip(), "\n".join(embeds)


def _days(written: Iterable[str]) -> Iterator[date | None]:
    """Return the dates that the exporter wrote as its host's language does; None where day and month cannot be told."""
    found = [_DATE.match(one) for one in written]
    numbers = [match.groups() for match in found if match is not None]
    firsts = [int(first) for first, _, _ in numbers]
    seconds = [int(second) for _, second, _ in numbers if second.isdecimal()]
    named = len(seconds) < len(numbers)
    day_first = named or any(12 < one <= 31 for one in firsts)
    month_first = any(one > 12 for one in seconds)
    for match in found:
        yield None if match is None else _date(*match.groups(), day_first=day_first, month_first=month_first)


def _date(first: str, second: str, third: str, *, day_first: bool, month_first: bool) -> date | None:
    month = second.lower()[:3]
    middle = _MONTHS.index(month) + 1 if month in _MONTHS else int(second) if second.isdecimal() else 0
    year = 2000 + int(third) if len(third) == 2 else int(third)
    try:
        if len(first) == 4:
            return date(int(first), middle, int(third))
        if day_first and not month_first:
            return date(year, middle, int(first))
        if month_first and not day_first:
            return date(year, int(first), middle)
    except ValueError:
        return None
    return None
