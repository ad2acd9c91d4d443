"""Stretches are sifted all at once before they are compared one by one: nothing is lost, and not all meet all."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.marking import comparison
from retrieval.marking.comparison import Comparison
from retrieval.marking.sets import members, owners_of, sets_of
from retrieval.marking.stretches import Stretches, StretchReader

CLAUSES = [
    "Mary Lane", "Alice Reed", "the comet", "June 6", "3 May", "of the sea", "again and again", "bakes", "closed",
    "the comet fell into the harbour", "we got the job done at last", "nobody heard of the lost boat again",
]  # fmt: skip
PARAGRAPH = st.lists(
    st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=5).map(lambda clauses: f"{', '.join(clauses)}."),
    min_size=1,
    max_size=3,
).map(" ".join)
ARTICLES = st.lists(st.lists(PARAGRAPH, min_size=1, max_size=4), min_size=1, max_size=3)
NUMBERS = st.lists(st.frozensets(st.integers(0, 30)), max_size=12)


def stretches_of(articles: list[list[str]]) -> Stretches:
    story = Story.build(
        make_article(f"{number}.txt", "\n\n".join([f"Article {number}", *paragraphs]))
        for number, paragraphs in enumerate(articles)
    )
    reader = StretchReader(story.people)
    for passage in story.passages:
        reader.read(story.ranker.corpus.reading(passage.row))
    return reader.stretches()


def rare_pairs(stretches: Stretches) -> set[tuple[int, int]]:
    """Return the pairs that share a word triple, a word or a day of few stretches, found in the plainest way."""
    found: set[tuple[int, int]] = set()
    for sets in (stretches.triples, stretches.terms, stretches.days):
        for value in set(sets.values.tolist()):
            holding = [number for number in range(len(stretches)) if value in members(sets, number)]
            if len(holding) <= comparison._RARE:
                found.update(combinations(holding, 2))
    return found


@settings(deadline=None, max_examples=60)
@given(ARTICLES, st.sampled_from([1, 7, 500_000]))
def test_what_is_sifted_is_what_each_pair_says(articles: list[list[str]], at_once: int) -> None:
    stretches = stretches_of(articles)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparison, "_AT_ONCE", at_once)
        compared = Comparison(stretches)
        found = list(compared.same())
    assert found == sorted(
        (one, other)
        for one, other in rare_pairs(stretches)
        if stretches.rows[one] != stretches.rows[other] and compared._say_the_same(one, other)
    )


@given(NUMBERS)
def test_sets_are_kept_flat(sets: list[frozenset[int]]) -> None:
    owners = np.array([at for at, own in enumerate(sets) for _ in (*own, *own)], dtype=np.int64)
    values = np.array([value for own in sets for value in (*own, *own)], dtype=np.int64)
    flat = sets_of(len(sets), owners[::-1], values[::-1])
    assert [members(flat, at) for at in range(len(flat))] == sets
    assert flat.values.tolist() == [value for own in sets for value in sorted(own)]
    assert owners_of(flat).tolist() == [at for at, own in enumerate(sets) for _ in own]


@pytest.mark.parametrize("count", [0, 1, 2, 12, 13, 1_000])
def test_a_word_of_many_stretches_leads_to_no_comparison(count: int) -> None:
    numbers = np.arange(count)
    sets = sets_of(count, numbers, np.zeros_like(numbers))
    met = [pair for found in comparison._candidates([sets], count) for pair in zip(*found, strict=True)]
    assert met == (list(combinations(range(count), 2)) if count <= 12 else [])
