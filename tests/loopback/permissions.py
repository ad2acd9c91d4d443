"""What a member may do in a channel, by Discord's documented algorithm."""

from tests.loopback.permission_bits import ADMINISTRATOR, EVERYTHING
from tests.loopback.world import Channel, Guild, World


def guild_permissions(guild: Guild, user_id: int) -> int:
    """Return the permissions that roles grant, before any channel changes them."""
    if guild.owner_id == user_id:
        return EVERYTHING
    member = guild.members.get(user_id)
    held = {guild.id, *(member.roles if member else ())}
    granted = 0
    for role in guild.roles.values():
        if role.id in held:
            granted |= role.permissions
    return EVERYTHING if granted & ADMINISTRATOR else granted


def channel_permissions(world: World, channel: Channel, user_id: int) -> int:
    """Return what ``user_id`` may do in ``channel``; a thread has the permissions of its parent."""
    if channel.guild_id is None:
        return EVERYTHING
    guild = world.guilds[channel.guild_id]
    granted = guild_permissions(guild, user_id)
    if granted == EVERYTHING:
        return granted
    if channel.is_thread and channel.parent_id is not None:
        channel = world.channels[channel.parent_id]
    member = guild.members.get(user_id)
    roles = set(member.roles if member else ())
    everyone = [overwrite for overwrite in channel.overwrites if overwrite.target_id == guild.id]
    of_roles = [overwrite for overwrite in channel.overwrites if overwrite.target_id in roles]
    of_member = [overwrite for overwrite in channel.overwrites if overwrite.target_id == user_id]
    for group in (everyone, of_roles, of_member):
        for overwrite in group:
            granted &= ~overwrite.deny
        for overwrite in group:
            granted |= overwrite.allow
    return granted
