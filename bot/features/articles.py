"""/articles: which articles there are, and how the paragraphs of one begin."""

from __future__ import annotations

from discord import app_commands

from bot.cards import articles as article_cards
from bot.cards import choices
from bot.cards.addresses import AddressBook
from bot.cards.blocks import Card
from bot.connection.client import Interaction
from bot.features.feature import Feature, usable_everywhere
from bot.features.lookups import offer, typed_text
from bot.responding.interaction import InteractionResponder
from bot.words.descriptions import Described

MOST_NAMED = 200
"""Characters of an article's name as someone writes it."""


@app_commands.command(name="articles", description=Described(lambda words: words.ARTICLES))
@app_commands.describe(article=Described(lambda words: words.ARTICLES_ARTICLE))
@usable_everywhere
async def articles(interaction: Interaction, article: app_commands.Range[str, 1, MOST_NAMED] | None = None) -> None:
    """List the articles, or open one, for the asker alone: a look at the shelf is no news to the channel."""

    def card(book: AddressBook) -> Card:
        words = responder.words
        if article is None:
            return article_cards.articles(book.story, words, title=book.title)
        return article_cards.outline_of(book.story, article, words)

    responder = InteractionResponder(interaction, "showing /articles", interaction.client.hints)
    await interaction.client.answers.show_card(responder, card)


@articles.autocomplete("article")
async def _articles(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the articles whose headline, publisher or file holds every word typed so far."""
    return await offer(interaction, lambda book: choices.articles(book.story, typed_text(typed)))


FEATURE = Feature(commands=(articles,))
