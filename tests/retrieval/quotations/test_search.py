"""A half-remembered wording finds its quotation; nothing close is said to be so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.articles.files import load_articles
from retrieval.knowledge.people_file import load_declared
from retrieval.people.finding import find_people
from retrieval.quotations.index import QuotationIndex
from retrieval.quotations.quotation import Quotation

SEEDS = Path(__file__).parents[3] / "seeds"
KIM, ALICE = "Kim Kardashian West", "Alice Marie Johnson"


def build() -> QuotationIndex:
    articles = load_articles(SEEDS)
    return QuotationIndex.build(articles, find_people(articles, load_declared(SEEDS / "people.toml")[0]))


@pytest.fixture(scope="module")
def quotations() -> QuotationIndex:
    return build()


BUILT = build()


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("holy dance", "went into a full-fledged"),
        ("thank you isn't enough", "Thank you is not big"),
        ("big of her to say it was bigger than me", "When I got the meeting"),
        ("kanye legitmacy", "I think Kanye’s already"),
        ("crying for 3 minutes", "Just to know that we changed"),
        ("MAGNIFY", "I plan on continuing"),
        ("what could he use me for", "I was working on this"),
        ("my heart was so full", "When he said he has the papers"),
        ("every magazine", "As soon as I found out"),
        ("people in power", "I hope maybe this inspires"),
    ],
)
def test_half_remembered_words(quotations: QuotationIndex, words: str, begins: str) -> None:
    results = quotations.search(words)
    assert results.close
    assert results.matches[0].quotation.text.startswith(begins)


def test_nothing_close_is_the_nearest_three_and_said_to_be_so(quotations: QuotationIndex) -> None:
    results = quotations.search("quantum chromodynamics lecture")
    assert not results.close
    assert len(results.matches) == 3
    assert all(match.score < 0.45 for match in results.matches)


def test_speaker_and_article_narrow_in_any_combination(quotations: QuotationIndex) -> None:
    file = "004_db8ac20673118af8.txt"
    assert {m.quotation.speaker for m in quotations.search(speaker=ALICE).matches} == {ALICE}
    assert {m.quotation.article for m in quotations.search(article=file).matches} == {file}
    both = quotations.search("dance", speaker=ALICE, article=file).matches
    assert [(m.quotation.speaker, m.quotation.article) for m in both] == [(ALICE, file)]
    assert list(quotations.search(speaker="Nobody").matches) == []


def test_without_words_all_are_listed_in_story_order(quotations: QuotationIndex) -> None:
    matches = quotations.search().matches
    assert [match.quotation for match in matches] == list(quotations.spoken)
    assert len(matches) == 44
    assert {match.score for match in matches} == {1.0}


def test_the_best_stands_first(quotations: QuotationIndex) -> None:
    scores = [match.score for match in quotations.search("thank you for my family").matches]
    assert scores == sorted(scores, reverse=True)


def test_completion_offers_significant_ones_and_each_wording_once(quotations: QuotationIndex) -> None:
    offered = quotations.complete()
    assert len(offered) <= 25
    wordings = [quotations.store.wordings_of(quotation) for quotation in offered]
    assert len({id(each) for each in wordings}) == len(wordings)
    assert len(wordings[0].articles) == 3  # type: ignore[union-attr]


@pytest.mark.parametrize("typed", ["thank you i", "Thank", "holy da", "not big eno"])
def test_completion_follows_what_is_typed(quotations: QuotationIndex, typed: str) -> None:
    first = quotations.complete(typed)[0]
    assert typed.casefold() in first.text.casefold()


@given(st.text(max_size=400))
def test_any_words_have_results_scored_between_nothing_and_all(words: str) -> None:
    results = BUILT.search(words)
    assert results.matches
    assert all(0.0 <= match.score <= 1.0 for match in results.matches)
    assert len(BUILT.complete(words)) <= 25


@given(st.sampled_from(BUILT.spoken), st.data())
def test_the_words_of_a_quotation_find_it(quotation: Quotation, data: st.DataObject) -> None:
    words = quotation.text.split()
    start = data.draw(st.integers(0, max(0, len(words) - 5)))
    results = BUILT.search(" ".join(words[start : start + 6]))
    assert quotation in [match.quotation for match in results.matches]
