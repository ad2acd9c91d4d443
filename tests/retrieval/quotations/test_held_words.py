"""The quotations that hold most are those of the full sums."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.quotations import held_words
from retrieval.quotations.groups import Numbers
from retrieval.quotations.held_words import HeldWord, Marks, most_held, reaching

SIZE = 24
WORDS = st.lists(st.sets(st.integers(0, SIZE - 1), min_size=1), min_size=1, max_size=5)
SOUGHT = st.lists(st.dictionaries(st.integers(0, 4), st.integers(1, 9), min_size=1, max_size=3), min_size=1, max_size=4)
ALLOWED = st.sets(st.integers(0, SIZE - 1))


@dataclass(frozen=True)
class Listed:
    words: list[set[int]]

    def rows_of(self, word: int) -> Numbers:
        return np.array(sorted(self.words[word]), dtype=np.int32)

    def marked(self, word: int) -> Marks:
        return np.isin(np.arange(SIZE), sorted(self.words[word]))


def sums(words: list[set[int]], sought: list[dict[int, int]]) -> dict[int, int]:
    """Return what each quotation holds: of each word that is sought, the highest that applies."""
    held = {
        number: sum(max((value for word, value in each.items() if number in words[word]), default=0) for each in sought)
        for number in range(SIZE)
    }
    return {number: value for number, value in held.items() if value}


def looked_for(words: list[set[int]], sought: list[dict[int, int]]) -> list[HeldWord]:
    bearers = Listed(words)
    return [
        HeldWord(sorted(((float(value), word) for word, value in each.items()), reverse=True), bearers)
        for each in sought
    ]


def known(words: list[set[int]], sought: list[dict[int, int]]) -> list[dict[int, int]]:
    """Return what is sought, of the words that there are."""
    return [{word: value for word, value in each.items() if word < len(words)} for each in sought]


@given(WORDS, SOUGHT, ALLOWED, st.integers(0, 30))
def test_what_reaches_so_much_is_found(
    words: list[set[int]], sought: list[dict[int, int]], allowed: set[int], least: int
) -> None:
    sought = known(words, sought)
    found, held = reaching(looked_for(words, sought), np.isin(np.arange(SIZE), sorted(allowed)), float(least))
    expected = {n: value for n, value in sums(words, sought).items() if n in allowed and value >= least}
    assert dict(zip(found.tolist(), held.tolist(), strict=True)) == expected


@given(WORDS, SOUGHT, ALLOWED, st.integers(1, 9))
def test_the_most_are_among_what_is_found(
    words: list[set[int]], sought: list[dict[int, int]], allowed: set[int], count: int
) -> None:
    sought = known(words, sought)
    expected = {n: value for n, value in sums(words, sought).items() if n in allowed}
    best = sorted(expected.values(), reverse=True)[:count]
    for sampled_from in (0, SIZE + 1):
        with pytest.MonkeyPatch.context() as patch:
            for name, number in (("_SAMPLED_FROM", sampled_from), ("_SAMPLED", 2), ("_STRETCHES", 2)):
                patch.setattr(held_words, name, number)
            found, held = most_held(looked_for(words, sought), np.isin(np.arange(SIZE), sorted(allowed)), count)
        assert all(expected[n] == value for n, value in zip(found.tolist(), held.tolist(), strict=True))
        assert sorted(held.tolist(), reverse=True)[:count] == best
        if len(expected) > count:  # of equal ones, all
            assert {n for n, value in expected.items() if value >= best[-1]} <= set(found.tolist())
