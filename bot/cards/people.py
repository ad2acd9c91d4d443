"""Who somebody is -> a card: the names the articles use, how each introduces them, and what they said."""

from __future__ import annotations

from bot.cards.blocks import Accent, Block, Card, Excerpts, Quote, SourceLine, Words, notice
from bot.cards.button_ids import Listed
from bot.cards.buttons import button
from bot.cards.quotation_blocks import article_of, quote_of, source_of
from bot.cards.quotations import named, shortened
from bot.words import quote_sentences
from retrieval import Article, Person, Span, Story, speaker_key

TELLING = 3
_NAMES = 12
_OTHERS = 10
_INTRODUCTIONS = 6


def who_card(story: Story, typed: str) -> Card:
    """Return who somebody is in the articles; where nobody or several are called so, a sentence that says it."""
    names = named(story, typed)
    if len(names) != 1:
        return notice(_unknown(story, typed, names))
    name = names[0]
    person = next((person for person in story.people.persons if person.name == name), None)
    blocks: list[Block] = []
    if person is not None:
        blocks += _named(person)
        blocks += _introduced(story, person)
    said = story.quotations.utterances.listed(name)
    if not said:
        return Card((*blocks, Words(quote_sentences.SAID_NOTHING)), title=name, accent=Accent.ANSWER)
    files = {part.article for part in story.quotations.store.by_speaker(name)}
    telling = tuple(
        (quote_of(article, quotation), source_of(article, quotation))
        for quotation in story.quotations.statistics.most_significant(name, TELLING)
        for article in (article_of(story, quotation),)
    )
    blocks.append(
        Words(quote_sentences.said_count(len(said), len(files)), heading=quote_sentences.SAID_HEADING),
    )
    blocks.append(Excerpts(quote_sentences.TELLING_LABEL, telling, related=False))
    all_of_it = button(quote_sentences.all_of_it(len(said)), Listed(speaker=speaker_key(name)))
    return Card(tuple(blocks), title=name, accent=Accent.ANSWER, buttons=(all_of_it,))


def _named(person: Person) -> tuple[Block, ...]:
    if not person.names_used:
        return (Words(quote_sentences.NOT_NAMED, heading=quote_sentences.NAMES_HEADING),)
    names = ", ".join(quote_sentences.named(name, count) for name, count in person.names_used[:_NAMES])
    return (Words(names, heading=quote_sentences.NAMES_HEADING),)


def _introduced(story: Story, person: Person) -> tuple[Block, ...]:
    items = tuple(
        _introduction(article, span)
        for file, span in person.introductions[:_INTRODUCTIONS]
        for article in story.articles
        if article.file == file
    )
    return (Excerpts(quote_sentences.INTRODUCED_LABEL, items, related=False),) if items else ()


def _introduction(article: Article, span: Span) -> tuple[Quote, SourceLine]:
    number = next(each.number for each in article.paragraphs if each.start <= span.start < each.end)
    source = article.source
    return (
        Quote(article.text[span.start : span.end], article.file, span.start, number),
        SourceLine(article.headline, number, source.publisher, source.url),
    )


def _unknown(story: Story, typed: str, names: tuple[str, ...]) -> str:
    known = names or tuple(person.name for person in story.people.persons)
    shown, more = [shortened(name) for name in known[:_OTHERS]], max(0, len(known) - _OTHERS)
    say = quote_sentences.several if names else quote_sentences.unknown_person
    return say(shortened(typed), shown, more)
