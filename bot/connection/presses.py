"""A pressed button -> what it shows. Everything a press needs stands in its custom_id and its message."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import discord

from bot.asking.answers import Answers
from bot.asking.recent import RecentKeys
from bot.asking.responder import Request
from bot.cards import answers as answer_cards
from bot.cards import articles as article_cards
from bot.cards import buttons
from bot.cards.addresses import AddressBook
from bot.cards.blocks import Card
from bot.cards.button_ids import (
    AskHost,
    AskInstead,
    Feedback,
    Share,
    ShowArticles,
    ShowContext,
    ShowList,
    ShowMatches,
    ShowMore,
    ShowOutline,
    parse,
    tag_of,
)
from bot.cards.buttons import Button
from bot.cards.notices import notice
from bot.cards.quotations import turned_to
from bot.cards.told import told_up_to
from bot.connection.chains import turns_to
from bot.connection.questions_left import QuestionsLeft
from bot.responding.interaction import InteractionResponder, UpdatingResponder, may_share, server_of
from bot.responding.permissions import Hints
from bot.responding.views import ButtonView, buttons_of
from bot.store.counts import Event, Tally
from bot.words.languages import words_for

_Interaction = discord.Interaction[discord.Client]


class Presses:
    """Answers every button, of whichever process: nothing is remembered of the message that it stands under."""

    def __init__(self, answers: Answers, tally: Tally, hints: Hints, left: QuestionsLeft) -> None:
        self._answers = answers
        self._tally = tally
        self._left = left
        self._hints = hints
        self._judged = RecentKeys()

    async def pressed(self, interaction: _Interaction, custom_id: str) -> None:
        """Do what a button says; tell the presser where it says nothing we know, or stands under no such message."""
        message = interaction.message
        private = message is not None and message.flags.ephemeral
        words = words_for(interaction.locale)
        shown = message is not None and custom_id in {each.custom_id for each in buttons_of(message)}
        tag = tag_of(custom_id)
        if tag and self._answers.story_tagged(tag) is None:
            await self._decline(interaction, words.buttons.EXPIRED)
            return
        match parse(custom_id) if shown else None:
            case ShowContext(address):
                await self._show(
                    self._responder(interaction, "showing a context"),
                    lambda book: answer_cards.in_context(book, address, words, shares=may_share(interaction)),
                )
            case ShowMore() as more:
                # Others read the message that is not private: it is left as it is, and theirs is another one.
                updating = more.turning and private
                responder = self._responder(interaction, "showing more passages", updating=updating)
                await self._show_more(interaction, responder, more)
            case Share() as share if private:
                await self._share(interaction, share)
            case Feedback() as verdict:
                await self._judge(interaction, verdict)
            case AskHost() as ask:
                await self._left.open(interaction, ask)
            case AskInstead(key):
                await self._ask(interaction, key)
            case ShowArticles(page):
                responder = self._responder(interaction, "showing the articles", updating=private)
                await self._show(responder, lambda book: article_cards.articles(book.story, words, page, book.title))
            case ShowOutline(article, page):
                responder = self._responder(interaction, "showing an outline", updating=private)
                await self._show(
                    responder,
                    lambda book: article_cards.turned_to(book, article, words, page),
                    gone=words.answers.article_gone,
                )
            case (ShowMatches() | ShowList()) as press:
                updating = private and (isinstance(press, ShowMatches) or press.turning)
                responder = self._responder(interaction, "turning over quotations", updating=updating)
                await self._show(responder, lambda book: turned_to(book, press, words, shares=may_share(interaction)))
            case _:
                await self._decline(interaction, words.buttons.EXPIRED)

    async def _show(
        self,
        responder: InteractionResponder,
        card: Callable[[AddressBook], Card | None],
        gone: Callable[[str | None], str] | None = None,
    ) -> None:
        async def shown(book: AddressBook) -> None:
            found = card(book)
            if found is None:
                words = responder.asker_words
                say = gone or words.answers.passage_gone
                await responder.decline(notice(say(told_up_to(book.story, words)), words))
            else:
                await responder.send(found)

        await self._answers.run_press(responder, shown)

    async def _show_more(self, interaction: _Interaction, responder: InteractionResponder, more: ShowMore) -> None:
        async def shown(book: AddressBook) -> None:
            words = responder.asker_words
            card = answer_cards.page(book, await self._marked(interaction, book, more), words)
            if (ask := _ask_host_under(interaction)) is not None:
                under = buttons.with_host(card.buttons, words, asker=ask.asker, answer=ask.answer)
                card = replace(card, buttons=under)
            await responder.send(card)

        await self._answers.run_press(responder, shown)

    async def _marked(self, interaction: _Interaction, book: AddressBook, more: ShowMore) -> ShowMore:
        """Return passages with what answers in them marked; where the question is not found, without marks.

        An answer names the next passages as they are, since hardly anybody looks at them.
        """
        message, me = interaction.message, interaction.client.user
        if message is None or me is None or any(address.marks for address in more.addresses):
            return more
        asked = await self._answers.exchange_of(book, message.id, partial(turns_to, message, me.id))
        return answer_cards.with_marks(book, more, asked.question) if asked is not None and asked.question else more

    async def _ask(self, interaction: _Interaction, key: int) -> None:
        """Answer a reader question to the presser alone."""
        responder = InteractionResponder(interaction, "answering a question offered", self._hints, shows_question=True)
        self._of_its_story(interaction, responder)

        async def find(book: AddressBook) -> str | None:
            question = book.question(key)
            if question is None:
                await responder.decline(notice(responder.words.buttons.EXPIRED, responder.words))
            return question

        if (question := await self._answers.run_press(responder, find)) is not None:
            request = Request.by(interaction.user, interaction.channel_id or interaction.user.id, question)
            await self._answers.answer(request, responder)

    async def _share(self, interaction: _Interaction, share: Share) -> None:
        async def posted(book: AddressBook) -> None:
            words = responder.asker_words
            card = answer_cards.shared(book, share.address, responder.server_words, interaction.user.display_name)
            if card is None:
                await responder.decline(notice(words.answers.passage_gone(told_up_to(book.story, words)), words))
            elif not may_share(interaction):
                await responder.decline(notice(words.buttons.CANNOT_SHARE, words))
            else:
                view = _changed(interaction, lambda shown: buttons.shared(shown, responder.message_words))
                await responder.change_view(view)
                await responder.post(card, private=False)

        responder = UpdatingResponder(interaction, "sharing a passage", self._hints)
        self._of_its_story(interaction, responder)
        await self._answers.run_press(responder, posted)

    async def _judge(self, interaction: _Interaction, verdict: Feedback) -> None:
        async def judged(book: AddressBook) -> None:
            words = responder.asker_words
            if interaction.user.id != verdict.asker:
                await responder.decline(notice(words.buttons.NOT_YOUR_ANSWER, words))
                return
            if not self._judged.first((interaction.message and interaction.message.id, verdict.asker, verdict.article)):
                await responder.decline(notice(words.buttons.RATED_ALREADY, words))
                return
            helped = verdict.helped
            view = _changed(interaction, lambda shown: buttons.judged(shown, responder.message_words, helped=helped))
            await responder.change_view(view)
            article = book.article(verdict.article)
            event = Event.HELPED if helped else Event.NOT_HELPED
            file = article.file if article else None
            await self._tally.record(server_of(interaction), today(), file, event, book.name)
            if not helped:
                more = await self._marked(interaction, book, ShowMore(verdict.addresses))
                card = answer_cards.page(book, more, words)
                if verdict.asks_host and interaction.message is not None:
                    answer = interaction.message.id
                    under = buttons.with_host(card.buttons, words, asker=verdict.asker, answer=answer)
                    card = replace(card, buttons=under)
                await responder.post(card, private=True)

        responder = UpdatingResponder(interaction, "hearing whether that was it", self._hints)
        self._of_its_story(interaction, responder)
        await self._answers.run_press(responder, judged)

    async def _decline(self, interaction: _Interaction, sentence: str) -> None:
        responder = self._responder(interaction, "answering a button")

        async def declined(_book: AddressBook) -> None:
            await responder.decline(notice(sentence, responder.asker_words))

        await self._answers.run_press(responder, declined)

    def _responder(self, interaction: _Interaction, doing: str, *, updating: bool = False) -> InteractionResponder:
        kind = UpdatingResponder if updating else InteractionResponder
        responder = kind(interaction, doing, self._hints)
        self._of_its_story(interaction, responder)
        return responder

    def _of_its_story(self, interaction: _Interaction, responder: InteractionResponder) -> None:
        """Let a press be answered from the story that its button was made for, whatever is told there now."""
        data: Mapping[str, object] = interaction.data or {}
        if tag := tag_of(str(data.get("custom_id"))):
            responder.place = replace(responder.place, story=self._answers.story_tagged(tag))


def _ask_host_under(interaction: _Interaction) -> AskHost | None:
    """Return what a message offers to leave for the host, with the message that it is about."""
    message = interaction.message
    asks = (each.press for each in buttons_of(message)) if message is not None else ()
    ask = next((press for press in asks if isinstance(press, AskHost)), None)
    return None if ask is None or message is None else replace(ask, answer=ask.answer or message.id)


def _changed(interaction: _Interaction, change: Callable[[Sequence[Button]], Sequence[Button]]) -> discord.ui.View:
    shown = buttons_of(interaction.message) if interaction.message else ()
    return ButtonView(change(shown))


def today() -> date:
    """Return the day in UTC."""
    return datetime.now(UTC).date()
