"""Mentions, direct messages, replies, threads, forums and channels made for asking -> answers that follow edits."""

from __future__ import annotations

import datetime
from collections.abc import Awaitable, Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import partial

import discord

from bot.asking.answers import Answers
from bot.asking.earlier import Earlier
from bot.asking.recent import RecentKeys
from bot.asking.responder import Request
from bot.cards.notices import notice
from bot.connection.chains import turns_above, turns_before
from bot.connection.followed_questions import FollowedQuestion, FollowedQuestions
from bot.connection.threads import AnswerThreads
from bot.connection.triggers import Action, Decision, Heard, decide, hear
from bot.responding.edit import EditResponder, find_answer, remove
from bot.responding.message import MessageResponder, ThreadResponder, may_open_thread
from bot.responding.permissions import Hints
from bot.store.server_settings import DEFAULTS, GuildSettings

LATE = datetime.timedelta(minutes=15)
"""How long after it was sent a message may become a question by an edit: somebody adds a forgotten mention."""


@dataclass(frozen=True, slots=True)
class ChannelPolicy:
    """Where no mention is needed in a server, and what else it chose.

    `ask_channels` returns no channel if we do not receive the text of messages.
    """

    ask_channels: Callable[[int | None], AbstractSet[int]]
    settings_for: Callable[[int | None], GuildSettings] = lambda _guild: DEFAULTS


class Messages:
    """Decides which messages are for us, answers those, and lets each answer follow its question."""

    def __init__(self, answers: Answers, client: discord.Client, me: int, policy: ChannelPolicy, hints: Hints) -> None:
        self._answers = answers
        self._client = client
        self._me = me
        self._policy = policy
        self._hints = hints
        self._seen = RecentKeys()
        self._hinted = RecentKeys()
        self._questions = FollowedQuestions()
        self._threads = AnswerThreads(me, self._questions.is_answer)

    async def heard(self, message: discord.Message) -> None:
        """Answer a message that is for us; leave every other one alone."""
        heard, decision = await self._decide(message)
        if decision.action is Action.IGNORE or not self._seen.first(message.id):
            return
        question = self._questions.begin(message.id, message.content)
        async with question.busy:
            await self._serve(message, heard, decision, question, self._responder(message, heard, decision))

    async def edited(self, message: discord.Message) -> None:
        """Let the answer follow a question that was edited."""
        if message.edited_at is None or message.author.id == self._me:
            return
        question = self._questions.find(message.id)
        if question is None:
            question = await self._take_up(message)
        if question is None:
            return
        async with question.busy:
            words = self._questions.hash(message.content)
            if question.gone or question.words == words:
                return
            heard, decision = await self._decide(message)
            if decision.action not in (Action.ANSWER, Action.HELP):
                return
            question.words = words
            if question.answer is None:
                await self._serve(message, heard, decision, question, self._responder(message, heard, decision))
                return
            # What the old words asked is nothing that the new ones could lean on.
            self._answers.conversations.forget(question.answer.message)
            await self._serve(
                message, heard, decision, question, EditResponder(message, question.answer, self._client, self._hints)
            )

    async def deleted(self, message_ids: Iterable[int]) -> None:
        """Remove the answers to questions that were deleted."""
        for message_id in message_ids:
            self._answers.conversations.forget(message_id)
            self._questions.answer_gone(message_id)
            question = self._questions.take(message_id)
            if question is not None and question.answer is not None:
                self._answers.conversations.forget(question.answer.message)
                await remove(self._client, question.answer)

    async def _decide(self, message: discord.Message) -> tuple[Heard, Decision]:
        guild = message.guild.id if message.guild is not None else None
        ask_channels, forums = self._policy.ask_channels(guild), self._policy.settings_for(guild).forum_channels
        heard = hear(message, self._me, reads_all=message.guild is None or self._client.intents.message_content)
        decision = decide(heard, ask_channels, forums)
        if decision.action is Action.IGNORE and heard.content and isinstance(message.channel, discord.Thread):
            # Looked up only where it would make the difference.
            ours = replace(heard, own_thread=True)
            meant = decide(ours, ask_channels, forums)
            if meant.action is Action.ANSWER and await self._threads.has(message.channel):
                return ours, meant
        return heard, decision

    def _responder(self, message: discord.Message, heard: Heard, decision: Decision) -> MessageResponder:
        doing = f"answering {surface_of(heard)}"
        guild = message.guild.id if message.guild is not None else None
        in_thread = self._policy.settings_for(guild).answers_in_threads and decision.action is Action.ANSWER
        if in_thread and may_open_thread(message):
            return ThreadResponder(message, doing, self._hints, decision.question)
        return MessageResponder(message, doing, self._hints)

    async def _serve(
        self,
        message: discord.Message,
        heard: Heard,
        decision: Decision,
        question: FollowedQuestion,
        responder: MessageResponder | EditResponder,
    ) -> None:
        request = self._request(message, heard, decision)
        words = responder.words
        if decision.action is Action.ANSWER:
            await self._answers.answer(request, responder)
        elif decision.action is Action.HELP:
            await self._answers.send_help(request, responder)
        elif decision.action is Action.HIDDEN:
            await self._answers.say(request, responder, words.refusals.HIDDEN)
        elif decision.action is Action.WORDLESS:
            await self._answers.say(request, responder, words.answers.ONLY_WORDS)
        elif self._hinted.first((message.author.id, message.channel.id)):
            await self._answers.show_card(responder, lambda _book: notice(words.refusals.UNREADABLE, words))
        if responder.posted is not None:
            self._questions.answered(message.id, responder.posted)
            if question.gone:  # deleted meanwhile
                self._answers.conversations.forget(responder.posted.message)
                await remove(self._client, responder.posted)

    def _request(self, message: discord.Message, heard: Heard, decision: Decision) -> Request:
        replied = message.reference.message_id if heard.replies_to_us and message.reference else None
        thread = message.channel if isinstance(message.channel, discord.Thread) else None
        earlier: Callable[[], Awaitable[Sequence[Earlier]]] | None = None
        if replied is not None:
            earlier = partial(turns_before, message, self._me)
        elif thread is not None and heard.own_thread:
            earlier = partial(turns_above, thread, self._me)
        return replace(
            Request.by(message.author, message.channel.id, decision.question, replied),
            message=message.id,
            channel_name=name_of(message.channel),
            thread=thread.id if thread is not None else None,
            about=decision.about,
            claim=decision.claim,
            earlier=earlier,
            overheard=decision.overheard,
        )

    async def _take_up(self, message: discord.Message) -> FollowedQuestion | None:
        """Return a question that this process has not seen: from before a restart, or made a question by an edit."""
        if (await self._decide(message))[1].action is not Action.ANSWER:
            return None
        now = discord.utils.utcnow()
        if self._seen.first(message.id) and now - message.created_at < datetime.timedelta(days=1):
            answer = await find_answer(message, self._me)
            if answer is not None or now - message.created_at < LATE:
                question = self._questions.begin(message.id, "")
                if answer is not None:
                    self._questions.answered(message.id, answer)
                return question
        return None


def surface_of(heard: Heard) -> str:
    """Say for the log how a message reached us."""
    if heard.direct:
        return "a direct message"
    if heard.title:
        return "a forum post"
    if heard.mentioned or heard.role_mentioned:
        return "a mention"
    if heard.replies_to_us:
        return "a reply"
    return "a message in our thread" if heard.own_thread else "a message in a channel made for asking"


def name_of(channel: object) -> str | None:
    """Return the name of a channel or thread of a server; None for a direct conversation."""
    return channel.name if isinstance(channel, discord.abc.GuildChannel | discord.Thread) else None
