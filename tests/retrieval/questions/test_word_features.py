"""The words of a unit, and those around it, as features."""

from __future__ import annotations

from retrieval.questions.acts.placed_unit import placed_units
from retrieval.questions.acts.word_features import words_around
from retrieval.questions.discourse_units import discourse_units
from retrieval.questions.markup import read_lines


def test_a_unit_has_its_words_and_sees_those_beside_it() -> None:
    first, second = words_around(placed_units(discourse_units(read_lines("ok then. who saw Beasley"))))
    assert {"before: ^", "first: ok", "last: then", "ok then", "after: who"} <= first
    assert {"before: then", "two before: ok then", "before, first: then who", "last: @", "saw @", "after: $"} <= second
    assert not any("beasley" in feature for feature in second), "a rare word is what is asked about"


def test_nothing_has_none() -> None:
    assert words_around([]) == []
