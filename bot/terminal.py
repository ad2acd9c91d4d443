"""The same answers in a terminal, or out of a pipe."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO

from bot.asking.conversations import exchange_of
from bot.cards.blocks import Card, about_card, answer_card, articles_card, notice
from bot.cards.people import who_card
from bot.cards.quotation_blocks import with_speakers
from bot.cards.quotations import every_page, sought_in
from bot.painting.terminal import to_terminal
from bot.words import sentences
from retrieval import Exchange, Outcome, Story

PROMPT = "? "
WIDEST = 100
"""Longer lines than this are hard to read, however wide the terminal."""


class Conversation:
    """Answers lines, one after the other; a follow-up leans on the question before it."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._previous: Exchange | None = None

    def reply(self, line: str, *, show_question: bool = False) -> Card | None:
        """Return the card for a question or a command; None where one leaves."""
        if line.startswith("/"):
            name, _, rest = line.partition(" ")
            return self._command(name.lower(), rest.strip())
        answer = self._story.ask(line, self._previous)
        if answer.outcome is not Outcome.SMALL_TALK:
            self._previous = exchange_of(answer)
        return with_speakers(answer_card(answer, show_question=show_question), self._story)

    def _command(self, name: str, rest: str) -> Card | None:
        match name:
            case "/quit" | "/exit" | "/q":
                return None
            case "/articles":
                pages = articles_card(self._story).pages
                cards = [articles_card(self._story, page=page) for page in range(pages)]
                return Card(tuple(block for card in cards for block in card.blocks), title=cards[0].title)
            case "/about":
                return about_card(self._story)
            case "/quote":
                return every_page(self._story, sought_in(rest))
            case "/who":
                return who_card(self._story, rest)
            case "/help":
                return notice(sentences.TERMINAL_COMMANDS)
            case _:
                return notice(sentences.unknown_command(name))


def converse(story: Story) -> int:
    """Hold a conversation on the terminal until the person leaves; return the exit status."""
    with suppress(ImportError):  # arrow keys and history, where the platform has them
        import readline  # noqa: F401, PLC0415

    welcome = (sentences.terminal_welcome(len(story.articles)), sentences.TERMINAL_DISCORD, sentences.TERMINAL_COMMANDS)
    print("\n".join(to_terminal(notice(line), width=width_of(sys.stdout)) for line in welcome) + "\n")
    conversation = Conversation(story)
    try:
        while True:
            line = input(PROMPT).strip()
            if not line:
                continue
            card = conversation.reply(line)
            if card is None:
                break
            print(f"\n{to_terminal(card, colour=wants_colour(sys.stdout), width=width_of(sys.stdout))}\n")
    except (EOFError, KeyboardInterrupt):
        print()
    print(sentences.TERMINAL_GOODBYE)
    return 0


def answer_lines(story: Story, questions: Iterable[str]) -> None:
    """Answer questions one after the other, in plain text; in a list of questions none is a follow-up to another."""
    for number, question in enumerate(questions):
        card = Conversation(story).reply(question, show_question=True)
        if card is None:
            break
        print(to_terminal(card) if not number else f"\n{to_terminal(card)}", flush=True)


def wants_colour(stream: TextIO) -> bool:
    """Tell whether escape sequences are welcome: on a terminal that knows them, never where NO_COLOR is set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width_of(stream: TextIO) -> int:
    """Return how wide lines may be; 0, without limit, where nobody looks at them in a terminal."""
    return min(shutil.get_terminal_size().columns, WIDEST) if stream.isatty() else 0
