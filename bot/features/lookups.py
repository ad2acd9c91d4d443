"""What the commands share that look something up: /articles, /quote and /who."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from discord import app_commands

from bot.asking.place import Place
from bot.asking.responder import Request
from bot.cards.addresses import AddressBook
from bot.cards.blocks import Card
from bot.cards.choices import MOST_CHOICES, Choices
from bot.connection.client import Interaction, VerbatimClient
from bot.responding.interaction import InteractionResponder

MOST_TYPED = 6_000
"""Characters of an option: Discord allows no more."""


def lookup_responder(interaction: Interaction, doing: str, *, hide: bool | None) -> InteractionResponder:
    """Return what answers a look-up: privately if the person or else the server chose so."""
    private = interaction.client.settings_for(interaction.guild_id).hides(hide)
    return InteractionResponder(interaction, doing, interaction.client.hints, private=private)


async def show_lookup(
    interaction: Interaction, responder: InteractionResponder, card: Callable[[AddressBook], Card]
) -> None:
    """Show a card. It counts as a question against the rate limit, since everybody may see it."""

    async def shown(book: AddressBook) -> None:
        # In a thread: with a story of thousands of quotations it takes longer than the event loop may be held.
        await responder.send(await asyncio.to_thread(card, book))

    request = Request.by(interaction.user, interaction.channel_id or interaction.user.id)
    await interaction.client.answers.run_press(responder, shown, request)


async def offer(interaction: Interaction, choices: Callable[[AddressBook], Choices]) -> list[app_commands.Choice[str]]:
    """Return what autocomplete offers of what may be told there; found in a thread, as above."""
    book = interaction.client.answers.book_held_at(Place.of(interaction.guild_id, interaction.channel))
    if book is None:
        return []
    offered = await asyncio.to_thread(choices, book)
    return [app_commands.Choice(name=name, value=value) for name, value in offered]


def stories_like(client: VerbatimClient, typed: object) -> Choices:
    """Return the host's stories whose title or name holds what is typed so far; none where there is only one."""
    wanted = typed_text(typed).strip().casefold()
    if not client.stories.several:
        return []
    shown = [each for each in client.stories.folders if wanted in f"{each.title}\n{each.name}".casefold()]
    return [(each.title, each.name) for each in shown[:MOST_CHOICES]]


def story_named(client: VerbatimClient, typed: str) -> str | None:
    """Return the name of the host's story that somebody chose or typed; None where that is none."""
    found = client.stories.called(typed.strip()) if client.stories.several else None
    return None if found is None else found.name


def typed_text(value: object) -> str:
    """Return what was typed into an option: a modified client may send anything there."""
    return value[:MOST_TYPED] if isinstance(value, str) else ""
