"""The list of articles, which of them a name fits, and the outline of one: how each of its paragraphs begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.cards.addresses import AddressBook, article_key
from bot.cards.blocks import Block, Card, Listing, Note, Openings, Text, quote
from bot.cards.button_ids import Press, ShowArticles, ShowOutline
from bot.cards.buttons import button, source_button, turning
from bot.cards.cutting import shortened
from bot.cards.notices import notice
from bot.cards.told import told_up_to
from bot.words.catalogue import Words
from retrieval import Article, Passage, PassageKind, Story, articles_called

ARTICLES_PER_PAGE = 8
PER_PAGE = 8
"""Paragraphs on a page: as many as plain text has room for."""
MOST_TYPED = 60
"""Characters of an article's name as somebody typed it, said back to them."""
_BUTTONS_IN_A_ROW = 5


def articles(story: Story, words: Words, page: int = 0, title: str | None = None) -> Card:
    """Return a page of the list of articles: headline, publisher, link, how many passages.

    `title` names the story, where there are several.
    """
    pages = max(1, -(-len(story.articles) // ARTICLES_PER_PAGE))
    page = max(0, min(page, pages - 1))
    counts = Counter(passage.file for passage in story.passages if passage.kind is not PassageKind.FURNITURE)
    first = page * ARTICLES_PER_PAGE
    blocks: list[Block] = [
        _listing(number, article, words.numbers.passages(counts[article.file]))
        for number, article in enumerate(story.articles[first : first + ARTICLES_PER_PAGE], start=first + 1)
    ]
    if pages > 1:
        blocks.append(Note(words.numbers.page(page + 1, pages)))
    if title is not None:
        blocks.append(Note(words.stories.told_here(title)))
    if (up_to := told_up_to(story, words)) is not None:
        blocks.append(Note(words.answers.told_up_to(up_to)))
    turns = turning(page, pages, words, ShowArticles)
    return Card(tuple(blocks), words, title=words.about.ARTICLES_TITLE, page=page, pages=pages, buttons=turns)


def every_article(story: Story, words: Words) -> Card:
    """Return the whole list of articles as one card, for a medium without buttons."""
    first = articles(story, words)
    pages = [first, *(articles(story, words, page) for page in range(1, first.pages))]
    blocks = tuple(block for page in pages for block in page.blocks if not isinstance(block, Note))
    return replace(first, blocks=blocks, buttons=())


def turned_to(book: AddressBook, key: int, words: Words, page: int) -> Card | None:
    """Return a page of the outline of an article that a button names; None where it is gone."""
    article = book.article(key)
    return outline(book.story, article, words, page) if article is not None else None


def outline_of(story: Story, typed: str, words: Words) -> Card:
    """Return the outline of the article that somebody names, or ask which one they mean."""
    found = articles_called(story.articles, typed)
    if len(found) == 1:
        return outline(story, found[0], words)
    return which_article(story, typed, found, words, lambda article: ShowOutline(article_key(article.file), 0))


def which_article(
    story: Story, typed: str, found: Sequence[Article], words: Words, press: Callable[[Article], Press | None]
) -> Card:
    """Return what is said where a name fits no article, or several: these, each with a button that does `press`."""
    if not found:
        return notice(words.answers.no_such_article(told_up_to(story, words)), words)
    shown = [(story.articles.index(article) + 1, article) for article in found[:ARTICLES_PER_PAGE]]
    blocks: list[Block] = [
        Text(words.answers.which_article(shortened(typed, MOST_TYPED), len(found))),
        *(
            _listing(number, article, words.numbers.paragraphs(len(_paragraphs(story, article))))
            for number, article in shown
        ),
    ]
    if len(found) > len(shown):
        blocks.append(Note(words.numbers.more(len(found) - len(shown))))
    presses = [(number, to) for number, article in shown if (to := press(article)) is not None]
    return Card(
        tuple(blocks),
        words,
        buttons=tuple(
            button(words.buttons.article(number), to, row=place // _BUTTONS_IN_A_ROW)
            for place, (number, to) in enumerate(presses)
        ),
    )


def outline(story: Story, article: Article, words: Words, page: int = 0) -> Card:
    """Return a page of an article's outline: headline and source, then how its paragraphs begin."""
    paragraphs = _paragraphs(story, article)
    pages = max(1, -(-len(paragraphs) // PER_PAGE))
    page = max(0, min(page, pages - 1))
    number = story.articles.index(article) + 1
    blocks: list[Block] = [_listing(number, article, words.numbers.paragraphs(len(paragraphs)))]
    if shown := paragraphs[page * PER_PAGE : (page + 1) * PER_PAGE]:
        blocks.append(Openings(tuple(quote(passage) for passage in shown)))
    if pages > 1:
        blocks.append(Note(words.numbers.page(page + 1, pages)))
    turns = turning(page, pages, words, lambda to: ShowOutline(article_key(article.file), to))
    row = (*turns, *source_button(article.source.url, words))
    return Card(tuple(blocks), words, page=page, pages=pages, buttons=row)


def source_card(story: Story, article: Article, words: Words) -> Card:
    """Return where an article was published, by whom and when, as far as the host has said."""
    source = article.source
    told = [each for each in (source.author, source.date) if each]
    detail = " · ".join(told) or words.numbers.paragraphs(len(_paragraphs(story, article)))
    listing = _listing(story.articles.index(article) + 1, article, detail)
    outline_of_it = button(words.buttons.OUTLINE, ShowOutline(article_key(article.file), 0))
    return Card((listing,), words, buttons=(outline_of_it, *source_button(source.url, words)))


def find_article(story: Story, typed: str) -> Article | None:
    """Return the article that a person chose or named; None where that is none, or may be several."""
    found = articles_called(story.articles, typed)
    return found[0] if len(found) == 1 else None


def _listing(number: int, article: Article, detail: str) -> Listing:
    return Listing(number, article.headline, article.source.published_in, article.source.url, detail)


def _paragraphs(story: Story, article: Article) -> list[Passage]:
    """Return the first passage of each paragraph under the headline, without page furniture."""
    first: dict[int, Passage] = {}
    for passage in story.passages:
        if passage.file == article.file and passage.kind not in (PassageKind.FURNITURE, PassageKind.HEADLINE):
            first.setdefault(passage.paragraph, passage)
    return list(first.values())
