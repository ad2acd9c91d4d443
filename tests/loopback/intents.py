"""Which gateway intents a bot asked for, and which events and contents they give it."""

from tests.loopback.errors import Payload
from tests.loopback.messages import StoredMessage
from tests.loopback.payloads import message_event_payload, message_payload, without_content
from tests.loopback.world import Application, World

GUILDS = 1 << 0
GUILD_MEMBERS = 1 << 1
GUILD_PRESENCES = 1 << 8
GUILD_MESSAGES = 1 << 9
GUILD_MESSAGE_REACTIONS = 1 << 10
DIRECT_MESSAGES = 1 << 12
DIRECT_MESSAGE_REACTIONS = 1 << 13
MESSAGE_CONTENT = 1 << 15

_GUILD_EVENTS = ("GUILD_", "CHANNEL_", "THREAD_")
_MEMBER_EVENTS = ("GUILD_MEMBER_", "THREAD_MEMBERS_")


def disallowed_intents(application: Application, intents: int) -> int:
    """Return the privileged intents asked for that the portal has switched off."""
    allowed = {
        GUILD_MEMBERS: application.guild_members,
        GUILD_PRESENCES: application.presence,
        MESSAGE_CONTENT: application.message_content,
    }
    return sum(bit for bit, switched_on in allowed.items() if intents & bit and not switched_on)


def receives(intents: int, event: str, *, direct: bool) -> bool:
    """Return whether a session with these intents gets an event."""
    if event.startswith("MESSAGE_REACTION_"):
        return bool(intents & (DIRECT_MESSAGE_REACTIONS if direct else GUILD_MESSAGE_REACTIONS))
    if event.startswith("MESSAGE_"):
        return bool(intents & (DIRECT_MESSAGES if direct else GUILD_MESSAGES))
    if event.startswith(_MEMBER_EVENTS):
        return bool(intents & GUILD_MEMBERS)
    if event.startswith(_GUILD_EVENTS):
        return bool(intents & GUILDS)
    return True


def sees_content(world: World, message: StoredMessage) -> bool:
    """Return whether the bot sees a message's content without the Message Content intent.

    So it is for its own messages, direct messages, and messages that mention it (a reply that pings it is one).
    """
    own = message.author_id == world.bot.id
    return own or message.guild_id is None or f"user:{world.bot.id}" in message.pings


def message_event(world: World, message: StoredMessage, intents: int) -> Payload:
    """Return a message event as a session with these intents gets it; the message replied to is judged by itself."""
    payload = message_event_payload(world, message)
    if intents & MESSAGE_CONTENT:
        return payload
    if not sees_content(world, message):
        payload = without_content(payload)
    return _judge_reference(world, message, payload)


def fetched_message(world: World, message: StoredMessage) -> Payload:
    """Return a message as REST does: there the portal's switch decides, not the session's intents."""
    payload = message_payload(world, message)
    if world.application.message_content:
        return payload
    if not sees_content(world, message):
        payload = without_content(payload)
    return _judge_reference(world, message, payload)


def _judge_reference(world: World, message: StoredMessage, payload: Payload) -> Payload:
    replied = world.messages.get(message.reply_to_id or 0)
    if replied is not None and payload.get("referenced_message") and not sees_content(world, replied):
        payload["referenced_message"] = without_content(payload["referenced_message"])
    return payload
