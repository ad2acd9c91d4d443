"""The stemmer is the package's own, and comes alone."""

from __future__ import annotations

import subprocess
import sys

import snowballstemmer  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from retrieval.english.frequency import zipf_frequencies
from retrieval.english.snowball import new_stemmer

PACKAGE, OURS = snowballstemmer.stemmer("english"), new_stemmer()


def test_common_words_have_the_stems_that_the_package_gives() -> None:
    words = list(zipf_frequencies())
    assert [OURS.stemWord(word) for word in words] == [PACKAGE.stemWord(word) for word in words]


@given(st.text(st.characters(categories=["Ll"]), min_size=1, max_size=40))
def test_any_letters_have_the_stem_that_the_package_gives(word: str) -> None:
    assert OURS.stemWord(word) == PACKAGE.stemWord(word)


def test_other_languages_are_not_imported() -> None:
    code = "import sys, retrieval; print(*sorted(name for name in sys.modules if 'stemmer' in name))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert found.split() == [f"retrieval.english.snowball.{name}" for name in ("basestemmer", "english_stemmer")]
