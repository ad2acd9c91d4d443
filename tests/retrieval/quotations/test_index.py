"""What joins the quotations of a story, which of them say most, and what is gone with the story."""

from __future__ import annotations

import gc
import weakref

import pytest

from retrieval import Story
from retrieval.quotations.index import QuotationIndex
from retrieval.quotations.quotation import QuotationKind

KIM, ALICE = "Kim Kardashian West", "Alice Marie Johnson"


@pytest.fixture(scope="module")
def quotations() -> QuotationIndex:
    return Story.load().quotations


def test_what_a_speaker_said(quotations: QuotationIndex) -> None:
    counts = {name: len(quotations.store.by_speaker(name)) for name in (KIM, ALICE, "Donald Trump", "Nobody")}
    assert counts == {KIM: 26, ALICE: 17, "Donald Trump": 1, "Nobody": 0}


def test_the_parts_of_an_utterance_and_what_stands_inside(quotations: QuotationIndex) -> None:
    store = quotations.store
    (inner,) = [q for q in quotations.all if q.kind is QuotationKind.NESTED and q.text.startswith("Look")]
    assert inner.nested_in is not None
    outer = store.get(inner.nested_in)
    assert outer is not None
    assert store.inside(outer) == (inner,)
    assert [part.text[:6] for part in store.parts(outer)] == ["For me", "I’ve al"[:6]]
    assert store.parts(inner) == (inner,)
    assert outer in store.in_paragraph(outer.article, outer.paragraph)
    assert store.get("nothing") is None


def test_the_same_words_elsewhere(quotations: QuotationIndex) -> None:
    (dance,) = quotations.search("pentecostal", article="003_7544e19da446d4cf.txt").matches
    assert [other.article[:3] for other in quotations.store.also_in(dance.quotation)] == ["004"]


def test_the_most_significant_words_of_a_person_are_three_different_ones(quotations: QuotationIndex) -> None:
    found = quotations.statistics.most_significant(KIM)
    assert len({quotations.store.wordings_of(quotation) for quotation in found}) == 3
    assert found[0].text.startswith("I was working on this before.")


def test_a_story_that_is_let_go_leaves_nothing_in_memory() -> None:
    story = Story.load()
    quotations = story.quotations
    quotations.people_called("kim")
    quotations.complete("thank")
    quotations.said_by(quotations.spoken[0])
    assert quotations.keys.quotation(quotations.keys.key(quotations.spoken[0])) == quotations.spoken[0]
    gone = [weakref.ref(each) for each in (story, quotations, story.people)]
    del story, quotations
    gc.collect()
    assert [reference() for reference in gone] == [None, None, None]
