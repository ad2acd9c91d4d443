"""The same answers in a terminal, or out of a pipe."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import wait
from contextlib import suppress
from dataclasses import replace
from itertools import takewhile
from typing import TextIO

from bot.asking.story_reading import StoryReading
from bot.cards.addresses import AddressBook
from bot.cards.answers import answer_card
from bot.cards.articles import every_article, which_article
from bot.cards.blocks import Card
from bot.cards.help import asks_for_help
from bot.cards.notices import about_card, notice
from bot.cards.people import who_card
from bot.cards.quotation_blocks import with_speakers
from bot.cards.quotations import every_page, sought_in
from bot.cards.told import told_up_to
from bot.painting.progress import awaited
from bot.painting.terminal import to_terminal
from bot.words.catalogue import Words
from bot.words.languages import words_for
from retrieval import Answer, Exchange, Story, limits_called

PROMPT = "? "
SOON = 0.3
"""Seconds that the first prompt waits for the story: a kept one is there, and a folder that is wrong is known to be."""
LEAVING = ("/quit", "/exit", "/q")
EVERYTHING = "everything"
"""What `/upto` is told to tell all of the story again."""
WIDEST = 100
"""Longer lines than this are hard to read, however wide the terminal."""


def leaves(line: str) -> bool:
    """Tell whether a line ends the conversation."""
    return line.partition(" ")[0].lower() in LEAVING


class Conversation:
    """Answers lines, one after the other; a follow-up leans on the question before it."""

    def __init__(self, story: Story, words: Words) -> None:
        self._whole = story
        self._words = words
        self._tell(story)
        self._previous: Exchange | None = None

    def begin_anew(self) -> None:
        """Take what comes next as no follow-up."""
        self._previous = None

    def _tell(self, story: Story) -> None:
        """Answer from this story from now on: the whole one, or that up to a limit."""
        self._story = story
        self._book = AddressBook(story)
        self._up_to = told_up_to(story, self._words)

    def reply(self, line: str, *, show_question: bool = False) -> Card:
        """Return the card for a question or a command."""
        if line.startswith("/"):
            name, _, rest = line.partition(" ")
            card = self._command(name.lower(), rest.strip())
            return card if card is None or show_question else replace(card, question=None)
        answer = self._story.ask(line, self._previous)
        if asks_for_help(answer):
            return self._command(*_command_for(answer))
        self._previous = answer.exchange or self._previous
        return with_speakers(
            answer_card(answer, self._words, show_question=show_question, up_to=self._up_to), self._story
        )

    def _command(self, name: str, rest: str) -> Card:
        match name:
            case "/articles":
                return every_article(self._story, self._words)
            case "/about":
                return about_card(self._story, self._words)
            case "/quote":
                return every_page(self._book, sought_in(rest), self._words)
            case "/who":
                return who_card(self._book, rest, self._words)
            case "/upto":
                return self._read_up_to(rest)
            case "/help":
                return notice(self._words.terminal.COMMANDS, self._words)
            case _:
                return notice(self._words.terminal.unknown_command(name), self._words)

    def _read_up_to(self, typed: str) -> Card:
        """Tell the story up to what was typed from now on; say how far it is told now, where that is nothing."""
        if typed.casefold() == EVERYTHING:
            self._tell(self._whole)
        elif typed:
            found = limits_called(self._whole.articles, typed)
            if len(found) != 1:
                return which_article(
                    self._whole,
                    typed,
                    [each for limit in found if (each := self._whole.article(limit.file)) is not None],
                    self._words,
                    lambda _article: None,
                )
            reading = StoryReading(lambda report: self._whole.up_to(found[0], report))
            self._tell(awaited(reading, sys.stderr, self._words))
        return notice(self._words.terminal.telling(self._up_to), self._words)


def _command_for(answer: Answer) -> tuple[str, str]:
    """Return the command that shows what somebody asks for in words, and what is typed behind it."""
    match answer.topic:
        case "articles" | "sources":
            return "/articles", ""
        case "people":
            return "/who", answer.about
        case "quotations":
            return "/quote", f"speaker:{answer.about}" if answer.about else ""
        case _:
            return "/help", ""


def words_of_terminal(environment: Mapping[str, str]) -> Words:
    """Return the words for the language that the environment asks for, as POSIX reads it: LC_ALL before LANG."""
    named = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return words_for(next(filter(None, named), None))


def converse(reading: StoryReading[Story]) -> int:
    """Hold a conversation on the terminal until the person leaves; return the exit status.

    It begins at once: who asks before the story is read is answered when it is. Raises what reading it ended with.
    """
    with suppress(ImportError):  # arrow keys and history, where the platform has them
        import readline  # noqa: F401, PLC0415

    words = words_of_terminal(os.environ)
    say = words.terminal
    welcome = (say.WELCOME, say.DISCORD, say.COMMANDS)
    print("\n".join(to_terminal(notice(line, words), width=width_of(sys.stdout)) for line in welcome) + "\n")
    # What is wrong with a folder shows at once, and there is nothing to talk about.
    conversation = Conversation(read_story(reading, words), words) if wait((reading.done,), SOON).done else None
    try:
        while not leaves(line := input(PROMPT).strip()):
            if not line:
                continue
            if conversation is None:
                conversation = Conversation(read_story(reading, words), words)
            card = conversation.reply(line)
            print(f"\n{to_terminal(card, colour=wants_colour(sys.stdout), width=width_of(sys.stdout))}\n")
    except (EOFError, KeyboardInterrupt):
        print()
    print(say.GOODBYE)
    return 0


def read_story(reading: StoryReading[Story], words: Words) -> Story:
    """Wait for the story, with a bar, and tell what is wrong with its knowledge files: that does not stop it."""
    story = awaited(reading, sys.stderr, words)
    for problem in story.problems:
        print(problem, file=sys.stderr)
    return story


def answer_lines(story: Story, questions: Iterable[str]) -> None:
    """Answer questions one after the other, in plain text; in a list of questions none is a follow-up to another."""
    conversation = Conversation(story, words_of_terminal(os.environ))
    for number, question in enumerate(takewhile(lambda line: not leaves(line), questions)):
        conversation.begin_anew()
        card = conversation.reply(question, show_question=True)
        print(to_terminal(card) if not number else f"\n{to_terminal(card)}", flush=True)


def wants_colour(stream: TextIO) -> bool:
    """Tell whether escape sequences are welcome: on a terminal that knows them, never where NO_COLOR is set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width_of(stream: TextIO) -> int:
    """Return how wide lines may be; 0, without limit, where nobody looks at them in a terminal."""
    return min(shutil.get_terminal_size().columns, WIDEST) if stream.isatty() else 0
