"""The tree of commands and menus, which tells a person what goes wrong before a command of ours runs."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

import discord
from discord import app_commands

from bot import errors
from bot.cards.notices import notice
from bot.logs import describe
from bot.responding.interaction import InteractionResponder
from bot.responding.permissions import Hints

AppCommand = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu
"""What Discord lists: a slash command, a group of them, or a menu."""

_log = logging.getLogger(__name__)


class CommandTree(app_commands.CommandTree[discord.Client]):
    """The tree of the commands that it is given."""

    def __init__(self, client: discord.Client, commands: Iterable[AppCommand], hints: Hints) -> None:
        super().__init__(client)
        self._hints = hints
        for command in commands:
            self.add_command(command)

    async def _call(self, interaction: discord.Interaction[discord.Client]) -> None:
        try:
            await super()._call(interaction)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            # discord.py believes what a payload says of itself; one that a modified client made up gets this far.
            _log.info("A command was not of Discord's making (%s).", describe(error))
            if interaction.type is not discord.InteractionType.autocomplete:
                await self.on_error(interaction, _forged())

    async def on_error(
        self, interaction: discord.Interaction[discord.Client], error: app_commands.AppCommandError
    ) -> None:
        """Tell the person in one sentence; log what nobody expected, once."""
        if interaction.type is discord.InteractionType.autocomplete:
            _log.info("An autocompletion was not of Discord's making (%s).", describe(error))
            return  # it takes no message, only choices
        cause: BaseException = error
        if isinstance(error.__cause__, errors.BadChoiceError) or (
            isinstance(error, app_commands.CommandInvokeError) and error.__cause__
        ):
            cause = error.__cause__
        responder = InteractionResponder(interaction, "running a command", self._hints)
        try:
            sentence = errors.tell(cause, responder.doing, responder.asker_words)
            await responder.decline(notice(sentence, responder.asker_words, problem=True))
        except discord.HTTPException as failed:
            _log.warning("Could not tell the person that a command failed (%s).", describe(failed))


def _forged() -> app_commands.AppCommandError:
    error = app_commands.AppCommandError()
    error.__cause__ = errors.BadChoiceError()
    return error
