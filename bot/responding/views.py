"""Button <-> discord.ui: what is sent, and what a message that comes back to us shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Self

import discord

from bot.cards.button_ids import TEMPLATE
from bot.cards.buttons import Button


class PressButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=TEMPLATE):
    """A button whose custom_id says everything: discord.py keeps nothing of it, before a restart or after."""

    def __init__(self, item: discord.ui.Button[Any]) -> None:
        super().__init__(item)

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: discord.ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """Take a pressed button for one of ours."""
        assert isinstance(item, discord.ui.Button)
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button says."""
        await interaction.client.presses.pressed(interaction, self.custom_id)


def view_of(buttons: Sequence[Button]) -> discord.ui.View:
    """Return the buttons as Discord takes them; it lives as long as its message."""
    view = discord.ui.View(timeout=None)
    for each in buttons:
        item: discord.ui.Button[Any] = discord.ui.Button(
            label=each.label,
            custom_id=each.custom_id,
            url=each.url,
            disabled=each.disabled,
            row=each.row,
            style=discord.ButtonStyle.link if each.url else discord.ButtonStyle.secondary,
        )
        view.add_item(item if each.url else PressButton(item))
    return view


def buttons_of(message: discord.Message) -> tuple[Button, ...]:
    """Return the buttons that a message shows."""
    return tuple(
        Button(item.label or "", item.custom_id, item.url, row, item.disabled)
        for row, line in enumerate(message.components)
        if isinstance(line, discord.ActionRow)
        for item in line.children
        if isinstance(item, discord.Button)
    )
