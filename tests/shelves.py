"""A host's folder of stories for tests: two that have a file of the same name, and a book with a secret."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import simcord

from bot.application import compose
from bot.asking.stories import Stories
from bot.settings import Settings
from tests.simulated import Simulated, scripted_story
from tests.spoilers import write_book

HARBOUR = """The storm
The harbour wall of Ystad broke on Tuesday night.
"We heard it go like a gun," said Maria Lindqvist, the harbour master.
The repairs of the wall will cost four million euros.
"""
MARKET = """The fair
The market of Lund opens on Friday morning.
"Come early and bring a bag," said Olof Berg, the baker.
The bread at the market costs two crowns.
"""
TITLE = "The Fair of Lund"
ASKS_HARBOUR, TELLS_HARBOUR = "What did Maria Lindqvist hear?", "like a gun"
ASKS_MARKET, TELLS_MARKET = "What did Olof Berg say?", "Come early"


def write_story(folder: Path, text: str, title: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "one.txt").write_text(text, encoding="utf-8")
    source = '["one.txt"]\npublisher = "Gazette"\n'
    (folder / "sources.toml").write_text(f'title = "{title}"\n{source}' if title else source, encoding="utf-8")
    return folder


def write_stories(folder: Path, *, with_book: bool = False) -> Path:
    """Write the stories "harbour" and "market", and "quist", the book, if that is wanted."""
    write_story(folder / "harbour", HARBOUR)
    write_story(folder / "market", MARKET, TITLE)
    if with_book:
        write_book(folder / "quist")
    return folder


def stories_of(settings: Settings) -> Stories:
    assert settings.stories_dir is not None
    return Stories(settings.stories_dir, lambda: settings.stories, settings.default_story)


@asynccontextmanager
async def shelf(folder: Path, *, with_book: bool = False, **chosen: Any) -> AsyncIterator[Simulated]:
    """Run the bot in SimCord with several stories; "harbour" is the default."""
    settings = Settings(
        data_dir=folder / "data",
        stories_dir=write_stories(folder / "stories", with_book=with_book),
        questions_per_minute=0,
        channel_questions_per_minute=0,
        **chosen,
    )
    client = compose(settings, stories_of(settings))
    async with simcord.run(client, shard_count=1) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("general")
        alice = guild.add_member(env.create_user("alice"))
        yield Simulated(env, client, scripted_story(), guild, channel, alice)
