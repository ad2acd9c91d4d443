"""Card -> discord.Embed."""

from __future__ import annotations

import discord

from bot.cards import Card


def to_embed(card: Card) -> discord.Embed:
    """Paint a card as an embed, inside every limit Discord has for one."""
    raise NotImplementedError
