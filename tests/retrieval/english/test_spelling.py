"""Slips are forgiven; a word that the story knows is never replaced."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from retrieval import Story
from retrieval.english.spelling import Speller, general_words
from retrieval.english.terms import words

STORY_WORDS = {"kardashian": 30, "clemency": 5, "prison": 4, "ivanka": 3, "president": 9, "alice": 20, "kim": 40}
SPELLER = Speller.of(STORY_WORDS, {"mission", "pardon"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kardashan", "kardashian"),
        ("kardasian", "kardashian"),
        ("clemancy", "clemency"),
        ("ivonka", "ivanka"),
        ("prisson", "prison"),
        ("presidnet", "president"),
        ("alcie", "alice"),
    ],
)
def test_a_slip_is_corrected(typed: str, meant: str) -> None:
    assert SPELLER.correct(typed) == meant


@pytest.mark.parametrize(
    "word", [*STORY_WORDS, "prisons", "mission", "missions", "kin", "a", "", "1996", "x" * 31, "zebra"]
)
def test_a_known_a_short_and_a_far_word_stay(word: str) -> None:
    assert SPELLER.correct(word) is None


def test_general_english_is_no_slip() -> None:
    assert {"murder", "hospital", "the"} <= general_words()
    assert Speller.of({"murdoch": 3}, general_words()).correct("murder") is None


@given(st.text(alphabet="abcdehiklmnoprstvy", max_size=14))
def test_a_correction_is_a_word_of_the_story_and_near(typed: str) -> None:
    corrected = SPELLER.correct(typed)
    if corrected is not None:
        assert not SPELLER.knows(typed)
        assert corrected in STORY_WORDS
        assert OSA.distance(typed, corrected) <= (1 if len(typed) < 8 else 2)


@given(st.sampled_from(sorted(STORY_WORDS)), st.integers(0, 20))
def test_of_two_equally_near_the_more_frequent_is_taken(word: str, count: int) -> None:
    one, other = f"{word}xa", f"{word}xb"
    speller = Speller.of({one: count + 1, other: count})
    assert speller.correct(f"{word}xc") == one


def test_no_word_of_the_story_is_ever_replaced(story: Story) -> None:
    for article in story.articles:
        for word in words(article.text):
            assert story.reader.speller.correct(word.folded) is None


def test_no_word_of_a_passage_changes_when_it_is_asked(story: Story) -> None:
    for passage in story.passages:
        typed = story.reader.normalize(passage.text)
        spelled = {word.folded for word in words(passage.text)}
        replaced = spelled - {word.folded for word in words(typed)}
        known_chat = {word for word in replaced if story.reader.speller.knows(word)}
        assert replaced == known_chat, passage.text
