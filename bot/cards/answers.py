"""Cards with buttons: an answer, and the passages that its buttons ask for (the next ones, in context, shared)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.cards import buttons
from bot.cards.addresses import Places
from bot.cards.blocks import (
    RELATED_SHOWN,
    Accent,
    Block,
    Card,
    Note,
    Words,
    answer_card,
    context_card,
    excerpts,
    further,
    in_full,
)
from bot.cards.button_ids import More, Place
from bot.cards.cutting import one_line
from bot.cards.quotation_blocks import with_speakers
from bot.words import button_sentences, sentences
from retrieval import Answer, Finding, Outcome, Passage, Story

_AFTER_ANSWER, _AFTER_RELATED = 2, RELATED_SHOWN + 1
"""The number of the first passage of a list: the answer itself, or the related passages under it, were before."""


def answered(answer: Answer, *, asker: int, show_question: bool, shares: bool) -> Card:
    """Return the card of an answer with its buttons; `shares` where it is private and may be shared."""
    card = answer_card(answer, show_question=show_question)
    if answer.outcome is Outcome.SMALL_TALK:
        return card
    rest, best = further(answer), answer.best
    if best is None:
        return replace(card, buttons=buttons.under_declined(rest))
    return replace(card, buttons=buttons.under_answer(best, rest, asker=asker, shares=shares))


def finding_of(story: Story, passage: Passage, place: Place) -> Finding:
    """Return a passage as it was found, with its words marked; the articles that say the same are looked up anew."""
    at = place.marks[0].start if place.marks else 0
    return Finding(passage, 0.0, place.marks, story.repeated(passage, at))


def in_context(places: Places, place: Place, *, shares: bool) -> Card | None:
    """Return a passage between its neighbours; None where it is gone."""
    passage = places.passage(place)
    if passage is None:
        return None
    row = buttons.under_passage(passage, place, context=False, shares=shares)
    return replace(context_card(places.story, passage, place.marks), buttons=row)


def shared(places: Places, place: Place, sharer: str) -> Card | None:
    """Return a passage for all to see, with the name of who shared it; None where it is gone."""
    passage = places.passage(place)
    if passage is None:
        return None
    blocks = (*in_full(finding_of(places.story, passage, place)), Note(button_sentences.shared_by(one_line(sharer))))
    row = buttons.under_passage(passage, place, context=True, shares=False)
    return with_speakers(Card(blocks, accent=Accent.ANSWER, buttons=row), places.story)


def page(places: Places, shown: More) -> Card:
    """Return a page of the next passages, numbered on from the answer; what is gone since is named as gone."""
    pages = buttons.page_count(shown)
    shown = replace(shown, page=min(shown.page, pages - 1))
    begin = shown.page * buttons.PER_PAGE
    found: list[Finding | None] = []
    for place in shown.places[begin : begin + buttons.PER_PAGE]:
        passage = places.passage(place)
        found.append(None if passage is None else finding_of(places.story, passage, place))
    first_number = _AFTER_RELATED if shown.related else _AFTER_ANSWER
    blocks = list(in_a_list(found, begin + first_number, related=shown.related))
    if pages > 1:
        blocks.append(Note(sentences.page(shown.page + 1, pages)))
    there = [begin + at for at, finding in enumerate(found) if finding is not None]
    card = Card(
        tuple(blocks),
        accent=Accent.RELATED if shown.related else Accent.ANSWER,
        page=shown.page,
        pages=pages,
        buttons=buttons.under_page(shown, there, first_number),
    )
    return with_speakers(card, places.story)


def in_a_list(found: Sequence[Finding | None], first_number: int, *, related: bool) -> tuple[Block, ...]:
    """Return passages in full, or short where they are related only, with their numbers; None is one that is gone."""
    blocks: list[Block] = []
    for number, finding in enumerate(found, start=first_number):
        if finding is None:
            blocks.append(Words(button_sentences.gone(number)))
        elif related:
            blocks.append(excerpts((finding,), label=button_sentences.numbered_related(number), related=True))
        else:
            blocks += in_full(finding, button_sentences.numbered(number))
    return tuple(blocks) or (Words(button_sentences.NOTHING_FURTHER),)
