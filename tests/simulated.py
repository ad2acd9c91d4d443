"""The bot in SimCord's Discord, with a story whose answers a test can foresee."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import discord
import simcord

from bot.application import compose
from bot.asking.cooldowns import Cooldowns
from bot.asking.current_story import CurrentStory
from bot.asking.stories import Stories
from bot.connection.client import VerbatimClient
from bot.settings import Settings
from retrieval import Answer, Exchange, Finding, Outcome, PassageKind, Span, Story

ARTICLE = """Storm breaks the harbour wall
The storm tore a hole into the harbour wall on Tuesday night.
"We heard it go like a gun," said Maria Lindqvist, the harbour master.
Boats from Ystad @everyone <@1> **were** brought [ashore](https://example.org) before dawn.
Repairs will cost four million euros, the town council said.
"""
SOURCES = """["harbour.txt"]
publisher = "Coast Gazette"
url = "https://gazette.example/harbour"
"""


@dataclass(frozen=True)
class ScriptedStory(Story):
    """A story that answers with the first passage that holds a word of the question of more than four letters."""

    asked: list[tuple[str, Exchange | None]] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def ask(self, question: str, previous: Exchange | None = None, *, claim: bool = False) -> Answer:
        self.asked.append((question, previous))
        if self.failures:
            raise self.failures.pop(0)
        words = [word.strip("?.,!").casefold() for word in question.split()]
        rows = [passage for passage in self.passages if passage.kind is not PassageKind.FURNITURE]
        for passage in rows[1:]:
            for word in words:
                at = passage.text.casefold().find(word)
                if len(word) > 4 and at >= 0:
                    found = Finding(passage, 2.0, (Span(at, at + len(word)),))
                    rest = tuple(Finding(other, 1.0) for other in rows if other is not passage)
                    return Answer(question, Outcome.ANSWERED, 0.9, (found, *rest))
        return Answer(question, Outcome.DECLINED, 0.1, tuple(Finding(passage, 1.0) for passage in rows))


def write_story(folder: Path) -> Path:
    """Write the harbour article and its source into a folder, and return that."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "harbour.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    return folder


@cache
def _loaded() -> Story:
    with TemporaryDirectory() as folder:
        return Story.load(write_story(Path(folder)))


def scripted_story(*failures: Exception) -> ScriptedStory:
    """Return the harbour story; `failures` are raised by the first questions."""
    values: dict[str, Any] = {each.name: getattr(_loaded(), each.name) for each in fields(_loaded())}
    return ScriptedStory(**values, failures=list(failures))


def client_for(
    folder: Path,
    story: Story | None = None,
    *,
    message_content: bool = False,
    cooldowns: Cooldowns | None = None,
    **chosen: Any,
) -> VerbatimClient:
    """Return a client with every feature, whose data is kept in a folder; `chosen` are settings."""
    settings = Settings(data_dir=folder / "data", **chosen)
    stories = Stories.one(CurrentStory(story or scripted_story()), settings.articles_dir)
    return compose(settings, stories, message_content=message_content, cooldowns=cooldowns)


@dataclass
class Simulated:
    """A server with one channel and one person in it, and the bot that answers there."""

    env: Any
    client: VerbatimClient
    story: ScriptedStory
    guild: Any
    channel: Any
    alice: Any

    @property
    def me(self) -> str:
        """Our mention."""
        assert self.client.user is not None
        return self.client.user.mention

    def shown(self, channel: Any = None) -> list[discord.Message]:
        """List what the bot has said in a channel."""
        assert self.client.user is not None
        me = self.client.user.id
        return [message for message in (channel or self.channel).history() if message.author.id == me]

    def only(self, channel: Any = None) -> discord.Message:
        """Return the one message that the bot has said in a channel."""
        messages = self.shown(channel)
        assert len(messages) == 1, [text_of(message) for message in messages]
        return messages[0]

    def posted(self) -> list[Any]:
        """List the bodies of the bot's messages to channels, as they went over the wire."""
        requests = self.env.http_requests
        return [each.json for each in requests if each.method == "POST" and each.path.endswith("/messages")]


def text_of(message: Any) -> str:
    """Return every word that a message shows."""
    parts = [message.content]
    for embed in message.embeds:
        parts += [embed.author.name, embed.title, embed.description]
        parts += [text for each in embed.fields for text in (each.name, each.value)]
        parts.append(embed.footer.text)
    return "\n".join(part for part in parts if part)


@asynccontextmanager
async def simulated(
    folder: Path,
    *failures: Exception,
    message_content: bool = False,
    cooldowns: Cooldowns | None = None,
    **chosen: Any,
) -> AsyncIterator[Simulated]:
    """Run the bot in SimCord; `chosen` are settings, `failures` what the story raises at the first questions."""
    story = scripted_story(*failures)
    client = client_for(folder, story, message_content=message_content, cooldowns=cooldowns, **chosen)
    async with simcord.run(client, shard_count=1) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("general")
        alice = guild.add_member(env.create_user("alice"))
        yield Simulated(env, client, story, guild, channel, alice)
