"""A message as the loopback Discord keeps it: what it shows now, and whom it pinged."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.loopback.errors import Payload

EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15

_USER_MENTION = re.compile(r"<@!?(\d+)>")
_ROLE_MENTION = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(?:everyone|here)\b")
_CODE = re.compile(r"```.*?```|``.+?``|`[^`]+`", re.DOTALL)


@dataclass(frozen=True)
class Attachment:
    """A file on a message or in an option; ``claims`` is its size by Discord, where that is not true."""

    id: int
    filename: str
    content: bytes
    description: str | None = None
    url: str | None = None
    claims: int | None = None


@dataclass
class StoredMessage:
    """A message. Its fields are what Discord shows now; ``history`` holds earlier contents."""

    id: int
    channel_id: int
    author_id: int
    content: str = ""
    guild_id: int | None = None
    embeds: list[Payload] = field(default_factory=list)
    components: list[Payload] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    type: int = 0
    allowed_mentions: Payload | None = None
    reply_to_id: int | None = None
    reply_to_author_id: int | None = None
    interaction_id: int | None = None
    interaction: Payload | None = None
    edited_at: str | None = None
    deleted: bool = False
    history: list[str] = field(default_factory=list)
    thread_id: int | None = None
    forwarded: "StoredMessage | None" = None
    poll: str | None = None
    """What a poll in it asks."""
    nonce: str | None = None

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        """Whether it still says "is thinking…"."""
        return bool(self.flags & LOADING)

    @property
    def link(self) -> str:
        return f"https://discord.com/channels/{self.guild_id or '@me'}/{self.channel_id}/{self.id}"

    @property
    def text(self) -> str:
        """Return every word it shows: the content, each part of each embed, and the text components."""
        parts = [self.content]
        for embed in self.embeds:
            parts.append(embed.get("author", {}).get("name", ""))
            parts.append(embed.get("title", ""))
            parts.append(embed.get("description", ""))
            for entry in embed.get("fields", ()):
                parts += [entry["name"], entry["value"]]
            parts.append(embed.get("footer", {}).get("text", ""))
        parts += [str(each["content"]) for each in every_component(self.components) if each.get("type") == 10]
        return "\n".join(part for part in parts if part)

    @property
    def buttons(self) -> list[Payload]:
        """List its buttons, link buttons too, in the order shown."""
        return [each for each in every_component(self.components) if each.get("type") == 2]

    def component(self, custom_id: str) -> Payload:
        """Find an interactive component by custom_id.

        Raises:
            LookupError: the message shows no such component.
        """
        for each in every_component(self.components):
            if each.get("custom_id") == custom_id:
                return each
        shown = [each.get("custom_id") for each in every_component(self.components) if "custom_id" in each]
        raise LookupError(f"no component {custom_id!r} on this message, only {shown}")

    @property
    def mentioned_users(self) -> list[int]:
        """List the ids written as user mentions in it, whether or not they pinged."""
        return [int(found) for found in dict.fromkeys(_USER_MENTION.findall(_without_code(self.content)))]

    @property
    def pings(self) -> frozenset[str]:
        """Tell who is notified: ``everyone``, ``user:ID``, ``role:ID``, by Discord's allowed_mentions rules."""
        text = self._pingable_text()
        users = set(_USER_MENTION.findall(text))
        roles = set(_ROLE_MENTION.findall(text))
        everyone = bool(_EVERYONE.search(text))
        replied = self.reply_to_author_id
        if self.allowed_mentions is not None:
            parse = self.allowed_mentions.get("parse") or []
            if "users" not in parse:
                users &= {str(each) for each in self.allowed_mentions.get("users") or ()}
            if "roles" not in parse:
                roles &= {str(each) for each in self.allowed_mentions.get("roles") or ()}
            everyone = everyone and "everyone" in parse
            if not self.allowed_mentions.get("replied_user"):
                replied = None
        names = {f"user:{each}" for each in users} | {f"role:{each}" for each in roles}
        if everyone:
            names.add("everyone")
        if replied is not None:
            names.add(f"user:{replied}")
        return frozenset(names)

    def _pingable_text(self) -> str:
        displays = [str(each["content"]) for each in every_component(self.components) if each.get("type") == 10]
        return _without_code("\n".join([self.content, *displays]))


def every_component(components: list[Payload]) -> Iterator[Payload]:
    """Walk components and those inside them: rows, sections with their accessory, containers, labels."""
    for component in components:
        yield component
        inner = list(component.get("components") or ())
        inner += [component[key] for key in ("accessory", "component") if component.get(key)]
        yield from every_component(inner)


def _without_code(text: str) -> str:
    return _CODE.sub("", text)
