"""/who: who somebody in the story is."""

from __future__ import annotations

from discord import app_commands

from bot.cards import choices
from bot.cards.people import who_card
from bot.connection.client import Interaction
from bot.features.feature import Feature, usable_everywhere
from bot.features.lookups import lookup_responder, offer, show_lookup, typed_text
from bot.words import quote_sentences


@app_commands.command(name="who", description=quote_sentences.WHO_DESCRIPTION)
@app_commands.describe(person=quote_sentences.WHO_PERSON, hide=quote_sentences.QUOTE_HIDE)
@usable_everywhere
async def who(interaction: Interaction, person: str, hide: bool | None = None) -> None:
    """Show who somebody is, for all to see or for the asker alone."""
    responder = lookup_responder(interaction, "answering /who", hide=hide)
    await show_lookup(interaction, responder, lambda places: who_card(places.story, person))


@who.autocomplete("person")
async def _people(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return await offer(interaction, lambda story: choices.people(story, typed_text(typed)))


FEATURE = Feature(commands=(who,))
