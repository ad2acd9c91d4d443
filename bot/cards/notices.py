"""Cards that are no answer: one sentence, how to ask, what the bot is."""

from __future__ import annotations

from bot.cards.blocks import WHEN, Accent, Block, Card, Note, Text
from bot.cards.told import told_up_to
from bot.words.catalogue import Words
from retrieval import Story

EXAMPLES = 3


def notice(sentence: str, words: Words, *, problem: bool = False) -> Card:
    """Return a card that says one sentence."""
    return Card((Text(sentence),), words, accent=Accent.PROBLEM if problem else Accent.PLAIN)


def wait_notice(until: int, words: Words) -> Card:
    """Return a card that says when this person can ask again: `until` in seconds since 1970."""
    return Card((Text(words.refusals.wait(WHEN), when=until),), words)


def busy_notice(until: int, words: Words, channel: str | None = None) -> Card:
    """Return a card that says when a channel takes questions again; `channel` names it where it is read elsewhere."""
    return Card((Text(words.refusals.wait_channel(channel, WHEN), when=until),), words)


def about_card(story: Story, words: Words, title: str | None = None, stories: int = 1) -> Card:
    """Return what the bot is, how it answers, and what it keeps; of several stories, how many and which is told."""
    say, up_to, told = words.about, told_up_to(story, words), words.stories
    which = () if title is None else (Text(told.among(stories, title), heading=told.STORY_HEADING),)
    return Card(
        (
            Text(say.SUMMARY),
            *which,
            Text(say.method(len(story.articles)), heading=say.METHOD_HEADING),
            Text(say.PRIVACY, heading=say.PRIVACY_HEADING),
            *([] if up_to is None else [Note(words.answers.told_up_to(up_to))]),
        ),
        words,
        title=say.TITLE,
    )


def help_card(story: Story, words: Words, title: str | None = None) -> Card:
    """Return how to ask: the answer to a bare mention. `title` names the story, where there are several."""
    say = words.about
    examples = "\n".join(f"• {example}" for example in story.suggest("", EXAMPLES))
    blocks: tuple[Block, ...] = (Text(say.HOW_TO_ASK),)
    if title is not None:
        blocks += (Text(words.stories.told_here(title)),)
    if examples:
        blocks += (Text(examples, heading=say.EXAMPLES),)
    return Card((*blocks, Note(say.MORE)), words, title=say.HELP_TITLE)
