"""Answer -> card, and the passages that its buttons ask for: the next ones, one in context, one shared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.cards import buttons
from bot.cards.addresses import AddressBook, address_of
from bot.cards.blocks import (
    Accent,
    Block,
    Card,
    Note,
    Quote,
    Text,
    excerpts,
    in_full,
    quote,
    source_line,
)
from bot.cards.button_ids import MOST_ADDRESSES, PassageAddress, ShowMore
from bot.cards.buttons import Button
from bot.cards.cutting import one_line
from bot.cards.help import asks_for_help, help_by_topic
from bot.cards.people import introductions
from bot.cards.quotation_blocks import with_speakers
from bot.cards.several import MOST as MOST_PARTS
from bot.cards.several import claim_card, several_card
from bot.cards.told import told_up_to
from bot.cards.verdicts import ASK_NOTHING, UNSURE, above, denied
from bot.words.catalogue import Words
from retrieval import Answer, Finding, Outcome, Paragraph, Passage, PassageKind, Span, Story

NEXT_BEST_SHOWN = 2
RELATED_SHOWN = 3
SUGGESTED = 3

HERE = "▸"
"""Marks the paragraph that others are shown around."""


def answer_card(
    answer: Answer,
    words: Words,
    *,
    show_question: bool = False,
    quiet: bool = False,
    up_to: str | None = None,
) -> Card:
    """Return the card of an answer, without buttons.

    `show_question` puts the question above it, where the surface does not show it already (a slash command). A `quiet`
    one, where nobody called us, says no more than that the articles do not tell. `up_to` is how far the story is told,
    where that is not all.
    """
    question = (one_line(answer.question) or None) if show_question else None
    if answer.parts:
        return several_card(answer.parts, words, question=question, up_to=up_to)
    if answer.speaking:
        return claim_card(answer.speaking, words, question=question)
    best = answer.best
    if best is None:
        blocks: list[Block] = [Text(denied(answer, words, up_to))]
        asks = answer.outcome not in ASK_NOTHING
        if asks and not quiet and (others := tuple(islice(_others(answer), RELATED_SHOWN))):
            blocks.append(excerpts(others, label=words.answers.RELATED, related=True))
        return Card(tuple(blocks), words, question=question, accent=Accent.RELATED if asks else Accent.PLAIN)
    said = above(answer, words)
    blocks = [*([Text(said)] if said else []), *in_full(best)]
    if answer.confidence < UNSURE and (others := tuple(islice(_others(answer), NEXT_BEST_SHOWN))):
        blocks.append(excerpts(others, label=words.answers.NEXT_BEST, related=False))
    return Card(tuple(blocks), words, question=question, accent=Accent.ANSWER)


def answered(
    book: AddressBook,
    answer: Answer,
    words: Words,
    *,
    asker: int,
    show_question: bool = False,
    shares: bool = False,
    quiet: bool = False,
    takes_gaps: bool = False,
) -> Card:
    """Return the card of an answer with its buttons; `shares` where it is private and may be shared.

    `takes_gaps`: what was declined may be left for the host.
    Somebody who asks for what there is a card for is shown that.
    """
    if asks_for_help(answer):
        return help_by_topic(book, answer, words)
    up_to = told_up_to(book.story, words)
    card = answer_card(answer, words, show_question=show_question, quiet=quiet, up_to=up_to)
    if answer.unclear and not quiet and not answer.parts and (offered := _nearest(book, answer)):
        invited = Text(words.answers.ASK_INSTEAD)
        under = buttons.under_unclear(offered)
        under = buttons.with_host(under, words, asker=asker) if takes_gaps else under
        return replace(card, blocks=(*card.blocks, invited), buttons=under)
    if answer.introduces and not answer.parts and not quiet:
        card = replace(card, blocks=(*introductions(book.story, answer.introduces, words), *card.blocks))
    if not answer.parts and answer.outcome in ASK_NOTHING:
        return card
    under = _under(book, answer, words, asker, shares=shares, quiet=quiet, takes_gaps=takes_gaps)
    if takes_gaps and may_be_a_gap(answer):
        under = buttons.with_host(under, words, asker=asker)
    return replace(with_speakers(card, book.story), buttons=under)


def may_be_a_gap(answer: Answer) -> bool:
    """Tell whether the articles were asked something in vain, in words that the host can use."""
    return answer.best is None and answer.outcome not in ASK_NOTHING and answer.outcome is not Outcome.NOT_ENGLISH


def _nearest(book: AddressBook, answer: Answer) -> tuple[str, ...]:
    """Return questions that can be answered and are like the one that was not understood."""
    return book.story.nearest(answer.understood or answer.question, SUGGESTED)


def _under(
    book: AddressBook, answer: Answer, words: Words, asker: int, *, shares: bool, quiet: bool, takes_gaps: bool
) -> tuple[Button, ...]:
    """Return the buttons under an answer."""
    best = answer.best
    if best is None and quiet:
        return buttons.under_quiet(tuple(map(book.address, _offered(answer, ()))), words)
    if best is None:
        return buttons.under_declined(tuple(map(book.address, further(answer))), words)
    if answer.parts or answer.speaking:
        found = [part.best for part in answer.parts] or answer.speaking
        told = enumerate(found[:MOST_PARTS], start=1)
        rest = _marked_now(answer) if answer.parts else tuple(map(book.address, further(answer)))
        return buttons.under_several(
            [(at, found) for at, found in told if found], rest, words, asker=asker, asks_host=takes_gaps
        )
    rest = tuple(map(book.address, further(answer)))
    return buttons.under_answer(best, rest, words, asker=asker, shares=shares, asks_host=takes_gaps)


_AFTER_ANSWER, _AFTER_RELATED = 2, RELATED_SHOWN + 1
"""The number of the first passage of a list: the answer itself, or the related passages under it, were before."""


def further(answer: Answer) -> tuple[Passage, ...]:
    """Return the passages that "More" shows: those after the answer or, where there is none, after what is related.

    They are as many as a button can name. Their words are marked when somebody presses it (`with_marks`).
    """
    best = () if answer.best is None else (answer.best,)
    return _offered(answer, (*best, *answer.speaking) or tuple(islice(_others(answer), RELATED_SHOWN)))


def _offered(answer: Answer, shown: Sequence[Finding]) -> tuple[Passage, ...]:
    return tuple(islice(filter(_may_be_offered(answer), answer.besides(shown)), MOST_ADDRESSES))


def _marked_now(answer: Answer) -> tuple[PassageAddress, ...]:
    """Return the same of several answers: a button does not tell which of the questions it is pressed for."""
    others = islice(_others(answer), MOST_ADDRESSES)
    return tuple(address_of(found.passage, found.highlights).with_one_mark() for found in others)


def _others(answer: Answer) -> Iterator[Finding]:
    """Yield the passages after the answer (related ones where there is none); only those that are taken are marked."""
    others = islice(answer.each_once(), 1 if answer.best else 0, None)
    may_be_offered = _may_be_offered(answer)
    return (finding for finding in others if may_be_offered(finding.passage))


def _may_be_offered(answer: Answer) -> Callable[[Passage], bool]:
    """Return what tells whether a passage is no page furniture.

    A question about the page itself ("is there a video?") is answered by furniture, and so may be offered more of it.
    """
    best = answer.best
    of_the_page = best is not None and best.passage.kind is PassageKind.FURNITURE
    return lambda passage: of_the_page or passage.kind is not PassageKind.FURNITURE


def with_marks(book: AddressBook, shown: ShowMore, question: str) -> ShowMore:
    """Return a list of passages with the words marked that answer a question, and without what repeats one of them."""
    kept: list[PassageAddress] = []
    said: set[int] = set()
    for address in shown.addresses:
        passage = book.passage(address)
        if passage is None:
            kept.append(address)
        elif passage.row not in said:
            kept.append(address_of(passage, book.story.marks(passage, question)).with_one_mark())
            said.update(other.row for other in finding_of(book.story, passage, kept[-1]).also_in)
    return replace(shown, addresses=tuple(kept))


def context_card(story: Story, passage: Passage, words: Words, highlights: tuple[Span, ...] = ()) -> Card:
    """Return a passage between the paragraphs before and after it; an arrow marks it, the others give way first."""
    before, after = story.around(passage)

    def neighbour(paragraph: Paragraph) -> Quote:
        label = words.answers.paragraph(paragraph.number)
        return Quote(paragraph.text, passage.file, paragraph.start, paragraph.number, label=label, lead=False)

    middle = quote(passage, highlights, label=f"{HERE} {words.answers.paragraph(passage.paragraph)}")
    blocks: list[Block] = [source_line(passage)]
    if before:
        blocks.append(neighbour(before))
    blocks.append(middle)
    if after:
        blocks.append(neighbour(after))
    return Card(tuple(blocks), words, accent=Accent.ANSWER)


def finding_of(story: Story, passage: Passage, address: PassageAddress) -> Finding:
    """Return a passage as it was found, with its words marked; the articles that say the same are looked up anew."""
    at = address.marks[0].start if address.marks else 0
    also = story.repeated(passage, at)
    return Finding(passage, 0.0, address.marks, also, part=story.part(passage, address.marks))


def in_context(book: AddressBook, address: PassageAddress, words: Words, *, shares: bool) -> Card | None:
    """Return a passage between its neighbours; None where it is gone."""
    passage = book.passage(address)
    if passage is None:
        return None
    row = buttons.under_passage(passage, address, words, context=False, shares=shares)
    return replace(context_card(book.story, passage, words, address.marks), buttons=row)


def shared(book: AddressBook, address: PassageAddress, words: Words, sharer: str) -> Card | None:
    """Return a passage for all to see, with the name of who shared it; None where it is gone."""
    passage = book.passage(address)
    if passage is None:
        return None
    by = Note(words.answers.shared_by(one_line(sharer)))
    blocks = (*in_full(finding_of(book.story, passage, address)), by)
    row = buttons.under_passage(passage, address, words, context=True, shares=False)
    return with_speakers(Card(blocks, words, accent=Accent.ANSWER, buttons=row), book.story)


def page(book: AddressBook, shown: ShowMore, words: Words) -> Card:
    """Return a page of the next passages, numbered on from the answer; what is gone since is named as gone."""
    pages = buttons.page_count(shown)
    shown = replace(shown, page=min(shown.page, pages - 1))
    begin = shown.page * buttons.PER_PAGE
    found: list[Finding | None] = []
    for address in shown.addresses[begin : begin + buttons.PER_PAGE]:
        passage = book.passage(address)
        found.append(None if passage is None else finding_of(book.story, passage, address))
    first_number = 1 if shown.from_first else _AFTER_RELATED if shown.related else _AFTER_ANSWER
    blocks = list(
        in_a_list(found, begin + first_number, words, related=shown.related, up_to=told_up_to(book.story, words))
    )
    if pages > 1:
        blocks.append(Note(words.numbers.page(shown.page + 1, pages)))
    there = [begin + at for at, finding in enumerate(found) if finding is not None]
    card = Card(
        tuple(blocks),
        words,
        accent=Accent.RELATED if shown.related else Accent.ANSWER,
        page=shown.page,
        pages=pages,
        buttons=buttons.under_page(shown, there, first_number, words),
    )
    return with_speakers(card, book.story)


def in_a_list(
    found: Sequence[Finding | None], first_number: int, words: Words, *, related: bool, up_to: str | None = None
) -> tuple[Block, ...]:
    """Return passages in full, or short where they are related only, with their numbers; None is one that is gone."""
    blocks: list[Block] = []
    there = {number: finding for number, finding in enumerate(found, start=first_number) if finding is not None}
    if related and there:
        listed = excerpts(tuple(there.values()), label=words.answers.MORE_RELATED, related=True)
        blocks.append(replace(listed, numbers=tuple(there)))
    for number in range(first_number, first_number + len(found)):
        if number not in there:
            blocks.append(Text(words.answers.gone(number, up_to)))
        elif not related:
            blocks += in_full(there[number], words.numbers.number(number))
    return tuple(blocks) or (Text(words.answers.NOTHING_FURTHER),)
