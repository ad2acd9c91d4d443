"""/about: what the bot is, how it answers, and what it keeps."""

from __future__ import annotations

from discord import app_commands

from bot.cards.blocks import about_card
from bot.connection.client import Interaction
from bot.features.feature import Feature, usable_everywhere
from bot.responding.interaction import InteractionResponder
from bot.words import sentences


@app_commands.command(name="about", description=sentences.ABOUT_DESCRIPTION)
@usable_everywhere
async def about(interaction: Interaction) -> None:
    """Show it to the person alone."""
    responder = InteractionResponder(interaction, "showing /about", interaction.client.hints)
    await interaction.client.answers.show_card(responder, about_card)


FEATURE = Feature(commands=(about,))
