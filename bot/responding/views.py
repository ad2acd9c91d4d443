"""Buttons <-> discord.ui: what is sent, and what a message that comes back to us shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot.cards.buttons import Button

ROW = discord.ComponentType.action_row.value
BUTTON = discord.ComponentType.button.value
LINK, QUIET = discord.ButtonStyle.link.value, discord.ButtonStyle.secondary.value


class ButtonView(discord.ui.View):
    """Buttons as a view, which is what discord.py sends. It holds none of discord.py's own, which do nothing here.

    discord.py keeps every view until it ends. A custom_id says all that a press needs, so this one has ended.
    """

    def __init__(self, buttons: Sequence[Button]) -> None:
        super().__init__(timeout=None)
        self._rows = rows_of(buttons)
        self.stop()

    def to_components(self) -> list[dict[str, Any]]:
        """Return what goes over the wire."""
        return self._rows


def rows_of(buttons: Sequence[Button]) -> list[dict[str, Any]]:
    """Return buttons, row by row, in Discord's JSON.

    https://discord.com/developers/docs/components/reference#button
    """
    rows: dict[int, list[dict[str, Any]]] = {}
    for each in buttons:
        does = {"style": LINK, "url": each.url} if each.url else {"style": QUIET, "custom_id": each.custom_id}
        rows.setdefault(each.row, []).append({"type": BUTTON, "label": each.label, "disabled": each.disabled, **does})
    return [{"type": ROW, "components": rows[number]} for number in sorted(rows)]


def buttons_of(message: discord.Message) -> tuple[Button, ...]:
    """Return the buttons that a message shows."""
    return tuple(
        Button(item.label or "", item.custom_id, item.url, row, item.disabled)
        for row, line in enumerate(message.components)
        if isinstance(line, discord.ActionRow)
        for item in line.children
        if isinstance(item, discord.Button)
    )
