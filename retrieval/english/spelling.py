"""Typing errors against the story's own words and names. A word that the story knows is never replaced."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.english.frequency import zipf_frequencies
from retrieval.english.stop_words import STOP_WORDS
from retrieval.english.terms import stem
from retrieval.kept.arrays import Array, Arrays, Strings, under, within

KNOWN_WORDS_FILE: Final = Path(__file__).parent / "data" / "compiled" / "words.txt"
"""The folded words of the other general English files, compiled (see `knowledge.compile_english`)."""


@lru_cache(maxsize=1)
def general_words() -> frozenset[str]:
    """Return the folded words of the general English files: none of them is a typing error."""
    others = KNOWN_WORDS_FILE.read_text(encoding="utf-8").split()
    return STOP_WORDS.union(zipf_frequencies(), others)


class Speller:
    """Corrects folded words to the story's.

    `words` and `counts`: the story's folded words, each once, and how often it has them; `known`: words that are no
    typing errors; `known_stem` tells of a stem whether no form of it is one.
    """

    def __init__(
        self,
        words: Sequence[str],
        counts: npt.NDArray[np.int64],
        known: Container[str] = (),
        known_stem: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._words = words
        self._counts = counts
        self._known = known
        self._known_stem = known_stem

    @classmethod
    def of(
        cls,
        frequencies: Mapping[str, int],
        known: Container[str] = (),
        known_stem: Callable[[str], bool] = lambda _: False,
    ) -> Speller:
        """Make a speller of words and how often each stands in the story."""
        return cls(tuple(frequencies), np.array(list(frequencies.values()), dtype=np.int64), known, known_stem)

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep: the words and their counts."""
        return {**under("words", Strings.of(self._words).pack()), "counts": self._counts}

    @classmethod
    def unpack(cls, arrays: Arrays, known: Container[str], known_stem: Callable[[str], bool]) -> Speller:
        """Make the speller of kept arrays and what general English knows."""
        return cls(Strings.unpack(within("words", arrays)), arrays["counts"].view(np.int64), known, known_stem)

    @cached_property
    def _frequencies(self) -> dict[str, int]:
        return dict(zip(self._words, self._counts.tolist(), strict=True))

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        """The words that a slip may have come from."""
        found: dict[int, list[str]] = {}
        for word in self._frequencies:
            if len(word) > 3 and word.isalpha():
                found.setdefault(len(word), []).append(word)
        return found

    @cached_property
    def _compounds(self) -> dict[str, list[str]]:
        """The story's compounds with a hyphen, the most frequent first, by the stem that they have as one word."""
        found: dict[str, list[str]] = {}
        compounds = (word for word in self._frequencies if "-" in word)
        for word in sorted(compounds, key=self._frequencies.__getitem__, reverse=True):
            found.setdefault(stem(word.replace("-", "")), []).append(word)
        return found

    def as_compound(self, folded: str) -> str | None:
        """Return a word as the story mostly writes it, where that is with a hyphen: "life-boats" for "lifeboat"."""
        compounds = self._compounds.get(stem(folded))
        return compounds[0] if compounds and self._is_compound(compounds) else None

    def as_one_word(self, first: str, second: str, *, hyphen: bool) -> str | None:
        """Return two words as the story mostly writes them, where that is in one: "lifeboats" for "life-boats".

        Without a hyphen between them they are two words where the story has both.
        """
        joined, has = first + second, self._frequencies
        if joined not in has or not (first.isalpha() and second.isalpha()):
            return None
        if not hyphen and first in has and second in has:
            return None
        compounds = self._compounds.get(stem(joined))
        return None if compounds and self._is_compound(compounds) else joined

    def _is_compound(self, compounds: Sequence[str]) -> bool:
        """Tell whether the story writes a word, in all its forms, more often with a hyphen than without."""
        start, stemmed = compounds[0].partition("-")[0], stem(compounds[0].replace("-", ""))
        counts = self._frequencies
        as_one = (count for word, count in counts.items() if word.startswith(start) and stem(word) == stemmed)
        return sum(as_one) < sum(map(counts.__getitem__, compounds))

    def knows(self, folded: str) -> bool:
        """Whether the word needs no correction: the story or general English has it, or its singular."""
        if not folded.isalpha() or self._has(folded) or (folded.endswith("s") and self._has(folded[:-1])):
            return True
        return self._known_stem(stem(folded))

    def _has(self, folded: str) -> bool:
        return folded in self._known or folded in self._frequencies

    def correct(self, folded: str) -> str | None:
        """Return the word of the story that was meant, None where none is near enough.

        One slip (a letter more, less, other, or two swapped: optimal string alignment) is forgiven in words of
        four to seven letters, two in longer ones, and the first letter must be right unless the rest is long.
        """
        if len(folded) < 4 or len(folded) > 30 or self.knows(folded):
            return None
        from rapidfuzz import process  # noqa: PLC0415  # most questions hold no slip
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        slips = 1 if len(folded) < 8 else 2
        candidates = [
            word
            for length in range(len(folded) - slips, len(folded) + slips + 1)
            for word in self._by_length.get(length, ())
        ]
        near = process.extract(folded, candidates, scorer=OSA.distance, score_cutoff=slips, limit=8)
        fitting = [
            (distance, -self._frequencies[word], word)
            for word, distance, _ in near
            if word[0] == folded[0] or len(folded) > 5
        ]
        return min(fitting)[2] if fitting else None
