"""One list of abbreviations, by what follows them."""

from __future__ import annotations

import pytest

from retrieval.english.abbreviations import Abbreviation, abbreviation, abbreviations, listed, word_before_stop


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Mr", Abbreviation.TITLE),
        ("MRS", Abbreviation.TITLE),
        ("gen", None),
        ("Mass", Abbreviation.OTHER),
        ("mass", None),
        ("No", Abbreviation.NUMBERED),
        ("vs", Abbreviation.INNER),
        ("VS", Abbreviation.INNER),
        ("P.M", Abbreviation.ENDS),
        ("U.S", Abbreviation.OTHER),
        ("É", Abbreviation.INITIAL),
        ("P", Abbreviation.INITIAL),
        ("p", Abbreviation.NUMBERED),
        ("cat", None),
        ("", None),
    ],
)
def test_what_kind_of_abbreviation_a_word_is(word: str, kind: Abbreviation | None) -> None:
    assert abbreviation(word) is kind


def test_the_word_before_a_stop() -> None:
    text = "In the U.S. and St. Louis. (x)."
    assert [word_before_stop(text, at) for at, mark in enumerate(text) if mark == "."] == [
        "U",
        "U.S",
        "St",
        "Louis",
        "",
    ]


def test_every_heading_of_the_file_is_used_and_no_word_stands_under_two() -> None:
    kinds = set(abbreviations().values())
    assert kinds == set(Abbreviation) - {Abbreviation.INITIAL}
    words = [word for kind in kinds for word in listed(kind)]
    assert len(words) == len({word.lower() for word in words})
