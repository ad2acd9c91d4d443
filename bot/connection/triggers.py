"""Is this message for us, and what does it ask? A pure decision over the facts of one message."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum

import discord

from bot.connection.readable import own_mentions, shown_by, strip, words_of
from retrieval import only_points


class Action(Enum):
    """What a message calls for."""

    IGNORE = "ignore"
    ANSWER = "answer"
    HELP = "help"
    """Addressed to us, and nothing asked: say how to ask."""
    UNREADABLE = "unreadable"
    """Addressed to us, but Discord withholds the text: say how to ask so that we can read it."""
    HIDDEN = "hidden"
    """It asks about the message it replies to, whose text Discord withholds: say how to look that up."""
    WORDLESS = "wordless"
    """A direct message in which there is nothing to read: say so."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and the question where there is one.

    `about` is the message that it asks about, somebody else's; a `claim` is such a message itself, or one that was
    forwarded, to be looked up whatever it says. `overheard` is true where nobody called us: chat gets no answer.
    """

    action: Action
    question: str = ""
    about: str = ""
    claim: bool = False
    overheard: bool = False


IGNORED = Decision(Action.IGNORE)


@dataclass(frozen=True, slots=True)
class Heard:
    """The facts of a message that decide whether it is for us.

    `content` is empty where Discord withholds it: without the Message Content intent only direct messages and
    messages that mention us (a reply that pings us is one) carry text. `mentioned` is whether we were mentioned
    by user mention or by such a ping, never by @everyone; `role_mentioned`, whether by the role that Discord made
    for us, which people pick by mistake: such a message carries no text. `shown` are the words of what it shows beside
    its own: what is forwarded, asked in a poll, or told of a picture. `extras` is whether it shows something that is no
    text and that Discord does not withhold, such as a sticker. `replied_hidden` is whether it replies to somebody whose
    text Discord withholds.
    """

    content: str
    by_person: bool = True
    ordinary: bool = True
    direct: bool = False
    mentioned: bool = False
    role_mentioned: bool = False
    mentions_others: bool = False
    replies: bool = False
    replies_to_us: bool = False
    replied_text: str = ""
    replied_hidden: bool = False
    shown: str = ""
    extras: bool = False
    own_thread: bool = False
    """Whether it stands in a thread that we started, or that somebody started from an answer of ours."""
    title: str = ""
    """Of a forum post, where the message is the one that opens it. Discord withholds no title."""
    places: frozenset[int] = frozenset()
    """The channel's id and, in a thread, that of its channel."""
    own_mentions: tuple[str, ...] = ()
    """What addresses us and is no part of the question: `<@id>`, `<@!id>`, `<@&role>`."""


def decide(heard: Heard, ask_channels: AbstractSet[int], forum_channels: AbstractSet[int] = frozenset()) -> Decision:
    """Decide whether a message is for us.

    `ask_channels` are those where no mention is needed; leave them out where the Message Content intent is off.
    `forum_channels` are those whose new posts are answered; without that intent, by their titles.
    """
    if not heard.by_person or not heard.ordinary:
        return IGNORED
    question = strip(heard.content, heard.own_mentions) or heard.shown
    if heard.title and heard.places & (ask_channels | forum_channels):
        return Decision(Action.ANSWER, f"{heard.title}\n{question}".strip())
    if heard.direct:
        return _asked(heard, question) or Decision(Action.WORDLESS if heard.extras else Action.HELP)
    if heard.mentioned or heard.role_mentioned:
        return _asked(heard, question) or _called(heard)
    if heard.replies_to_us:
        # A reply with nothing but a sticker is a gesture and no question.
        return _asked(heard, question) or (IGNORED if heard.extras else Decision(Action.UNREADABLE))
    # In a channel made for asking, people still talk to each other: a reply to somebody, or a mention, is theirs.
    if heard.replies or heard.mentions_others:
        return IGNORED
    if question and (heard.own_thread or heard.places & ask_channels):
        return Decision(Action.ANSWER, question, claim=question == heard.shown, overheard=True)
    if heard.own_thread and not heard.content and not heard.extras:
        return Decision(Action.UNREADABLE)
    return IGNORED


def _asked(heard: Heard, question: str) -> Decision | None:
    """Decide on a message to us by what it asks, and by the message of somebody else that it replies to.

    "@Verbatim" or "is this true?" in reply to somebody hands us what they wrote.
    """
    if (heard.replied_hidden or heard.replied_text) and only_points(question):
        if heard.replied_text:
            return Decision(Action.ANSWER, heard.replied_text, claim=True)
        if heard.content:
            return Decision(Action.HIDDEN)
    if not question:
        return None
    return Decision(Action.ANSWER, question, about=heard.replied_text, claim=question == heard.shown)


def _called(heard: Heard) -> Decision:
    """Decide on a message that calls us and asks nothing."""
    if heard.content:
        return Decision(Action.HELP)
    # A message is never empty: what we see nothing of is text that Discord withholds.
    return IGNORED if heard.extras else Decision(Action.UNREADABLE)


def hear(message: discord.Message, me: int, *, reads_all: bool = False) -> Heard:
    """Gather the facts of a message; `me` is our user id, `reads_all` whether Discord withholds no text from us."""
    own_roles = [role for role in message.role_mentions if role.tags is not None and role.tags.bot_id == me]
    replied = message.reference.resolved if message.reference is not None else None
    if not isinstance(replied, discord.Message):
        replied = None
    mentions = (*own_mentions(me), *(f"<@&{role.id}>" for role in own_roles))
    theirs = words_of(replied, mentions) if replied is not None and replied.author.id != me else ""
    thread = message.channel if isinstance(message.channel, discord.Thread) else None
    parent = thread.parent_id if thread is not None else None
    return Heard(
        content=message.content,
        by_person=not message.author.bot and message.webhook_id is None and message.author.id != me,
        ordinary=message.type in (discord.MessageType.default, discord.MessageType.reply),
        direct=message.guild is None,
        # Not `mentioned_in`: that is true of @everyone too.
        mentioned=any(user.id == me for user in message.mentions),
        role_mentioned=bool(own_roles),
        mentions_others=message.mention_everyone
        or any(user.id != me for user in message.mentions)
        or len(message.role_mentions) > len(own_roles),
        replies=message.type is discord.MessageType.reply,
        replies_to_us=replied is not None and replied.author.id == me,
        replied_text=theirs,
        replied_hidden=replied is not None and replied.author.id != me and not theirs and not reads_all,
        shown=shown_by(message),
        extras=bool(message.stickers or message.attachments),
        own_thread=thread is not None and thread.owner_id == me,
        # The message that opens a post has the post's own id.
        title=thread.name if thread is not None and thread.id == message.id else "",
        places=frozenset({message.channel.id} | ({parent} if parent else set())),
        own_mentions=mentions,
    )
