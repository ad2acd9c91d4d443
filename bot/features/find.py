"""The menu of a message (Apps, by right click or a long press): look up what the message says.

Discord hands over the message, so that no intent is needed.
"""

from __future__ import annotations

import discord
from discord import app_commands

from bot.asking.responder import Request
from bot.cards.notices import notice
from bot.connection.client import Interaction
from bot.connection.triggers import own_mentions, strip
from bot.features.feature import Feature, usable_everywhere
from bot.responding.interaction import InteractionResponder
from bot.words.descriptions import Described


@app_commands.context_menu(name=Described(lambda words: words.FIND_MENU))
@usable_everywhere
async def find(interaction: Interaction, message: discord.Message) -> None:
    """Look up what a message says, for the person alone: its author asked nothing of us."""
    client = interaction.client
    responder = InteractionResponder(interaction, "answering a message menu", client.hints, shows_question=True)
    text = text_of(message, client.user.id if client.user else 0)
    if not text:
        words = responder.words
        await client.answers.show_card(responder, lambda _story: notice(words.answers.NOTHING_TO_FIND, words))
        return
    request = Request.by(interaction.user, interaction.channel_id or interaction.user.id, text)
    await client.answers.answer(request, responder)


def text_of(message: discord.Message, me: int) -> str:
    """Return the words of a message: what was written, else what was forwarded with it, else what its embeds say."""
    texts = [message.content, *(snapshot.content for snapshot in message.message_snapshots)]
    texts += ["\n".join(part for part in (each.title, each.description) if part) for each in message.embeds]
    return next((found for text in texts if (found := strip(text, own_mentions(me)))), "")


FEATURE = Feature(commands=(find,))
