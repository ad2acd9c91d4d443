"""An article's outline: how each of its paragraphs begins, paged; and the list of articles with buttons to turn it."""

from __future__ import annotations

from dataclasses import replace

from bot.cards.addresses import Places, article_key
from bot.cards.blocks import Block, Card, Listing, Note, Openings, articles_card, quote
from bot.cards.button_ids import Articles, Outline
from bot.cards.buttons import source_button, turning
from bot.cards.cutting import one_line, window
from bot.cards.escaping import length
from bot.words import sentences
from retrieval import Article, Passage, PassageKind, Story, articles_called, articles_like

_CHOICE = 100

PER_PAGE = 8
"""Paragraphs on a page: as many as plain text has room for."""


def articles(story: Story, page: int = 0) -> Card:
    """Return a page of the list of articles, with the buttons that turn it."""
    card = articles_card(story, page=page)
    return replace(card, buttons=turning(card.page, card.pages, Articles))


def turned_to(places: Places, key: int, page: int) -> Card | None:
    """Return a page of the outline of an article that a button names; None where it is gone."""
    article = places.article(key)
    return outline(places.story, article, page) if article is not None else None


def outline(story: Story, article: Article, page: int = 0) -> Card:
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
            sentences.paragraphs(len(paragraphs)),
        )
    ]
    if shown := paragraphs[page * PER_PAGE : (page + 1) * PER_PAGE]:
        blocks.append(Openings(tuple(quote(passage) for passage in shown)))
    if pages > 1:
        blocks.append(Note(sentences.page(page + 1, pages)))
    turns = turning(page, pages, lambda to: Outline(article_key(article.file), to))
    return Card(tuple(blocks), page=page, pages=pages, buttons=(*turns, *source_button(source.url)))


def find_article(story: Story, named: str) -> Article | None:
    """Return the article that a person chose or named: by its file, its headline, or its number in the list."""
    found = articles_called(story.articles, named)
    return found[0] if len(found) == 1 else None


def choices(story: Story, typed: str, most: int) -> list[tuple[str, str]]:
    """Return what autocomplete offers for what is typed so far: a name to show and what names the article to us.

    Both have at most 100 characters, Discord's limit; a headline that is longer is cut between words.
    """
    offered = []
    for number, article in articles_like(story.articles, typed)[:most]:
        source = article.source
        name = one_line(f"{source.publisher}: {article.headline}" if source.publisher else article.headline)
        if length(name) > _CHOICE:
            span = window(name, (), _CHOICE - 2, lambda start, end: length(name[start:end]))  # noqa: B023
            name = f"{name[: span.end]} {sentences.ELLIPSIS}"
        value = article.file if len(article.file) <= _CHOICE else str(number)
        offered.append((name or article.file[:_CHOICE], value))
    return offered


def _paragraphs(story: Story, article: Article) -> list[Passage]:
    """Return the first passage of each paragraph under the headline, without page furniture."""
    first: dict[int, Passage] = {}
    for passage in story.passages:
        if passage.file == article.file and passage.kind not in (PassageKind.FURNITURE, PassageKind.HEADLINE):
            first.setdefault(passage.paragraph, passage)
    return list(first.values())
