"""What exists on the loopback Discord: the application, people, guilds, channels, messages, commands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from tests.loopback.errors import Payload
from tests.loopback.messages import StoredMessage
from tests.loopback.permission_bits import EVERYONE
from tests.loopback.snowflakes import SnowflakeSource

DEFAULT_TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAwMA.GLoopb.ack-loopback-loopback-loopback-loopba"

PRESENCE_FLAG = 1 << 13
GUILD_MEMBERS_FLAG = 1 << 15
MESSAGE_CONTENT_FLAG = 1 << 19


class ChannelType(IntEnum):
    """The channel types a text bot meets."""

    TEXT = 0
    DM = 1
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


THREAD_TYPES = (ChannelType.ANNOUNCEMENT_THREAD, ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD)


@dataclass(frozen=True)
class User:
    """An account: a person or a bot. ``reachable`` is whether it accepts direct messages."""

    id: int
    name: str
    bot: bool = False
    reachable: bool = True

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"


@dataclass
class Role:
    """A role of a guild; @everyone has the guild's own id."""

    id: int
    name: str
    permissions: int
    position: int = 1
    bot_id: int | None = None

    @property
    def mention(self) -> str:
        return f"<@&{self.id}>"


@dataclass
class Member:
    """A user inside a guild."""

    user: User
    roles: list[int] = field(default_factory=list)
    nick: str | None = None


@dataclass(frozen=True)
class Overwrite:
    """What a channel allows or denies a role or a member."""

    target_id: int
    is_member: bool
    allow: int = 0
    deny: int = 0


@dataclass
class Channel:
    """A channel, a thread, a forum or a direct conversation."""

    id: int
    type: ChannelType
    name: str = ""
    guild_id: int | None = None
    parent_id: int | None = None
    owner_id: int | None = None
    recipient: User | None = None
    overwrites: list[Overwrite] = field(default_factory=list)
    archived: bool = False
    locked: bool = False
    topic: str | None = None

    @property
    def is_thread(self) -> bool:
        return self.type in THREAD_TYPES

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"


@dataclass
class Guild:
    """A server. ``joined`` is whether the bot is a member of it."""

    id: int
    name: str
    owner_id: int
    joined: bool = True
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)


@dataclass
class Application:
    """The application of the developer portal; the three switches are its privileged intents."""

    id: int
    name: str
    owner: User
    message_content: bool = False
    guild_members: bool = False
    presence: bool = False

    @property
    def flags(self) -> int:
        """Return the application flags; the LIMITED bits, as for an unverified bot."""
        return (
            (PRESENCE_FLAG if self.presence else 0)
            | (GUILD_MEMBERS_FLAG if self.guild_members else 0)
            | (MESSAGE_CONTENT_FLAG if self.message_content else 0)
        )


@dataclass(frozen=True)
class Reaction:
    """An emoji that the bot put under a message."""

    message_id: int
    emoji: str


class World:
    """Everything the loopback Discord remembers; it outlives the server and every bot process."""

    def __init__(self, *, message_content: bool = False, shards: int = 1, token: str = DEFAULT_TOKEN) -> None:
        self.snowflakes = SnowflakeSource()
        self.token = token
        self.shards = shards
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, StoredMessage] = {}
        self.reactions: list[Reaction] = []
        self.typing: list[int] = []
        self.commands: dict[int | None, list[Payload]] = {}
        self.invented: dict[tuple[str, int], Payload] = {}
        self.owner = self.add_user("owner")
        self.application = Application(self.snowflakes.next(), "Loopback", self.owner, message_content=message_content)
        self.bot = User(self.application.id, "Loopback", bot=True)
        self.users[self.bot.id] = self.bot

    def add_user(self, name: str, *, reachable: bool = True, bot: bool = False) -> User:
        """Make a person with an account."""
        user = User(self.snowflakes.next(), name, bot=bot, reachable=reachable)
        self.users[user.id] = user
        return user

    def add_guild(
        self, name: str, *members: User, joined: bool = True, shard: int | None = None, owner: User | None = None
    ) -> Guild:
        """Make a guild of these members, the bot among them unless not ``joined``."""
        identifier = (
            self.snowflakes.next()
            if shard is None
            else self.snowflakes.next_for_shard(shard, max(self.shards, shard + 1))
        )
        guild = Guild(identifier, name, (owner or self.owner).id, joined=joined)
        guild.roles[guild.id] = Role(guild.id, "@everyone", EVERYONE, position=0)
        self.guilds[guild.id] = guild
        for user in (owner or self.owner, *members):
            self.add_member(guild, user)
        if joined:
            role = self.add_role(guild, self.bot.name, bot_id=self.bot.id)
            self.add_member(guild, self.bot, role)
        return guild

    def add_role(self, guild: Guild, name: str, permissions: int = 0, *, bot_id: int | None = None) -> Role:
        """Make a role; ``permissions`` are Discord's bits."""
        role = Role(self.snowflakes.next(), name, permissions, position=len(guild.roles), bot_id=bot_id)
        guild.roles[role.id] = role
        return role

    def add_member(self, guild: Guild, user: User, *roles: Role) -> Member:
        """Put a user in a guild."""
        member = Member(user, [role.id for role in roles])
        guild.members[user.id] = member
        return member

    def add_channel(
        self,
        guild: Guild,
        name: str,
        kind: ChannelType = ChannelType.TEXT,
        *,
        overwrites: Sequence[Overwrite] = (),
    ) -> Channel:
        """Make a text, announcement or forum channel."""
        channel = Channel(self.snowflakes.next(), kind, name, guild.id, overwrites=list(overwrites))
        self.channels[channel.id] = channel
        return channel

    def add_thread(
        self, parent: Channel, name: str, owner: User, *, kind: ChannelType | None = None, identifier: int | None = None
    ) -> Channel:
        """Make a thread in a channel, or a post in a forum."""
        if kind is None:
            announcement = parent.type is ChannelType.ANNOUNCEMENT
            kind = ChannelType.ANNOUNCEMENT_THREAD if announcement else ChannelType.PUBLIC_THREAD
        thread = Channel(
            identifier or self.snowflakes.next(), kind, name, parent.guild_id, parent_id=parent.id, owner_id=owner.id
        )
        self.channels[thread.id] = thread
        return thread

    def direct_channel(self, user: User) -> Channel:
        """Return the direct conversation of the bot and ``user``, made at the first call."""
        for channel in self.channels.values():
            if channel.recipient is not None and channel.recipient.id == user.id:
                return channel
        channel = Channel(self.snowflakes.next(), ChannelType.DM, recipient=user)
        self.channels[channel.id] = channel
        return channel

    def deny(self, channel: Channel, target: Role | User, permissions: int) -> None:
        """Deny permissions to a role or a member in one channel."""
        overwrite = Overwrite(target.id, isinstance(target, User), deny=permissions)
        kept = [held for held in channel.overwrites if held.target_id != target.id]
        channel.overwrites[:] = [*kept, overwrite]

    def invent_command(self, name: str, kind: int) -> Payload:
        """Register a command that the bot never synced, so that its id stays the same from now on."""
        command: Payload = {"id": str(self.snowflakes.next()), "name": name, "type": kind}
        return self.invented.setdefault((name, kind), command)

    def shown_in(self, channel: Channel) -> list[StoredMessage]:
        """List the messages everybody sees in a channel now: no deleted ones, no ephemeral ones."""
        return [
            message
            for message in self.messages.values()
            if message.channel_id == channel.id and not message.deleted and not message.ephemeral
        ]

    def channels_of(self, guild: Guild) -> list[Channel]:
        """List the channels and threads of a guild."""
        return [channel for channel in self.channels.values() if channel.guild_id == guild.id]
