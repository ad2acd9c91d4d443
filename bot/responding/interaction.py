"""Answering an interaction: a slash command, a menu or a button."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AbstractAsyncContextManager

import aiohttp
import discord

from bot.asking.place import Place
from bot.cards.blocks import Card
from bot.discord_codes import ALREADY_ACKNOWLEDGED, UNKNOWN_INTERACTION
from bot.responding.delivery import NO_MENTIONS, RESPONSE_PAUSES, Painted, paint, persist, transient, unless_done_in
from bot.responding.permissions import Hints
from bot.words.languages import words_for

DEFER_AFTER = 1.5
"""Seconds of work after which an interaction is acknowledged without its answer; Discord waits for 3."""

_log = logging.getLogger(__name__)


class InteractionResponder:
    """Answers an interaction by its response.

    `private` shows the answer to the person alone. The first acknowledgement settles that, so that what is declined
    before it is always private. `hints` say which permission is missing; share one between all responders.
    """

    always_tells = True
    story = ""

    def __init__(
        self,
        interaction: discord.Interaction[discord.Client],
        doing: str,
        hints: Hints,
        *,
        private: bool = True,
        shows_question: bool = False,
    ) -> None:
        self.doing = doing
        self.place = Place.of(interaction.guild_id, interaction.channel)
        self.shows_question = shows_question
        # What only the asker reads is in their own language; what everybody reads is in the server's.
        self.asker_words = words_for(interaction.locale)
        self.server_words = words_for(interaction.guild_locale or interaction.locale)
        self.words = self.asker_words if private else self.server_words
        self._interaction = interaction
        self._hints = hints
        self._private = private
        self._acknowledging = asyncio.Lock()

    @property
    def offers_share(self) -> bool:
        """Whether the answer is private and the person may post it for all to see."""
        return self._private and may_share(self._interaction)

    def working(self) -> AbstractAsyncContextManager[None]:
        """Acknowledge with "is thinking…" where the answer would come too late."""
        return unless_done_in(DEFER_AFTER, self._defer)

    async def send(self, card: Card) -> int | None:
        """Respond with a card."""
        return await self._respond(card, private=self._private)

    async def decline(self, card: Card) -> None:
        """Tell the person alone, unless something was shown to all already; directly, if Discord takes no response."""
        try:
            await self._respond(card, private=True)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            if not (transient(error) or too_late(error)):
                raise
            _log.info("Too late for Discord while %s; telling the person directly.", self.doing)
            embeds = paint(card, embeds=True).embeds
            await persist(lambda: self._interaction.user.send(embeds=embeds, allowed_mentions=NO_MENTIONS))

    async def whisper(self, card: Card) -> None:
        """Tell the person alone."""
        await self.decline(card)

    async def _defer(self) -> None:
        async with self._acknowledging:
            if not self._interaction.response.is_done():
                await self._interaction.response.defer(ephemeral=self._private, thinking=True)

    async def _respond(self, card: Card, *, private: bool) -> int | None:
        embeds = embeds_allowed(self._interaction)
        if not embeds:
            card = self._hints.under(card, self._interaction.user, self._interaction.channel, "embed_links")
        painted = paint(card, embeds=embeds, story=self.story)
        async with self._acknowledging:
            if self._interaction.response.is_done():
                return await self._edit(painted)
            try:
                return await self._first(painted, private=private)
            except discord.InteractionResponded:
                return await self._edit(painted)
            except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
                if isinstance(error, discord.HTTPException) and error.code == ALREADY_ACKNOWLEDGED:
                    # A first attempt arrived although its answer did not, or the event came twice: it is answered.
                    return None
                if transient(error) and await self._arrived():
                    return None
                if private or not (transient(error) or too_late(error)):
                    raise
        return await self._post_in_channel(painted)

    async def _first(self, painted: Painted, *, private: bool) -> int | None:
        response = self._interaction.response
        sent = await persist(lambda: response.send_message(**painted.new_message(), ephemeral=private), RESPONSE_PAUSES)
        return sent.message_id

    async def _arrived(self) -> bool:
        """Tell, once the network is there again, whether Discord has a response that it never confirmed."""
        try:
            await persist(self._interaction.original_response)
        except (discord.NotFound, discord.ClientException):
            return False
        return True

    async def _edit(self, painted: Painted) -> int:
        return (await persist(lambda: self._interaction.edit_original_response(**painted.edit()))).id

    async def _post_in_channel(self, painted: Painted) -> int | None:
        """Post a public answer as a message of our own: Discord no longer takes it as the response."""
        channel = self._interaction.client.get_partial_messageable(
            self._interaction.channel_id or 0, guild_id=self._interaction.guild_id
        )
        _log.info("Too late for Discord while %s; posting the answer as a message.", self.doing)
        nonce = str(self._interaction.id)
        return (await persist(lambda: channel.send(**painted.new_message(), nonce=nonce))).id


class UpdatingResponder(InteractionResponder):
    """Answers a button by changing the message that it stands under."""

    def __init__(self, interaction: discord.Interaction[discord.Client], doing: str, hints: Hints) -> None:
        super().__init__(interaction, doing, hints)
        private = interaction.message is None or interaction.message.flags.ephemeral
        self.message_words = self.asker_words if private else self.server_words
        """The language of the message that the button stands under."""

    async def _defer(self) -> None:
        """Acknowledge where the change would come too late; the message stays as it is meanwhile."""
        if not self._interaction.response.is_done():
            await self._interaction.response.defer()

    async def send(self, card: Card) -> int | None:
        """Show the card in place of what the message showed."""
        painted = paint(card, embeds=embeds_allowed(self._interaction), story=self.story)

        async def change() -> None:
            if self._interaction.response.is_done():
                await self._interaction.edit_original_response(**painted.edit())
            else:
                await self._interaction.response.edit_message(**painted.edit())

        await persist(change, RESPONSE_PAUSES)
        return None

    async def decline(self, card: Card) -> None:
        """Tell the person alone; the message stays as it is."""
        if not self._interaction.response.is_done():
            await super().decline(card)
        else:
            await self.post(card, private=True)

    async def change_view(self, view: discord.ui.View) -> None:
        """Replace the buttons of the message, and leave the rest of it as it is."""

        async def change() -> None:
            if self._interaction.response.is_done():
                await self._interaction.edit_original_response(view=view, allowed_mentions=NO_MENTIONS)
            else:
                await self._interaction.response.edit_message(view=view, allowed_mentions=NO_MENTIONS)

        await persist(change, RESPONSE_PAUSES)

    async def post(self, card: Card, *, private: bool) -> None:
        """Post another message, once the press is acknowledged."""
        painted = paint(card, embeds=embeds_allowed(self._interaction), story=self.story)
        followup = self._interaction.followup
        await persist(lambda: followup.send(**painted.new_message(), ephemeral=private))


def too_late(error: BaseException) -> bool:
    """Tell whether Discord no longer takes a response to an interaction."""
    return isinstance(error, discord.NotFound) and error.code == UNKNOWN_INTERACTION


def embeds_allowed(interaction: discord.Interaction[discord.Client]) -> bool:
    """Tell whether we may embed links where an interaction came from; direct messages always allow it."""
    return interaction.guild_id is None or interaction.app_permissions.embed_links


def server_of(interaction: discord.Interaction[discord.Client]) -> int | None:
    """Return the server that an interaction counts for: None where the bot is not a member."""
    guild_id = interaction.guild_id
    return guild_id if guild_id is not None and interaction.client.get_guild(guild_id) is not None else None


def may_share(interaction: discord.Interaction[discord.Client]) -> bool:
    """Tell whether a person may post where an interaction came from; alone with us, there is nobody to post to.

    Where the bot is not a member, Discord asks for Use External Apps, or shows the post to the person alone.
    """
    if interaction.guild_id is None:
        return interaction.context.private_channel
    permissions = interaction.permissions
    if interaction.is_user_integration() and not interaction.is_guild_integration():
        return permissions.use_external_apps
    in_thread = isinstance(interaction.channel, discord.Thread)
    return permissions.send_messages_in_threads if in_thread else permissions.send_messages


def is_press(interaction: discord.Interaction[discord.Client]) -> bool:
    """Whether somebody pressed a button, or chose from a menu, below a message."""
    return interaction.type is discord.InteractionType.component


def working_alone(interaction: discord.Interaction[discord.Client]) -> AbstractAsyncContextManager[None]:
    """Acknowledge, for the person alone, where what `show_alone` shows would come too late."""

    async def defer() -> None:
        await interaction.response.defer(ephemeral=True, thinking=not is_press(interaction))

    return unless_done_in(DEFER_AFTER, defer)


async def show_alone(
    interaction: discord.Interaction[discord.Client], card: Card, view: discord.ui.View | None
) -> None:
    """Show the person alone a card and what stands below it: in place of the message that was pressed, if one was."""
    painted = paint(card, embeds=embeds_allowed(interaction))
    edit = painted.edit()
    edit["view"] = view
    if interaction.response.is_done():
        await interaction.edit_original_response(**edit)
    elif is_press(interaction):
        await interaction.response.edit_message(**edit)
    else:
        new = painted.new_message()
        if view is not None:
            new["view"] = view
        await interaction.response.send_message(**new, ephemeral=True)
