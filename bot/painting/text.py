"""Card -> Discord markdown without embeds, for channels where Embed Links is not allowed."""

from __future__ import annotations

from bot.cards.blocks import Card
from bot.cards.escaping import length
from bot.painting.markdown import clip, paint

CONTENT = 2_000
"""Discord's limit for a message's content."""
_QUESTION = 200


def to_text(card: Card) -> str:
    """Paint a card as a message of at most 2,000 characters; its links never unfurl."""
    above = [f"**{clip(card.title, 250)}**"] if card.title else []
    if card.question and (question := clip(card.question, _QUESTION)):
        above.append(f"-# {question}")
    head = "\n".join(above)
    body = paint(card, CONTENT - length(head) - 2, quiet=True)
    return "\n".join(part for part in (head, body) if part)
