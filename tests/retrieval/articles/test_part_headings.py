"""The headings of a book's parts are told from paragraphs of its story."""

from __future__ import annotations

import pytest

from retrieval.articles.article import make_article
from retrieval.articles.library import Library
from retrieval.articles.numbered_headings import is_part_heading
from retrieval.articles.passages import PassageKind


@pytest.mark.parametrize(
    "line",
    [
        "CHAPTER I. Down the Rabbit-Hole",
        "CHAPTER I THE ONE THING NEEDFUL",
        "Chapter 12",
        "BOOK THE FIRST",
        "PART I",
        "Letter 3",
    ],
)
def test_a_heading_is_known(line: str) -> None:
    assert is_part_heading(line)


@pytest.mark.parametrize(
    "line",
    [
        "Part two of the plan was simple.",
        "I",
        "3",
        "Number 7 was late.",
        "Chapter and verse.",
        "Page 3",
        "Letters came.",
        "",
    ],
)
def test_a_sentence_is_none(line: str) -> None:
    assert not is_part_heading(line)


def test_a_heading_is_a_headline_among_the_passages() -> None:
    article = make_article(
        "a.txt", "A Book\n\nCHAPTER I. The Storm\n\nThe wind rose.\n\nPart two of the plan was simple."
    )
    kinds = [passage.kind for passage in Library.build([article]).passages]
    assert kinds == [PassageKind.HEADLINE, PassageKind.HEADLINE, PassageKind.BODY, PassageKind.BODY]
