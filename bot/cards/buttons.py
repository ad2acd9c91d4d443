"""Which buttons stand under what is shown. Every one says in words what it does; none depends on its colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.cards.addresses import address_of, article_key, question_key
from bot.cards.button_ids import (
    AskHost,
    AskInstead,
    Feedback,
    PassageAddress,
    Press,
    Share,
    ShowContext,
    ShowMore,
    custom_id,
    parse,
    story_tag,
)
from bot.cards.cutting import shortened
from bot.cards.escaping import link_target
from bot.words.catalogue import Words
from retrieval import Finding, Passage

PER_PAGE = 3
"""Passages on a page of "More"."""
LABEL = 80
"""Characters that Discord takes for a label."""
IN_A_ROW = 5
"""Buttons that Discord takes in a row."""


@dataclass(frozen=True, slots=True)
class Button:
    """A quiet button: it either does something (`custom_id`) or opens an address (`url`)."""

    label: str
    custom_id: str | None = None
    url: str | None = None
    row: int = 0
    disabled: bool = False

    @property
    def press(self) -> Press | None:
        """What pressing it asks for; None for a link, and for what is none of ours."""
        return parse(self.custom_id) if self.custom_id else None


def button(label: str, press: Press, *, row: int = 0) -> Button:
    """Return a button that does something."""
    return Button(label, custom_id(press), row=row)


def marked(buttons: Sequence[Button], story: str) -> tuple[Button, ...]:
    """Return buttons marked with the name of the story that they were made for; as they are for the only story."""
    if not story:
        return tuple(buttons)
    tag = story_tag(story)
    return tuple(
        each if (press := each.press) is None else replace(each, custom_id=custom_id(press, tag)) for each in buttons
    )


def source_button(url: str | None, words: Words) -> tuple[Button, ...]:
    """Return the button that opens an article, none where its address is not fit for one."""
    target = link_target(url)
    return (Button(words.buttons.SOURCE, url=target),) if target else ()


def under_answer(
    best: Finding,
    addresses: tuple[PassageAddress, ...],
    words: Words,
    *,
    asker: int,
    shares: bool,
    asks_host: bool = False,
) -> tuple[Button, ...]:
    """Return what stands under an answer; `addresses` are the passages that "More" and "not this" offer.

    `asks_host` is as for `Feedback`.
    """
    address = address_of(best.passage, best.highlights)
    first = [button(words.buttons.IN_CONTEXT, ShowContext(address))]
    if addresses:
        first.append(button(words.buttons.MORE, ShowMore(addresses)))
    if shares:
        first.append(button(words.buttons.SHARE, Share(address)))
    article = article_key(best.passage.file)
    return (
        *first,
        *source_button(best.passage.source.url, words),
        button(words.buttons.HELPFUL, Feedback(True, asker, article), row=1),
        button(words.buttons.NOT_HELPFUL, Feedback(False, asker, article, addresses, asks_host), row=1),
    )


def under_declined(addresses: tuple[PassageAddress, ...], words: Words) -> tuple[Button, ...]:
    """Return what stands under "the articles don't say": more of what is related, where there is more."""
    return (button(words.buttons.MORE, ShowMore(addresses, related=True)),) if addresses else ()


def with_host(shown: Sequence[Button], words: Words, *, asker: int, answer: int | None = None) -> tuple[Button, ...]:
    """Return what stands under a question that was not answered, and with it the button to leave it for the host.

    It goes beside the last one; where the rows hold a question each, or are full, into a row of its own. `answer` is as
    for `AskHost`.
    """
    row = max((each.row for each in shown), default=0)
    beside = [each for each in shown if each.row == row]
    crowded = len(beside) == IN_A_ROW or any(isinstance(each.press, AskInstead) for each in beside)
    return (*shown, button(words.gaps.BUTTON_LABEL, AskHost(asker, answer), row=row + crowded))


def under_unclear(questions: Sequence[str]) -> tuple[Button, ...]:
    """Return what stands under a question that was not understood: others that can be answered, each a row."""
    return tuple(
        button(shortened(question, LABEL), AskInstead(question_key(question)), row=row)
        for row, question in enumerate(questions)
    )


def under_quiet(addresses: tuple[PassageAddress, ...], words: Words) -> tuple[Button, ...]:
    """Return what stands under a denial that shows no passage: one button for the closest of them."""
    more = ShowMore(addresses, related=True, from_first=True)
    return (button(words.buttons.CLOSEST, more),) if addresses else ()


def under_several(
    told: Sequence[tuple[int, Finding]],
    offered: tuple[PassageAddress, ...],
    words: Words,
    *,
    asker: int,
    asks_host: bool = False,
) -> tuple[Button, ...]:
    """Return what stands under several answers: each in context, by its number, and whether they helped.

    `asks_host` is as for `Feedback`.
    """
    addresses = [(number, address_of(found.passage, found.highlights)) for number, found in told]
    contexts = [
        button(words.buttons.in_context(number), ShowContext(address), row=place // IN_A_ROW)
        for place, (number, address) in enumerate(addresses)
    ]
    # Two answers may stand in one passage, and Discord takes no custom_id twice.
    once = {each.custom_id: each for each in reversed(contexts)}
    article, row = article_key(told[0][1].passage.file), 1 + (len(contexts) - 1) // IN_A_ROW
    return (
        *reversed(once.values()),
        button(words.buttons.HELPFUL, Feedback(True, asker, article), row=row),
        button(words.buttons.NOT_HELPFUL, Feedback(False, asker, article, offered, asks_host), row=row),
    )


def under_passage(
    passage: Passage, address: PassageAddress, words: Words, *, context: bool, shares: bool
) -> tuple[Button, ...]:
    """Return what stands under a single passage that answers no question: in its context, or shared."""
    buttons = [button(words.buttons.IN_CONTEXT, ShowContext(address))] if context else []
    if shares:
        buttons.append(button(words.buttons.SHARE, Share(address)))
    return (*buttons, *source_button(passage.source.url, words))


def under_page(shown: ShowMore, there: Sequence[int], first_number: int, words: Words) -> tuple[Button, ...]:
    """Return what stands under a page of "More".

    `there` are the indices (in the whole list) of the passages on it that are found; they are shown with numbers
    that begin at `first_number`.
    """
    turns = turning(shown.page, page_count(shown), words, lambda page: replace(shown, page=page, turning=True))
    row = 1 if turns else 0
    contexts = [
        button(words.buttons.in_context(index + first_number), ShowContext(shown.addresses[index]), row=row)
        for index in there
    ]
    return (*turns, *contexts)


def page_count(shown: ShowMore) -> int:
    """Return how many pages a list of passages has, at least one."""
    return max(1, -(-len(shown.addresses) // PER_PAGE))


def turning(page: int, pages: int, words: Words, to: Callable[[int], Press]) -> tuple[Button, ...]:
    """Return the buttons to the pages before and after; `to` says what goes to a page, counted from 0."""
    around = ((words.buttons.BACK, page - 1), (words.buttons.NEXT, page + 1))
    return tuple(button(label, to(other)) for label, other in around if 0 <= other < pages)


def judged(buttons: Sequence[Button], words: Words, *, helped: bool) -> tuple[Button, ...]:
    """Return the buttons of an answer after its asker rated it: the two become one that says so."""
    kept = []
    for each in buttons:
        if not isinstance(each.press, Feedback):
            kept.append(each)
        elif each.press.helped is helped:
            label = words.buttons.RATED_HELPFUL if helped else words.buttons.RATED_NOT_HELPFUL
            kept.append(replace(each, label=label, disabled=True))
    return tuple(kept)


def shared(buttons: Sequence[Button], words: Words) -> tuple[Button, ...]:
    """Return the buttons of a private message after it was shared: once is enough."""
    return tuple(
        replace(each, label=words.buttons.SHARED, disabled=True) if isinstance(each.press, Share) else each
        for each in buttons
    )
