"""The Discord client: what it asks Discord for, how it starts, and how it stops."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import discord
import yarl
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot import logs
from bot.asking.answers import Answers, describe
from bot.asking.conversations import Conversations
from bot.asking.cooldowns import Cooldowns, per_minute
from bot.connection import command_sync
from bot.connection.messages import Messages, Places
from bot.connection.presses import Presses
from bot.connection.shards import LastingClient
from bot.features.ask import Commands
from bot.features.find import MENUS
from bot.features.quote import quote, who
from bot.features.reload import reload
from bot.features.setup import SetupControls, setup
from bot.features.stats import stats
from bot.hosting.health import Vitals, served
from bot.hosting.reload import Reloader
from bot.responding.delivery import NO_MENTIONS, transient
from bot.responding.permissions import Hints
from bot.responding.views import PressButton
from bot.settings import Settings
from bot.store.server_settings import GuildSettings
from bot.store.store import Store
from bot.words import sentences
from retrieval import Story

GRACE = 6.0
"""Seconds that answers in flight have to finish when the bot is stopped. With the last word to those that do not, and
the farewell to the gateway, it comes to the 10 that `docker stop` allows before it kills."""

FAREWELL = 2.0
"""Seconds that taking leave of the gateway may last."""

READY_AFTER = 0.5
"""Seconds without another server coming in, after which we count as ready. People are answered before that."""

SYNC_WITHIN = 30.0
"""Seconds that sending the commands may take before the bot goes on without."""

LONGEST_PAUSE = 300.0
"""Seconds between two attempts to log in at most. Discord allows 1,000 logins a day."""

BAD_CONFIGURATION = 2
"""The exit status where starting again would not help: a supervisor should not."""

API_VERSION_PATH = "/api/v10"

_SENTENCE_FOR_CLOSE = {
    4004: sentences.BAD_TOKEN,
    4010: "Discord does not know this shard: correct SHARD_IDS and SHARD_COUNT.",
    4011: "The bot is in too many servers for so few shards: leave SHARD_COUNT out, or raise it.",
    4012: "Discord no longer speaks this version of its gateway: update discord.py.",
    4013: "Discord does not know an intent that was asked for: update discord.py.",
}

_log = logging.getLogger(__name__)


class MessageContentOff(discord.ClientException):
    """The portal's Message Content switch is off although ASK_CHANNELS or a server's choice needs it."""


class MessageContentWanted(discord.ClientException):
    """A server has chosen channels where no mention is needed: a client with that intent has to take over."""


def intents_for(*, message_content: bool) -> discord.Intents:
    """Return what we ask Discord for: servers and messages; their text only for ASK_CHANNELS (it is privileged)."""
    intents = discord.Intents.none()
    intents.guilds = True
    intents.guild_messages = True
    intents.dm_messages = True
    intents.message_content = message_content
    return intents


def command_tree(client: VerbatimClient) -> Commands:
    """Return the tree of every command and menu; the doctor compares it with what Discord has."""
    tree = Commands(client)
    tree.add_command(reload)
    tree.add_command(setup)
    tree.add_command(stats)
    tree.add_command(quote)
    tree.add_command(who)
    for menu in MENUS:
        tree.add_command(menu)
    return tree


class VerbatimClient(LastingClient):
    """The bot on Discord. `story` may be swapped at any time: each question takes the one that is there.

    It is the `reloader`'s, which outlives the client: after a lost login the next one goes on with what it loaded.
    """

    def __init__(
        self,
        settings: Settings,
        story: Story,
        *,
        message_content: bool = False,
        cooldowns: Cooldowns | None = None,
        conversations: Conversations | None = None,
        store: Store | None = None,
        reloader: Reloader | None = None,
    ) -> None:
        shards: dict[str, Any] = {"shard_ids": list(settings.shard_ids)} if settings.shard_ids is not None else {}
        # Nothing is cached that no answer needs: no messages, no members.
        super().__init__(
            intents=intents_for(message_content=message_content),
            allowed_mentions=NO_MENTIONS,
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            guild_ready_timeout=READY_AFTER,
            shard_count=settings.shard_count,
            **shards,
        )
        self.settings = settings
        self.reloader = reloader if reloader is not None else Reloader(settings.articles_dir, story)
        self.store = store if store is not None else Store(settings.data_dir)
        if cooldowns is None:
            people = per_minute(settings.questions_per_minute)
            channels = per_minute(settings.channel_questions_per_minute)
            cooldowns = Cooldowns(people, channels)
        self.answers = Answers(
            lambda: self.story,
            cooldowns,
            conversations if conversations is not None else Conversations(),
            settings_for=self.settings_for,
            tally=self.store,
        )
        self.presses = Presses(self.answers, self.store)
        self.tree = command_tree(self)
        self.hints = Hints()
        self.content_wanted = asyncio.Event()
        """Set once a server needs messages without a mention, and Discord would show them to the next client."""
        self._messages: Messages | None = None

    @property
    def story(self) -> Story:
        """The story that is told now."""
        return self.reloader.story

    @story.setter
    def story(self, story: Story) -> None:
        self.reloader.story = story

    async def setup_hook(self) -> None:
        """Take up work, logged in and not yet connected: send the commands if they changed."""
        assert self.user is not None
        self.add_dynamic_items(PressButton)
        await self.store.open()
        self.add_view(SetupControls())
        places = Places(self.ask_channels, self.settings_for, self.hints)
        self._messages = Messages(self.answers, self, self.user.id, places)
        # Where several processes share a token, the one that has the first shard speaks for all.
        if self.shard_ids is None or 0 in self.shard_ids:
            await self._sync_commands()

    def settings_for(self, guild_id: int | None) -> GuildSettings:
        """Return what a server chose; the defaults in direct messages."""
        return self.store.settings_for(guild_id)

    def ask_channels(self, guild_id: int | None) -> frozenset[int]:
        """Return the channels of a server where no mention is needed: none where we are not shown their messages."""
        if not self.intents.message_content:
            return frozenset()
        return self.settings.ask_channels | self.settings_for(guild_id).ask_channels

    async def message_content_allowed(self) -> bool:
        """Tell whether the portal's switch is on now, which lets us be shown messages without a mention."""
        return _may_read(await self.application_info())

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget a server that removed us. discord.py does not call this for one that is only unavailable."""
        await self.store.forget(guild.id)

    async def close(self) -> None:
        """Write what was counted, and leave Discord."""
        await self.store.close()
        await super().close()

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is for us."""
        if self._messages is not None:
            await self._messages.heard(message)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """Let an answer follow its question."""
        if self._messages is not None:
            await self._messages.edited(event.message)

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Let an answer go with its question."""
        if self._messages is not None:
            await self._messages.deleted([event.message_id])

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Let answers go with their questions."""
        if self._messages is not None:
            await self._messages.deleted(event.message_ids)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Answer a button that nobody else answers."""
        if interaction.type is discord.InteractionType.component:
            await self.presses.unanswered(interaction)

    async def on_ready(self) -> None:
        """Say in the log that people can ask now."""
        _log.info(
            "Ready as %s (%s): %d servers, %d shards, %d articles.",
            self.user,
            self.application_id,
            len(self.guilds),
            self.shard_count or 1,
            len(self.story.articles),
        )

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log what an event handler let through: nobody can be told."""
        _log.exception("Unexpected error in %s.", event_method)

    async def stop(self, grace: float = GRACE) -> None:
        """Take no more questions and let the answers in flight finish, so that the client can be closed."""
        left = await self.answers.stop(grace)
        if left:
            _log.warning("%d answers were not finished in %g s; those who asked were told to ask again.", left, grace)

    async def _sync_commands(self) -> None:
        assert self.application_id is not None
        guild = self.settings.sync_guild
        place = "every server" if guild is None else f"server {guild}"
        try:
            async with asyncio.timeout(SYNC_WITHIN):
                sent = await command_sync.sync(self.tree, self.application_id, self.settings.data_dir, guild)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            _log.error(
                "Could not send the commands to %s (%s); mentions are answered all the same, and the next start tries"
                " again.%s",
                place,
                describe(error),
                " Is the bot in SYNC_GUILD?" if guild is not None else "",
            )
        else:
            _log.info("Commands %s for %s.", "sent" if sent else "unchanged", place)


def point_at(settings: Settings) -> None:
    """Send REST and gateway traffic where the host wants it: discord.py keeps both addresses on its classes."""
    if settings.api_url is not None:
        url = settings.api_url.rstrip("/")
        # A proxy is often named by its host alone; Discord's paths begin with the version.
        Route.BASE = url if urlsplit(url).path else url + API_VERSION_PATH
    if settings.gateway_url is not None:
        address = yarl.URL(settings.gateway_url)
        DiscordWebSocket.DEFAULT_GATEWAY = address
        # A session is resumed where Discord's READY says, past the host's gateway, unless it always reads as that.
        resumed_at = property(lambda _socket: address, lambda _socket, _named_by_discord: None)
        setattr(DiscordWebSocket, "gateway", resumed_at)  # noqa: B010  a property where mypy knows an attribute


def run(settings: Settings, story: Story) -> int:
    """Run the bot on Discord until it is stopped; return the exit status.

    0: stopped by SIGINT or SIGTERM. 1: an error that nobody expected. 2: the host must change something first.
    """
    logs.set_up(settings.log_level, settings.log_format, settings.token)
    # We never speak: no warning that voice would not work.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    point_at(settings)
    try:
        return asyncio.run(_serve(settings, story))
    except KeyboardInterrupt:
        return 0


def log_stray(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log an error that no task waited for; asyncio's own handler would print it with what someone wrote in it."""
    _log.error("%s.", str(context.get("message", "Stray error")).rstrip("."), exc_info=context.get("exception"))


async def _serve(settings: Settings, story: Story) -> int:
    """Log in, and again where the network or Discord failed; a new client each time, for a clean slate."""
    asyncio.get_running_loop().set_exception_handler(log_stray)
    store = Store(settings.data_dir)
    await store.open()
    message_content = bool(settings.ask_channels) or store.needs_message_content
    backoff = ExponentialBackoff[bool](base=2)
    vitals = Vitals(story)
    reloader = Reloader(settings.articles_dir, story)
    async with _told_to_stop() as stop, served(settings.health_port, vitals.look), reloader.watching():
        while not stop.is_set():
            client = vitals.client = VerbatimClient(
                settings, reloader.story, message_content=message_content, reloader=reloader, store=store
            )
            try:
                return await _live(client, settings, stop)
            except MessageContentWanted:
                message_content = True
                _log.info("A server chose channels where no mention is needed: connecting again, to be shown them.")
            except (MessageContentOff, discord.PrivilegedIntentsRequired):
                message_content = False
                _log.warning(sentences.MESSAGE_CONTENT_OFF)
            except discord.LoginFailure:
                _log.error(sentences.BAD_TOKEN)
                return BAD_CONFIGURATION
            except discord.ConnectionClosed as error:
                if error.code in _SENTENCE_FOR_CLOSE:
                    _log.error(_SENTENCE_FOR_CLOSE[error.code])
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
    if client.intents.message_content and not (client.application and _may_read(client.application)):
        raise MessageContentOff
    await client.connect()


def _may_read(application: discord.AppInfo) -> bool:
    return application.flags.gateway_message_content or application.flags.gateway_message_content_limited


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
