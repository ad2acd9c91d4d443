"""What a feature contributes to the bot, and where its commands can be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from discord import app_commands

from bot.connection.client import Handler
from bot.connection.command_tree import AppCommand

_Command = TypeVar("_Command")


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that people can do. A feature's file ends in one of these, and `bot.features` lists them all.

    `commands` are its slash commands and menus. `components` are its buttons and menus that stand under messages,
    by custom_id, with what answers a press; they work after a restart too.
    """

    commands: tuple[AppCommand, ...] = ()
    components: Mapping[str, Handler] = field(default_factory=dict)


def usable_everywhere(command: _Command) -> _Command:
    """Let a command be used on servers, in direct messages, and wherever a person takes an app of their own."""
    command = app_commands.allowed_installs(guilds=True, users=True)(command)
    return app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(command)


def in_servers_only(command: _Command) -> _Command:
    """Let a command be used only on servers that have the bot."""
    command = app_commands.allowed_installs(guilds=True, users=False)(command)
    return app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)(command)
