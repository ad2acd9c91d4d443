"""What the pictures show: somebody asks, the bot answers; every answer is the bot's own, made of the articles."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.asking.answers import Answers
from bot.asking.conversations import Conversations
from bot.asking.cooldowns import Cooldowns
from bot.asking.current_story import CurrentStory
from bot.asking.place import Place
from bot.asking.responder import Request
from bot.asking.stories import Stories
from bot.cards.blocks import Card
from bot.cards.quotations import Sought, quote_card
from bot.responding.delivery import paint
from bot.words.catalogue import Words
from bot.words.english import ENGLISH
from retrieval import Story

ASKER, CHANNEL = 41, 1


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture. `says` is written to the bot, or `command` is used; `private` is shown to the asker alone."""

    name: str
    says: str | None = None
    command: str | None = None
    asks: str | None = None
    private: bool = False


SCENES = (
    Scene("answer", says="why did kim want to help her"),
    Scene("declined", says="whats kims net worth"),
    Scene("quote", command="quote", asks="holy dance"),
    Scene("private", command="ask", asks="how did kim find out about alice?", private=True),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A scene with what the bot answers: the card, the embed and the rows of buttons as they are sent to Discord."""

    scene: Scene
    card: Card
    embed: dict[str, Any]
    rows: list[dict[str, Any]]


@dataclass
class _Responder:
    """Keeps the card that is sent through it."""

    shows_question: bool
    offers_share: bool
    doing: str = "drawing a picture"
    place: Place = field(default_factory=Place)
    words: Words = ENGLISH
    asker_words: Words = ENGLISH
    always_tells: bool = True
    story: str = ""
    cards: list[Card] = field(default_factory=list)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        yield

    async def send(self, card: Card) -> int | None:
        self.cards.append(card)
        return None

    async def decline(self, card: Card) -> None:
        raise AssertionError(f"The bot declined to answer: {card.blocks}")

    async def whisper(self, card: Card) -> None:
        await self.decline(card)


async def card_of(story: Story, scene: Scene) -> Card:
    """Return the card that the bot shows."""
    responder = _Responder(shows_question=scene.command is not None, offers_share=scene.private)
    answers = Answers(Stories.one(CurrentStory(story)), Cooldowns(None, None), Conversations())
    if scene.command == "quote":
        sought = Sought(words=scene.asks)
        await answers.show_card(responder, lambda book: quote_card(book, sought, ENGLISH, shares=scene.private))
    else:
        await answers.answer(Request(ASKER, CHANNEL, scene.says or scene.asks or ""), responder)
    await answers.stop(0)
    (shown,) = responder.cards
    return shown


async def shown(story: Story, scene: Scene) -> Shown:
    """Return a scene with its answer, painted by the painters that paint for Discord."""
    card = await card_of(story, scene)
    painted = paint(card, embeds=True)
    assert painted.embed is not None
    rows = painted.new_message()["view"].to_components() if painted.buttons else []
    return Shown(scene, card, dict(painted.embed.to_dict()), rows)
