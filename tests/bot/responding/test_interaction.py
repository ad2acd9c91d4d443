"""What only one person sees: acknowledged in time, and in place of what was pressed."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.responding import interaction as interactions


class Response:
    """Keeps how it was deferred."""

    def __init__(self) -> None:
        self.deferred: list[dict[str, bool]] = []

    async def defer(self, **how: bool) -> None:
        self.deferred.append(how)


@pytest.mark.parametrize(
    ("kind", "thinking"),
    [(discord.InteractionType.component, False), (discord.InteractionType.application_command, True)],
)
async def test_a_slow_press_keeps_its_message_and_a_slow_command_is_thinking(
    monkeypatch: pytest.MonkeyPatch, kind: discord.InteractionType, thinking: bool
) -> None:
    monkeypatch.setattr(interactions, "DEFER_AFTER", 0.001)
    response = Response()
    interaction: Any = SimpleNamespace(type=kind, response=response)
    async with interactions.working_alone(interaction):
        await asyncio.sleep(0.05)
    assert response.deferred == [{"ephemeral": True, "thinking": thinking}]
