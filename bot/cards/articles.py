"""The list of articles, and the outline of one: how each of its paragraphs begins."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from bot.cards.addresses import AddressBook, article_key
from bot.cards.blocks import Block, Card, Listing, Note, Openings, quote
from bot.cards.button_ids import ShowArticles, ShowOutline
from bot.cards.buttons import source_button, turning
from bot.words.catalogue import Words
from retrieval import Article, Passage, PassageKind, Story, articles_called

ARTICLES_PER_PAGE = 8
PER_PAGE = 8
"""Paragraphs on a page: as many as plain text has room for."""


def articles(story: Story, words: Words, page: int = 0) -> Card:
    """Return a page of the list of articles: headline, publisher, link, how many passages."""
    pages = max(1, -(-len(story.articles) // ARTICLES_PER_PAGE))
    page = max(0, min(page, pages - 1))
    counts = Counter(passage.file for passage in story.passages if passage.kind is not PassageKind.FURNITURE)
    first = page * ARTICLES_PER_PAGE
    blocks: list[Block] = [
        Listing(
            number,
            article.headline,
            article.source.publisher,
            article.source.url,
            words.numbers.passages(counts[article.file]),
        )
        for number, article in enumerate(story.articles[first : first + ARTICLES_PER_PAGE], start=first + 1)
    ]
    if pages > 1:
        blocks.append(Note(words.numbers.page(page + 1, pages)))
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


def outline(story: Story, article: Article, words: Words, page: int = 0) -> Card:
    """Return a page of an article's outline: headline and source, then how its paragraphs begin."""
    paragraphs = _paragraphs(story, article)
    pages = max(1, -(-len(paragraphs) // PER_PAGE))
    page = max(0, min(page, pages - 1))
    source = article.source
    blocks: list[Block] = [
        Listing(
            story.articles.index(article) + 1,
            article.headline,
            source.publisher,
            source.url,
            words.numbers.paragraphs(len(paragraphs)),
        )
    ]
    if shown := paragraphs[page * PER_PAGE : (page + 1) * PER_PAGE]:
        blocks.append(Openings(tuple(quote(passage) for passage in shown)))
    if pages > 1:
        blocks.append(Note(words.numbers.page(page + 1, pages)))
    turns = turning(page, pages, words, lambda to: ShowOutline(article_key(article.file), to))
    row = (*turns, *source_button(source.url, words))
    return Card(tuple(blocks), words, page=page, pages=pages, buttons=row)


def find_article(story: Story, named: str) -> Article | None:
    """Return the article that a person chose or named: by its file, its headline, or its number in the list."""
    found = articles_called(story.articles, named)
    return found[0] if len(found) == 1 else None


def _paragraphs(story: Story, article: Article) -> list[Passage]:
    """Return the first passage of each paragraph under the headline, without page furniture."""
    first: dict[int, Passage] = {}
    for passage in story.passages:
        if passage.file == article.file and passage.kind not in (PassageKind.FURNITURE, PassageKind.HEADLINE):
            first.setdefault(passage.paragraph, passage)
    return list(first.values())
