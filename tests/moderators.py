"""A moderator in SimCord's Discord, and clients that send what Discord's own would not."""

from typing import Any

import discord

from tests.simulated import Simulated

COMMAND, COMPONENT = 2, 3
BUTTON, STRING_SELECT, ROLE_SELECT, CHANNEL_SELECT = 2, 3, 6, 8


def moderator(world: Simulated, **permissions: bool) -> Any:
    """Add somebody who may manage the server, or has the permissions named."""
    held = discord.Permissions(**(permissions or {"manage_guild": True}))
    role = world.guild.create_role("Moderators", permissions=held)
    return world.guild.add_member(world.env.create_user("mod"), roles=[role])


async def forged_command(person: Any, channel: Any, name: str, *options: dict[str, Any]) -> Any:
    """Send a command that Discord does not show this person."""
    return await person._dispatch_interaction(
        COMMAND, channel, {"id": "1", "name": name, "type": 1, "options": list(options)}
    )


async def forged_press(person: Any, response: Any, kind: int, custom_id: str, values: list[Any] | None = None) -> Any:
    """Press what somebody else's message shows, or what none does."""
    data = {"custom_id": custom_id, "component_type": kind} | ({} if values is None else {"values": values})
    message = response.message
    payload = {
        "id": str(message.id),
        "channel_id": str(message.channel.id),
        "author": {"id": str(message.author.id), "username": "Verbatim", "discriminator": "0", "avatar": None},
        "components": response.components,
        "content": "",
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
    }
    channel = next(each for each in person.guild.channels.values() if each.id == message.channel.id)
    return await person._dispatch_interaction(
        COMPONENT, channel, data, extra={"message": payload}, source_message_id=response.id
    )
