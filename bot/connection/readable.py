"""What a message says, wherever its words stand: written, forwarded, in a poll, in what it embeds, under a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import discord

_CUSTOM_EMOJI = re.compile(r"<a?:\w{2,32}:\d{15,21}>")
_SPACES = re.compile(r"[ \t]{2,}")


def words_of(message: discord.Message, own_mentions: Sequence[str] = ()) -> str:
    """Return the first words that a message has, without `own_mentions`: its own, else those of what it shows."""
    return next((found for text in _texts(message) if (found := strip(text, own_mentions))), "")


def shown_by(message: discord.Message) -> str:
    """Return the words of what a message shows beside its own text: what is forwarded, asked in a poll, embedded."""
    return next((found for text in _shown(message) if (found := strip(text))), "")


def strip(content: str, own_mentions: Sequence[str] = ()) -> str:
    """Return what a message asks: its text without our own mention and without custom emoji."""
    for mention in own_mentions:
        content = content.replace(mention, " ")
    return _SPACES.sub(" ", _CUSTOM_EMOJI.sub(" ", content)).strip()


def own_mentions(me: int) -> tuple[str, ...]:
    """Return the two ways in which Discord writes a mention of ours."""
    return f"<@{me}>", f"<@!{me}>"


def _texts(message: discord.Message) -> Iterator[str]:
    yield message.content
    yield from _shown(message)


def _shown(message: discord.Message) -> Iterator[str]:
    for snapshot in message.message_snapshots:
        yield snapshot.content
        yield from _described(snapshot.embeds, snapshot.attachments)
    if message.poll is not None:
        yield message.poll.question or ""
    yield from _described(message.embeds, message.attachments)


def _described(embeds: Sequence[discord.Embed], attachments: Sequence[discord.Attachment]) -> Iterator[str]:
    for embed in embeds:
        yield "\n".join(part for part in (embed.title, embed.description) if part)
    for attachment in attachments:
        yield attachment.description or ""
