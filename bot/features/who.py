"""/who: who somebody in the story is."""

from __future__ import annotations

from discord import app_commands

from bot.cards import choices
from bot.cards.people import who_card
from bot.connection.client import Interaction
from bot.features.feature import Feature, usable_everywhere
from bot.features.lookups import lookup_responder, offer, show_lookup, typed_text
from bot.words.descriptions import Described
from bot.words.languages import words_for


@app_commands.command(name="who", description=Described(lambda words: words.WHO))
@app_commands.describe(person=Described(lambda words: words.WHO_PERSON), hide=Described(lambda words: words.QUOTE_HIDE))
@usable_everywhere
async def who(interaction: Interaction, person: str, hide: bool | None = None) -> None:
    """Show who somebody is, for all to see or for the asker alone."""
    responder = lookup_responder(interaction, "answering /who", hide=hide)
    await show_lookup(interaction, responder, lambda book: who_card(book, person, responder.words))


@who.autocomplete("person")
async def _people(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    words = words_for(interaction.locale)
    return await offer(interaction, lambda book: choices.people(book.story, typed_text(typed), words))


FEATURE = Feature(commands=(who,))
