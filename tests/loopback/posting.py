"""Making and changing messages from the bodies a bot sends, whichever route they come by."""

import datetime

from tests.loopback.calls import Call
from tests.loopback.errors import Payload
from tests.loopback.limits import check_message
from tests.loopback.messages import EPHEMERAL, LOADING, Attachment, StoredMessage
from tests.loopback.world import Channel

_REPLY = 19
_SETTABLE_FLAGS = (1 << 2) | EPHEMERAL | (1 << 12) | (1 << 15)


def new_message(call: Call, channel: Channel, body: Payload, *, identifier: int | None = None) -> StoredMessage:
    """Make the message a body asks for, keep it, and give it; nothing is dispatched yet.

    Raises:
        DiscordError: the body breaks one of Discord's limits.
    """
    check_message(body, files=len(call.files))
    world = call.world
    message = StoredMessage(
        id=identifier or world.snowflakes.next(),
        channel_id=channel.id,
        author_id=world.bot.id,
        content=body.get("content") or "",
        guild_id=channel.guild_id,
        embeds=list(body.get("embeds") or ()),
        components=_numbered(body.get("components") or []),
        attachments=_described(call.files, body),
        flags=int(body.get("flags") or 0) & _SETTABLE_FLAGS,
        allowed_mentions=body.get("allowed_mentions"),
    )
    reference = body.get("message_reference")
    if reference is not None:
        replied = world.messages.get(int(reference["message_id"]))
        if replied is not None and not replied.deleted:
            message.type = _REPLY
            message.reply_to_id = replied.id
            message.reply_to_author_id = replied.author_id
    world.messages[message.id] = message
    return message


def change_message(call: Call, message: StoredMessage, body: Payload) -> None:
    """Apply an edit: only the keys that are in the body change.

    Raises:
        DiscordError: what would be shown breaks one of Discord's limits.
    """
    merged: Payload = {
        "content": body.get("content", message.content),
        "embeds": body.get("embeds", message.embeds),
        "components": body.get("components", message.components),
        "flags": int(body.get("flags") or 0) | (message.flags & ~LOADING),
    }
    kept = message.attachments
    if "attachments" in body:
        named = {str(each.get("id")) for each in body["attachments"] or ()}
        kept = [each for each in message.attachments if str(each.id) in named]
    attachments = kept + _described(call.files, body)
    check_message(merged, files=len(attachments))
    if not message.loading:
        message.history.append(message.text)
        message.edited_at = datetime.datetime.now(datetime.UTC).isoformat()
    message.content = merged["content"] or ""
    message.embeds = list(merged["embeds"] or ())
    message.components = _numbered(merged["components"] or [])
    message.attachments = attachments
    message.flags = merged["flags"]
    if "allowed_mentions" in body:
        message.allowed_mentions = body["allowed_mentions"]


def _described(files: list[Attachment], body: Payload) -> list[Attachment]:
    descriptions = {str(each.get("id")): each.get("description") for each in body.get("attachments") or ()}
    return [
        Attachment(each.id, each.filename, each.content, descriptions.get(str(place)))
        for place, each in enumerate(files)
    ]


def _numbered(components: list[Payload]) -> list[Payload]:
    """Return each component the ``id`` that Discord gives those sent without one."""
    count = 0

    def number(component: Payload) -> Payload:
        nonlocal count
        count += 1
        changed = {**component, "id": component.get("id") or count}
        if component.get("components"):
            changed["components"] = [number(each) for each in component["components"]]
        if component.get("accessory"):
            changed["accessory"] = number(component["accessory"])
        return changed

    return [number(component) for component in components]
