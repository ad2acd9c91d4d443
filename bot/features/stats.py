"""/stats: what was asked in this server, in numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from discord import app_commands

from bot.cards.servers import stats_card
from bot.connection.client import Interaction
from bot.features.feature import Feature
from bot.features.guards import managers_only, refuse_unless_manager
from bot.responding.interaction import InteractionResponder
from bot.store.counts import summarize
from bot.words.descriptions import Described

DAYS = 30
MOST_DAYS = 365


@app_commands.command(name="stats", description=Described(lambda words: words.STATS))
@app_commands.describe(days=Described(lambda words: words.STATS_DAYS))
@managers_only
async def stats(interaction: Interaction, days: app_commands.Range[int, 1, MOST_DAYS] = DAYS) -> None:
    """Show the counts of this server to the person alone."""
    client = interaction.client
    responder = InteractionResponder(interaction, "showing /stats", client.hints)
    if await refuse_unless_manager(interaction, responder.doing):
        return
    assert interaction.guild_id is not None
    since = datetime.now(UTC).date() - timedelta(days=days - 1)
    async with responder.working():
        book = await client.answers.book_at(responder.place)
        counts = await client.store.counts(interaction.guild_id, since, client.stories.known_as(book.name))
        story = book.story
        headlines = {article.file: article.headline for article in story.articles}
        if story.limit is not None:  # of what comes later, not even the title
            counts = [each if each.article in headlines else replace(each, article=None) for each in counts]
        await responder.send(stats_card(summarize(counts), days, headlines, responder.words, book.title))


FEATURE = Feature(commands=(stats,))
