"""A question that the story did not answer -> left for the host, by the button and the modal that say what is kept.

The modal opens with the question filled in for the person whose question it is: what somebody else wrote is not theirs
to leave. It is looked up in memory, else in Discord; where it is found in neither (a private answer, after a restart)
the modal opens empty.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

import discord

from bot import errors
from bot.asking.answers import Answers
from bot.asking.cooldowns import Cooldowns, Rate
from bot.asking.place import Place
from bot.cards.blocks import WHEN, Card, Text
from bot.cards.button_ids import AskHost, tag_of
from bot.cards.cutting import ELLIPSIS, one_line
from bot.cards.notices import notice
from bot.connection.chains import turns_to
from bot.logs import describe
from bot.responding.interaction import InteractionResponder, server_of
from bot.responding.permissions import Hints
from bot.store.gaps import DIRECT, MOST_CHARACTERS
from bot.store.store import Store
from bot.words.catalogue import Words

LEAVE, FIELD = "gap:leave", "words"
"""The custom_ids of the modal (before "|": behind it stands the tag of a story) and of what is typed in it."""

LOOK_FOR = 1.2
"""Seconds that the question is looked for: a modal has to be there within 3 s, and nothing can hold its place."""

EACH_PERSON = Rate(5, 3600.0)
EACH_SERVER = Rate(60, 3600.0)
"""How many questions may be left in an hour."""

_MARKUP = re.compile(r"<(?:@[!&]?|#|a?:\w+:|t:|/[^:<>]{1,100}:|id:)[\w:]*>|@(?=everyone\b|here\b)")
"""What Discord makes a mention, an emoji or a time of: it says nothing to the host, and may name somebody."""
_LETTER = re.compile(r"[^\W_]")

_Interaction = discord.Interaction[discord.Client]
_log = logging.getLogger(__name__)


class QuestionsLeft:
    """Opens the modal, and keeps what is sent with it: the words and the day, of which server and story."""

    def __init__(
        self,
        answers: Answers,
        store: Store,
        hints: Hints,
        *,
        cooldowns: Cooldowns | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._answers = answers
        self._store = store
        self._hints = hints
        self._cooldowns = cooldowns or Cooldowns(EACH_PERSON, EACH_SERVER)
        self._clock = clock

    async def open(self, interaction: _Interaction, ask: AskHost) -> None:
        """Open the modal. Raises nothing."""
        responder = InteractionResponder(interaction, "opening a modal", self._hints)
        words, tag = responder.asker_words, tag_of(_custom_id(interaction))
        responder.place = replace(responder.place, story=self._answers.story_tagged(tag) if tag else None)
        try:
            if not self._taken(interaction):
                await responder.decline(notice(words.gaps.NOT_TAKEN, words))
                return
            question = ""
            if interaction.user.id == ask.asker:
                try:
                    async with asyncio.timeout(LOOK_FOR):
                        question = await self._question(interaction, ask, responder.place)
                except (TimeoutError, discord.DiscordException):
                    question = ""
            await interaction.response.send_modal(modal_for(question, words, tag))
        except Exception as error:
            await _tell(responder, error)

    async def submitted(self, interaction: _Interaction) -> None:
        """Keep what was sent with the modal, and tell the person what is kept. Raises nothing."""
        responder = InteractionResponder(interaction, "keeping a question for the host", self._hints)
        try:
            async with responder.working():
                await responder.decline(await self._keep(interaction, responder))
        except Exception as error:
            await _tell(responder, error)

    async def _keep(self, interaction: _Interaction, responder: InteractionResponder) -> Card:
        words = responder.asker_words
        left = words_left(typed_in(interaction.data))
        guild = server_of(interaction)
        if not self._taken(interaction):
            return notice(words.gaps.NOT_TAKEN, words)
        if not left:
            return notice(words.gaps.NO_WORDS, words)
        wait = self._cooldowns.take(interaction.user.id, DIRECT if guild is None else guild)
        if wait is not None:
            again = Text(words.gaps.wait(WHEN), when=wait.until(self._clock()))
            return Card((again, Text(left)), words)
        tag = _custom_id(interaction).partition("|")[2]
        place = replace(responder.place, story=self._answers.story_tagged(tag) if tag else None)
        saved = await self._store.leave(guild, self._answers.story_at(place), left)
        kept = (Text(words.gaps.left(left)), *([] if saved else [Text(words.gaps.NOT_SAVED)]))
        return Card(kept, words)

    def _taken(self, interaction: _Interaction) -> bool:
        return self._store.settings_for(server_of(interaction)).takes_gaps

    async def _question(self, interaction: _Interaction, ask: AskHost, place: Place) -> str:
        """Return the question that an answer is to, made whole where it goes on from another; empty where unknown."""
        message, me, book = interaction.message, interaction.client.user, self._answers.book_held_at(place)
        if message is None or me is None or book is None:
            return ""
        if ask.answer is not None and ask.answer != message.id:
            if (known := self._answers.conversations.answered_by(ask.answer)) is not None:
                return known.question
            if not isinstance(interaction.channel, discord.abc.Messageable):
                return ""
            message = await interaction.channel.fetch_message(ask.answer)
        asked = await self._answers.exchange_of(book, message.id, partial(turns_to, message, me.id))
        return "" if asked is None else asked.question


def modal_for(question: str, words: Words, tag: str = "") -> discord.ui.Modal:
    """Return the modal with a question filled in, as far as it is one that can be kept.

    It is marked with the `tag` of the story that the question was asked of, as the button was.
    """
    say = words.gaps
    typed: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        custom_id=FIELD,
        style=discord.TextStyle.paragraph,
        default=words_left(question) or None,
        max_length=MOST_CHARACTERS,
    )
    modal = discord.ui.Modal(title=say.MODAL_TITLE, custom_id=f"{LEAVE}|{tag}" if tag else LEAVE)
    modal.add_item(discord.ui.Label(text=say.QUESTION_LABEL, description=say.KEPT, component=typed))
    # discord.py keeps every modal until it ends; `QuestionsLeft.submitted` takes what is sent, after a restart too.
    modal.stop()
    return modal


def words_left(typed: str) -> str:
    """Return what may be kept of what somebody typed: one line, without mentions, cut after `MOST_CHARACTERS`.

    Empty where there are no words in it.
    """
    line = one_line(_MARKUP.sub(" ", typed))
    if len(line) > MOST_CHARACTERS:
        line = line[: MOST_CHARACTERS - 1].rsplit(" ", 1)[0][: MOST_CHARACTERS - 1] + ELLIPSIS
    return line if _LETTER.search(line) else ""


def _custom_id(interaction: _Interaction) -> str:
    data: Mapping[str, object] = interaction.data or {}
    return str(data.get("custom_id"))


def typed_in(data: object) -> str:
    """Return what was typed into the modal's field: a modified client may send anything."""
    return next((value for field, value in _fields(data, depth=4) if field == FIELD), "")


def _fields(data: object, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(data, list):
        for each in data[:5]:
            yield from _fields(each, depth)
    elif isinstance(data, dict) and depth:
        name, value = data.get("custom_id"), data.get("value")
        if isinstance(name, str) and isinstance(value, str):
            yield name, value
        yield from _fields(data.get("components"), depth - 1)
        yield from _fields(data.get("component"), depth - 1)


async def _tell(responder: InteractionResponder, error: Exception) -> None:
    words = responder.asker_words
    try:
        await responder.decline(notice(errors.tell(error, responder.doing, words), words, problem=True))
    except Exception as failed:
        _log.warning("Could not tell the person (%s) that %s failed.", describe(failed), responder.doing)
