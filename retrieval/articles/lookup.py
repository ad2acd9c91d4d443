"""Which article somebody means by what they typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from retrieval.articles.article import Article
from retrieval.articles.numbered_headings import read_heading


def articles_called(articles: Sequence[Article], typed: str) -> tuple[Article, ...]:
    """Return the article that is meant: one, several that it may be, or none.

    It is named by its file, its headline, its number in the list (from 1), its chapter ("chapter 5"), the first words
    of its headline ("chapter 1", which is not "Chapter 10"), the beginning of its file's name, or any part of headline,
    publisher, book and file; the first of these ways that leads to an article decides.
    """
    wanted = typed.strip().casefold()
    if not wanted:
        return ()
    chapter = _chapter(wanted) if _is_label(wanted) else None
    first_words = re.compile(rf"{re.escape(wanted)}(?!\w)")
    ways: tuple[Callable[[int, Article], bool], ...] = (
        lambda _, article: article.file.casefold() == wanted,
        lambda _, article: article.headline.casefold() == wanted,
        lambda number, _: str(number) == wanted,
        lambda _, article: chapter is not None and _chapter(article.headline) == chapter,
        lambda _, article: first_words.match(article.headline.casefold()) is not None,
        lambda _, article: article.file.casefold().startswith(wanted),
        lambda _, article: wanted in _searched(article),
    )
    for fits in ways:
        found = tuple(article for number, article in enumerate(articles, start=1) if fits(number, article))
        if found:
            return found
    return ()


def articles_like(articles: Sequence[Article], typed: str) -> tuple[tuple[int, Article], ...]:
    """Return the articles that hold every word typed so far, each with its number in the list (from 1)."""
    words = typed.casefold().split()
    numbered = enumerate(articles, start=1)
    return tuple(
        (number, article)
        for number, article in numbered
        if all(word in f"{number} {_searched(article)}" for word in words)
    )


def _is_label(typed: str) -> bool:
    """Tell whether what is typed is a part's word and number and no more: "chapter 3", not "chapter 3 ¶ 4"."""
    heading = read_heading(typed)
    return heading is not None and not heading.title


def _chapter(headline: str) -> tuple[str, int] | None:
    """Return the word and number that a headline begins with: the same of "Chapter V. Letters" and "chapter 5"."""
    heading = read_heading(headline)
    return (heading.word, heading.number) if heading and heading.word else None


def _searched(article: Article) -> str:
    return f"{article.headline} {article.source.publisher or ''} {article.source.book or ''} {article.file}".casefold()
