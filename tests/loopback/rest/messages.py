"""REST: messages of channels, reactions, typing."""

from tests.loopback.calls import Call, Reply, Routes
from tests.loopback.errors import (
    Payload,
    cannot_dm,
    cannot_reply_without_history,
    invalid_form,
    missing_access,
    missing_permissions,
    not_your_message,
    thread_archived,
)
from tests.loopback.intents import fetched_message
from tests.loopback.messages import StoredMessage
from tests.loopback.permission_bits import (
    ADD_REACTIONS,
    ATTACH_FILES,
    EMBED_LINKS,
    MANAGE_MESSAGES,
    READ_MESSAGE_HISTORY,
    SEND_MESSAGES,
    SEND_MESSAGES_IN_THREADS,
    VIEW_CHANNEL,
)
from tests.loopback.posting import change_message, new_message
from tests.loopback.world import Channel, ChannelType, Reaction


async def create_message(call: Call) -> Reply:
    channel = call.channel()
    _may_post(call, channel, call.json)
    nonce = call.json.get("nonce") if call.json.get("enforce_nonce") else None
    if nonce is not None and (sent := _sent_before(call, channel, str(nonce))) is not None:
        return Reply(fetched_message(call.world, sent))
    _check_reference(call, channel, call.json)
    message = new_message(call, channel, call.json)
    message.nonce = None if nonce is None else str(nonce)
    channel.archived = False
    await call.server.announce_message("MESSAGE_CREATE", message)
    return Reply(fetched_message(call.world, message))


def _sent_before(call: Call, channel: Channel, nonce: str) -> StoredMessage | None:
    """Return the bot's message of this nonce: with ``enforce_nonce`` Discord gives it instead of a second one."""
    for message in call.world.messages.values():
        if message.nonce == nonce and message.channel_id == channel.id and message.author_id == call.world.bot.id:
            return message
    return None


async def list_messages(call: Call) -> Reply:
    channel = call.channel()
    if not call.permissions(channel) & VIEW_CHANNEL:
        raise missing_access()
    found = call.world.shown_in(channel) if call.permissions(channel) & READ_MESSAGE_HISTORY else []
    if "before" in call.query:
        found = [each for each in found if each.id < int(call.query["before"])]
    if "after" in call.query:
        found = [each for each in found if each.id > int(call.query["after"])]
    limit = int(call.query.get("limit", "50"))
    newest_first = sorted(found, key=lambda each: each.id, reverse=True)
    chosen = newest_first[-limit:] if "after" in call.query else newest_first[:limit]
    return Reply([fetched_message(call.world, each) for each in chosen])


async def get_message(call: Call) -> Reply:
    message = call.message()
    if not call.permissions(call.channel()) & VIEW_CHANNEL:
        raise missing_access()
    if not call.permissions(call.channel()) & READ_MESSAGE_HISTORY:
        raise missing_permissions()
    return Reply(fetched_message(call.world, message))


async def edit_message(call: Call) -> Reply:
    message = call.message()
    if message.author_id != call.world.bot.id:
        raise not_your_message()
    if call.channel().archived:
        raise thread_archived()
    change_message(call, message, call.json)
    await call.server.announce_message("MESSAGE_UPDATE", message)
    return Reply(fetched_message(call.world, message))


async def delete_message(call: Call) -> Reply:
    message = call.message()
    own = message.author_id == call.world.bot.id
    if not own and (message.guild_id is None or not call.permissions(call.channel()) & MANAGE_MESSAGES):
        raise missing_permissions()
    message.deleted = True
    await call.server.announce_deletion(message)
    return Reply()


async def add_reaction(call: Call) -> Reply:
    message = call.message()
    if not call.permissions(call.channel()) & ADD_REACTIONS:
        raise missing_permissions()
    call.world.reactions.append(Reaction(message.id, call.path["emoji"]))
    call.server.changed()
    return Reply()


async def remove_reaction(call: Call) -> Reply:
    message = call.message()
    gone = Reaction(message.id, call.path["emoji"])
    call.world.reactions[:] = [each for each in call.world.reactions if each != gone]
    call.server.changed()
    return Reply()


async def show_typing(call: Call) -> Reply:
    channel = call.channel()
    _may_post(call, channel, {})
    call.world.typing.append(channel.id)
    call.server.changed()
    return Reply()


def _may_post(call: Call, channel: Channel, body: Payload) -> None:
    if channel.recipient is not None:
        if not channel.recipient.reachable:
            raise cannot_dm()
        return
    assert channel.guild_id is not None
    permissions = call.permissions(channel)
    if not call.world.guilds[channel.guild_id].joined or not permissions & VIEW_CHANNEL:
        raise missing_access()
    if channel.type is ChannelType.FORUM:
        raise invalid_form("channel_id", "CHANNEL_TYPE_INVALID", "Cannot send messages in a non-text channel")
    needed = SEND_MESSAGES_IN_THREADS if channel.is_thread else SEND_MESSAGES
    if not permissions & needed or channel.locked:
        raise missing_permissions()
    if body.get("embeds") and not permissions & EMBED_LINKS:
        raise missing_permissions()
    if call.files and not permissions & ATTACH_FILES:
        raise missing_permissions()


def _check_reference(call: Call, channel: Channel, body: Payload) -> None:
    reference = body.get("message_reference")
    if reference is None:
        return
    replied: StoredMessage | None = call.world.messages.get(int(reference["message_id"]))
    if replied is None or replied.deleted or replied.channel_id != channel.id:
        if reference.get("fail_if_not_exists", True):
            raise invalid_form("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
    elif not call.permissions(channel) & READ_MESSAGE_HISTORY:
        raise cannot_reply_without_history()


_MESSAGES = "/channels/{channel_id}/messages"
_MESSAGE = _MESSAGES + "/{message_id}"
_OWN_REACTION = _MESSAGE + "/reactions/{emoji}/@me"

ROUTES: Routes = (
    ("POST", _MESSAGES, create_message),
    ("GET", _MESSAGES, list_messages),
    ("GET", _MESSAGE, get_message),
    ("PATCH", _MESSAGE, edit_message),
    ("DELETE", _MESSAGE, delete_message),
    ("PUT", _OWN_REACTION, add_reaction),
    ("DELETE", _OWN_REACTION, remove_reaction),
    ("POST", "/channels/{channel_id}/typing", show_typing),
)
