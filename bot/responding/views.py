"""Buttons <-> discord.ui: what is sent, and what a message that comes back to us shows."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.cards.buttons import Button


def view_of(buttons: Sequence[Button]) -> discord.ui.View:
    """Return the buttons as Discord takes them."""
    view = discord.ui.View(timeout=None)
    for each in buttons:
        view.add_item(
            discord.ui.Button(
                label=each.label,
                custom_id=each.custom_id,
                url=each.url,
                disabled=each.disabled,
                row=each.row,
                style=discord.ButtonStyle.link if each.url else discord.ButtonStyle.secondary,
            )
        )
    # discord.py keeps every view until it ends. A custom_id says all that a press needs, so nothing has to be kept.
    view.stop()
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
