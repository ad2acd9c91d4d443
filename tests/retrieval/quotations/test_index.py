"""What joins the quotations of a story, which of them say most, and what is gone with the story."""

from __future__ import annotations

import gc
import weakref

import pytest

from retrieval import Story
from retrieval.people.people import People
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


def test_quotations_are_the_same_when_they_have_been_kept(quotations: QuotationIndex) -> None:
    kept = QuotationIndex.unpack(quotations.pack(), People.unpack(quotations.people.pack()))
    assert list(kept.all) == list(quotations.all)
    assert kept.store.wordings == quotations.store.wordings
    assert list(kept.utterances.listed()) == list(quotations.utterances.listed())
    assert list(kept.utterances.counted().items()) == list(quotations.utterances.counted().items())
    assert [kept.keys.key(each) for each in kept.all] == [quotations.keys.key(each) for each in quotations.all]
    assert kept.statistics.most_significant(KIM) == quotations.statistics.most_significant(KIM)


def test_what_is_kept_needs_no_quotation_to_be_found_again(
    quotations: QuotationIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = QuotationIndex.unpack(quotations.pack(), quotations.people)
    for name in ("retrieval.quotations.store.find_wordings", "retrieval.quotations.store.comparable_words"):
        monkeypatch.setattr(name, None)
    assert kept.complete("holy") == quotations.complete("holy")


def test_no_quotations_can_be_kept_and_searched() -> None:
    empty = QuotationIndex.of((), People())
    for index in (empty, QuotationIndex.unpack(empty.pack(), People())):
        assert list(index.search("word").matches) == []
        assert index.complete("word") == index.complete() == ()
        assert list(index.utterances.listed()) == []


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
