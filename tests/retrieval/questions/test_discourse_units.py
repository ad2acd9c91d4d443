"""Where a message may be cut, and that nothing of it is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.questions.discourse_units import discourse_units, may_be_subject
from retrieval.questions.markup import LineKind, read_lines


def units(message: str) -> list[str]:
    return [unit.text for unit in discourse_units(read_lines(message))]


@pytest.mark.parametrize(
    ("message", "cut"),
    [
        ("how old is alice and how old is kim", ["how old is alice", "and how old is kim"]),
        ("anyway question for the bot when did kim go", ["anyway question for the bot", "when did kim go"]),
        ("hi bot how old is kim thx", ["hi bot", "how old is kim", "thx"]),
        ("what did ivanka say i hope it was makeup", ["what did ivanka say", "i hope it was makeup"]),
        ("my buddy says kim has 4 kids", ["my buddy says", "kim has 4 kids"]),
        ("i want to know did she have kids", ["i want to know", "did she have kids"]),
        ("can you tell me if she cried", ["can you tell me", "if she cried"]),
        ("asked whom? and by whom", ["asked", "whom?", "and by whom"]),
        ("who are kim and alice", ["who are kim and alice"]),
        ("what did kim and trump talk about", ["what did kim and trump talk about"]),
        ("when did she cry and scream", ["when did she cry and scream"]),
        ("kim was fined and is in jail", ["kim was fined and is in jail"]),
        ("is a simple ty enough for alice", ["is a simple ty enough for alice"]),
    ],
)
def test_a_message_is_cut_where_a_question_or_chatter_begins(message: str, cut: list[str]) -> None:
    assert units(message) == cut


def test_a_sentence_ends_after_a_question_mark_whatever_follows() -> None:
    found = discourse_units(read_lines("Where was Johnson? please, sorry for my english"))
    assert [unit.sentence for unit in found][:2] == [0, 1]


def test_words_are_those_that_were_meant() -> None:
    (unit,) = discourse_units(read_lines("whyd kim talk 2 him"))
    assert unit.words[:3] == ["why", "did", "kim"]


def test_what_is_quoted_has_no_units() -> None:
    assert units("> who was it\nkim?") == ["kim?"]


@given(st.text())
def test_every_word_that_is_said_is_in_one_unit(text: str) -> None:
    lines = read_lines(text)
    found = discourse_units(lines)
    for line in lines:
        own = [unit for unit in found if unit.line is line]
        if line.kind is LineKind.QUOTED:
            assert not own
            continue
        tokens = [token for unit in own for token in unit.tokens]
        assert all(first.end <= second.start for first, second in pairwise(tokens))
        assert all(unit.start <= token.start < token.end <= unit.end for unit in own for token in unit.tokens)
        if own:
            covered = {at for token in tokens for at in range(token.start, token.end)}
            letters = {at for at, character in enumerate(line.text) if character.isalnum()}
            assert letters <= covered


@pytest.mark.parametrize("word", ["thanksgiving", "fred", "emily", "mohammed", "italy", "king", "spring"])
def test_an_ending_that_no_word_stands_before_is_part_of_a_name_or_noun(word: str) -> None:
    assert may_be_subject(word, "was")


@pytest.mark.parametrize("word", ["running", "loved", "stopped", "married", "happily", "in"])
def test_a_participle_or_an_adverb_is_no_subject(word: str) -> None:
    assert not may_be_subject(word, "was")
