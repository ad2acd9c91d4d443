"""Commands for those who manage a server: hidden from others by Discord, and refused to them here as well."""

from __future__ import annotations

from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.answers import manages_server

_Command = TypeVar("_Command")


def managers_only(command: _Command) -> _Command:
    """Make a command one of servers that have the bot, for those who may manage the server."""
    command = app_commands.allowed_installs(guilds=True, users=False)(command)
    command = app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)(command)
    command = app_commands.default_permissions(manage_guild=True)(command)
    return app_commands.check(manages)(command)


def manages(interaction: discord.Interaction[Any]) -> bool:
    """Let somebody pass who may manage the server, by what Discord says of them and by the roles that we know.

    An administrator may open a command to others in Discord's own settings, and a changed client may send what it is
    not shown: so neither what was sent nor that it arrived is proof. Raises app_commands.CheckFailure.
    """
    person = interaction.user
    if interaction.guild is None or interaction.guild.me is None or not isinstance(person, discord.Member):
        raise app_commands.NoPrivateMessage
    if not interaction.permissions.manage_guild or not manages_server(person):
        raise app_commands.MissingPermissions(["manage_guild"])
    return True
