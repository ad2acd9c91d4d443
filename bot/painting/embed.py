"""Card -> discord.Embed."""

from __future__ import annotations

import discord

from bot.cards.blocks import Accent, Card, Note
from bot.cards.cutting import shortened
from bot.painting.markdown import clip, paint

# Discord's limits: https://discord.com/developers/docs/resources/message#embed-object-embed-limits.
# Author, title, description and footer together stay below the 6,000 for a whole embed.
AUTHOR = 256
TITLE = 256
DESCRIPTION = 4_096
FOOTER = 1_000

COLOURS = {
    Accent.ANSWER: discord.Colour(0x2E7D6B),
    Accent.RELATED: discord.Colour(0xB08D3C),
    Accent.PLAIN: discord.Colour(0x5B6B8C),
    Accent.PROBLEM: discord.Colour(0xB4483C),
}


def to_embed(card: Card) -> discord.Embed:
    """Paint a card as an embed, inside every limit Discord has for one.

    The question stands in the author line and the notes in the footer, where Discord reads no markdown at all.
    """
    body = [block for block in card.blocks if not isinstance(block, Note)]
    description = paint(body, card.words, DESCRIPTION, quiet=False) or None
    embed = discord.Embed(colour=COLOURS[card.accent], description=description)
    if card.title:
        embed.title = clip(card.title, TITLE)
    if card.question:
        embed.set_author(name=shortened(card.question, AUTHOR))
    notes = " · ".join(block.text for block in card.blocks if isinstance(block, Note))
    if notes:
        embed.set_footer(text=shortened(notes, FOOTER))
    return embed
