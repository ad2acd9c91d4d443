"""What texts say: who does what to whom, what is denied, how many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Story
from retrieval.marking.syntax.question_tree import question_tree
from retrieval.premises.facts import (
    AFFIRMED,
    COUNT,
    DENIED,
    OBJECT,
    PARTY,
    SPEAKER,
    SUBJECT,
    Fact,
    facts,
)
from retrieval.premises.row_facts import RowFacts

KIM, ALICE = "@Kim Kardashian West", "@Alice Marie Johnson"


def said(story: Story, text: str) -> list[Fact]:
    read = story.reader.read_question(text)
    tree = question_tree(read)
    assert tree is not None
    return facts(read.tokens, read.matches, tree)


def people(story: Story, text: str, relation: str) -> set[str]:
    return {fact.other for fact in said(story, text) if fact.relation == relation and fact.other[:1] == "@"}


def stated(story: Story, text: str, relation: str) -> set[str]:
    return {fact.word for fact in said(story, text) if fact.relation == relation}


@pytest.mark.parametrize(
    ("text", "doer", "done_to"),
    [
        ("why did kim thank alice", KIM, ALICE),
        ("why did alice thank kim", ALICE, KIM),
        ("why was alice thanked by kim", KIM, ALICE),
    ],
)
def test_who_does_it_to_whom(story: Story, text: str, doer: str, done_to: str) -> None:
    assert people(story, text, SUBJECT) == {doer}
    assert people(story, text, OBJECT) == {done_to}


def test_it_is_the_same_who_met_whom(story: Story) -> None:
    assert people(story, "when did kim meet alice", PARTY) == {KIM, ALICE}


def test_whoever_says_something_speaks(story: Story) -> None:
    assert people(story, "why did alice say that she knew", SPEAKER) == {ALICE}


@pytest.mark.parametrize(
    ("text", "word", "relation"),
    [
        ("why did alice not believe it", "believ", DENIED),
        ("why did alice believe it", "believ", AFFIRMED),
        ("alice had no idea who she was", "know", DENIED),
        ("why did alice refuse to sing", "sing", DENIED),
        ("there was a total absence of any panic", "panic", DENIED),
        ("kim thinks she was not helped", "think", DENIED),
    ],
)
def test_what_is_denied(story: Story, text: str, word: str, relation: str) -> None:
    assert word in stated(story, text, relation)
    assert word not in stated(story, text, DENIED if relation == AFFIRMED else AFFIRMED)


def test_numbers_count_a_word(story: Story) -> None:
    assert {fact.other for fact in said(story, "who is the mother of 5") if fact.relation == COUNT} == {"5"}


@given(st.text(max_size=200))
def test_any_text_says_something_of_its_words(story: Story, text: str) -> None:
    read = story.reader.read_question(text)
    tree = question_tree(read)
    if tree is not None:
        for fact in facts(read.tokens, read.matches, tree):
            assert 0 <= fact.at < len(read.tokens)
            assert 0 <= fact.head < len(read.tokens)


def test_what_reader_questions_suppose_is_kept_by_row(story: Story) -> None:
    texts = [story.reader.read_question(text) for text in ("why did kim thank alice", "did kim not thank alice")]
    built = RowFacts.build({3: texts})
    word = next(fact.word for fact in said(story, "why did kim thank alice") if fact.relation == OBJECT)
    for each in (built, RowFacts.unpack(built.pack())):
        assert each.of(3)[word, OBJECT] == {ALICE: 2}
        assert (word, DENIED) not in each.of(3)  # whether it was so is what is asked
        assert each.of(4) == {}
