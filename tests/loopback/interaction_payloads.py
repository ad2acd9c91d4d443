"""INTERACTION_CREATE in Discord's shape, from what a person typed, pressed or submitted."""

from collections.abc import Mapping

from tests.loopback.errors import Payload
from tests.loopback.interactions import Interaction
from tests.loopback.messages import Attachment, StoredMessage
from tests.loopback.payloads import (
    app_permissions,
    attachment_payload,
    channel_payload,
    member_payload,
    message_payload,
    role_payload,
    user_payload,
)
from tests.loopback.permissions import channel_permissions
from tests.loopback.world import Channel, Role, User, World

OptionValue = str | int | float | bool | User | Channel | Role | Attachment

_SUBCOMMAND, _GROUP = 1, 2
_STRING, _INTEGER, _BOOLEAN, _USER, _CHANNEL, _ROLE, _NUMBER = 3, 4, 5, 6, 7, 8, 10


def interaction_payload(world: World, interaction: Interaction, data: Payload) -> Payload:
    """Return the whole event; in a guild the person comes as a member, elsewhere as a user."""
    channel, user = interaction.channel, interaction.user
    payload: Payload = {
        "id": str(interaction.id),
        "application_id": str(world.application.id),
        "type": int(interaction.type),
        "token": interaction.token,
        "version": 1,
        "data": data,
        "channel_id": str(channel.id),
        "channel": channel_payload(world, channel),
        "locale": "en-US",
        "entitlements": [],
        "app_permissions": app_permissions(world, channel),
        "attachment_size_limit": 10_485_760,
        "authorizing_integration_owners": integration_owners(interaction),
        "context": _context(world, interaction),
    }
    if channel.guild_id is None:
        payload["user"] = user_payload(user)
    else:
        guild = world.guilds[channel.guild_id]
        member = guild.members[user.id]
        permissions = str(channel_permissions(world, channel, user.id))
        payload["channel"]["permissions"] = permissions
        payload |= {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "member": member_payload(member) | {"permissions": permissions},
        }
    if interaction.source is not None:
        payload["message"] = message_payload(world, interaction.source)
    return payload


def integration_owners(interaction: Interaction) -> dict[str, str]:
    """Tell by whose installation the bot was called: "0" the guild (or "0" for its DM), "1" a user."""
    if interaction.user_install_only:
        return {"1": str(interaction.user.id)}
    return {"0": str(interaction.channel.guild_id or 0)}


def command_data(world: World, command: Payload, names: list[str], options: Mapping[str, OptionValue]) -> Payload:
    """Return a slash command's data; ``names`` are the command and its subcommands, as typed."""
    resolved: Payload = {}
    schema = command.get("options") or []
    path: list[Payload] = []
    for name in names[1:]:
        entry = next((each for each in schema if each["name"] == name), {"type": _SUBCOMMAND, "options": []})
        path.append(entry)
        schema = entry.get("options") or []
    values = [_option(world, schema, name, value, resolved) for name, value in options.items()]
    for name, entry in reversed(list(zip(names[1:], path, strict=True))):
        values = [{"name": name, "type": entry["type"], "options": values}]
    data: Payload = {"id": command["id"], "name": names[0], "type": 1, "options": values}
    if resolved:
        data["resolved"] = resolved
    return data if "guild_id" not in command else data | {"guild_id": command["guild_id"]}


def focus(data: Payload, name: str) -> Payload:
    """Mark the option that the person is typing in, for an autocomplete interaction."""
    options = data["options"]
    while options and options[0]["type"] in (_SUBCOMMAND, _GROUP):
        options = options[0]["options"]
    for option in options:
        if option["name"] == name:
            option["focused"] = True
    return data


def message_menu_data(world: World, command: Payload, message: StoredMessage) -> Payload:
    """Return a message menu's data; here the message comes with its content, whatever the intents."""
    target = message_payload(world, message)
    return {
        "id": command["id"],
        "name": command["name"],
        "type": 3,
        "target_id": str(message.id),
        "resolved": {"messages": {str(message.id): target}},
    }


def component_data(component: Payload, values: list[str] | None) -> Payload:
    """Return the data of a pressed button or a select."""
    data: Payload = {
        "id": component.get("id", 1),
        "custom_id": component["custom_id"],
        "component_type": component["type"],
    }
    return data if values is None else data | {"values": values}


def modal_data(modal: Payload, answers: Mapping[str, str]) -> Payload:
    """Return the data of a submitted modal: each text input with its answer, or its preset value.

    Raises:
        LookupError: an answer names a text input that the modal does not have.
    """
    unknown = dict(answers)
    rows: list[Payload] = []
    for place, row in enumerate(modal.get("components") or ()):
        inputs = row.get("components") or ([row["component"]] if "component" in row else [])
        submitted = []
        for each in inputs:
            value = unknown.pop(each["custom_id"], each.get("value") or "")
            submitted.append({"type": each["type"], "id": place + 1, "custom_id": each["custom_id"], "value": value})
        if "component" in row:
            rows.append({"type": row["type"], "id": place + 1, "component": submitted[0]})
        elif inputs:
            rows.append({"type": row["type"], "id": place + 1, "components": submitted})
    if unknown:
        raise LookupError(f"the modal has no text input {sorted(unknown)}")
    return {"id": "1", "custom_id": modal["custom_id"], "components": rows}


def _context(world: World, interaction: Interaction) -> int:
    if interaction.channel.guild_id is not None:
        return 0
    return 1


def _option(world: World, schema: list[Payload], name: str, value: OptionValue, resolved: Payload) -> Payload:
    entry = next((each for each in schema if each["name"] == name), None)
    if schema and entry is None:
        raise LookupError(f"the command has no option {name!r}, only {[each['name'] for each in schema]}")
    kind = entry["type"] if entry else _kind_of(value)
    if isinstance(value, User):
        resolved.setdefault("users", {})[str(value.id)] = user_payload(value)
        return {"name": name, "type": kind, "value": str(value.id)}
    if isinstance(value, Channel):
        place = channel_payload(world, value) | {"permissions": app_permissions(world, value)}
        resolved.setdefault("channels", {})[str(value.id)] = place
        return {"name": name, "type": kind, "value": str(value.id)}
    if isinstance(value, Role):
        resolved.setdefault("roles", {})[str(value.id)] = role_payload(value)
        return {"name": name, "type": kind, "value": str(value.id)}
    if isinstance(value, Attachment):
        resolved.setdefault("attachments", {})[str(value.id)] = attachment_payload(value)
        return {"name": name, "type": kind, "value": str(value.id)}
    return {"name": name, "type": kind, "value": value}


def _kind_of(value: OptionValue) -> int:
    kinds = ((bool, _BOOLEAN), (int, _INTEGER), (float, _NUMBER), (User, _USER), (Channel, _CHANNEL), (Role, _ROLE))
    return next((kind for type_, kind in kinds if isinstance(value, type_)), _STRING)
