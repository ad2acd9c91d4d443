"""One question, whichever way it came: whether it may be asked, its answer, and the card that is sent.

A question is answered or declined, never dropped: whatever goes wrong ends in one sentence to the person who asked
and, if it was not foreseen, in one entry in the log.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from bot import errors
from bot.asking.conversations import Asker, Conversations
from bot.asking.cooldowns import Cooldowns, per_minute
from bot.asking.earlier import Earlier, replayed
from bot.asking.place import Place
from bot.asking.recent import RecentKeys
from bot.asking.responder import Request, Responder
from bot.asking.stories import Stories
from bot.cards.addresses import AddressBook
from bot.cards.answers import answered as answered_card
from bot.cards.blocks import Card
from bot.cards.notices import busy_notice, help_card, notice, wait_notice
from bot.errors import StillReadingError, StoryGoneError
from bot.logs import describe
from bot.store.counts import Event, Tally
from bot.store.server_settings import DEFAULTS, GuildSettings
from retrieval import Answer, Exchange, LimitGoneError, ReadUpTo, StoryError

LAST_WORD = 2.0
"""Seconds that an answer which was cut short has to say so."""

_Result = TypeVar("_Result")
_log = logging.getLogger(__name__)


class Answers:
    """Answers questions for every surface, from the story that is told there when the question comes.

    `settings_for` returns what a server (None: a direct message) chose, and `tally` counts what became of questions.
    """

    def __init__(
        self,
        stories: Stories,
        cooldowns: Cooldowns,
        conversations: Conversations,
        clock: Callable[[], float] = time.time,
        *,
        settings_for: Callable[[int | None], GuildSettings] = lambda _guild: DEFAULTS,
        tally: Tally | None = None,
    ) -> None:
        self._stories = stories
        self._cooldowns = cooldowns
        self.conversations = conversations
        self._clock = clock
        self._settings_for = settings_for
        self._tally = tally
        self._refused = RecentKeys()
        # A question takes a few milliseconds of Python and numpy, and of the interpreter lock: a thread would not run
        # beside the event loop but take turns with it, 5 ms each, and a burst costs a third more processor time. So
        # questions are answered in the loop, one at a time: between two of them it acknowledges and sends.
        self._turn = asyncio.Lock()
        self._in_flight: set[asyncio.Task[object]] = set()
        self._stopping = False

    async def book_at(self, place: Place) -> AddressBook:
        """Return the story as far as it may be told somewhere, and what buttons name there: what every door shows.

        Raises StillReadingError, LimitGoneError where it is not known any more how far that is, StoryGoneError where
        there is no such story any more, and StoryError where it cannot be read.
        """
        return await self._stories.up_to(*self._told_at(place))

    async def ready_at(self, place: Place, patience: float) -> bool:
        """Read the story as far as it may be told somewhere; tell whether it is there within so many seconds.

        Raises the same but StillReadingError.
        """
        try:
            await self._stories.up_to(*self._told_at(place), patience)
        except StillReadingError:
            return False
        return True

    def book_held_at(self, place: Place) -> AddressBook | None:
        """Return the same for what cannot wait; None where it is not there yet, or not known how far it goes."""
        try:
            return self._stories.held(*self._told_at(place))
        except (LimitGoneError, StoryGoneError, StoryError):
            return None

    def story_at(self, place: Place) -> str:
        """Return the name of the story that is told somewhere; StoryGoneError where there is none of it any more."""
        chosen = self._settings_for(place.guild).story_at(place.channel) if place.story is None else place.story
        return self._stories.resolve(chosen)

    def story_tagged(self, tag: str) -> str | None:
        """Return the name of the story that a button is marked with; None where there is none of it any more."""
        return self._stories.tagged(tag)

    def _told_at(self, place: Place) -> tuple[str, Sequence[ReadUpTo]]:
        name = self.story_at(place)
        return name, self._settings_for(place.guild).limits_at(place.channel, self._stories.known_as(name))

    @property
    def in_flight(self) -> int:
        """How many questions are being answered now."""
        return len(self._in_flight)

    async def answer(self, request: Request, responder: Responder) -> Answer | None:
        """Answer a question; return None if it was declined or the answer could not be sent."""
        if request.overheard and not request.claim and not await self._asks(request, responder):
            return None

        async def answered(book: AddressBook) -> Answer:
            previous = await self._previous(request, book)

            def ask() -> tuple[Answer, Card]:
                """Find the answer and make its card, since a passage is marked only when the card looks at it."""
                answer = book.story.ask(request.question, previous, claim=request.claim)
                if request.about and not answer.answered:
                    about = book.story.ask(request.question, Exchange(request.about))
                    answer = about if about.answered else answer
                card = answered_card(
                    book,
                    answer,
                    responder.words,
                    asker=request.person,
                    show_question=responder.shows_question,
                    shares=responder.offers_share,
                    quiet=request.overheard,
                    # What somebody else wrote is not this person's to leave with anybody.
                    takes_gaps=not request.claim and self._settings_for(request.guild).takes_gaps,
                )
                return answer, card

            answer, card = await self._in_turn(ask)
            shown = await responder.send(card)
            # After thanks, or a look at the people, a conversation goes on from what was asked before them.
            if (exchange := answer.exchange or previous) is not None:
                self.conversations.remember(_asker(request), exchange, shown, request.message, story=book.name)
            if answer.exchange is not None:
                await self._count(request, answer, book.name)
            return answer

        return await self._serve(request, responder, answered)

    async def _asks(self, request: Request, responder: Responder) -> bool:
        """Whether something that was not said to us asks something all the same."""
        try:
            book = await self.book_at(responder.place)
        except (LimitGoneError, StillReadingError, StoryGoneError, StoryError):
            return "?" in request.question  # who asks is told why there is no answer
        previous = self.conversations.recall(_asker(request), None, request.thread, book.name)
        return book.story.asks(request.question, previous)

    async def _previous(self, request: Request, book: AddressBook) -> Exchange | None:
        """Return the exchange that a question may follow up; what nobody here remembers, the messages tell.

        A reply to somebody else follows up nothing that we said, and neither does what somebody else claims.
        """
        if request.about or request.claim:
            return None
        asker = _asker(request)
        found = self.conversations.recall(asker, request.replied_to, request.thread, book.name)
        replied_to = request.replied_to
        forgotten = self.conversations.answered_by(replied_to, book.name) is None if replied_to else found is None
        if forgotten and request.earlier is not None and (turns := await request.earlier()):
            return await self._in_turn(lambda: replayed(book, turns)) or found
        return found

    async def exchange_of(
        self, book: AddressBook, answer: int, earlier: Callable[[], Awaitable[Sequence[Earlier]]]
    ) -> Exchange | None:
        """Return the exchange that an answer belongs to, by its message; what nobody remembers, `earlier` tells."""
        found = self.conversations.answered_by(answer, book.name)
        if found is None and (turns := await earlier()):
            return await self._in_turn(lambda: replayed(book, turns))
        return found

    async def send_help(self, request: Request, responder: Responder) -> None:
        """Say how to ask. It counts against the rate limit as a question does."""

        async def explained(book: AddressBook) -> None:
            await responder.send(help_card(book.story, responder.words, book.title))

        await self._serve(request, responder, explained)

    async def say(self, request: Request, responder: Responder, sentence: str) -> None:
        """Say one sentence. It counts against the rate limit as a question does."""

        async def said(_book: AddressBook) -> None:
            await responder.send(notice(sentence, responder.words))

        await self._serve(request, responder, said)

    async def show_card(self, responder: Responder, card: Callable[[AddressBook], Card]) -> None:
        """Send a card that answers no question, such as the list of articles. It is not rate-limited."""

        async def shown(book: AddressBook) -> None:
            await responder.send(card(book))

        await self._serve(None, responder, shown)

    async def run_press(
        self, responder: Responder, work: Callable[[AddressBook], Awaitable[_Result]], request: Request | None = None
    ) -> _Result | None:
        """Run `work` for a press of a button or a look-up. It counts against the rate limit only if `request` is given.

        `work` gets the story as far as it may be told there now, with the addresses of its passages.
        """
        return await self._serve(request, responder, work)

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
        return len(left)

    async def _serve(
        self, request: Request | None, responder: Responder, work: Callable[[AddressBook], Awaitable[_Result]]
    ) -> _Result | None:
        """Run `work` under what holds for every surface: rate limits, stopping, errors told. Raises nothing."""
        task = asyncio.current_task()
        assert task is not None
        self._in_flight.add(task)
        try:
            if self._stopping:
                await responder.decline(notice(responder.asker_words.refusals.RESTARTING, responder.asker_words))
            elif request is None or await self._may_ask(request, responder):
                async with responder.working():
                    book = await self.book_at(responder.place)
                    responder.story = book.name
                    return await work(book)
        except asyncio.CancelledError:
            if self._stopping:
                await _tell(responder, responder.asker_words.refusals.RESTARTING)
            raise
        except Exception as error:
            await _tell(responder, errors.tell(error, responder.doing, responder.asker_words))
        finally:
            self._in_flight.discard(task)
        return None

    async def _may_ask(self, request: Request, responder: Responder) -> bool:
        """Decide, for every surface, whether this person may ask here now; if not, tell them once."""
        words = responder.asker_words
        chosen = self._settings_for(request.guild)
        if not chosen.admits(request.roles, manages=request.manages):
            if self._refused.first((request.person, request.channel)) or responder.always_tells:
                await responder.whisper(notice(words.refusals.role_may_not_ask(request.server_name), words))
            return False
        own = chosen.questions_per_minute
        server = None if own is None else request.guild
        rate = None if own is None else per_minute(own)
        wait = self._cooldowns.take(request.person, request.channel, person_rate=rate, server=server)
        if wait is None:
            return True
        if wait.first_told or responder.always_tells:
            until = wait.until(self._clock())
            card = busy_notice(until, words, request.channel_name) if wait.channel else wait_notice(until, words)
            await responder.whisper(card)
        return False

    async def _count(self, request: Request, answer: Answer, story: str) -> None:
        if self._tally is not None:
            best = answer.best
            event = Event.ANSWERED if best else Event.DECLINED
            article = best.passage.file if best else None
            today = datetime.fromtimestamp(self._clock(), UTC).date()
            await self._tally.record(request.guild, today, article, event, story)

    async def _in_turn(self, work: Callable[[], _Result]) -> _Result:
        """Do what holds the event loop: one piece of it each time around."""
        await self._turn.acquire()
        try:
            return work()
        finally:
            # Whoever is next waits until the loop has been around; what came of this one is sent at once.
            asyncio.get_running_loop().call_soon(self._turn.release)


def _asker(request: Request) -> Asker:
    return Asker(request.channel, request.person)


async def _tell(responder: Responder, sentence: str) -> None:
    """Tell the asker what went wrong; if even that fails, only the log is left to tell."""
    try:
        await responder.decline(notice(sentence, responder.asker_words, problem=True))
    except Exception as error:
        _log.warning("Could not tell the asker (%s) that %s failed.", describe(error), responder.doing)
