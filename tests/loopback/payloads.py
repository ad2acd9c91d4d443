"""The world in Discord's own shapes: what REST answers carry and what gateway events carry."""

from tests.loopback.errors import Payload
from tests.loopback.messages import Attachment, StoredMessage
from tests.loopback.permissions import channel_permissions
from tests.loopback.snowflakes import moment_of
from tests.loopback.world import Channel, ChannelType, Guild, Member, Role, User, World

_JOINED_AT = "2024-01-01T00:00:00.000000+00:00"


def user_payload(user: User) -> Payload:
    """Return a user object."""
    return {
        "id": str(user.id),
        "username": user.name,
        "global_name": None if user.bot else user.name.title(),
        "discriminator": "0",
        "avatar": None,
        "bot": user.bot,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


def own_user_payload(user: User) -> Payload:
    """Return the user object that an account gets of itself."""
    own = {"mfa_enabled": True, "locale": "en-US", "verified": True, "email": None, "premium_type": 0}
    return user_payload(user) | own


def member_payload(member: Member, *, with_user: bool = True) -> Payload:
    """Return a guild member object; events about messages leave its user out."""
    payload: Payload = {
        "avatar": None,
        "banner": None,
        "communication_disabled_until": None,
        "flags": 0,
        "joined_at": _JOINED_AT,
        "nick": member.nick,
        "pending": False,
        "premium_since": None,
        "roles": [str(role) for role in member.roles],
        "mute": False,
        "deaf": False,
    }
    return payload | {"user": user_payload(member.user)} if with_user else payload


def role_payload(role: Role) -> Payload:
    """Return a role object."""
    payload: Payload = {
        "id": str(role.id),
        "name": role.name,
        "description": None,
        "permissions": str(role.permissions),
        "position": role.position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": role.bot_id is not None,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    return payload if role.bot_id is None else payload | {"tags": {"bot_id": str(role.bot_id)}}


def channel_payload(world: World, channel: Channel) -> Payload:
    """Return a channel object: a direct conversation, a thread, or a channel of a guild."""
    payload: Payload = {"id": str(channel.id), "type": int(channel.type), "flags": 0, "last_message_id": None}
    if channel.type is ChannelType.DM:
        assert channel.recipient is not None
        return payload | {"recipients": [user_payload(channel.recipient)]}
    payload |= {"name": channel.name, "guild_id": str(channel.guild_id), "rate_limit_per_user": 0}
    if channel.is_thread:
        return payload | {
            "parent_id": str(channel.parent_id),
            "owner_id": str(channel.owner_id),
            "message_count": sum(1 for each in world.messages.values() if each.channel_id == channel.id),
            "member_count": 1,
            "total_message_sent": 0,
            "thread_metadata": {
                "archived": channel.archived,
                "locked": channel.locked,
                "auto_archive_duration": 1440,
                "archive_timestamp": moment_of(channel.id),
                "create_timestamp": moment_of(channel.id),
            },
        }
    payload |= {
        "parent_id": None,
        "topic": channel.topic,
        "position": 0,
        "nsfw": False,
        "permission_overwrites": [
            {
                "id": str(each.target_id),
                "type": int(each.is_member),
                "allow": str(each.allow),
                "deny": str(each.deny),
            }
            for each in channel.overwrites
        ],
    }
    if channel.type is ChannelType.FORUM:
        payload |= {"available_tags": [], "default_reaction_emoji": None, "default_forum_layout": 0}
        payload |= {"default_sort_order": None}
    return payload


def guild_payload(guild: Guild) -> Payload:
    """Return a guild object as GET /guilds/{id} does: without channels and members."""
    nothing = ("icon", "description", "home_header", "splash", "discovery_splash", "banner", "application_id")
    none_yet: tuple[str, ...] = ("afk_channel_id", "system_channel_id", "widget_channel_id", "rules_channel_id")
    none_yet += (
        "public_updates_channel_id",
        "safety_alerts_channel_id",
        "incidents_data",
        "vanity_url_code",
        "max_presences",
    )
    counts = ("verification_level", "mfa_level", "explicit_content_filter", "premium_tier", "nsfw_level")
    return {
        **dict.fromkeys((*nothing, *none_yet)),
        **dict.fromkeys((*counts, "default_message_notifications", "premium_subscription_count"), 0),
        "id": str(guild.id),
        "name": guild.name,
        "owner_id": str(guild.owner_id),
        "roles": [role_payload(role) for role in guild.roles.values()],
        "emojis": [],
        "stickers": [],
        "features": [],
        "region": "us-west",
        "afk_timeout": 300,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "max_members": 500000,
        "max_video_channel_users": 25,
        "max_stage_video_channel_users": 50,
        "preferred_locale": "en-US",
        "premium_progress_bar_enabled": False,
        "nsfw": False,
    }


def guild_create_payload(world: World, guild: Guild) -> Payload:
    """Return GUILD_CREATE: the guild with the channels and threads that the bot can see.

    Of the members only the bot comes, as on Discord without the members intent.
    """
    channels = world.channels_of(guild)
    members = [guild.members[world.bot.id]] if world.bot.id in guild.members else []
    return guild_payload(guild) | {
        "joined_at": _JOINED_AT,
        "large": False,
        "unavailable": False,
        "member_count": len(guild.members),
        "voice_states": [],
        "members": [member_payload(member) for member in members],
        "channels": [channel_payload(world, each) for each in channels if not each.is_thread],
        "threads": [channel_payload(world, each) for each in channels if each.is_thread and not each.archived],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def application_payload(world: World) -> Payload:
    """Return the application object, as /applications/@me does to the bot itself."""
    application = world.application
    joined = [guild for guild in world.guilds.values() if guild.joined]
    return {
        "id": str(application.id),
        "name": application.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": user_payload(world.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": application.flags,
        "flags_new": str(application.flags),
        "owner": user_payload(application.owner),
        "team": None,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": len(joined),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "summary": "",
        "eligible_oauth2_scopes": [],
        "integration_types_config": {"0": {}, "1": {}},
    }


def attachment_payload(attachment: Attachment) -> Payload:
    """Return an attachment object; its links lead nowhere, unless it is uploaded."""
    address = attachment.url or f"https://cdn.discordapp.com/attachments/1/{attachment.id}/{attachment.filename}"
    payload: Payload = {
        "id": str(attachment.id),
        "filename": attachment.filename,
        "size": len(attachment.content) if attachment.claims is None else attachment.claims,
        "url": address,
        "proxy_url": address,
    }
    return payload | ({"description": attachment.description} if attachment.description else {})


def message_payload(world: World, message: StoredMessage, *, nested: bool = False) -> Payload:
    """Return a message object, with the message it replies to inside unless it is itself that one."""
    payload: Payload = {
        "id": str(message.id),
        "channel_id": str(message.channel_id),
        "author": user_payload(world.users[message.author_id]),
        "content": message.content,
        "timestamp": moment_of(message.id),
        "edited_timestamp": message.edited_at,
        "tts": False,
        "mention_everyone": "everyone" in message.pings,
        "mentions": [_mention(world, message, user) for user in _notified(world, message)],
        "mention_roles": [each.removeprefix("role:") for each in sorted(message.pings) if each.startswith("role:")],
        "attachments": [attachment_payload(each) for each in message.attachments],
        "embeds": [{"type": "rich", **each} for each in message.embeds],
        "components": message.components,
        "pinned": False,
        "type": message.type,
        "flags": message.flags,
    }
    if message.author_id == world.bot.id:
        payload["application_id"] = str(world.application.id)
    if message.interaction is not None:
        payload["interaction_metadata"] = message.interaction
        payload["webhook_id"] = str(world.application.id)
    if message.reply_to_id is not None:
        replied = world.messages.get(message.reply_to_id)
        payload["message_reference"] = {
            "type": 0,
            "message_id": str(message.reply_to_id),
            "channel_id": str(replied.channel_id if replied else message.channel_id),
        }
        if message.guild_id is not None:
            payload["message_reference"]["guild_id"] = str(message.guild_id)
        if not nested:
            gone = replied is None or replied.deleted
            payload["referenced_message"] = (
                None if gone or replied is None else message_payload(world, replied, nested=True)
            )
    if message.forwarded is not None:
        original = message.forwarded
        payload["message_reference"] = {
            "type": 1,
            "message_id": str(original.id),
            "channel_id": str(original.channel_id),
        }
        payload["message_snapshots"] = [{"message": _snapshot(original)}]
    if message.poll is not None:
        payload["poll"] = {
            "question": {"text": message.poll},
            "answers": [{"answer_id": at, "poll_media": {"text": text}} for at, text in enumerate(("yes", "no"), 1)],
            "expiry": moment_of(message.id),
            "allow_multiselect": False,
            "layout_type": 1,
        }
    if message.thread_id is not None:
        payload["thread"] = channel_payload(world, world.channels[message.thread_id])
    return payload


def _snapshot(message: StoredMessage) -> Payload:
    """Return what a forward holds of the message that was forwarded."""
    return {
        "content": message.content,
        "timestamp": moment_of(message.id),
        "edited_timestamp": message.edited_at,
        "mentions": [],
        "mention_roles": [],
        "attachments": [attachment_payload(each) for each in message.attachments],
        "embeds": [{"type": "rich", **each} for each in message.embeds],
        "components": message.components,
        "type": message.type,
        "flags": message.flags,
    }


def message_event_payload(world: World, message: StoredMessage) -> Payload:
    """Return what MESSAGE_CREATE and MESSAGE_UPDATE carry: the message, its guild and its author as a member."""
    payload = message_payload(world, message)
    if message.guild_id is not None:
        payload["guild_id"] = str(message.guild_id)
        member = world.guilds[message.guild_id].members.get(message.author_id)
        if member is not None:
            payload["member"] = member_payload(member, with_user=False)
    return payload


def without_content(payload: Payload) -> Payload:
    """Blank what the Message Content intent gives: content, embeds, attachments, components, polls."""
    blanked = {key: value for key, value in payload.items() if key != "poll"}
    nothing = {"content": "", "embeds": [], "attachments": [], "components": []}
    if "message_snapshots" in blanked:
        blanked["message_snapshots"] = [{"message": each["message"] | nothing} for each in payload["message_snapshots"]]
    return blanked | nothing


def app_permissions(world: World, channel: Channel) -> str:
    """Return the bot's permissions in a channel as interactions carry them."""
    return str(channel_permissions(world, channel, world.bot.id))


def _notified(world: World, message: StoredMessage) -> list[int]:
    named = [user for user in message.mentioned_users if f"user:{user}" in message.pings]
    replied = message.reply_to_author_id
    if replied is not None and f"user:{replied}" in message.pings and replied not in named:
        named.append(replied)
    return [user for user in named if user in world.users]


def _mention(world: World, message: StoredMessage, user_id: int) -> Payload:
    payload = user_payload(world.users[user_id])
    if message.guild_id is not None:
        member = world.guilds[message.guild_id].members.get(user_id)
        if member is not None:
            payload["member"] = member_payload(member, with_user=False)
    return payload
