"""/quote in SimCord's Discord with the sample story, for the tests of what it shows and what it offers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from retrieval import Story
from tests.simulated import Simulated, simulated

KIM, ALICE = "Kim Kardashian West", "Alice Marie Johnson"
HUFFPOST, LOVEBSCOTT = "003_7544e19da446d4cf.txt", "004_db8ac20673118af8.txt"
DANCE = "went into a full-fledged, Pentecostal holy dance."
AUTOCOMPLETE, STRING = 4, 3


@asynccontextmanager
async def told(story: Story, folder: Path, **chosen: Any) -> AsyncIterator[Simulated]:
    """Run the bot with the four articles."""
    async with simulated(folder, **chosen) as world:
        world.client.current.story = story
        yield world


async def quoted(world: Simulated, **options: Any) -> Any:
    return await world.alice.slash(world.channel, "quote", **options)


async def offered(world: Simulated, option: str, typed: str, **filled: Any) -> list[dict[str, Any]]:
    choices: list[dict[str, Any]] = await world.alice.autocomplete(world.channel, "quote", option, typed, **filled)
    return choices
