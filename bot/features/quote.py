"""/quote and /who -> cards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.asking.answers import Asked
from bot.cards import articles as outline
from bot.cards import choices as quote_choices
from bot.cards.blocks import Card
from bot.cards.choices import Choices
from bot.cards.people import who_card
from bot.cards.quotations import Sought, quote_card
from bot.features.ask import InteractionDoor
from bot.words import quote_sentences
from retrieval import Story

if TYPE_CHECKING:
    from bot.connection.client import VerbatimClient

    Interaction = discord.Interaction[VerbatimClient]
else:
    Interaction = discord.Interaction

TYPED = 6_000
"""Characters of an option: Discord allows no more."""


@app_commands.command(name="quote", description=quote_sentences.QUOTE_DESCRIPTION)
@app_commands.describe(
    words=quote_sentences.QUOTE_WORDS,
    speaker=quote_sentences.QUOTE_SPEAKER,
    article=quote_sentences.QUOTE_ARTICLE,
    hide=quote_sentences.QUOTE_HIDE,
)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def quote(
    interaction: Interaction,
    words: str | None = None,
    speaker: str | None = None,
    article: str | None = None,
    hide: bool | None = None,
) -> None:
    """Show what was said, for all to see or for the asker alone."""
    sought = Sought(words, speaker, article)
    door = _door(interaction, "answering /quote", hide)
    await _show(interaction, door, lambda story: quote_card(story, sought, shares=door.offers_share))


@app_commands.command(name="who", description=quote_sentences.WHO_DESCRIPTION)
@app_commands.describe(person=quote_sentences.WHO_PERSON, hide=quote_sentences.QUOTE_HIDE)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def who(interaction: Interaction, person: str, hide: bool | None = None) -> None:
    """Show who somebody is, for all to see or for the asker alone."""
    await _show(interaction, _door(interaction, "answering /who", hide), lambda story: who_card(story, person))


@quote.autocomplete("words")
async def _words(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    speaker, article = _filled(interaction, "speaker"), _filled(interaction, "article")
    return await _offer(interaction, lambda story: quote_choices.quotations(story, _text(typed), speaker, article))


@quote.autocomplete("speaker")
async def _speakers(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    article = _filled(interaction, "article")
    return await _offer(interaction, lambda story: quote_choices.speakers(story, _text(typed), article))


@quote.autocomplete("article")
async def _articles(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return await _offer(interaction, lambda story: outline.choices(story, _text(typed), quote_choices.MOST))


@who.autocomplete("person")
async def _persons(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return await _offer(interaction, lambda story: quote_choices.people(story, _text(typed)))


def _door(interaction: Interaction, doing: str, hide: bool | None) -> InteractionDoor:
    private = interaction.client.settings_for(interaction.guild_id).hides(hide)
    return InteractionDoor(interaction, doing, private=private)


async def _show(interaction: Interaction, door: InteractionDoor, card: Callable[[Story], Card]) -> None:
    """Show a card; looking something up counts as asking, since all may see it."""

    async def shown(story: Story) -> None:
        # In a thread: with a story of thousands of quotations it takes longer than the event loop may be held.
        await door.send(await asyncio.to_thread(card, story))

    asked = Asked.by(interaction.user, interaction.channel_id or interaction.user.id)
    await interaction.client.answers.attend(door, shown, asked)


async def _offer(interaction: Interaction, choices: Callable[[Story], Choices]) -> list[app_commands.Choice[str]]:
    offered = await asyncio.to_thread(choices, interaction.client.story)
    return [app_commands.Choice(name=name, value=value) for name, value in offered]


def _filled(interaction: Interaction, option: str) -> str:
    """Return what stands in another option: a modified client may send anything there."""
    return _text(getattr(interaction.namespace, option, None))


def _text(value: object) -> str:
    return value[:TYPED] if isinstance(value, str) else ""
