"""A term is found by its hash as it would be in a dictionary, and no other is taken for it."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.kept import term_numbers
from retrieval.kept.arrays import Strings
from retrieval.kept.postings import TermTable

TERMS = st.lists(st.text(st.characters(), max_size=4) | st.sampled_from(("\ud800", "a", "b", "")), unique=True)


@given(TERMS, st.lists(st.text(max_size=3)))
def test_a_table_is_a_dictionary(terms: list[str], others: list[str]) -> None:
    expected = {term: number for number, term in enumerate(terms)}
    table = TermTable.of(terms)
    for each in (table, TermTable.unpack(table.pack())):
        assert dict(each.numbers) == expected
        assert list(each.numbers) == terms
        for term in [*terms, *others, *others]:
            assert each.numbers.get(term) == expected.get(term)
            assert (term in each.numbers) == (term in expected)


def test_terms_of_one_hash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zlib, "crc32", lambda _: 7)
    numbers = TermTable.of(["one", "two", "three"]).numbers
    assert [numbers.get(term) for term in ("three", "one", "two", "four")] == [2, 0, 1, None]


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(term_numbers, "_REMEMBERED", 3)
    numbers = TermTable.of("abc").numbers
    assert isinstance(numbers, term_numbers.TermNumbers)
    for term in "abcdefgabc" * 3:
        assert numbers.get(term) == {"a": 0, "b": 1, "c": 2}.get(term)
        assert len(numbers._remembered) <= 3


@given(st.lists(st.text(st.characters() | st.just("\ud800"), max_size=5)))
def test_texts_come_back_whole(texts: list[str]) -> None:
    strings = Strings.of(texts)
    assert list(strings) == texts
    assert [strings[number] for number in range(len(texts))] == texts
    assert [bytes(strings.encoded_at(number)) for number in range(len(texts))] == list(strings.encoded())
