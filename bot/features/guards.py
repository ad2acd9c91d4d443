"""Commands of those who manage a server or run the bot: hidden from others by Discord, and refused to them here too."""

from __future__ import annotations

from typing import TypeVar

import discord
from discord import app_commands

from bot import errors
from bot.asking.responder import manages_server
from bot.cards.notices import notice
from bot.connection.client import Interaction
from bot.features.feature import in_servers_only
from bot.responding.delivery import NO_MENTIONS
from bot.responding.interaction import InteractionResponder
from bot.words.languages import words_for

_Command = TypeVar("_Command")


def managers_only(command: _Command) -> _Command:
    """Make a command one of servers that have the bot, which Discord shows to those who may manage the server."""
    return app_commands.default_permissions(manage_guild=True)(in_servers_only(command))


async def refuse_unless_manager(interaction: Interaction, doing: str) -> bool:
    """Refuse somebody who may not manage the server, and tell them; return whether they were refused.

    An administrator may open a command to others in Discord's own settings, and a modified client may send what it is
    not shown: so neither what was sent nor that it arrived is proof. What counts is what Discord says of the person,
    and the roles that we know.
    """
    person = interaction.user
    if interaction.guild is None or interaction.guild.me is None or not isinstance(person, discord.Member):
        error: app_commands.CheckFailure = app_commands.NoPrivateMessage()
    elif not interaction.permissions.manage_guild or not manages_server(person):
        error = app_commands.MissingPermissions(["manage_guild"])
    else:
        return False
    await tell_privately(interaction, error, doing)
    return True


def runs_the_bot(application: discord.AppInfo, person: int) -> bool:
    """Tell whether somebody owns the application, or is in the team that does."""
    team = application.team
    if team is None:
        return application.owner.id == person
    accepted = discord.TeamMembershipState.accepted
    return team.owner_id == person or any(
        member.id == person and member.membership_state is accepted for member in team.members
    )


async def is_host(interaction: Interaction) -> bool:
    """Tell whether somebody runs the bot. Discord is asked each time: who left the team must not count any longer."""
    return runs_the_bot(await interaction.client.application_info(), interaction.user.id)


async def refuse_unless_host(interaction: Interaction, responder: InteractionResponder) -> bool:
    """Refuse somebody who does not run the bot, and tell them; return whether they were refused."""
    if await is_host(interaction):
        return False
    await responder.decline(notice(responder.words.errors.NOT_FOR_YOU, responder.words))
    return True


async def tell_privately(interaction: Interaction, error: Exception, doing: str) -> None:
    """Tell the person alone what went wrong, and leave what the message shows as it is."""
    words = words_for(interaction.locale)
    sentence = errors.tell(error, doing, words)
    if interaction.type is discord.InteractionType.component and interaction.response.is_done():
        await interaction.followup.send(sentence, ephemeral=True, allowed_mentions=NO_MENTIONS)
    else:
        responder = InteractionResponder(interaction, doing, interaction.client.hints)
        await responder.decline(notice(sentence, words, problem=True))
