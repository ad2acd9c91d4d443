"""The menu of a message (Apps, by right click or a long press): look up what the message says.

Discord hands over the message, so that no intent is needed.
"""

from __future__ import annotations

from dataclasses import replace

import discord
from discord import app_commands

from bot.asking.responder import Request
from bot.cards.notices import notice
from bot.connection.client import Interaction
from bot.connection.readable import own_mentions, words_of
from bot.features.feature import Feature, usable_everywhere
from bot.responding.interaction import InteractionResponder
from bot.words.descriptions import Described


@app_commands.context_menu(name=Described(lambda words: words.FIND_MENU))
@usable_everywhere
async def find(interaction: Interaction, message: discord.Message) -> None:
    """Look up what a message says, for the person alone: its author asked nothing of us."""
    client = interaction.client
    responder = InteractionResponder(interaction, "answering a message menu", client.hints, shows_question=True)
    text = words_of(message, own_mentions(client.user.id if client.user else 0))
    if not text:
        words = responder.words
        await client.answers.show_card(responder, lambda _book: notice(words.answers.NOTHING_TO_FIND, words))
        return
    request = Request.by(interaction.user, interaction.channel_id or interaction.user.id, text)
    await client.answers.answer(replace(request, claim=True), responder)


FEATURE = Feature(commands=(find,))
