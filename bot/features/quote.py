"""/quote: what was said, by words, speaker or article."""

from __future__ import annotations

from discord import app_commands

from bot.cards import choices
from bot.cards.quotations import Sought, quote_card
from bot.connection.client import Interaction
from bot.features.feature import Feature, usable_everywhere
from bot.features.lookups import lookup_responder, offer, show_lookup, typed_text
from bot.words.descriptions import Described
from bot.words.languages import words_for


@app_commands.command(name="quote", description=Described(lambda words: words.QUOTE))
@app_commands.describe(
    words=Described(lambda words: words.QUOTE_WORDS),
    speaker=Described(lambda words: words.QUOTE_SPEAKER),
    article=Described(lambda words: words.QUOTE_ARTICLE),
    hide=Described(lambda words: words.QUOTE_HIDE),
)
@usable_everywhere
async def quote(
    interaction: Interaction,
    words: str | None = None,
    speaker: str | None = None,
    article: str | None = None,
    hide: bool | None = None,
) -> None:
    """Show what was said, for all to see or for the asker alone."""
    sought = Sought(words, speaker, article)
    responder = lookup_responder(interaction, "answering /quote", hide=hide)
    say, shares = responder.words, responder.offers_share
    await show_lookup(interaction, responder, lambda book: quote_card(book, sought, say, shares=shares))


@quote.autocomplete("words")
async def _words(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    speaker, article = _filled(interaction, "speaker"), _filled(interaction, "article")
    return await offer(interaction, lambda book: choices.quotations(book, typed_text(typed), speaker, article))


@quote.autocomplete("speaker")
async def _speakers(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    article, say = _filled(interaction, "article"), words_for(interaction.locale)
    return await offer(interaction, lambda book: choices.speakers(book.story, typed_text(typed), say, article))


@quote.autocomplete("article")
async def _articles(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return await offer(interaction, lambda book: choices.articles(book.story, typed_text(typed)))


def _filled(interaction: Interaction, option: str) -> str:
    """Return what stands in another option."""
    return typed_text(getattr(interaction.namespace, option, None))


FEATURE = Feature(commands=(quote,))
