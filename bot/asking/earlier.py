"""What was asked before, where only the messages themselves tell: it is asked again, quietly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.cards.addresses import AddressBook
from bot.cards.button_ids import PassageAddress
from retrieval import Exchange


@dataclass(frozen=True, slots=True)
class Earlier:
    """A question as it was typed, empty where we may not read it, and the passage that was shown as its answer."""

    question: str
    shown: PassageAddress | None = None


def replayed(book: AddressBook, turns: Sequence[Earlier]) -> Exchange | None:
    """Return the last exchange of these turns: each question is read with those before it, as it was then.

    The passage is the one that was shown, whatever the story would answer now.
    """
    exchange: Exchange | None = None
    for turn in turns:
        if turn.question:
            exchange = book.story.ask(turn.question, exchange).exchange or exchange
        passage = None if turn.shown is None else book.passage(turn.shown)
        if turn.shown is not None and passage is not None:
            asked = exchange or Exchange("")
            exchange = replace(
                asked, file=passage.file, paragraph=passage.paragraph, marks=turn.shown.marks, start=passage.start
            )
    return exchange
