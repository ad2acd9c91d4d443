"""One REST call as a handler sees it, and the table of handlers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.loopback.errors import Payload, invalid_form, unknown_channel, unknown_message
from tests.loopback.messages import Attachment, StoredMessage
from tests.loopback.permissions import channel_permissions
from tests.loopback.world import Channel, World

if TYPE_CHECKING:
    from tests.loopback.server import LoopbackServer


@dataclass(frozen=True)
class Reply:
    """A handler's answer; ``body`` None is 204 No Content."""

    body: Any = None
    status: int = 200


@dataclass
class Call:
    """One request, its body parsed, and the server it came to."""

    server: "LoopbackServer"
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    files: list[Attachment] = field(default_factory=list)

    @property
    def world(self) -> World:
        return self.server.world

    @property
    def json(self) -> Payload:
        """Return the body as an object.

        Raises:
            DiscordError: 50035, it is something else.
        """
        if not isinstance(self.body, dict):
            raise invalid_form("_body", "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return self.body

    def number(self, name: str) -> int:
        """Return a snowflake out of the path.

        Raises:
            DiscordError: 50035, it is not a number.
        """
        value = self.path[name]
        if not value.isdecimal():
            raise invalid_form(name, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
        return int(value)

    def channel(self) -> Channel:
        """Return the channel named in the path.

        Raises:
            DiscordError: 10003, there is none.
        """
        channel = self.world.channels.get(self.number("channel_id"))
        if channel is None:
            raise unknown_channel()
        return channel

    def message(self) -> StoredMessage:
        """Return the message named in the path; ephemeral ones cannot be reached this way.

        Raises:
            DiscordError: 10008, there is none in that channel, or it was deleted.
        """
        message = self.world.messages.get(self.number("message_id"))
        if message is None or message.deleted or message.ephemeral:
            raise unknown_message()
        if message.channel_id != self.channel().id:
            raise unknown_message()
        return message

    def permissions(self, channel: Channel) -> int:
        """Return what the bot may do in a channel."""
        return channel_permissions(self.world, channel, self.world.bot.id)


Handler = Callable[[Call], Awaitable[Reply]]
Routes = tuple[tuple[str, str, Handler], ...]
