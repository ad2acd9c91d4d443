"""Typing errors against the story's own words and names. A word that the story knows is never replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from retrieval.english.frequency import zipf_frequencies
from retrieval.english.stop_words import STOP_WORDS
from retrieval.english.terms import stem

_ENGLISH = Path(__file__).parent / "data"


@lru_cache(maxsize=1)
def general_words() -> frozenset[str]:
    """Return the folded words of the general English files: none of them is a typing error."""
    known = set(STOP_WORDS) | zipf_frequencies().keys()
    for name in ("related.txt", "asked.txt", "names.txt", "nicknames.txt", "small_talk.txt"):
        known.update(_letters((_ENGLISH / name).read_text(encoding="utf-8")))
    for line in (_ENGLISH / "chat.txt").read_text(encoding="utf-8").splitlines():
        known.update(_letters(line.partition(" = ")[2]))
    return frozenset(known)


def _letters(text: str) -> list[str]:
    """Return the words of one of our own files, folded: plain letters and straight apostrophes."""
    return re.findall(r"[a-z]+", text.lower().replace("'", ""))


class Speller:
    """Corrects folded words to the story's.

    `frequencies`: how often the story has each of its folded words; `known`: words that are no typing errors, and
    `known_stems`: stems whose every form is none.
    """

    def __init__(
        self, frequencies: Mapping[str, int], known: Iterable[str] = (), known_stems: frozenset[str] = frozenset()
    ) -> None:
        self._known_stems = known_stems
        self._frequencies = {word: count for word, count in frequencies.items() if len(word) > 3 and word.isalpha()}
        self._known = frozenset(frequencies) | frozenset(known)
        self._by_length: dict[int, list[str]] = {}
        for word in self._frequencies:
            self._by_length.setdefault(len(word), []).append(word)

    def knows(self, folded: str) -> bool:
        """Whether the word needs no correction: the story or general English has it, or its singular."""
        if folded in self._known or not folded.isalpha():
            return True
        return (folded.endswith("s") and folded[:-1] in self._known) or stem(folded) in self._known_stems

    def correct(self, folded: str) -> str | None:
        """Return the word of the story that was meant, None where none is near enough.

        One slip (a letter more, less, other, or two swapped: optimal string alignment) is forgiven in words of
        four to seven letters, two in longer ones, and the first letter must be right unless the rest is long.
        """
        if len(folded) < 4 or len(folded) > 30 or self.knows(folded):
            return None
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
