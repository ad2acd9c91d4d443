"""Utterance -> blocks: its words to the letter, who says them, where, and the wordings of other articles."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from bot.cards.addresses import address_of
from bot.cards.blocks import AlsoIn, Block, Card, Quote, ShortAnswer, SourceLine, Spoken, Wording
from bot.cards.button_ids import PassageAddress
from bot.cards.cutting import inside
from bot.words.catalogue import Words
from retrieval import (
    Article,
    Difference,
    Passage,
    Quotation,
    QuotationKind,
    Span,
    Story,
    Utterance,
    comparable_words,
    differences,
)

LARGE = 240
"""Up to so many characters an utterance is set in large letters; more of them would fill the screen."""
_WORDINGS: Final = 4
_SPEAKERS: Final = 3
_LONG: Final = 280
_WORDS_BEFORE: Final = 8
_MOST_WORK: Final = 250_000
_OPENING: Final = frozenset("\"'“‘„‚«‹»›「『")
_CLOSING: Final = frozenset("\"'”’“‘»›«‹」』")
_SPACES: Final = frozenset(" \u00a0\u2009\u202f")
_WORD: Final = re.compile(r"\S+")


def article_of(story: Story, quotation: Quotation) -> Article:
    """Return the article that a quotation of this story stands in."""
    return next(article for article in story.articles if article.file == quotation.article)


def quote_of(article: Article, quotation: Quotation) -> Quote:
    """Return a quotation with the marks around it: a slice of its article all the same."""
    text, (start, end) = article.text, quotation.span
    if text[start - 1 : start] in _OPENING:
        start -= 1
    gap = 1 if text[end : end + 1] in _SPACES else 0
    if text[end + gap : end + gap + 1] in _CLOSING:
        end += gap + 1
    return Quote(text[start:end], article.file, start, quotation.paragraph)


def source_of(article: Article, quotation: Quotation) -> SourceLine:
    """Return where a quotation was published."""
    return SourceLine.of(article.source, quotation.paragraph)


def quotes_of(story: Story, utterance: Utterance) -> tuple[Quote, ...]:
    """Return the parts of an utterance, each a quotation; the later ones follow the first."""
    article = article_of(story, utterance.lead)
    quotes = [quote_of(article, part) for part in utterance.parts]
    return (quotes[0], *(_after(before, quote, article) for before, quote in pairwise(quotes)))


def _after(before: Quote, quote: Quote, article: Article) -> Quote:
    """Return a part of an utterance as the next one after another, and whether the article says something between."""
    between = article.text[before.start + len(before.text) : quote.start]
    return replace(quote, follows=True, after_narration=any(map(str.isalnum, between)))


def who_said(story: Story, quotation: Quotation, words: Words) -> str:
    """Say who said a quotation, as far as the article tells."""
    said = story.quotations.said_by(quotation)
    return words.quotations.said_by(said.name, said.as_written, said.addressee, said.via, by_turn=said.by_turn)


def in_full(
    story: Story, utterance: Utterance, words: Words, *, label: str | None = None, large: bool = False
) -> tuple[Block, ...]:
    """Return an utterance with who says it and where, and the wordings of other articles."""
    first, *rest = quotes_of(story, utterance)
    short = sum(len(part.text) for part in utterance.parts) <= LARGE
    shown = [replace(quote, large=large and short) for quote in (replace(first, label=label), *rest)]
    return (*shown, *attributed(story, utterance, words))


def attributed(story: Story, utterance: Utterance, words: Words) -> tuple[Block, ...]:
    """Return what stands under the words of an utterance."""
    article = article_of(story, utterance.lead)
    return (
        Spoken(who_said(story, utterance.lead, words)),
        source_of(article, utterance.parts[0]),
        *elsewhere(story, utterance, words),
    )


def elsewhere(story: Story, utterance: Utterance, words: Words) -> tuple[Block, ...]:
    """Return the other places: those with the same words in one line, then each other wording with its differences."""
    same: list[SourceLine] = []
    wordings: list[Wording] = []
    for part, other in utterance.elsewhere:
        article = article_of(story, other)
        source = source_of(article, other)
        if comparable_words(part.text) == comparable_words(other.text) or len(wordings) == _WORDINGS:
            same.append(source)
        else:
            wordings.append(_wording(part.text, other, quote_of(article, other), source, words))
    also: tuple[Block, ...] = (AlsoIn(tuple(dict.fromkeys(same))),) if same else ()
    return (*also, *wordings)


def _wording(ours: str, other: Quotation, quote: Quote, source: SourceLine, words: Words) -> Wording:
    """Compare another wording word by word: longer or shorter at its ends, or different inside (in bold)."""
    theirs = other.text
    say = words.quotations
    if len(ours.split()) * len(theirs.split()) > _MOST_WORK:
        return Wording(say.DIFFERENT, quote, source)
    steps = differences(ours, theirs)
    same = [number for number, step in enumerate(steps) if step.kind == "same"]
    if not same:
        return Wording(say.DIFFERENT, quote, source)
    ends = [step for step in (*steps[: same[0]], *steps[same[-1] + 1 :]) if _tells(step)]
    spans = [Span(*match.span()) for match in _WORD.finditer(theirs)]
    at = 0
    shared = 0
    bold: list[Span] = []
    changes: list[str] = []
    for number, step in enumerate(steps):
        count = len(step.theirs.split())
        if number == same[0]:
            shared = at
        if same[0] < number < same[-1] and _tells(step):
            changes.append(say.changed(step.ours, step.theirs))
            if count:
                bold.append(Span(spans[at].start, spans[at + count - 1].end))
        at += count
    kinds = {step.kind for step in ends}
    label = say.DIFFERENT
    if not changes and kinds <= {"added"}:
        label = say.LONGER
    elif not changes and kinds == {"dropped"}:
        label = say.SHORTER
    offset = other.span.start - quote.start
    marked = replace(quote, bold=inside(quote.text, [Span(b.start + offset, b.end + offset) for b in bold]))
    if len(theirs) > _LONG and not bold and shared > _WORDS_BEFORE:
        marked = marked.part(spans[shared - _WORDS_BEFORE].start + offset, len(marked.text))
    return Wording(label, marked, source, tuple(changes))


def _tells(step: Difference) -> bool:
    """Tell whether a step changes a word, not only marks between words."""
    return step.kind != "same" and bool(comparable_words(step.ours) or comparable_words(step.theirs))


def address_of_utterance(story: Story, utterance: Utterance) -> tuple[Passage, PassageAddress] | None:
    """Return the passage where an utterance stands, and its place with every part of it there marked."""
    lead = utterance.lead
    passage = story.passage(lead.article, lead.paragraph, lead.span.start)
    if passage is None:
        return None
    spans = [
        Span(max(0, part.span.start - passage.start), min(part.span.end, passage.end) - passage.start)
        for part in utterance.parts
        if part.span.start < passage.end and part.span.end > passage.start
    ]
    return passage, address_of(passage, spans)


def with_speakers(card: Card, story: Story) -> Card:
    """Add to a card who is speaking, under each quoted passage whose marked words are somebody's."""
    blocks: list[Block] = []
    for block in card.blocks:
        blocks.append(block)
        shown = block.quote if isinstance(block, ShortAnswer) else block
        if isinstance(shown, Quote) and shown.bold and (who := _speaking(story, shown, card.words)):
            blocks.append(Spoken(card.words.quotations.speaking(who), small=True))
    return replace(card, blocks=tuple(blocks)) if len(blocks) > len(card.blocks) else card


def _speaking(story: Story, quote: Quote, words: Words) -> list[str]:
    """Return who says the marked words of a passage, the innermost quotation that holds each mark; nobody, often."""
    spans = [Span(span.start + quote.start, span.end + quote.start) for span in quote.bold]
    found: dict[str, None] = {}
    quotations = [q for q in story.quotations.store.in_paragraph(quote.file, quote.paragraph) if q.is_speech]
    for span in spans:
        touched = [q for q in quotations if q.span.start < span.end and q.span.end > span.start]
        inner = [
            q
            for q in touched
            if q.kind is QuotationKind.NESTED and q.span.start <= span.start and q.span.end >= span.end
        ]
        for quotation in inner or [q for q in touched if q.kind is not QuotationKind.NESTED]:
            if quotation.speaker is not None:
                found[who_said(story, quotation, words)] = None
    return list(found)[:_SPEAKERS]
