"""A chat -> articles: a message a paragraph, "Author: words", and a long chat in periods of whole months or days."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Final

from retrieval.importing.chats.messages import Chat, Message
from retrieval.importing.clean import lines_of, tidy
from retrieval.importing.errors import ImportingError
from retrieval.importing.material import Document, Extracted

_MOST: Final = 300_000
"""Characters of an article: some four thousand messages, and far below what one may have."""
_Piece = list[Message]


def conversation(chat: Chat, *, whole: bool = False) -> Document:
    """Return a chat as an article, or as several where it is long and not wanted `whole`.

    Raises ImportingError if nobody says a word.
    """
    if not chat.messages:
        raise ImportingError("nobody says a word in the chat; export a channel that has messages.")
    messages = chat.messages
    if messages[0].day and messages[-1].day and messages[0].day > messages[-1].day:
        messages = messages[::-1]  # exported with the newest first
    name = tidy(", ".join(part for part in (_channel(chat.channel), tidy(chat.guild)) if part)) or "Chat"
    articles: list[Extracted] = []
    for piece, period in [(messages, "")] if whole else _pieces(messages):
        headline = f"{name}, {period}" if period else name
        topic = [] if articles else lines_of(chat.topic)
        articles.append(
            Extracted(
                headline[:300],
                (*topic, *map(_paragraph, piece)),
                publisher="Discord",
                url=piece[0].url,
                date=piece[0].day.isoformat() if piece[0].day else None,
            )
        )
    return Document(tuple(articles), name, tuple(chat.left_out), tuple(chat.notes))


def _channel(name: str) -> str:
    name = tidy(name)
    return f"#{name}" if name and not name.startswith("#") else name


def _paragraph(message: Message) -> str:
    return message.text if message.speaker is None else f"{message.speaker}: {message.text}"


def _pieces(messages: list[Message]) -> list[tuple[_Piece, str]]:
    """Cut a chat into pieces of about `_MOST` characters, each with what its period is called.

    It is cut between months, a long month between days, a long day or what has no dates anywhere.
    """
    if _length(messages) <= _MOST:
        return [(messages, "")]
    pieces: list[tuple[_Piece, str]] = []
    for months in _packed(messages, lambda message: message.day and (message.day.year, message.day.month), _MOST):
        length = _length(months)
        if length <= _MOST:
            pieces.append((months, " ".join(_period(months, _month))))
            continue
        even = 1.1 * length / math.ceil(length / _MOST)  # two halves, and not a month and a day
        for days in _packed(months, lambda message: message.day, even):
            cut = list(_packed(days, id, _MOST))
            pieces += [
                (piece, " ".join((*_period(piece, _day), *_part(number, len(cut))))) for number, piece in enumerate(cut)
            ]
    return pieces


def _packed(messages: Iterable[Message], key: Callable[[Message], object], most: float) -> Iterator[_Piece]:
    """Yield as many runs of messages of one key together as have `most` characters, at least one."""
    piece: _Piece = []
    length = 0
    for _, run in groupby(messages, key):
        together = list(run)
        more = _length(together)
        if piece and length + more > most:
            yield piece
            piece, length = [], 0
        piece += together
        length += more
    if piece:
        yield piece


def _length(messages: Iterable[Message]) -> int:
    return sum(len(message.text) + len(message.speaker or "") for message in messages)


def _period(piece: _Piece, named: Callable[[date], str]) -> Iterator[str]:
    days = dict.fromkeys(named(message.day) for message in (piece[0], piece[-1]) if message.day is not None)
    if days:
        yield " to ".join(days)


def _part(number: int, count: int) -> Iterator[str]:
    if count > 1:
        yield f"part {number + 1}"


def _month(day: date) -> str:
    return f"{day:%B} {day.year}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
