"""Opposites and alternatives exclude each other, and nothing itself."""

from __future__ import annotations

import pytest

from retrieval.english.opposites import Table, alternatives, opposites, refusals
from retrieval.english.terms import stem


@pytest.mark.parametrize("table", [opposites(), alternatives()], ids=["opposites", "alternatives"])
def test_both_exclude_each_other(table: Table) -> None:
    for phrase, others in table.items():
        assert phrase not in others
        assert all(phrase in table[other] for other in others)


def test_forms_are_found_by_their_stems() -> None:
    assert stem("accepted") in opposites()[stem("refused")]
    assert stem("daughters") in alternatives()[stem("son")]
    assert stem("texas") in alternatives()[stem("alabama")]
    assert stem("mom") not in alternatives()[stem("mother")]
    assert stem("cancelled") in refusals()
