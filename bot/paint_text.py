"""Card -> Discord markdown without embeds."""

from __future__ import annotations

from bot.cards import Card


def to_text(card: Card) -> str:
    """Paint a card as a message of at most 2,000 characters; its links never unfurl."""
    raise NotImplementedError
