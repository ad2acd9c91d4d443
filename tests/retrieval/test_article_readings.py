"""Read article by article, a story is what it is read in one go, and readings that are known change nothing."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from retrieval import Story
from retrieval.article_readings import read_passages
from retrieval.articles.article import make_article
from retrieval.kept.arrays import Arrays
from retrieval.known_readings import ArticleReadings, Step
from retrieval.marking.stretches import Stretches, StretchReader
from retrieval.ranking.counting import PassageCounter
from retrieval.ranking.ragged import Ragged

SAID_AGAIN = "On June 3 Mary Hill told the crowd that the old boat had sunk near the northern pier, and nobody swam."


def in_one_go(story: Story) -> tuple[PassageCounter, StretchReader]:
    counter, stretches = PassageCounter(), StretchReader(story.people)
    for passage in story.passages:
        stretches.read(counter.count(passage, story.reader))
    return counter, stretches


def same_arrays(one: Arrays, other: Arrays) -> bool:
    return one.keys() == other.keys() and all(np.array_equal(one[name], other[name]) for name in one)


def same_stretches(one: Stretches, other: Stretches) -> bool:
    for field in fields(Stretches):
        first, second = getattr(one, field.name), getattr(other, field.name)
        if isinstance(first, Ragged):
            assert isinstance(second, Ragged)
            first, second = first.pack(), second.pack()
        if not (same_arrays(first, second) if isinstance(first, dict) else np.array_equal(first, second)):
            return False
    return True


@pytest.fixture(scope="module")
def repeating() -> Story:
    """Three articles that say one thing, so that words, names, days and clauses of one are met again in another."""
    texts = (f"One\n{SAID_AGAIN}", f"Two\nIt rained.\n{SAID_AGAIN} It was cold.", f"Three\n\n{SAID_AGAIN}")
    return Story.build([make_article(f"{number}.txt", text) for number, text in enumerate(texts)])


@pytest.mark.parametrize("which", ["story", "repeating"])
def test_an_article_at_a_time_is_all_at_once(which: str, request: pytest.FixtureRequest) -> None:
    story: Story = request.getfixturevalue(which)
    counter, stretches = in_one_go(story)
    assert len(stretches.stretches()) > 5
    known = ArticleReadings()
    for _ in range(3):  # read, then known, then kept
        counted, read = read_passages(story.passages, story.reader, known)
        assert same_arrays(counted.pack(), counter.pack())
        assert same_stretches(read.stretches(), stretches.stretches())
        packed = known.pack()
        assert packed[f"{Step.PASSAGES}.readings.count"] == len(story.articles)
        known = ArticleReadings.unpack(packed)


def test_a_story_without_passages_has_no_readings() -> None:
    story = Story.build([make_article("a.txt", "Head")])
    known = ArticleReadings()
    read_passages((), story.reader, known)
    again = ArticleReadings.unpack(known.pack()).pack()
    assert all(again[f"{step}.readings.count"] == 0 for step in Step)
