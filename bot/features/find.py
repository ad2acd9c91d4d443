"""Message menus (Apps, by right click or a long press) -> answers. Discord hands over the message, no intent needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.asking.answers import Asked
from bot.cards.blocks import notice
from bot.connection.triggers import own_mentions, strip
from bot.features.ask import InteractionDoor
from bot.words import button_sentences

if TYPE_CHECKING:
    from bot.connection.client import VerbatimClient

    Interaction = discord.Interaction[VerbatimClient]
else:
    Interaction = discord.Interaction


@app_commands.context_menu(name=button_sentences.MENU_NAME)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def find(interaction: Interaction, message: discord.Message) -> None:
    """Look up what a message says, for the person alone: its author asked nothing of us."""
    answers = interaction.client.answers
    door = InteractionDoor(interaction, "answering a message menu", private=True, shows_question=True)
    text = text_of(message, interaction.client.user.id if interaction.client.user else 0)
    if not text:
        await answers.show(door, lambda _story: notice(button_sentences.NOTHING_TO_FIND))
        return
    asked = Asked.by(interaction.user, interaction.channel_id or interaction.user.id, text)
    await answers.answer(asked, door)


def text_of(message: discord.Message, me: int) -> str:
    """Return the words of a message: what was written, else what was forwarded with it, else what its embeds say."""
    texts = [message.content, *(snapshot.content for snapshot in message.message_snapshots)]
    texts += ["\n".join(part for part in (each.title, each.description) if part) for each in message.embeds]
    return next((found for text in texts if (found := strip(text, own_mentions(me)))), "")


MENUS: tuple[app_commands.ContextMenu, ...] = (find,)
