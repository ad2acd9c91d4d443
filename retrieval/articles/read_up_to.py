"""How far a story may be told: up to the end of an article, or of one of its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.articles.article import Article
from retrieval.articles.lookup import articles_called
from retrieval.errors import LimitGoneError

_WITH_PARAGRAPH = re.compile(r"(?P<article>.*[^\s,])[\s,]*[:¶]\s*(?P<paragraph>[0-9]{1,9})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ReadUpTo:
    """The last thing that may be told, in story order: a whole article, or one up to a paragraph (from 1)."""

    file: str
    paragraph: int | None = None

    def __str__(self) -> str:
        return self.file if self.paragraph is None else f"{self.file}:{self.paragraph}"

    @classmethod
    def parse(cls, written: str) -> ReadUpTo:
        """Read what `str` wrote: an article's file ends in ".txt", so that no name of one reads like a paragraph."""
        match = _WITH_PARAGRAPH.fullmatch(written)
        return cls(written) if match is None else cls(match["article"], int(match["paragraph"]))


def limits_called(articles: Sequence[Article], typed: str) -> tuple[ReadUpTo, ...]:
    """Return how far "chapter 5", "chapter-05.txt:12" or "chapter 5 ¶ 12" goes: one limit, several it may be, or none.

    Articles are named as for `articles_called`. An article has no paragraph beyond its last.
    """
    found = articles_called(articles, typed)
    if found:
        return tuple(ReadUpTo(article.file) for article in found)
    match = _WITH_PARAGRAPH.fullmatch(typed.strip())
    if match is None:
        return ()
    number = int(match["paragraph"])
    return tuple(
        ReadUpTo(article.file, number)
        for article in articles_called(articles, match["article"])
        if 1 <= number <= len(article.paragraphs)
    )


def articles_up_to(articles: Sequence[Article], limit: ReadUpTo) -> tuple[Article, ...]:
    """Return the articles up to a limit, the last of them cut off behind it; LimitGoneError where that is not there.

    Whatever is cut off is no part of any text that is returned: offsets stay what they were.
    """
    last = _number_of(articles, limit)
    article = articles[last]
    if limit.paragraph is None or limit.paragraph >= len(article.paragraphs):
        return tuple(articles[: last + 1])
    end = article.paragraph(limit.paragraph).end
    cut = Article(article.file, article.text[:end], tuple(article.paragraphs[: limit.paragraph]), article.source)
    return (*articles[:last], cut)


def texts_after(articles: Sequence[Article], limit: ReadUpTo) -> tuple[str, ...]:
    """Return what follows a limit: the rest of its article, and the articles after it; LimitGoneError as above."""
    last = _number_of(articles, limit)
    told = len(articles_up_to(articles, limit)[-1].text)
    return (articles[last].text[told:], *(article.text for article in articles[last + 1 :]))


def earliest(articles: Sequence[Article], limits: Sequence[ReadUpTo]) -> ReadUpTo:
    """Return the limit that allows least; LimitGoneError where one of them is not there any more."""
    whole = len(max((article.paragraphs for article in articles), key=len, default=())) + 1
    return min(limits, key=lambda limit: (_number_of(articles, limit), limit.paragraph or whole))


def _number_of(articles: Sequence[Article], limit: ReadUpTo) -> int:
    found = next((number for number, article in enumerate(articles) if article.file == limit.file), None)
    if found is None or (limit.paragraph is not None and limit.paragraph < 1):
        raise LimitGoneError(limit.file)
    return found
