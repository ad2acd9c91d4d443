"""/stats: what was asked in this server, in numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.cards.servers import stats_card
from bot.features.ask import InteractionDoor
from bot.features.guards import managers_only, refused
from bot.store.stats import summarize
from bot.words import moderator_sentences as words

if TYPE_CHECKING:
    from bot.connection.client import VerbatimClient

    Interaction = discord.Interaction[VerbatimClient]
else:
    Interaction = discord.Interaction

DAYS = 30
MOST_DAYS = 365


@app_commands.command(name="stats", description=words.STATS_DESCRIPTION)
@app_commands.describe(days=words.STATS_DAYS_DESCRIPTION)
@managers_only
async def stats(interaction: Interaction, days: app_commands.Range[int, 1, MOST_DAYS] = DAYS) -> None:
    """Show the counts of this server to the person alone."""
    door = InteractionDoor(interaction, "showing /stats", private=True)
    if await refused(interaction, door.doing):
        return
    assert interaction.guild_id is not None
    client = interaction.client
    since = datetime.now(UTC).date() - timedelta(days=days - 1)
    async with door.working():
        counts = await client.store.counts(interaction.guild_id, since)
        headlines = {article.file: article.headline for article in client.story.articles}
        await door.send(stats_card(summarize(counts), days, headlines))
