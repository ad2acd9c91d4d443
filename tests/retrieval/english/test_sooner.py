"""What is told sooner is told the same: kinds of answer by letters that they need, words without their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.english.answer_kinds import AnswerKind, held_kinds, held_spans
from retrieval.english.terms import looked_up, words

_PIECES = (
    "aged five|in her early thirties|a million dollars|£5|six feet|once|every day|three years ago|for an hour|since"
    "|a life sentence|in prison for life|he said|“|in March|on Monday|last summer|this morning|tomorrow|yesterday|12"
    "|twenty|one|first|, 37,|percent|a third|today|May|Sept|the|centuries|according to|many times".split("|")
)
_SENTENCES = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=4)), max_size=6).map(" ".join)


@given(_SENTENCES)
def test_a_kind_is_held_where_it_has_a_span(sentence: str) -> None:
    assert held_kinds(sentence) == {kind for kind in AnswerKind if held_spans(sentence, kind)}


@pytest.mark.parametrize("piece", _PIECES)
def test_each_piece_alone_holds_what_it_has_a_span_of(piece: str) -> None:
    assert held_kinds(piece) == {kind for kind in AnswerKind if held_spans(piece, kind)}


@given(_SENTENCES)
def test_words_are_looked_up_as_where_they_stand(sentence: str) -> None:
    found = words(sentence)
    assert looked_up(sentence) == [word.folded for word in found]
    assert [word.start for word in found] == sorted({word.start for word in found})
    assert all(sentence[word.start : word.end].strip() for word in found)
