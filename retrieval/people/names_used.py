"""How the articles name each person: every form of the name, with the number of times it is used."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from retrieval.articles.article import Article
from retrieval.people.people import People


def names_used(people: People, articles: Sequence[Article]) -> Mapping[str, Sequence[tuple[str, int]]]:
    """Return, by a person's name, the names that the articles use and how often, the most used first."""
    return _counted(people, tuple(articles))


@lru_cache(maxsize=2)
def _counted(people: People, articles: tuple[Article, ...]) -> Mapping[str, Sequence[tuple[str, int]]]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        for paragraph in article.paragraphs:
            for mention in people.mentions(paragraph.text):
                if mention.by_name:
                    counts[mention.person.name][mention.text] += 1
    return {name: tuple(counted.most_common()) for name, counted in counts.items()}
