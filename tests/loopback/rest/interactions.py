"""REST: acknowledging an interaction, its original response, its follow-ups."""

import time

from tests.loopback.calls import Call, Reply, Routes
from tests.loopback.errors import (
    Payload,
    already_acknowledged,
    invalid_form,
    invalid_webhook_token,
    too_many_followups,
    unknown_interaction,
    unknown_message,
    unknown_webhook,
)
from tests.loopback.interactions import CallbackType, Interaction, InteractionType
from tests.loopback.limits import check_choices
from tests.loopback.messages import EPHEMERAL, LOADING, StoredMessage
from tests.loopback.payloads import message_payload
from tests.loopback.posting import change_message, new_message

_COMMAND_REPLY = 20
_PLAIN_REPLY = 19
_USER_INSTALL_FOLLOWUPS = 5

_ALLOWED = {
    InteractionType.COMMAND: {CallbackType.MESSAGE, CallbackType.DEFERRED_MESSAGE, CallbackType.MODAL},
    InteractionType.COMPONENT: set(CallbackType) - {CallbackType.CHOICES},
    InteractionType.AUTOCOMPLETE: {CallbackType.CHOICES},
    InteractionType.MODAL: set(CallbackType) - {CallbackType.CHOICES, CallbackType.MODAL},
}


async def acknowledge(call: Call) -> Reply:
    interaction = call.server.interactions.get(call.path["token"])
    if interaction is None or str(interaction.id) != call.path["interaction_id"] or interaction.expired:
        raise unknown_interaction()
    if interaction.acknowledged:
        raise already_acknowledged()
    elapsed = time.monotonic() - interaction.dispatched
    if elapsed > call.server.acknowledge_within:
        interaction.refused = True
        raise unknown_interaction()
    kind = _callback_type(call.json, interaction)
    data = call.json.get("data") or {}
    await _apply(call, interaction, kind, data)
    interaction.callback = kind
    interaction.callback_body = call.json
    interaction.acknowledged_after = elapsed
    call.server.changed()
    if call.query.get("with_response") in ("1", "true"):
        return Reply(_callback_response(call, interaction, kind))
    return Reply()


async def create_followup(call: Call) -> Reply:
    interaction = _acknowledged(call)
    original = interaction.original
    if interaction.callback is CallbackType.DEFERRED_MESSAGE and original is not None and original.loading:
        # Documented: the first follow-up to a deferred response fills the response in.
        return await edit_original(call)
    if interaction.user_install_only and len(interaction.followups) >= _USER_INSTALL_FOLLOWUPS:
        raise too_many_followups()
    message = _post(call, interaction, call.json)
    message.type = _PLAIN_REPLY
    message.reply_to_id = original.id if original is not None else None
    interaction.followups.append(message)
    await _announce(call, "MESSAGE_CREATE", message)
    return Reply(message_payload(call.world, message))


async def get_original(call: Call) -> Reply:
    return Reply(message_payload(call.world, _original(call)))


async def edit_original(call: Call) -> Reply:
    return await _edit(call, _acknowledged(call), _original(call))


async def delete_original(call: Call) -> Reply:
    return await _delete(call, _original(call))


async def get_followup(call: Call) -> Reply:
    return Reply(message_payload(call.world, _named(call)))


async def edit_followup(call: Call) -> Reply:
    return await _edit(call, _acknowledged(call), _named(call))


async def delete_followup(call: Call) -> Reply:
    return await _delete(call, _named(call))


async def _apply(call: Call, interaction: Interaction, kind: CallbackType, data: Payload) -> None:
    if kind is CallbackType.MESSAGE:
        interaction.original = _post(call, interaction, data)
        await _announce(call, "MESSAGE_CREATE", interaction.original)
    elif kind is CallbackType.DEFERRED_MESSAGE:
        interaction.original = _thinking(call, interaction, int(data.get("flags") or 0))
        await _announce(call, "MESSAGE_CREATE", interaction.original)
    elif kind is CallbackType.DEFERRED_UPDATE:
        interaction.original = interaction.source
    elif kind is CallbackType.UPDATE and interaction.source is not None:
        interaction.original = interaction.source
        change_message(call, interaction.source, data)
        await _announce(call, "MESSAGE_UPDATE", interaction.source)
    elif kind is CallbackType.CHOICES:
        check_choices(data.get("choices") or [])


def _callback_type(body: Payload, interaction: Interaction) -> CallbackType:
    allowed = _ALLOWED[interaction.type]
    if interaction.source is None:
        allowed = allowed - {CallbackType.DEFERRED_UPDATE, CallbackType.UPDATE}
    if body.get("type") not in {int(each) for each in allowed}:
        message = "This response type is not valid for this interaction."
        raise invalid_form("type", "INTERACTION_RESPONSE_TYPE_INVALID", message)
    return CallbackType(body["type"])


def _callback_response(call: Call, interaction: Interaction, kind: CallbackType) -> Payload:
    payload: Payload = {"id": str(interaction.id), "type": int(interaction.type)}
    response: Payload = {"interaction": payload}
    if interaction.original is not None:
        payload |= {
            "response_message_id": str(interaction.original.id),
            "response_message_loading": interaction.original.loading,
            "response_message_ephemeral": interaction.original.ephemeral,
        }
        if kind in (CallbackType.MESSAGE, CallbackType.UPDATE):
            shown = message_payload(call.world, interaction.original)
            response["resource"] = {"type": int(kind), "message": shown}
    return response


def _acknowledged(call: Call) -> Interaction:
    interaction = call.server.interactions.get(call.path["token"])
    if interaction is None or str(call.world.application.id) != call.path["application_id"]:
        raise unknown_webhook()
    if interaction.expired:
        raise invalid_webhook_token()
    if not interaction.acknowledged:
        raise unknown_webhook()
    return interaction


def _original(call: Call) -> StoredMessage:
    original = _acknowledged(call).original
    if original is None or original.deleted:
        raise unknown_message()
    return original


def _named(call: Call) -> StoredMessage:
    interaction = _acknowledged(call)
    mine = [*interaction.followups, *([interaction.original] if interaction.original else [])]
    for message in mine:
        if str(message.id) == call.path["message_id"] and not message.deleted:
            return message
    raise unknown_message()


async def _edit(call: Call, interaction: Interaction, message: StoredMessage) -> Reply:
    change_message(call, message, call.json)
    if message is interaction.original:
        interaction.originals_edits += 1
    await _announce(call, "MESSAGE_UPDATE", message)
    return Reply(message_payload(call.world, message))


async def _delete(call: Call, message: StoredMessage) -> Reply:
    message.deleted = True
    if not message.ephemeral:
        await call.server.announce_deletion(message)
    call.server.changed()
    return Reply()


def _post(call: Call, interaction: Interaction, body: Payload) -> StoredMessage:
    message = new_message(call, interaction.channel, body)
    message.type = _COMMAND_REPLY if interaction.type is InteractionType.COMMAND else _PLAIN_REPLY
    message.interaction_id = interaction.id
    message.interaction = interaction.metadata
    return message


def _thinking(call: Call, interaction: Interaction, flags: int) -> StoredMessage:
    message = StoredMessage(
        id=call.world.snowflakes.next(),
        channel_id=interaction.channel.id,
        author_id=call.world.bot.id,
        guild_id=interaction.channel.guild_id,
        flags=(flags & EPHEMERAL) | LOADING,
        type=_COMMAND_REPLY,
        interaction_id=interaction.id,
        interaction=interaction.metadata,
    )
    call.world.messages[message.id] = message
    return message


async def _announce(call: Call, event: str, message: StoredMessage) -> None:
    if message.ephemeral:
        call.server.changed()
    else:
        await call.server.announce_message(event, message)


_WEBHOOK = "/webhooks/{application_id}/{token}"

ROUTES: Routes = (
    ("POST", "/interactions/{interaction_id}/{token}/callback", acknowledge),
    ("POST", _WEBHOOK, create_followup),
    ("GET", _WEBHOOK + "/messages/@original", get_original),
    ("PATCH", _WEBHOOK + "/messages/@original", edit_original),
    ("DELETE", _WEBHOOK + "/messages/@original", delete_original),
    ("GET", _WEBHOOK + "/messages/{message_id}", get_followup),
    ("PATCH", _WEBHOOK + "/messages/{message_id}", edit_followup),
    ("DELETE", _WEBHOOK + "/messages/{message_id}", delete_followup),
)
