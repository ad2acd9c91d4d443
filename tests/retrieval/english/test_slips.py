"""Typing errors in the little words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.english.slips import little_word
from retrieval.english.spelling import general_words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("hwo", "how"), ("wehn", "when"), ("wehre", "where"), ("waas", "was"), ("manyy", "many"), ("wha", "what")],
)
def test_a_slip_is_put_right(typed: str, meant: str) -> None:
    assert little_word(typed) == meant


@pytest.mark.parametrize("typed", ["irs", "kotb", "when", "dose", "ab", "w3n"])
def test_what_may_be_a_word_stays(typed: str) -> None:
    assert little_word(typed) is None


@given(st.sampled_from(sorted(general_words())))
def test_no_word_is_a_slip(word: str) -> None:
    assert little_word(word) is None
