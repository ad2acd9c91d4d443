"""A pressed button -> what it shows. Everything a press needs stands in its custom_id and its message."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import discord

from bot.asking.answers import Answers
from bot.asking.recent import Seen
from bot.cards import answers as passage_cards
from bot.cards import articles as outline
from bot.cards import buttons
from bot.cards.addresses import Places
from bot.cards.blocks import Card, notice
from bot.cards.button_ids import TEMPLATE, Articles, Found, InContext, Listed, More, Outline, Share, Verdict, parse
from bot.cards.buttons import Button
from bot.cards.quotations import turned_to
from bot.features.ask import InteractionDoor, embeds_allowed, may_share
from bot.responding.delivery import NO_MENTIONS, RESPONSE_PAUSES, paint, persist
from bot.responding.views import buttons_of, view_of
from bot.store.counts import Event, Tally
from bot.words import button_sentences, sentences
from retrieval import Story

UNANSWERED_AFTER = 2.0
"""Seconds after which a button that nobody answered is: its message was sent by a process that is gone."""


class TurningDoor(InteractionDoor):
    """A button, answered by a change to the message that it stands under."""

    def __init__(self, interaction: discord.Interaction[Any], doing: str) -> None:
        super().__init__(interaction, doing, private=True)

    async def _defer(self) -> None:
        """Acknowledge where the change would come too late; the message stays as it is meanwhile."""
        if not self._interaction.response.is_done():
            await self._interaction.response.defer()

    async def send(self, card: Card) -> int | None:
        """Show the card in place of what the message showed."""
        painted = paint(card, embeds=embeds_allowed(self._interaction))
        await self.change(content=painted.content, embeds=painted.embeds, view=painted.view)
        return None

    async def decline(self, card: Card) -> None:
        """Tell the person alone; the message stays as it is."""
        if not self._interaction.response.is_done():
            await super().decline(card)
        else:
            await self.post(card, private=True)

    async def change(self, **parts: Any) -> None:
        """Change parts of the message that the button stands under."""

        async def change() -> None:
            if self._interaction.response.is_done():
                await self._interaction.edit_original_response(allowed_mentions=NO_MENTIONS, **parts)
            else:
                await self._interaction.response.edit_message(allowed_mentions=NO_MENTIONS, **parts)

        await persist(change, RESPONSE_PAUSES)

    async def post(self, card: Card, *, private: bool) -> None:
        """Post another message, once the press is acknowledged."""
        painted = paint(card, embeds=embeds_allowed(self._interaction))

        async def post() -> None:
            await self._interaction.followup.send(
                content=painted.content or discord.utils.MISSING,
                embeds=painted.embeds,
                view=painted.new_view,
                ephemeral=private,
                suppress_embeds=painted.embed is None,
                allowed_mentions=NO_MENTIONS,
            )

        await persist(post)


class Presses:
    """Answers every button, of whichever process: nothing is remembered of the message that it stands under."""

    def __init__(self, answers: Answers, tally: Tally) -> None:
        self._answers = answers
        self._tally = tally
        self._judged = Seen()
        self._places: Places | None = None

    async def pressed(self, interaction: discord.Interaction[Any], custom_id: str) -> None:
        """Do what a button says; say so where it says nothing we know."""
        private = interaction.message is not None and interaction.message.flags.ephemeral
        match parse(custom_id):
            case InContext(place):
                await self._show(
                    InteractionDoor(interaction, "showing a context", private=True),
                    lambda places: passage_cards.in_context(places, place, shares=may_share(interaction)),
                )
            case More() as more:
                # Others read the message that is not private: it is left as it is, and theirs is another one.
                turning = more.turning and private
                door = _door(interaction, "showing more passages", turning=turning)
                await self._show(door, lambda places: passage_cards.page(places, more))
            case Share() as share if private:
                await self._share(interaction, share)
            case Verdict() as verdict:
                await self._judge(interaction, custom_id, verdict)
            case Articles(page):
                door = _door(interaction, "showing the articles", turning=private)
                await self._show(door, lambda places: outline.articles(places.story, page))
            case Outline(article, page):
                door = _door(interaction, "showing an outline", turning=private)
                await self._show(
                    door,
                    lambda places: outline.turned_to(places, article, page),
                    gone=button_sentences.ARTICLE_GONE,
                )
            case (Found() | Listed()) as press:
                turning = private and (isinstance(press, Found) or press.turning)
                door = _door(interaction, "turning over quotations", turning=turning)
                await self._show(door, lambda places: turned_to(places, press, shares=may_share(interaction)))
            case _:
                await self._decline(interaction, button_sentences.BUTTON_UNKNOWN)

    async def unanswered(self, interaction: discord.Interaction[Any]) -> None:
        """Answer a button that nobody knows: of a version that is gone, or made up."""
        data: Mapping[str, Any] = interaction.data or {}
        if TEMPLATE.fullmatch(custom_id := str(data.get("custom_id"))) is None:
            await asyncio.sleep(UNANSWERED_AFTER)
        elif interaction.message and custom_id in {each.custom_id for each in buttons_of(interaction.message)}:
            return  # `pressed` is told of it
        if not interaction.response.is_done():
            await self._decline(interaction, button_sentences.BUTTON_UNKNOWN)

    async def _show(
        self, door: InteractionDoor, card: Callable[[Places], Card | None], gone: str = sentences.GONE
    ) -> None:
        async def shown(story: Story) -> None:
            found = card(self._places_of(story))
            if found is None:
                await door.decline(notice(gone))
            else:
                await door.send(found)

        await self._answers.attend(door, shown)

    async def _share(self, interaction: discord.Interaction[Any], share: Share) -> None:
        async def posted(story: Story) -> None:
            card = passage_cards.shared(self._places_of(story), share.place, interaction.user.display_name)
            if card is None:
                await door.decline(notice(sentences.GONE))
            elif not may_share(interaction):
                await door.decline(notice(button_sentences.CANNOT_SHARE))
            else:
                await door.change(view=_changed(interaction, buttons.shared))
                await door.post(card, private=False)

        door = TurningDoor(interaction, "sharing a passage")
        await self._answers.attend(door, posted)

    async def _judge(self, interaction: discord.Interaction[Any], custom_id: str, verdict: Verdict) -> None:
        async def judged(story: Story) -> None:
            if interaction.user.id != verdict.asker:
                await door.decline(notice(button_sentences.NOT_YOUR_ANSWER))
                return
            if not self._judged.first((interaction.message and interaction.message.id, verdict.asker, verdict.article)):
                await door.decline(notice(button_sentences.JUDGED_ALREADY))
                return
            helped = verdict.helped
            await door.change(view=_changed(interaction, lambda shown: buttons.judged(shown, helped=helped)))
            places = self._places_of(story)
            article = places.article(verdict.article)
            event = Event.HELPED if helped else Event.NOT_HELPED
            await self._tally.record(server_of(interaction), today(), article.file if article else None, event)
            if not helped:
                await door.post(passage_cards.page(places, More(verdict.places)), private=True)

        door = TurningDoor(interaction, "hearing whether that was it")
        await self._answers.attend(door, judged)

    async def _decline(self, interaction: discord.Interaction[Any], sentence: str) -> None:
        door = InteractionDoor(interaction, "answering a button", private=True)

        async def declined(_story: Story) -> None:
            await door.decline(notice(sentence))

        await self._answers.attend(door, declined)

    def _places_of(self, story: Story) -> Places:
        if self._places is None or self._places.story is not story:
            self._places = Places(story)
        return self._places


def _door(interaction: discord.Interaction[Any], doing: str, *, turning: bool) -> InteractionDoor:
    return TurningDoor(interaction, doing) if turning else InteractionDoor(interaction, doing, private=True)


def _changed(
    interaction: discord.Interaction[Any], change: Callable[[Sequence[Button]], Sequence[Button]]
) -> discord.ui.View:
    shown = buttons_of(interaction.message) if interaction.message else ()
    return view_of(change(shown))


def server_of(interaction: discord.Interaction[Any]) -> int | None:
    """Return the server that an interaction counts for: None where the bot is not a member."""
    guild_id = interaction.guild_id
    return guild_id if guild_id is not None and interaction.client.get_guild(guild_id) is not None else None


def today() -> date:
    """Return the day in UTC."""
    return datetime.now(UTC).date()
