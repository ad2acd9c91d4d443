"""What somebody looks up with /quote -> a card: one utterance in large letters, a page of a list, or the nearest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.cards.addresses import AddressBook, article_key, key_in
from bot.cards.articles import which_article
from bot.cards.blocks import Accent, Block, Card, Note, Quote, Text
from bot.cards.button_ids import MOST_QUOTATIONS, ShowContext, ShowList, ShowMatches
from bot.cards.buttons import Button, button, turning, under_passage
from bot.cards.cutting import one_line, shortened, window
from bot.cards.notices import notice
from bot.cards.quotation_blocks import address_of_utterance, attributed, in_full, quotes_of
from bot.cards.told import told_up_to
from bot.words.catalogue import Words
from retrieval import (
    Article,
    Known,
    Quotation,
    QuotationResults,
    Several,
    Story,
    Utterance,
    articles_called,
    comparable_words,
    speaker_key,
)

PER_PAGE = 3
"""Utterances on a page of a list."""
STRETCH = 1_500
"""Characters of an utterance on one page: a longer one goes on on the next."""
BESIDE_THE_BEST = 0.6
"""What fits much less than the best is not offered beside it: this share of its score is the least."""
NAMED = 60
"""Characters of what somebody typed, said back to them."""
_OTHERS = 6
_OPTION = re.compile(r"(?:^|(?<=\s))(words|speaker|article):")
_MOST_COUNTED = (1 << 16) - 1


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks up: each as it was typed, or as a choice handed it back; None where it was left out."""

    words: str | None = None
    speaker: str | None = None
    article: str | None = None


def quote_card(book: AddressBook, sought: Sought, words: Words, *, shares: bool = False) -> Card:
    """Return what was said: by words, speaker, article, or any of them; all of it, where nothing is given."""
    story = book.story
    speaker: str | None = None
    if sought.speaker is not None and sought.speaker.strip():
        names = named(book, sought.speaker)
        if len(names) != 1:
            return notice(_nobody(story, sought.speaker, names, words), words)
        speaker = names[0]
    article: Article | None = None
    if sought.article is not None and sought.article.strip():
        found = articles_called(story.articles, sought.article)
        if len(found) != 1:
            return which_article(
                story, sought.article, found, words, lambda each: _press_in(book, sought.words, speaker, each)
            )
        article = found[0]
    if sought.words is None:
        return listed_card(story, speaker, article, words)
    typed, chosen = sought.words, key_in(sought.words.strip(), "quotation")
    if chosen is not None:
        quotation = book.quotation(chosen)
        if quotation is None:
            return notice(words.quotations.gone(told_up_to(story, words)), words)
        if speaker in (None, quotation.speaker) and article in (None, article_named(story, quotation)):
            return found_card(book, ShowMatches((chosen,), 0, 1), words, shares=shares)
        typed = quotation.text
    if not comparable_words(typed):
        return notice(words.quotations.NO_WORDS, words)
    card = _found_by_words(book, typed, speaker, article, words, shares=shares)
    return replace(card, question=None if chosen is not None else one_line(typed) or None)


def _found_by_words(
    book: AddressBook, typed: str, speaker: str | None, article: Article | None, words: Words, *, shares: bool
) -> Card:
    story = book.story
    file = None if article is None else article.file
    results = story.quotations.search(typed, speaker=speaker, article=file)
    if found := _close(book, results):
        return found_card(book, found, words, shares=shares)
    if results.matches:
        sentence = words.quotations.not_close(told_up_to(story, words))
        return nearest_card(story, sentence, [match.quotation for match in results.matches], words)
    elsewhere = story.quotations.search(typed)
    sentence = _not_quoted(story, speaker, article, words)
    return nearest_card(story, sentence, [match.quotation for match in elsewhere.matches[:PER_PAGE]], words)


def _close(book: AddressBook, results: QuotationResults) -> ShowMatches | None:
    """Return what shows the best of what was found; None where nothing comes close."""
    if not results.close or not results.matches:
        return None
    least = BESIDE_THE_BEST * results.matches[0].score
    found = book.story.quotations.utterances.each_once(results.matches.scored(least))
    shown = tuple(book.quotation_key(utterance.lead) for utterance in found[:MOST_QUOTATIONS])
    return ShowMatches(shown, 0, min(len(found), _MOST_COUNTED))


def _press_in(
    book: AddressBook, typed: str | None, speaker: str | None, article: Article
) -> ShowMatches | ShowList | None:
    """Return what shows what is looked up in one article; None where nothing in it comes close to the words."""
    if typed is None:
        return _list_of(speaker, article)
    chosen = key_in(typed.strip(), "quotation")
    quotation = None if chosen is None else book.quotation(chosen)
    words = typed if quotation is None else quotation.text
    return _close(book, book.story.quotations.search(words, speaker=speaker, article=article.file))


def _list_of(speaker: str | None, article: Article | None) -> ShowList:
    return ShowList(
        None if speaker is None else speaker_key(speaker),
        None if article is None else article_key(article.file),
        turning=True,
    )


def found_card(book: AddressBook, found: ShowMatches, words: Words, *, shares: bool = False) -> Card:
    """Return a page of what was found by words: one utterance, or a stretch of a long one, in large letters."""
    story = book.story
    pages = [each for key in found.keys for each in _pages_of(story, book.quotation(key), words)]
    if not pages:
        return notice(words.quotations.gone(told_up_to(story, words)), words)
    at = max(0, min(found.page, len(pages) - 1))
    utterance, blocks = pages[at]
    notes = []
    if len(pages) > 1:
        some = words.quotations.best_of(len(found.keys), found.total)
        all_ = words.quotations.matching(found.total)
        notes = [words.numbers.page(at + 1, len(pages)), all_ if found.total <= len(found.keys) else some]
    turns = turning(at, len(pages), words, lambda to: replace(found, page=to))
    return Card(
        (*blocks, *map(Note, notes)),
        words,
        accent=Accent.ANSWER,
        page=at,
        pages=len(pages),
        buttons=(*turns, *_under(story, utterance, words, shares=shares)),
    )


def _pages_of(
    story: Story, quotation: Quotation | None, words: Words
) -> list[tuple[Utterance | None, tuple[Block, ...]]]:
    """Return the pages of one utterance: one, unless it is very long."""
    if quotation is None:
        return [(None, (Text(words.quotations.gone(told_up_to(story, words))),))]
    utterance = story.quotations.utterances.holding(quotation)
    quotes = quotes_of(story, utterance)
    if sum(len(quote.text) for quote in quotes) <= STRETCH:
        return [(utterance, in_full(story, utterance, words, large=True))]
    pages: list[list[Quote]] = [[]]
    for stretch in (stretch for quote in quotes for stretch in stretches(quote)):
        if pages[-1] and sum(len(quote.text) for quote in pages[-1]) + len(stretch.text) > STRETCH:
            pages.append([])
        pages[-1].append(replace(stretch, follows=bool(pages[-1])))
    last = len(pages) - 1
    under = attributed(story, utterance, words)
    short = under[:2]
    return [
        (utterance, (*shown, *under) if number == last else (*shown, *short, Note(words.quotations.CONTINUED)))
        for number, shown in enumerate(pages)
    ]


def stretches(quote: Quote) -> list[Quote]:
    """Cut a long quotation between words into parts that a card holds; put together again they are the whole."""
    parts = []
    start = 0
    while start < len(quote.text):
        rest = quote.text[start:]
        size = window(rest, (), STRETCH, lambda begin, end: end - begin).end or len(rest)
        end = start + size
        end += len(quote.text[end:]) - len(quote.text[end:].lstrip())
        narrated = quote.after_narration and start == 0
        parts.append(replace(quote, text=quote.text[start:end], start=quote.start + start, after_narration=narrated))
        start = end
    return parts


def listed_card(story: Story, speaker: str | None, article: Article | None, words: Words, at: int = 0) -> Card:
    """Return a page of what was said: by one speaker, in one article, or all of it, in story order."""
    file = None if article is None else article.file
    headline = None if article is None else article.headline
    said = story.quotations.utterances.listed(speaker, file)
    if not said:
        return notice(_not_quoted(story, speaker, article, words), words)
    count = -(-len(said) // PER_PAGE)
    at = max(0, min(at, count - 1))
    shown = said[at * PER_PAGE : (at + 1) * PER_PAGE]
    press = _list_of(speaker, article)
    turns = turning(at, count, words, lambda to: replace(press, page=min(to, _MOST_COUNTED)))
    notes = [words.numbers.quotations(len(said))]
    if count > 1:
        notes.insert(0, words.numbers.page(at + 1, count))
    return Card(
        (*_numbered(story, shown, at * PER_PAGE + 1, words), *map(Note, notes)),
        words,
        title=" · ".join(part for part in (speaker, headline) if part) or words.quotations.ALL,
        accent=Accent.ANSWER,
        page=at,
        pages=count,
        buttons=(*turns, *_contexts(story, shown, at * PER_PAGE + 1, words, row=1 if turns else 0)),
    )


def nearest_card(story: Story, sentence: str, quotations: Sequence[Quotation], words: Words) -> Card:
    """Return what comes nearest where nothing fits, and say that it is no more than that."""
    shown = story.quotations.utterances.each_once(quotations)[:PER_PAGE]
    if not shown:
        return notice(sentence, words)
    return Card(
        (Text(f"{sentence} {words.quotations.NEAREST}"), *_numbered(story, shown, 1, words)),
        words,
        accent=Accent.RELATED,
        buttons=_contexts(story, shown, 1, words, row=0),
    )


def turned_to(book: AddressBook, press: ShowMatches | ShowList, words: Words, *, shares: bool) -> Card:
    """Return the page that a button asks for, in the story as it is by then."""
    story = book.story
    if isinstance(press, ShowMatches):
        return found_card(book, press, words, shares=shares)
    article = None if press.article is None else book.article(press.article)
    speaker = None if press.speaker is None else book.speaker(press.speaker)
    if (press.speaker is None) != (speaker is None) or (press.article is None) != (article is None):
        return notice(words.quotations.gone(told_up_to(story, words)), words)
    return listed_card(story, speaker, article, words, press.page)


def every_page(book: AddressBook, sought: Sought, words: Words) -> Card:
    """Return all pages as one card, for a medium without buttons."""
    first = quote_card(book, sought, words)
    cards = [first, *(turned_to(book, press, words, shares=False) for press in _turns_from(first))]
    blocks = [block for card in cards for block in card.blocks if not isinstance(block, Note)]
    return replace(first, blocks=tuple(blocks), buttons=())


def _turns_from(card: Card) -> list[ShowMatches | ShowList]:
    """Return what goes to each page after the first."""
    press = next((each.press for each in card.buttons if isinstance(each.press, ShowMatches | ShowList)), None)
    return [] if press is None else [replace(press, page=number) for number in range(1, card.pages)]


def sought_in(line: str) -> Sought:
    """Read "holy dance speaker:Alice article:HuffPost", the options as Discord writes them; words may come first."""
    parts = _OPTION.split(f"words: {line}")
    given: dict[str, str] = {}
    for name, value in zip(parts[1::2], parts[2::2], strict=True):
        given[name] = f"{given.get(name, '')} {value}".strip()
    return Sought(given.get("words") or None, given.get("speaker"), given.get("article"))


def named(book: AddressBook, typed: str) -> tuple[str, ...]:
    """Return whom a typed or chosen speaker may mean: one, several, or nobody."""
    key = key_in(typed.strip(), "speaker")
    name = None if key is None else book.speaker(key)
    if name is not None:
        return (name,)
    match book.story.quotations.people_called(typed.strip()):
        case Known(found, _):
            return (found,)
        case Several(names):
            return names
        case _:
            return ()


def article_named(story: Story, quotation: Quotation) -> Article | None:
    """Return the article of a quotation."""
    return story.article(quotation.article)


def _nobody(story: Story, typed: str, names: Sequence[str], words: Words) -> str:
    quoted = names or list(story.quotations.utterances.counted())
    shown, more = [shortened(name, NAMED) for name in quoted[:_OTHERS]], max(0, len(quoted) - _OTHERS)
    if names:
        return words.quotations.several(shortened(typed, NAMED), shown, more)
    return words.quotations.nobody(shortened(typed, NAMED), shown, more, told_up_to(story, words))


def _not_quoted(story: Story, speaker: str | None, article: Article | None, words: Words) -> str:
    """Say that somebody (None: anybody) is not quoted; of an article that is told whole, without a limit."""
    if article is None:
        return words.quotations.not_quoted(speaker, None, told_up_to(story, words))
    cut = story.limit is not None and story.limit.paragraph is not None and article is story.articles[-1]
    return words.quotations.not_quoted(speaker, article.headline, told_up_to(story, words) if cut else None)


def _numbered(story: Story, shown: Sequence[Utterance], first: int, words: Words) -> tuple[Block, ...]:
    return tuple(
        block
        for number, utterance in enumerate(shown, start=first)
        for block in in_full(story, utterance, words, label=words.numbers.number(number))
    )


def _under(story: Story, utterance: Utterance | None, words: Words, *, shares: bool) -> tuple[Button, ...]:
    address = address_of_utterance(story, utterance) if utterance is not None else None
    return () if address is None else under_passage(*address, words, context=True, shares=shares)


def _contexts(story: Story, shown: Sequence[Utterance], first: int, words: Words, *, row: int) -> tuple[Button, ...]:
    placed = [(number, address_of_utterance(story, utterance)) for number, utterance in enumerate(shown, start=first)]
    return tuple(
        button(
            words.buttons.IN_CONTEXT if len(shown) == 1 else words.buttons.in_context(number),
            ShowContext(address[1]),
            row=row,
        )
        for number, address in placed
        if address is not None
    )
