"""The bot as a program: puts its parts together, runs them on Discord, and logs in again where that was lost."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any

import discord
from discord.backoff import ExponentialBackoff

from bot import features, logs
from bot.asking.cooldowns import Cooldowns
from bot.asking.stories import Stories
from bot.asking.story_reading import StoryReading
from bot.connection.client import VerbatimClient, may_read_messages
from bot.connection.endpoints import point_at
from bot.hosting.health import Vitals, served
from bot.hosting.progress_log import ProgressLog
from bot.hosting.reload import Reloader
from bot.logs import describe
from bot.responding.delivery import transient
from bot.settings import BAD_CONFIGURATION, Settings
from bot.store.store import Store
from bot.words.host import start as host
from retrieval import Problem, Story, StoryError

FAREWELL = 2.0
"""Seconds that taking leave of the gateway may last."""

LONGEST_PAUSE = 300.0
"""Seconds between two attempts to log in at most. Discord allows 1,000 logins a day."""

_log = logging.getLogger(__name__)


class MessageContentOff(discord.ClientException):
    """The portal's Message Content switch is off although ASK_CHANNELS or a server's choice needs it."""


class MessageContentWanted(discord.ClientException):
    """A server has chosen channels where no mention is needed: a client with that intent has to take over."""


def compose(
    settings: Settings,
    stories: Stories,
    *,
    reloader: Reloader | None = None,
    store: Store | None = None,
    cooldowns: Cooldowns | None = None,
    message_content: bool = False,
) -> VerbatimClient:
    """Return a client with every feature."""
    return VerbatimClient(
        settings,
        stories,
        reloader=reloader or Reloader(stories),
        store=store or Store(settings.data_dir),
        commands=features.COMMANDS,
        components=features.COMPONENTS,
        message_content=message_content,
        cooldowns=cooldowns,
    )


def run(settings: Settings) -> int:
    """Read the story and run the bot on Discord until it is stopped; return the exit status.

    0: stopped by SIGINT or SIGTERM. 1: an error that nobody expected. 2: the host must change something first.
    Raises StoryError where the story cannot be read.
    """
    logs.set_up(settings.log_level, settings.log_format, settings.token)
    # We never speak: no warning that voice would not work.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    point_at(settings)
    # What was imported stays. Looked through again with the rest, it would hold up everybody for 60 ms now and then.
    gc.freeze()
    try:
        return asyncio.run(_serve(settings))
    except KeyboardInterrupt:
        return 0


def log_stray(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log an error that no task waited for; asyncio's own handler would print it with what someone wrote in it."""
    _log.error("%s.", str(context.get("message", "Stray error")).rstrip("."), exc_info=context.get("exception"))


async def _serve(settings: Settings) -> int:
    """Read the story, and let the machine see meanwhile that this goes on; then answer on Discord."""
    asyncio.get_running_loop().set_exception_handler(log_stray)
    found = settings.stories
    stories = Stories(
        settings.stories_dir or settings.articles_dir,
        lambda: settings.stories,
        settings.default_story,
        several=settings.stories_dir is not None,
        load=lambda folder, _report: Story.load(folder, ProgressLog()),
    )
    # The default first; of several, one that is broken does not keep the others from being told.
    order = sorted(found.stories, key=lambda each: each.name != stories.default)
    problems: list[Problem] = []
    reading = StoryReading(partial(Story.load, order[0].folder), ProgressLog())
    vitals = Vitals(reading)
    async with _told_to_stop() as stop, served(settings.health_port, vitals.look):
        for number, place in enumerate(order):
            if number:
                vitals.reading = reading = StoryReading(partial(Story.load, place.folder), ProgressLog())
            waiting = {asyncio.create_task(stop.wait()), asyncio.create_task(reading.ended())}
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in waiting:
                task.cancel()
            if not reading.done.done():
                return 0
            try:
                story = reading.done.result()
            except StoryError as error:
                stories.fail(place.name, error)
                problems += [each.under(place.name) for each in error.problems]
                continue
            for problem in (*problems, *story.problems):
                _log.warning("%s", problem)
            await stories.put(place.name, story)
            return await _answer(settings, stories, vitals, stop)
        raise StoryError(*problems)


async def _answer(settings: Settings, stories: Stories, vitals: Vitals, stop: asyncio.Event) -> int:
    """Log in, and again where the network or Discord failed; a new client each time, for a clean slate."""
    vitals.stories = stories
    store = Store(settings.data_dir)
    await store.open()
    message_content = bool(settings.ask_channels) or store.needs_message_content
    backoff = ExponentialBackoff[bool](base=2)
    reloader = Reloader(stories)
    async with reloader.watching():
        while not stop.is_set():
            client = vitals.client = compose(
                settings, stories, reloader=reloader, store=store, message_content=message_content
            )
            try:
                return await _live(client, settings, stop)
            except MessageContentWanted:
                message_content = True
                _log.info("A server chose channels where no mention is needed: connecting again, to be shown them.")
            except (MessageContentOff, discord.PrivilegedIntentsRequired):
                message_content = False
                _log.warning("%s", host.MESSAGE_CONTENT_OFF)
            except discord.LoginFailure:
                _log.error("%s", host.BAD_TOKEN)
                return BAD_CONFIGURATION
            except discord.ConnectionClosed as error:
                if (sentence := host.closed_for_good(error.code)) is not None:
                    _log.error("%s", sentence)
                    return BAD_CONFIGURATION
                await _pause(backoff, stop, f"gateway closed with {error.code}")
            except Exception as error:
                if not transient(error) and not isinstance(error, discord.GatewayNotFound | discord.HTTPException):
                    _log.exception("The bot had to stop: nobody expected this error.")
                    return 1
                await _pause(backoff, stop, describe(error))
    return 0


async def _live(client: VerbatimClient, settings: Settings, stop: asyncio.Event) -> int:
    """Run one client from login to its end; return 0 where it was told to stop."""
    living = asyncio.create_task(_connect(client, settings))
    stopping = asyncio.create_task(stop.wait())
    wanted = asyncio.create_task(client.content_wanted.wait())
    try:
        await asyncio.wait({living, stopping, wanted}, return_when=asyncio.FIRST_COMPLETED)
        if living.done():
            living.result()
            raise ConnectionError("the client ended although nobody told it to")
        if not stopping.done():
            await client.stop()
            raise MessageContentWanted
        _log.info("Stopping: %d answers in flight.", client.answers.in_flight)
        await client.stop()
        return 0
    finally:
        # A gateway that no longer answers would take half a minute to be taken leave of.
        with suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL):
                await client.close()
        for task in (living, stopping, wanted):
            task.cancel()
        await asyncio.wait({living, stopping, wanted})
        if not living.cancelled():
            living.exception()  # seen above, or no longer of interest


async def _connect(client: VerbatimClient, settings: Settings) -> None:
    await client.login(settings.token.reveal())
    # Asking for it in vain costs one of the day's logins; the application says beforehand.
    if client.intents.message_content and not (client.application and may_read_messages(client.application)):
        raise MessageContentOff
    await client.connect()


async def _pause(backoff: ExponentialBackoff[bool], stop: asyncio.Event, reason: str) -> None:
    seconds = min(float(backoff.delay()) + 1.0, LONGEST_PAUSE)
    _log.warning("Discord could not be reached (%s); trying again in %.0f s.", reason, seconds)
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


@asynccontextmanager
async def _told_to_stop() -> AsyncIterator[asyncio.Event]:
    """Give an event that SIGINT and SIGTERM set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals: tuple[signal.Signals, ...] = (signal.SIGINT, signal.SIGTERM)
    try:
        for each in signals:
            loop.add_signal_handler(each, stop.set)
    except NotImplementedError:  # Windows: Ctrl-C ends asyncio.run with KeyboardInterrupt
        signals = ()
    try:
        yield stop
    finally:
        for each in signals:
            loop.remove_signal_handler(each)
