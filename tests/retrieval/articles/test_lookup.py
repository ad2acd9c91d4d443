"""Which article is meant: the first way of naming one that leads anywhere decides."""

from __future__ import annotations

import pytest

from retrieval.articles.article import make_article
from retrieval.articles.lookup import articles_called, articles_like

ARTICLES = (
    make_article("001_holiday.txt", "A holiday in the rain\nText.", {"publisher": "The Post"}),
    make_article("002_rain.txt", "Nothing but rain\nText.", {"publisher": "The Post"}),
    make_article("30_days.txt", "2\nText."),
    make_article("300_days.txt", "Snow\nText."),
)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("002_RAIN.txt", [2]),
        (" nothing but rain ", [2]),
        ("2", [3]),  # a headline goes before a number
        ("4", [4]),
        ("3", [3]),  # a number goes before the beginning of a file's name
        ("300", [4]),
        ("30", [3, 4]),
        ("00", [1, 2]),
        ("holiday", [1]),
        ("rain", [1, 2]),
        ("the post", [1, 2]),
        ("nothing but", [2]),
        ("noth", [2]),
        ("a", [1]),
        ("zzz", []),
        (" ", []),
        ("", []),
    ],
)
def test_which_article_is_meant(typed: str, numbers: list[int]) -> None:
    assert articles_called(ARTICLES, typed) == tuple(ARTICLES[number - 1] for number in numbers)


def test_articles_are_offered_by_all_the_words_typed_so_far() -> None:
    assert articles_like(ARTICLES, "") == tuple(enumerate(ARTICLES, start=1))
    assert [number for number, _ in articles_like(ARTICLES, "POST rain hol")] == [1]
    assert articles_like(ARTICLES, "post snow") == ()


def test_a_chapter_is_meant_by_its_number() -> None:
    heads = ["Chapter I. Mars", "Chapter V", "CHAPTER VI. Letters", "Chapter 15", "Letter 5"]
    articles = [make_article(f"{number}.txt", f"{head}\nText.") for number, head in enumerate(heads)]
    assert [article.headline for article in articles_called(articles, "chapter 5")] == ["Chapter V"]
    assert [article.headline for article in articles_called(articles, "Chapter VI")] == ["CHAPTER VI. Letters"]
