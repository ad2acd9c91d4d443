"""/about: what the bot is, how it answers, and what it keeps."""

from __future__ import annotations

from discord import app_commands

from bot.cards.notices import about_card
from bot.connection.client import Interaction
from bot.features.feature import Feature, usable_everywhere
from bot.responding.interaction import InteractionResponder
from bot.words.descriptions import Described


@app_commands.command(name="about", description=Described(lambda words: words.ABOUT))
@usable_everywhere
async def about(interaction: Interaction) -> None:
    """Show it to the person alone."""
    responder = InteractionResponder(interaction, "showing /about", interaction.client.hints)
    count = len(interaction.client.stories.names)
    await interaction.client.answers.show_card(
        responder, lambda book: about_card(book.story, responder.words, book.title, count)
    )


FEATURE = Feature(commands=(about,))
