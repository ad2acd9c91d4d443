# ruff: noqa: E501  # the exporter's own lines
"""Exports as DiscordChatExporter 2.4x writes them: the same chat as JSON, HTML and plain text.

Written after its `JsonMessageWriter.cs`, `PlainTextMessageWriter.cs`, `PreambleTemplate.cshtml` and
`MessageGroupTemplate.cshtml`.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

FIRST = datetime(2024, 3, 14, 18, 5, tzinfo=UTC)
_EPOCH = 1_420_070_400_000


@dataclass(frozen=True)
class Written:
    """A message as somebody wrote it; `shown` is its HTML."""

    author: str
    content: str
    shown: str | None = None
    kind: str = "Default"
    bot: bool = False
    discriminator: str = "0000"
    minutes: int = 0
    embeds: tuple[tuple[str, str], ...] = ()
    attachment: str | None = None
    reactions: tuple[tuple[str, int], ...] = ()
    pinned: bool = False
    reply_to: str | None = None
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def time(self) -> datetime:
        return FIRST + timedelta(minutes=self.minutes)

    @property
    def id(self) -> str:
        return str((int(self.time.timestamp() * 1000) - _EPOCH) << 22)

    @property
    def full_name(self) -> str:
        name = self.author.lower().replace(" ", ".")
        return name if self.discriminator == "0000" else f"{name}#{self.discriminator}"


def _user(message: Written) -> dict[str, Any]:
    return {
        "id": "1234567890",
        "name": message.author.lower().replace(" ", "."),
        "discriminator": message.discriminator,
        "nickname": message.author,
        "color": None,
        "isBot": message.bot,
        "roles": [{"id": "111", "name": "Members", "color": "#3498DB", "position": 3}],
        "avatarUrl": "https://cdn.discordapp.com/embed/avatars/1.png",
    }


def as_json(
    messages: Iterable[Written], guild: str = "Bridge Club", channel: str = "old-mill", topic: str = ""
) -> bytes:
    export = {
        "guild": {"id": "987654321", "name": guild, "iconUrl": "https://cdn.discordapp.com/icons/9/a.png"},
        "channel": {
            "id": "555555",
            "type": "GuildTextChat",
            "categoryId": "444",
            "category": "Text channels",
            "name": channel,
            "topic": topic or None,
        },
        "dateRange": {"after": None, "before": None},
        "exportedAt": "2025-01-02T03:04:05.678+00:00",
        "messages": [
            {
                "id": message.id,
                "type": message.kind,
                "timestamp": message.time.isoformat(timespec="milliseconds"),
                "timestampEdited": None,
                "callEndedTimestamp": None,
                "isPinned": message.pinned,
                "content": message.content,
                "author": _user(message),
                "attachments": [{"id": "1", "url": message.attachment, "fileName": "mill.png", "fileSizeBytes": 12345}]
                if message.attachment
                else [],
                "components": [],
                "embeds": [
                    {
                        "title": title,
                        "url": "https://news.example/a",
                        "timestamp": None,
                        "description": description,
                        "images": [],
                        "fields": [],
                        "inlineEmojis": [],
                    }
                    for title, description in message.embeds
                ],
                "stickers": [],
                "reactions": [
                    {"emoji": {"id": "", "name": name, "code": "x", "isAnimated": False}, "count": count, "users": []}
                    for name, count in message.reactions
                ],
                "mentions": [],
                "inlineEmojis": [],
                **message.more,
            }
            for message in messages
        ],
        "messageCount": 0,
    }
    return json.dumps(export, indent=2, ensure_ascii=False).encode()


def as_text(
    messages: Iterable[Written],
    guild: str = "Bridge Club",
    channel: str = "Text channels / old-mill",
    topic: str = "",
    when: Callable[[datetime], str] = lambda time: f"{time:%m/%d/%Y %I:%M %p}",
) -> bytes:
    rule = "=" * 62
    lines = [rule, f"Guild: {guild}", f"Channel: {channel}", *([f"Topic: {topic}"] if topic else []), rule, ""]
    for message in messages:
        lines += [f"[{when(message.time)}] {message.full_name}{' (pinned)' * message.pinned}", message.content, ""]
        if message.attachment:
            lines += ["{Attachments}", message.attachment, ""]
        for title, description in message.embeds:
            lines += ["{Embed}", "https://news.example/a", title, description, ""]
        if message.reactions:
            lines += ["{Reactions}", " ".join(f"{name} ({count})" for name, count in message.reactions)]
        lines.append("")
    lines += [rule, "Exported 1,234 message(s)", rule, ""]
    return "\r\n".join(lines).encode()


def as_html(
    messages: Iterable[Written], guild: str = "Bridge Club", channel: str = "old-mill", topic: str = ""
) -> bytes:
    small = f'<div class="preamble__entry preamble__entry--small">{html.escape(topic)}</div>' if topic else ""
    parts = [
        f"""<!DOCTYPE html><html lang="en"><head><title>{html.escape(guild)} - {html.escape(channel)}</title>
<meta charset="utf-8"><style>.preamble {{ display: grid; }} .chatlog__message-group {{ margin-bottom: 1rem; }}</style>
<script>function scrollToMessage(event, id) {{ return "<div class='chatlog__message'>"; }}</script></head><body>
<div class="preamble"><div class="preamble__guild-icon-container"><img class="preamble__guild-icon" src="x"></div>
<div class="preamble__entries-container"><div class="preamble__entry">{html.escape(guild)}</div>
<div class="preamble__entry">Text channels / {html.escape(channel)}</div>{small}</div></div>
<!--wmm:ignore--><div class="chatlog"><!--/wmm:ignore-->"""
    ]
    before: Written | None = None
    for message in messages:
        first = before is None or before.author != message.author or message.reply_to or message.kind != "Default"
        if first:
            parts.append(
                '</div><div class="chatlog__message-group">' if before else '<div class="chatlog__message-group">'
            )
        parts.append(_html_message(message, bool(first)))
        before = message
    parts.append('</div></div><div class="postamble"><div class="postamble__entry">Exported 12 message(s)</div></div>')
    return "\n".join([*parts, "</body></html>"]).encode()


def _html_message(message: Written, first: bool) -> str:
    name, full = html.escape(message.author), html.escape(message.full_name)
    head = f"""<div id="chatlog__message-container-{message.id}" class="chatlog__message-container "
data-message-id="{message.id}"><div class="chatlog__message">"""
    if message.kind not in {"Default", "Reply"}:
        return f"""{head}<div class="chatlog__message-aside"><svg><use href="#join-icon"></use></svg></div>
<div class="chatlog__message-primary"><span class="chatlog__system-notification-author" title="{full}">{name}</span>
<span> </span><span class="chatlog__system-notification-content"><span>joined the server.</span></span>
<span class="chatlog__system-notification-timestamp"><a href="#">14/03/2024</a></span></div></div></div>"""
    reply = (
        f"""<div class="chatlog__reply"><img class="chatlog__reply-avatar"><div class="chatlog__reply-author" title="x">x
</div><div class="chatlog__reply-content"><span class="chatlog__reply-link">{html.escape(message.reply_to)}</span>
<span class="chatlog__reply-edited-timestamp">(edited)</span></div></div>"""
        if message.reply_to
        else ""
    )
    tag = '<span class="chatlog__author-tag">BOT</span>' if message.bot else ""
    header = f"""{reply}<div class="chatlog__header"><span class="chatlog__author" style="" title="{full}"
data-user-id="12">{name}</span>{tag}<span class="chatlog__timestamp" title="x"><a href="#">14/03/2024 18:05</a></span></div>"""
    shown = html.escape(message.content) if message.shown is None else message.shown
    content = f"""<div class="chatlog__content chatlog__markdown"><span class="chatlog__markdown-preserve"><!--wmm:ignore-->{shown}\
<!--/wmm:ignore--></span><span class="chatlog__edited-timestamp" title="x">(edited)</span></div>"""
    embeds = "".join(
        f"""<div class="chatlog__embed"><div class="chatlog__embed-text"><div class="chatlog__embed-title"><a href="x">
<div class="chatlog__markdown chatlog__markdown-preserve">{html.escape(title)}</div></a></div>
<div class="chatlog__embed-description"><div class="chatlog__markdown">{html.escape(text)}</div></div></div></div>"""
        for title, text in message.embeds
    )
    attachment = (
        """<div class="chatlog__attachment"><div class="chatlog__attachment-generic"><div
class="chatlog__attachment-generic-name"><a href="x">mill.png</a></div></div></div>"""
        if message.attachment
        else ""
    )
    reactions = "".join(
        f"""<div class="chatlog__reaction"><img class="chatlog__emoji chatlog__emoji--small" alt="{emoji}"><span
class="chatlog__reaction-count">{count}</span></div>"""
        for emoji, count in message.reactions
    )
    return f"""{head}<div class="chatlog__message-aside"></div><div class="chatlog__message-primary">{header if first else ""}
{content if message.content else ""}{attachment}{embeds}<div class="chatlog__reactions">{reactions}</div></div></div></div>"""
