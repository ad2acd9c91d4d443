"""Who somebody is -> a card: the names the articles use, how each introduces them, and what they said."""

from __future__ import annotations

from bot.cards.addresses import AddressBook
from bot.cards.blocks import Accent, Block, Card, Excerpts, Note, Quote, SourceLine, Text
from bot.cards.button_ids import ShowList
from bot.cards.buttons import button
from bot.cards.cutting import shortened
from bot.cards.notices import notice
from bot.cards.quotation_blocks import article_of, quote_of, source_of
from bot.cards.quotations import NAMED, named
from bot.cards.told import told_up_to
from bot.words.catalogue import Words
from retrieval import Article, Person, Span, Story, speaker_key

TELLING = 3
_NAMES = 12
_OTHERS = 10
_MOST_LISTED = 30
_INTRODUCTIONS = 6


def who_card(book: AddressBook, typed: str, words: Words) -> Card:
    """Return who somebody is in the articles; where nobody or several are called so, a sentence that says it."""
    story = book.story
    say = words.quotations
    names = named(book, typed)
    if len(names) != 1:
        return notice(_unknown(story, typed, names, words), words)
    name = names[0]
    person = next((person for person in story.people.persons if person.name == name), None)
    blocks: list[Block] = []
    if person is not None:
        blocks += _named(story, person, words)
        blocks += _introduced(story, person, words)
    said = story.quotations.utterances.listed(name)
    if not said:
        return Card(
            (*blocks, Text(say.says_nothing(told_up_to(story, words)))), words, title=name, accent=Accent.ANSWER
        )
    files = {part.article for part in story.quotations.store.by_speaker(name)}
    telling = tuple(
        (quote_of(article, quotation), source_of(article, quotation))
        for quotation in story.quotations.statistics.most_significant(name, TELLING)
        for article in (article_of(story, quotation),)
    )
    blocks.append(Excerpts(say.KEY_QUOTES, telling, related=False))
    blocks.append(Note(say.said_count(len(said), len(files))))
    all_of_it = button(words.buttons.all_quotations(len(said)), ShowList(speaker=speaker_key(name)))
    return Card(tuple(blocks), words, title=name, accent=Accent.ANSWER, buttons=(all_of_it,))


def people_card(story: Story, words: Words) -> Card:
    """Return who is in the story."""
    known = [shortened(person.name, NAMED) for person in story.people.persons]
    left_out, up_to = max(0, len(known) - _MOST_LISTED), told_up_to(story, words)
    return notice(words.quotations.people(known[:_MOST_LISTED], left_out, up_to), words)


def introductions(story: Story, name: str, words: Words) -> tuple[Block, ...]:
    """Return how the articles introduce somebody; nothing where they don't."""
    person = next((person for person in story.people.persons if person.name == name), None)
    return () if person is None else _introduced(story, person, words)


def _named(story: Story, person: Person, words: Words) -> tuple[Block, ...]:
    say = words.quotations
    if not person.names_used:
        return (Text(say.not_named(told_up_to(story, words)), heading=say.CALLED),)
    names = words.numbers.listed([say.named(name, count) for name, count in person.names_used[:_NAMES]])
    return (Text(names, heading=say.CALLED),)


def _introduced(story: Story, person: Person, words: Words) -> tuple[Block, ...]:
    items = tuple(
        _introduction(article, span)
        for file, span in person.introductions[:_INTRODUCTIONS]
        for article in story.articles
        if article.file == file
    )
    return (Excerpts(words.quotations.DESCRIBED_AS, items, related=False),) if items else ()


def _introduction(article: Article, span: Span) -> tuple[Quote, SourceLine]:
    number = next(each.number for each in article.paragraphs if each.start <= span.start < each.end)
    return (
        Quote(article.text[span.start : span.end], article.file, span.start, number),
        SourceLine.of(article.source, number),
    )


def _unknown(story: Story, typed: str, names: tuple[str, ...], words: Words) -> str:
    known = names or tuple(person.name for person in story.people.persons)
    shown, more = [shortened(name, NAMED) for name in known[:_OTHERS]], max(0, len(known) - _OTHERS)
    if names:
        return words.quotations.several(shortened(typed, NAMED), shown, more)
    return words.quotations.unknown_person(shortened(typed, NAMED), shown, more, told_up_to(story, words))
