"""Which registered command a person can call in a place; Discord shows no other."""

from collections.abc import Mapping

from tests.loopback.errors import Payload
from tests.loopback.permission_bits import ADMINISTRATOR
from tests.loopback.permissions import channel_permissions
from tests.loopback.world import Channel, User, World

_SUBCOMMANDS = (1, 2)


class CommandUnavailableError(AssertionError):
    """Discord would not let this person call this command in this place."""


def find_command(world: World, channel: Channel, name: str, kind: int) -> Payload:
    """Find the command as the bot registered it: the guild's own first, then the global one.

    A world that never saw a sync gives a made-up registration, kept from then on: a bot that
    keeps a fingerprint of its commands on disk does not sync at every start.
    """
    for scope in dict.fromkeys((channel.guild_id, None)):
        for command in world.commands.get(scope, ()):
            if command["type"] == kind and command["name"] == name:
                return command
    if any(world.commands.values()):
        known = sorted(each["name"] for commands in world.commands.values() for each in commands)
        raise CommandUnavailableError(f"no command {name!r} of type {kind} is registered, only {known}")
    return world.invent_command(name, kind)


def check_available(world: World, command: Payload, channel: Channel, user: User, *, user_install: bool) -> None:
    """Refuse what Discord's own picker would not offer.

    Raises:
        CommandUnavailableError: by its contexts, its installation types, or the member's permissions.
    """
    name = command["name"]
    context = 0 if channel.guild_id is not None else 1
    contexts = command.get("contexts")
    if contexts is not None and context not in contexts:
        raise CommandUnavailableError(f"{name!r} is registered for contexts {contexts}, not {context}")
    if user_install and 1 not in (command.get("integration_types") or [0]):
        raise CommandUnavailableError(f"{name!r} cannot be installed by a user")
    needed = command.get("default_member_permissions")
    if needed is not None and channel.guild_id is not None:
        held = channel_permissions(world, channel, user.id)
        if int(needed) & ~held or (int(needed) == 0 and not held & ADMINISTRATOR):
            raise CommandUnavailableError(f"{user.name} lacks the permissions that {name!r} asks for")


def check_options(command: Payload, names: list[str], options: Mapping[str, object]) -> None:
    """Refuse what Discord's client would not send: a missing option, a text out of its bounds.

    Raises:
        CommandUnavailableError: names the option.
    """
    schema = command.get("options") or []
    for name in names[1:]:
        entry = next((each for each in schema if each["name"] == name and each["type"] in _SUBCOMMANDS), None)
        if entry is None:
            raise CommandUnavailableError(f"{names[0]!r} has no subcommand {name!r}")
        schema = entry.get("options") or []
    for entry in schema:
        if entry["type"] in _SUBCOMMANDS:
            raise CommandUnavailableError(f"{' '.join(names)!r} needs a subcommand")
        value = options.get(entry["name"])
        if value is None and entry.get("required"):
            raise CommandUnavailableError(f"{' '.join(names)!r} needs the option {entry['name']!r}")
        if isinstance(value, str):
            low, high = entry.get("min_length") or 0, entry.get("max_length") or 6000
            if not low <= len(value) <= high:
                raise CommandUnavailableError(f"{entry['name']!r} must have {low} to {high} characters")
        choices = [each["value"] for each in entry.get("choices") or ()]
        if value is not None and choices and value not in choices:
            raise CommandUnavailableError(f"{entry['name']!r} must be one of {choices}")
