"""Slash commands -> answers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import app_commands

from bot import errors
from bot.asking.answers import Asked, describe
from bot.cards import articles as outline
from bot.cards.blocks import Card, about_card, notice
from bot.responding.delivery import (
    ALREADY_ACKNOWLEDGED,
    NO_MENTIONS,
    RESPONSE_PAUSES,
    UNKNOWN_INTERACTION,
    Painted,
    paint,
    persist,
    transient,
    unless_done_in,
)
from bot.responding.permissions import Hints
from bot.words import button_sentences, sentences
from retrieval import Story

if TYPE_CHECKING:
    from bot.connection.client import VerbatimClient

    Interaction = discord.Interaction[VerbatimClient]
else:
    Interaction = discord.Interaction

DEFER_AFTER = 1.5
"""Seconds of work after which an interaction is acknowledged without its answer; Discord waits for 3."""

MAX_QUESTION = 4_000
"""Characters of a question: as many as a message can have."""

MOST_CHOICES = 25
"""Choices that autocomplete may offer: Discord's limit."""

MOST_NAMED = 200
"""Characters of an article's name as someone writes it."""

_log = logging.getLogger(__name__)


class InteractionDoor:
    """A slash command (or a menu, or a button), answered by its response.

    `private` shows the answer to the person alone. The first acknowledgement settles that, so that what is
    declined before it is always private.
    """

    always_tells = True

    def __init__(
        self, interaction: discord.Interaction[Any], doing: str, *, private: bool, shows_question: bool = False
    ) -> None:
        self.doing = doing
        self.shows_question = shows_question
        self._interaction = interaction
        self._private = private
        self._acknowledging = asyncio.Lock()

    @property
    def offers_share(self) -> bool:
        """Whether the answer is private and the person may post it for all to see."""
        return self._private and may_share(self._interaction)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Acknowledge with "is thinking…" where the answer would come too late."""
        async with unless_done_in(DEFER_AFTER, self._defer):
            yield

    async def send(self, card: Card) -> int | None:
        """Respond with a card."""
        return await self._respond(card, private=self._private)

    async def decline(self, card: Card) -> None:
        """Tell the person alone, where nothing was shown to all yet; directly, where Discord takes no response."""
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
            hints: Hints = self._interaction.client.hints
            card = hints.under(card, self._interaction.user, self._interaction.channel, "embed_links")
        painted = paint(card, embeds=embeds)
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
        return await self._speak_in_channel(painted)

    async def _first(self, painted: Painted, *, private: bool) -> int | None:
        async def send() -> discord.InteractionCallbackResponse[Any]:
            return await self._interaction.response.send_message(
                content=painted.content,
                embeds=painted.embeds,
                view=painted.new_view,
                ephemeral=private,
                suppress_embeds=painted.embed is None,
                allowed_mentions=NO_MENTIONS,
            )

        return (await persist(send, RESPONSE_PAUSES)).message_id

    async def _arrived(self) -> bool:
        """Tell, once the network is there again, whether Discord has a response that it never confirmed."""
        try:
            await persist(self._interaction.original_response)
        except (discord.NotFound, discord.ClientException):
            return False
        return True

    async def _edit(self, painted: Painted) -> int:
        async def edit() -> discord.InteractionMessage:
            return await self._interaction.edit_original_response(
                content=painted.content, embeds=painted.embeds, view=painted.view, allowed_mentions=NO_MENTIONS
            )

        return (await persist(edit)).id

    async def _speak_in_channel(self, painted: Painted) -> int | None:
        """Post a public answer as a message of our own: Discord no longer takes it as the response."""
        channel = self._interaction.client.get_partial_messageable(
            self._interaction.channel_id or 0, guild_id=self._interaction.guild_id
        )
        _log.info("Too late for Discord while %s; posting the answer as a message.", self.doing)

        async def send() -> discord.Message:
            sent: discord.Message = await channel.send(
                content=painted.content,
                embeds=painted.embeds,
                view=painted.new_view,
                suppress_embeds=painted.embed is None,
                allowed_mentions=NO_MENTIONS,
                nonce=str(self._interaction.id),
            )
            return sent

        return (await persist(send)).id


def too_late(error: BaseException) -> bool:
    """Tell whether Discord no longer takes a response to an interaction."""
    return isinstance(error, discord.NotFound) and error.code == UNKNOWN_INTERACTION


def embeds_allowed(interaction: discord.Interaction[Any]) -> bool:
    """Tell whether we may embed links where an interaction came from; direct messages always allow it."""
    return interaction.guild_id is None or interaction.app_permissions.embed_links


def may_share(interaction: discord.Interaction[Any]) -> bool:
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


@app_commands.command(name="ask", description=sentences.ASK_DESCRIPTION)
@app_commands.describe(question=sentences.ASK_QUESTION, hide=sentences.ASK_HIDE)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def ask(
    interaction: Interaction, question: app_commands.Range[str, 1, MAX_QUESTION], hide: bool | None = None
) -> None:
    """Answer a question, for all to see or for the asker alone."""
    asked = Asked.by(interaction.user, interaction.channel_id or interaction.user.id, question)
    private = interaction.client.settings_for(interaction.guild_id).hides(hide)
    door = InteractionDoor(interaction, "answering /ask", private=private, shows_question=True)
    await interaction.client.answers.answer(asked, door)


@ask.autocomplete("question")
async def _questions(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer reader questions that fit what is typed so far. Any other question can be asked all the same."""
    offered = interaction.client.story.suggest(typed, MOST_CHOICES)
    return [app_commands.Choice(name=question, value=question) for question in offered]


@app_commands.command(name="articles", description=sentences.ARTICLES_DESCRIPTION)
@app_commands.describe(article=sentences.ARTICLES_ARTICLE)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def articles(interaction: Interaction, article: app_commands.Range[str, 1, MOST_NAMED] | None = None) -> None:
    """List the articles, or open one, for the asker alone: a look at the shelf is no news to the channel."""
    door = InteractionDoor(interaction, "showing /articles", private=True)

    def card(story: Story) -> Card:
        if article is None:
            return outline.articles(story)
        found = outline.find_article(story, article)
        return outline.outline(story, found) if found else notice(button_sentences.NO_SUCH_ARTICLE)

    await interaction.client.answers.show(door, card)


@articles.autocomplete("article")
async def _articles(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the articles whose headline, publisher or file holds every word typed so far."""
    return [
        app_commands.Choice(name=name, value=value)
        for name, value in outline.choices(interaction.client.story, typed, MOST_CHOICES)
    ]


@app_commands.command(name="about", description=sentences.ABOUT_DESCRIPTION)
@app_commands.allowed_installs(guilds=True, users=True)
@app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
async def about(interaction: Interaction) -> None:
    """Say what the bot is, how it answers, and what it keeps."""
    door = InteractionDoor(interaction, "showing /about", private=True)
    await interaction.client.answers.show(door, about_card)


COMMANDS: tuple[app_commands.Command[Any, Any, Any], ...] = (ask, articles, about)


class Commands(app_commands.CommandTree["VerbatimClient"]):
    """The tree of all commands; what goes wrong before a command of ours runs is told to the person too."""

    def __init__(self, client: VerbatimClient) -> None:
        super().__init__(client)
        for command in COMMANDS:
            self.add_command(command)

    async def _call(self, interaction: discord.Interaction[VerbatimClient]) -> None:
        try:
            await super()._call(interaction)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            # discord.py believes what a payload says of itself; one of a modified client's making gets this far.
            _log.info("A command was not of Discord's making (%s).", describe(error))
            if interaction.type is not discord.InteractionType.autocomplete:
                await self.on_error(interaction, _forged())

    async def on_error(
        self, interaction: discord.Interaction[VerbatimClient], error: app_commands.AppCommandError
    ) -> None:
        """Tell the person in one sentence; log what nobody expected, once."""
        if interaction.type is discord.InteractionType.autocomplete:
            _log.info("An autocompletion was not of Discord's making (%s).", describe(error))
            return  # it takes no message, only choices
        cause: BaseException = error
        if isinstance(error.__cause__, errors.BadChoiceError) or (
            isinstance(error, app_commands.CommandInvokeError) and error.__cause__
        ):
            cause = error.__cause__
        door = InteractionDoor(interaction, "running a command", private=True)
        try:
            await door.decline(notice(errors.tell(cause, door.doing), problem=True))
        except discord.HTTPException as failed:
            _log.warning("Could not tell the person that a command failed (%s).", describe(failed))


def _forged() -> app_commands.AppCommandError:
    error = app_commands.AppCommandError()
    error.__cause__ = errors.BadChoiceError()
    return error
