"""/reload: the owner of the application has the story read again, and is told what changed or what is wrong."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.cards.blocks import Accent, Block, Card, Note, Words, notice
from bot.connection.client import Interaction
from bot.features.feature import Feature, in_servers_only
from bot.hosting.reload import Reloaded, changes
from bot.responding.interaction import InteractionResponder
from bot.words import reload_sentences as words
from bot.words import sentences

SHOWN = 8
"""How many problems are shown; the log has all."""


@app_commands.command(name="reload", description=words.RELOAD_DESCRIPTION)
@in_servers_only
@app_commands.default_permissions()  # Discord lists it for administrators only; whose bot it is, is checked here
async def reload(interaction: Interaction) -> None:
    """Read the story again, and tell the owner alone what came of it."""
    client = interaction.client
    responder = InteractionResponder(interaction, "running /reload", client.hints)
    async with responder.working():
        # Asked each time: whoever has left the team must not count until the next login.
        if not runs_the_bot(await client.application_info(), interaction.user.id):
            await responder.decline(notice(sentences.NOT_FOR_YOU))
            return
        await responder.send(reload_card(await client.reloader.reload()))


def runs_the_bot(application: discord.AppInfo, person: int) -> bool:
    """Tell whether somebody owns the application, or is in the team that does."""
    team = application.team
    if team is None:
        return application.owner.id == person
    accepted = discord.TeamMembershipState.accepted
    return team.owner_id == person or any(
        member.id == person and member.membership_state is accepted for member in team.members
    )


def reload_card(outcome: Reloaded) -> Card:
    """Return the card that says what changed, or what is wrong, each problem with file and line."""
    loaded = outcome.after is not None
    blocks: list[Block] = [Words(line[0].upper() + line[1:]) for line in changes(outcome)]
    if outcome.failed is not None:
        blocks.append(Words(words.UNEXPECTED))
    if outcome.problems:
        lines = [f"• {problem}" for problem in outcome.problems[:SHOWN]]
        if len(outcome.problems) > SHOWN:
            lines.append(words.more(len(outcome.problems) - SHOWN))
        heading = words.LEFT_OUT_HEADING if loaded else words.TO_MEND_HEADING
        blocks += [Words(lines[0], heading=heading), *(Words(line) for line in lines[1:])]
    if loaded:
        blocks.append(Note(words.took(outcome.seconds)))
    return Card(
        tuple(blocks),
        title=words.RELOADED_TITLE if loaded else words.NOT_RELOADED_TITLE,
        accent=Accent.PLAIN if loaded and not outcome.problems else Accent.PROBLEM,
    )


FEATURE = Feature(commands=(reload,))
