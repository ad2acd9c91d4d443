"""The Discord client: what it asks Discord for, and to whom it hands on what Discord tells it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, TypedDict

import aiohttp
import discord

from bot.asking.answers import Answers
from bot.asking.conversations import Conversations
from bot.asking.cooldowns import Cooldowns, per_minute
from bot.asking.current_story import CurrentStory
from bot.asking.stories import Stories
from bot.connection import command_sync
from bot.connection.command_tree import AppCommand, CommandTree
from bot.connection.messages import ChannelPolicy, Messages
from bot.connection.people_only import hear_people_only
from bot.connection.presses import Presses
from bot.connection.questions_left import LEAVE, QuestionsLeft
from bot.connection.shards import ResumingClient
from bot.connection.weekly_notes import keep_watch
from bot.hosting.additions import Additions
from bot.hosting.reload import Reloader
from bot.logs import describe
from bot.responding.delivery import NO_MENTIONS
from bot.responding.permissions import Hints
from bot.settings import Settings
from bot.store.server_settings import GuildSettings
from bot.store.store import Store
from retrieval import Story

GRACE = 6.0
"""Seconds that answers in flight have to finish when the bot is stopped. With the last word to those that do not, and
the farewell to the gateway, it comes to the 10 that `docker stop` allows before it kills."""

READY_AFTER = 0.5
"""Seconds without another server coming in, after which we count as ready. People are answered before that."""

SYNC_WITHIN = 30.0
"""Seconds that sending the commands may take before the bot goes on without."""

_log = logging.getLogger(__name__)


class _Shards(TypedDict, total=False):
    shard_ids: list[int]


def intents_for(*, message_content: bool) -> discord.Intents:
    """Return what we ask Discord for: servers and messages; their text only for ASK_CHANNELS (it is privileged)."""
    intents = discord.Intents.none()
    intents.guilds = True
    intents.guild_messages = True
    intents.dm_messages = True
    intents.message_content = message_content
    return intents


def may_read_messages(application: discord.AppInfo) -> bool:
    """Tell whether the portal's Message Content switch is on."""
    return application.flags.gateway_message_content or application.flags.gateway_message_content_limited


class VerbatimClient(ResumingClient):
    """The bot on Discord, with the commands and components that it is given.

    `stories`, `reloader` and `store` outlive the client: after a lost login another one goes on with them.
    `components` answer the buttons and menus with these custom_ids; all others are `Presses`' to answer.
    """

    def __init__(
        self,
        settings: Settings,
        stories: Stories,
        *,
        reloader: Reloader,
        store: Store,
        commands: Iterable[AppCommand],
        components: Mapping[str, Handler],
        message_content: bool = False,
        cooldowns: Cooldowns | None = None,
    ) -> None:
        shards = _Shards(shard_ids=list(settings.shard_ids)) if settings.shard_ids is not None else _Shards()
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
        hear_people_only(self._connection.parsers)
        self.settings = settings
        self.stories = stories
        self.reloader = reloader
        self.store = store
        self.hints = Hints()
        self.additions = Additions()
        self.answers = Answers(
            stories,
            cooldowns if cooldowns is not None else _cooldowns(settings),
            Conversations(),
            settings_for=self.settings_for,
            tally=store,
        )
        self.tree = CommandTree(self, commands, self.hints)
        self.content_wanted = asyncio.Event()
        """Set once a server needs messages without a mention, and Discord would show them to the next client."""
        self._components = components
        self._left = QuestionsLeft(self.answers, store, self.hints)
        self._presses = Presses(self.answers, store, self.hints, self._left)
        self._messages: Messages | None = None
        self._watching: asyncio.Task[None] | None = None

    @property
    def current(self) -> CurrentStory:
        """The only story, or the default among several, as it is told now; raises what `Stories.current` raises."""
        return self.stories.current()

    @property
    def story(self) -> Story:
        """The same, whole."""
        return self.current.story

    async def setup_hook(self) -> None:
        """Get ready after the login and before the connection: read what servers chose, and send changed commands."""
        assert self.user is not None
        await self.store.open()
        policy = ChannelPolicy(self.ask_channels, self.settings_for)
        self._messages = Messages(self.answers, self, self.user.id, policy, self.hints)
        self._watching = asyncio.create_task(keep_watch(self, self.store), name="weekly notes")
        # Where several processes share a token, the one that has the first shard speaks for all.
        if self.shard_ids is None or 0 in self.shard_ids:
            await self._sync_commands()

    def settings_for(self, guild_id: int | None) -> GuildSettings:
        """Return what a server chose; the defaults in direct messages."""
        return self.store.settings_for(guild_id)

    def ask_channels(self, guild_id: int | None) -> frozenset[int]:
        """Return the channels of a server where no mention is needed; empty without the Message Content intent."""
        if not self.intents.message_content:
            return frozenset()
        return self.settings.ask_channels | self.settings_for(guild_id).ask_channels

    async def message_content_allowed(self) -> bool:
        """Ask Discord whether the portal's Message Content switch is on now."""
        return may_read_messages(await self.application_info())

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget a server that removed us. discord.py does not call this for one that is only unavailable."""
        await self.store.forget(guild.id)

    async def close(self) -> None:
        """Write what was counted, and leave Discord."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.wait({self._watching})
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

    async def on_interaction(self, interaction: Interaction) -> None:
        """Hand a press, or what was typed into a modal, to whom it belongs.

        Commands are the tree's, which discord.py tells by itself.
        """
        if interaction.type is discord.InteractionType.modal_submit:
            if custom_id_of(interaction).partition("|")[0] == LEAVE:
                await self._left.submitted(interaction)
        elif interaction.type is discord.InteractionType.component:
            custom_id = custom_id_of(interaction)
            # What stands behind "|" is for the handler.
            if (handler := self._components.get(custom_id.partition("|")[0])) is not None:
                await handler(interaction)
            else:
                await self._presses.pressed(interaction, custom_id)

    async def on_ready(self) -> None:
        """Say in the log that people can ask now."""
        _log.info(
            "Ready as %s (%s): %d servers, %d shards, %d articles%s.",
            self.user,
            self.application_id,
            len(self.guilds),
            self.shard_count or 1,
            self.stories.size[0],
            f" of {len(self.stories.names)} stories" if self.stories.several else "",
        )

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log what an event handler raised: there is nobody to tell."""
        _log.exception("Unexpected error in %s.", event_method)

    async def stop(self, grace: float = GRACE) -> None:
        """Take no more questions and let those in flight finish, before the client is closed."""
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


Interaction = discord.Interaction[VerbatimClient]
"""What a command or a component is handed: `interaction.client` is the bot."""

Handler = Callable[[Interaction], Awaitable[None]]
"""Answers a press of a component, and raises nothing."""


def custom_id_of(interaction: discord.Interaction[discord.Client]) -> str:
    """Return the custom_id of what was pressed; a modified client may send any."""
    data: Mapping[str, object] = interaction.data or {}
    return str(data.get("custom_id"))


def _cooldowns(settings: Settings) -> Cooldowns:
    return Cooldowns(per_minute(settings.questions_per_minute), per_minute(settings.channel_questions_per_minute))
