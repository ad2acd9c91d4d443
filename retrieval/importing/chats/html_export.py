"""DiscordChatExporter's HTML, message by message: what has been read of the page is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, BinaryIO, Final

from retrieval.importing.chats.messages import Chat, Sort
from retrieval.importing.clean import tidy
from retrieval.importing.material import Progress, load_extra

_AUTHORS: Final = {"chatlog__author", "chatlog__author-name"}
_TAGS: Final = {"chatlog__author-tag", "chatlog__bot-tag"}
_EMBEDDED: Final = {
    "chatlog__embed-author",
    "chatlog__embed-title",
    "chatlog__embed-description",
    "chatlog__embed-field-name",
    "chatlog__embed-field-value",
}
_BLOCKS: Final = frozenset({"div", "li", "ul", "h1", "h2", "h3", "pre", "blockquote", "p"})
_DISCORD_EPOCH: Final = 1_420_070_400_000
"""The first millisecond of 2015, from which Discord's ids count (https://discord.com/developers/docs/reference)."""
_EACH: Final = 500


def read_html(stream: BinaryIO, size: int, progress: Progress) -> Chat:
    """Read an export as HTML, of the versions of 2019 and later. Raises nothing of its own."""
    chat = Chat()
    entries: list[str] = []
    author, named, is_bot, number = "", "", False, 0
    for _, element in load_extra("lxml.etree").iterparse(
        stream, html=True, events=("end",), tag=("div", "span"), encoding="utf-8", remove_comments=True
    ):
        classes = set((element.get("class") or "").split())
        if "preamble__entry" in classes:
            entries.append(tidy(_shown(element)))
        elif _AUTHORS & classes:
            author = tidy(_shown(element))
            is_bot = False
            named = element.get("title") or ""
        elif _TAGS & classes:
            # A character of a role play speaks through a webhook: a bot without a number behind its name.
            is_bot = "#" in named and not named.endswith("#0000")
        elif "chatlog__message" in classes:
            _add(chat, element, author, is_bot)
            _forget(element)
            number += 1
            if number % _EACH == 0:
                progress(stream.tell(), size)
        elif "chatlog__message-group" in classes:
            _forget(element)
    chat.guild, chat.channel, chat.topic = (*entries, "", "", "")[:3]
    chat.channel = chat.channel.rpartition(" / ")[2]
    if any(map(chat.topic.startswith, ("Between ", "After ", "Before "))):
        chat.topic = ""
    return chat


def _add(chat: Chat, element: Any, author: str, is_bot: bool) -> None:
    found: dict[str, list[str]] = {"content": [], "embed": []}
    notice = False
    for part in element.iter("div", "span"):
        classes = set((part.get("class") or "").split())
        if "chatlog__content" in classes:
            found["content"].append(_shown(part))
        elif _EMBEDDED & classes:
            found["embed"].append(_shown(part))
        elif "chatlog__system-notification-content" in classes:
            notice = True
    identifier = _identifier(element)
    chat.add(
        Sort.NOTICE if notice else Sort.BOT if is_bot else Sort.SAID,
        author,
        "\n".join(found["content"]),
        embeds="\n".join(found["embed"]),
        day=_day(identifier),
    )


def _identifier(element: Any) -> str:
    holders = (element, element.getparent())
    return next((one.get("data-message-id") for one in holders if one is not None and one.get("data-message-id")), "")


def _day(identifier: str) -> date | None:
    if not identifier.isdecimal() or len(identifier) > 20:
        return None
    return datetime.fromtimestamp(((int(identifier) >> 22) + _DISCORD_EPOCH) / 1000, UTC).date()


def _shown(element: Any) -> str:
    """Return the text of an element as it is shown, with a custom emoji's name between colons."""
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        classes = (child.get("class") or "").split()
        block = child.tag in _BLOCKS or "chatlog__markdown-pre--multiline" in classes or child.tag == "br"
        if block:
            yield "\n"
        if child.tag == "img" and {"chatlog__emoji", "emoji"} & set(classes):
            name = child.get("alt") or ""
            yield f":{name}:" if name.isascii() and name else name
        elif not {"chatlog__edited-timestamp", "chatlog__reply"} & set(classes):
            yield from _pieces(child)
        if block:
            yield "\n"
        yield child.tail or ""


def _forget(element: Any) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
