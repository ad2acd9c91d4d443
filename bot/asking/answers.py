"""One question, from any door: cooldown, story, card, sent.

A question is answered or declined, never dropped: whatever goes wrong ends in one sentence to the person who asked
and, where nobody expected it, in one entry in the log.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol, TypeVar

import discord

from bot import errors
from bot.asking.conversations import Conversations, Speaker
from bot.asking.cooldowns import Cooldowns, per_minute
from bot.asking.recent import Seen
from bot.cards.answers import answered as answered_card
from bot.cards.blocks import Card, help_card, notice, wait_notice
from bot.cards.quotation_blocks import with_speakers
from bot.store.counts import Event, Tally
from bot.store.server_settings import DEFAULTS, GuildSettings
from bot.words import sentences
from retrieval import Answer, Exchange, Outcome, Story

LAST_WORD = 2.0
"""Seconds that an answer which was cut short has to say so."""

_Result = TypeVar("_Result")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, where, and what; `replied_to` is the message replied to, where it was one of ours.

    `message` is the one that asks, `thread` the thread of ours that it was written in, where it is so.
    `guild`, `roles` and `manages` (whether they manage the server) decide whether they may ask there.
    """

    person: int
    channel: int
    question: str = ""
    replied_to: int | None = None
    guild: int | None = None
    roles: frozenset[int] = frozenset()
    manages: bool = False
    message: int | None = None
    thread: int | None = None

    @classmethod
    def by(cls, person: discord.abc.User, channel: int, question: str = "", replied_to: int | None = None) -> Asked:
        """Return what somebody asks, with their server and roles where we are in that server too."""
        if not isinstance(person, discord.Member) or person.guild.me is None:
            return cls(person.id, channel, question, replied_to)
        return cls(
            person.id,
            channel,
            question,
            replied_to,
            guild=person.guild.id,
            roles=frozenset(role.id for role in person.roles),
            manages=manages_server(person),
        )


class Door(Protocol):
    """Where a question came in and its answer goes out: a message, a command, a menu."""

    @property
    def doing(self) -> str:
        """What is being done, for the log: "answering a mention". Never what someone wrote."""

    @property
    def shows_question(self) -> bool:
        """Whether the card must repeat the question, since the surface does not show it."""

    @property
    def always_tells(self) -> bool:
        """Whether every question must be responded to, so that a repeated "wait" is no noise."""

    @property
    def offers_share(self) -> bool:
        """Whether the answer is private, and its asker may post it where others see it."""

    def working(self) -> AbstractAsyncContextManager[None]:
        """Show, while the block runs, that an answer is under way."""

    async def send(self, card: Card) -> int | None:
        """Send a card where the answer belongs; return the message's id where it is known."""

    async def decline(self, card: Card) -> None:
        """Send a card to the asker, as privately as the surface allows."""

    async def whisper(self, card: Card) -> None:
        """Send a card that is nobody else's business to the asker, and away from where others read if need be."""


class Answers:
    """Answers questions for every surface, out of the story that is current when the question comes.

    `story` gives that story; the caller may swap it at any time.
    """

    def __init__(
        self,
        story: Callable[[], Story],
        cooldowns: Cooldowns,
        conversations: Conversations,
        clock: Callable[[], float] = time.time,
        *,
        settings_for: Callable[[int | None], GuildSettings] = lambda _guild: DEFAULTS,
        tally: Tally | None = None,
    ) -> None:
        self._story = story
        self._cooldowns = cooldowns
        self.conversations = conversations
        self._clock = clock
        self._settings_for = settings_for
        self._tally = tally
        self._refused = Seen()
        # A question takes a few milliseconds of Python and numpy. In the event loop a hundred of them at once would
        # hold it for most of a second, and acknowledgements due within 3 s would wait behind them. One thread and
        # not several: the work holds the interpreter lock, so more threads would only take turns.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="story")
        self._in_flight: set[asyncio.Task[object]] = set()
        self._stopping = False

    @property
    def in_flight(self) -> int:
        """How many questions are being answered now."""
        return len(self._in_flight)

    async def answer(self, asked: Asked, door: Door) -> Answer | None:
        """Answer a question through its door; None where it was declined or could not be sent."""

        async def answered(story: Story) -> Answer:
            speaker = Speaker(asked.channel, asked.person)
            previous = self.conversations.recall(speaker, asked.replied_to, asked.thread)
            answer = await self._ask(story, asked.question, previous)
            card = answered_card(
                answer, asker=asked.person, show_question=door.shows_question, shares=door.offers_share
            )
            shown = await door.send(with_speakers(card, story))
            if answer.outcome is not Outcome.SMALL_TALK:
                self.conversations.remember(speaker, exchange_of(answer), shown, asked.message)
                await self._count(asked, answer)
            return answer

        return await self._serve(asked, door, answered)

    async def explain(self, asked: Asked, door: Door) -> None:
        """Say how to ask, through the door of a message that asks nothing."""

        async def explained(story: Story) -> None:
            await door.send(help_card(story))

        await self._serve(asked, door, explained)

    async def show(self, door: Door, card: Callable[[Story], Card]) -> None:
        """Show a card that is no answer, such as the list of articles; it costs no question."""

        async def shown(story: Story) -> None:
            await door.send(card(story))

        await self._serve(None, door, shown)

    async def attend(self, door: Door, work: Callable[[Story], Awaitable[None]], asked: Asked | None = None) -> None:
        """Do what somebody asked for by a button, which costs no question; with `asked` it costs one."""
        await self._serve(asked, door, work)

    async def stop(self, grace: float) -> int:
        """Take no more questions, wait so many seconds for the answers in flight, and return how many were left."""
        self._stopping = True
        waiting = {task for task in self._in_flight if task is not asyncio.current_task()}
        left: set[asyncio.Task[object]] = set()
        if waiting:
            _, left = await asyncio.wait(waiting, timeout=grace)
        for task in left:
            task.cancel()
        if left:
            await asyncio.wait(left, timeout=LAST_WORD)
        self._thread.shutdown(wait=False, cancel_futures=True)
        return len(left)

    async def _serve(
        self, asked: Asked | None, door: Door, work: Callable[[Story], Awaitable[_Result]]
    ) -> _Result | None:
        """Run what a door was opened for, with everything that every door needs. Raises nothing."""
        task = asyncio.current_task()
        assert task is not None
        self._in_flight.add(task)
        try:
            if self._stopping:
                await door.decline(notice(sentences.RESTARTING))
            elif asked is None or await self._may_ask(asked, door):
                async with door.working():
                    return await work(self._story())
        except asyncio.CancelledError:
            if self._stopping:
                await _tell(door, sentences.RESTARTING)
            raise
        except Exception as error:
            await _tell(door, errors.tell(error, door.doing))
        finally:
            self._in_flight.discard(task)
        return None

    async def _may_ask(self, asked: Asked, door: Door) -> bool:
        """Decide, for every surface, whether this person may ask here now; where not, tell them once."""
        chosen = self._settings_for(asked.guild)
        if not chosen.admits(asked.roles, manages=asked.manages):
            if self._refused.first((asked.person, asked.channel)) or door.always_tells:
                await door.whisper(notice(sentences.ROLE_MAY_NOT_ASK))
            return False
        own = chosen.questions_per_minute
        place = None if own is None else asked.guild
        rate = None if own is None else per_minute(own)
        wait = self._cooldowns.take(asked.person, asked.channel, person_rate=rate, server=place)
        if wait is None:
            return True
        if wait.first_told or door.always_tells:
            await door.whisper(wait_notice(wait.until(self._clock()), channel=wait.channel))
        return False

    async def _count(self, asked: Asked, answer: Answer) -> None:
        if self._tally is not None:
            event = Event.ANSWERED if answer.best else Event.DECLINED
            article = answer.best.passage.file if answer.best else None
            today = datetime.fromtimestamp(self._clock(), UTC).date()
            await self._tally.record(asked.guild, today, article, event)

    async def _ask(self, story: Story, question: str, previous: Exchange | None) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._thread, story.ask, question, previous)


def manages_server(person: discord.Member) -> bool:
    """Tell whether somebody may manage their server, by the roles we know, whatever a payload claims."""
    return person.guild.owner_id == person.id or any(
        role.permissions.administrator or role.permissions.manage_guild for role in person.roles
    )


async def _tell(door: Door, sentence: str) -> None:
    """Tell the asker what went wrong; where even that fails there is nobody left to tell but the log."""
    try:
        await door.decline(notice(sentence, problem=True))
    except Exception as error:
        _log.warning("Could not tell the asker (%s) that %s failed.", describe(error), door.doing)


def describe(error: BaseException) -> str:
    """Name an error for the log without what someone wrote: Discord repeats parts of a refused body."""
    if isinstance(error, discord.HTTPException):
        return f"{type(error).__name__}, status {error.status}, code {error.code}"
    return type(error).__name__


def exchange_of(answer: Answer) -> Exchange:
    """Return what a follow-up to this answer leans on."""
    best = answer.best
    if best is None:
        return Exchange(answer.question)
    return Exchange(answer.question, best.passage.file, best.passage.paragraph)
