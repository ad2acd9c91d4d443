"""A half-remembered wording finds its quotation; nothing close is said to be so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.articles.files import load_articles
from retrieval.people.people import find_people, load_declared
from retrieval.quotations.quotation import QuotationKind
from retrieval.quotations.search import Quotations, choice_text

SEEDS = Path(__file__).parents[3] / "seeds"
KIM, ALICE = "Kim Kardashian West", "Alice Marie Johnson"


def build() -> Quotations:
    articles = load_articles(SEEDS)
    return Quotations.build(articles, find_people(articles, load_declared(SEEDS / "people.toml")[0]))


@pytest.fixture(scope="module")
def quotations() -> Quotations:
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
def test_half_remembered_words(quotations: Quotations, words: str, begins: str) -> None:
    results = quotations.search(words)
    assert results.close
    assert results.matches[0].quotation.text.startswith(begins)


def test_nothing_close_is_the_nearest_three_and_said_to_be_so(quotations: Quotations) -> None:
    results = quotations.search("quantum chromodynamics lecture")
    assert not results.close
    assert len(results.matches) == 3
    assert all(match.score < 0.45 for match in results.matches)


def test_speaker_and_article_narrow_in_any_combination(quotations: Quotations) -> None:
    file = "004_db8ac20673118af8.txt"
    assert {m.quotation.speaker for m in quotations.search(speaker=ALICE).matches} == {ALICE}
    assert {m.quotation.article for m in quotations.search(article=file).matches} == {file}
    both = quotations.search("dance", speaker=ALICE, article=file).matches
    assert [(m.quotation.speaker, m.quotation.article) for m in both] == [(ALICE, file)]
    assert quotations.search(speaker="Nobody").matches == ()


def test_without_words_all_are_listed_in_story_order(quotations: Quotations) -> None:
    matches = quotations.search().matches
    assert [match.quotation for match in matches] == list(quotations.spoken)
    assert len(matches) == 44
    assert {match.score for match in matches} == {1.0}


def test_the_best_stands_first(quotations: Quotations) -> None:
    scores = [match.score for match in quotations.search("thank you for my family").matches]
    assert scores == sorted(scores, reverse=True)


def test_counting_speakers(quotations: Quotations) -> None:
    assert quotations.speakers() == ((KIM, 26), (ALICE, 17), ("Donald Trump", 1))
    assert len(quotations.of(KIM)) == 26


def test_the_parts_of_an_utterance_and_what_stands_inside(quotations: Quotations) -> None:
    (inner,) = [q for q in quotations.all if q.kind is QuotationKind.NESTED and q.text.startswith("Look")]
    assert inner.nested_in is not None
    outer = quotations.get(inner.nested_in)
    assert outer is not None
    assert quotations.nested_in(outer.id) == (inner,)
    assert [part.text[:6] for part in quotations.utterance(outer.utterance)] == ["For me", "I’ve al"[:6]]
    assert outer in quotations.in_paragraph(outer.article, outer.paragraph)
    assert quotations.get("nothing") is None


def test_the_same_words_elsewhere(quotations: Quotations) -> None:
    (dance,) = quotations.search("pentecostal", article="003_7544e19da446d4cf.txt").matches
    assert [other.article[:3] for other in quotations.also_in(dance.quotation)] == ["004"]
    assert dance.family is quotations.family(dance.quotation)


def test_the_most_telling_words_of_a_person_are_three_different_ones(quotations: Quotations) -> None:
    telling = quotations.telling(KIM)
    assert len({quotations.family(quotation) for quotation in telling}) == 3
    assert telling[0].text.startswith("I was working on this before.")


def test_completion_offers_telling_ones_and_each_wording_once(quotations: Quotations) -> None:
    offered = quotations.complete()
    assert len(offered) <= 25
    families = [quotations.family(quotation) for quotation in offered]
    assert len({id(family) for family in families}) == len(families)
    assert len(quotations.family(offered[0]).articles) == 3  # type: ignore[union-attr]


@pytest.mark.parametrize("typed", ["thank you i", "Thank", "holy da", "not big eno"])
def test_completion_follows_what_is_typed(quotations: Quotations, typed: str) -> None:
    first = quotations.complete(typed)[0]
    assert typed.casefold() in first.text.casefold()


def test_a_choice_is_a_hundred_characters_at_most(quotations: Quotations) -> None:
    shown = [choice_text(quotation) for quotation in quotations.all]
    assert max(map(len, shown)) <= 100
    assert any(text.endswith("…") for text in shown)


@given(st.text(max_size=400))
def test_any_words_have_results_scored_between_nothing_and_all(words: str) -> None:
    results = BUILT.search(words)
    assert results.matches
    assert all(0.0 <= match.score <= 1.0 for match in results.matches)
    assert len(BUILT.complete(words)) <= 25


@given(st.sampled_from(BUILT.spoken), st.data())
def test_the_words_of_a_quotation_find_it(quotation: object, data: st.DataObject) -> None:
    text = getattr(quotation, "text", "")
    words = text.split()
    start = data.draw(st.integers(0, max(0, len(words) - 5)))
    results = BUILT.search(" ".join(words[start : start + 6]))
    assert quotation in [match.quotation for match in results.matches]
