"""DiscordChatExporter's JSON, message by message: of an export of any size no more than one is in memory."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO, Final, TextIO

from retrieval.importing.chats.markup import readable
from retrieval.importing.chats.messages import Chat, Sort
from retrieval.importing.errors import ImportingError
from retrieval.importing.material import Progress

_SPOKEN: Final = frozenset({"Default", "Reply"})
_LAST_NOTICE: Final = 18
"""Discord numbers the kinds of notices 1 to 18 (https://discord.com/developers/docs/resources/message)."""
_HEAD: Final = ("guild.id", "guild.name", "channel.id", "channel.name", "channel.topic")
_MESSAGES: Final = re.compile(r'(?<!\\)"messages"\s*:\s*\[')
_BETWEEN: Final = re.compile(r"[\s,]*")
_PIECE: Final = 1_000_000
"""Characters that are read from disk at once."""
_LONGEST: Final = 20_000_000
"""Characters of a message and all that belongs to it; a longer one is no message."""
_EACH: Final = 500


def read_json(stream: BinaryIO, size: int, progress: Progress) -> Chat:
    """Read an export as JSON. Raises ImportingError if it is no export, or ends in the middle."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace")
    try:
        buffer = text.read(_PIECE)
        found = _MESSAGES.search(buffer)
        head = _head(buffer[: found.start()]) if found else None
        if found is None or head is None:
            raise ImportingError(
                "only the JSON of a chat exported by DiscordChatExporter is read; save other text as .txt."
            )
        chat = Chat(head["guild.name"], head["channel.name"], head["channel.topic"])
        for number, message in enumerate(_items(text, buffer[found.end() :]), start=1):
            if isinstance(message, dict):
                _add(chat, message, head)
            if number % _EACH == 0:
                progress(stream.tell(), size)
    finally:
        text.detach()
    progress(size, size)
    return chat


def _head(written: str) -> dict[str, str] | None:
    """Return what stands before the messages; None if that is no JSON."""
    try:
        head = json.loads(written.rstrip().removesuffix(",") + "}", strict=False)
    except (ValueError, RecursionError):
        return None
    return {name: _text(_part(head, name.partition(".")[0]), name.partition(".")[2]) for name in _HEAD}


def _items(text: TextIO, buffer: str) -> Iterator[Any]:
    """Yield the values of an array, from behind its bracket on; no more than one of them is in memory.

    The packages that read JSON piece by piece (ijson) need memory by the square of the depth of hostile brackets.
    """
    decoder = json.JSONDecoder(strict=False)
    at = 0
    while True:
        at = _BETWEEN.match(buffer, at).end()  # type: ignore[union-attr]  # it matches everywhere
        if buffer[at : at + 1] == "]":
            return
        try:
            value, end = decoder.raw_decode(buffer, at)
        except (ValueError, RecursionError):
            # Twice as much each time, so that a long message is not begun again too often.
            more = text.read(max(_PIECE, len(buffer) - at)) if len(buffer) - at <= _LONGEST else ""
            if not more:
                raise ImportingError("its JSON is not whole or not valid; export the channel again.") from None
            buffer, at = buffer[at:] + more, 0
        else:
            yield value
            at = end


def _add(chat: Chat, message: dict[str, Any], head: dict[str, str]) -> None:
    author = _part(message, "author")
    users = [user for user in _parts(message, "mentions") if user.get("id")]
    names = {str(user["id"]): _text(user, "nickname") or _text(user, "name") for user in users}
    own = _text(message, "content")
    forwarded = _part(message, "forwardedMessage")
    sort = _sort(message, author)
    if sort is Sort.SAID and forwarded and not own.strip():
        sort, own = Sort.FORWARDED, _text(forwarded, "content")
    embeds = [line for one in (message, forwarded) for embed in _parts(one, "embeds") for line in _embed(embed)]
    ids = (head["guild.id"], head["channel.id"], _text(message, "id"))
    chat.add(
        sort,
        _text(author, "nickname") or _text(author, "name"),
        readable(own, names),
        embeds=readable("\n".join(embeds)),
        day=_day(_text(message, "timestamp")),
        url=f"https://discord.com/channels/{'/'.join(ids)}" if all(map(str.isdecimal, ids)) else None,
    )


def _sort(message: dict[str, Any], author: dict[str, Any]) -> Sort:
    kind = _text(message, "type") or "Default"
    if kind not in _SPOKEN and not (kind.isdecimal() and int(kind[:9]) > _LAST_NOTICE):
        return Sort.NOTICE
    # A character of a role play or a news feed speaks through a webhook: a bot without a number behind its name.
    webhook = _text(author, "discriminator") == "0000"
    return Sort.BOT if author.get("isBot") is True and not webhook else Sort.SAID


def _embed(embed: dict[str, Any]) -> Iterator[str]:
    yield _text(_part(embed, "author"), "name")
    for name in ("title", "description"):
        yield _text(embed, name)
    for field in _parts(embed, "fields"):
        yield _text(field, "name")
        yield _text(field, "value")


def _day(timestamp: str) -> date | None:
    try:
        return date.fromisoformat(timestamp[:10])
    except ValueError:
        return None


def _text(node: dict[str, Any], name: str) -> str:
    value = node.get(name)
    return value if isinstance(value, str) else ""


def _part(node: dict[str, Any], name: str) -> dict[str, Any]:
    value = node.get(name)
    return value if isinstance(value, dict) else {}


def _parts(node: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = node.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
