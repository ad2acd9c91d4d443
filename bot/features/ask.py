"""/ask: a question and its answer."""

from __future__ import annotations

from discord import app_commands

from bot.asking.responder import Request
from bot.cards.choices import MOST_CHOICES
from bot.connection.client import Interaction
from bot.features.feature import Feature, usable_everywhere
from bot.features.lookups import offer, typed_text
from bot.responding.interaction import InteractionResponder
from bot.words.descriptions import Described

MAX_QUESTION = 4_000
"""Characters of a question: as many as a message can have."""


@app_commands.command(name="ask", description=Described(lambda words: words.ASK))
@app_commands.describe(
    question=Described(lambda words: words.ASK_QUESTION), hide=Described(lambda words: words.ASK_HIDE)
)
@usable_everywhere
async def ask(
    interaction: Interaction, question: app_commands.Range[str, 1, MAX_QUESTION], hide: bool | None = None
) -> None:
    """Answer a question, for all to see or for the asker alone."""
    client = interaction.client
    private = client.settings_for(interaction.guild_id).hides(hide)
    responder = InteractionResponder(interaction, "answering /ask", client.hints, private=private, shows_question=True)
    request = Request.by(interaction.user, interaction.channel_id or interaction.user.id, question)
    await client.answers.answer(request, responder)


@ask.autocomplete("question")
async def _questions(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer reader questions that fit what is typed so far. Any other question can be asked all the same."""
    return await offer(
        interaction,
        lambda book: [(question, question) for question in book.story.suggest(typed_text(typed), MOST_CHOICES)],
    )


FEATURE = Feature(commands=(ask,))
