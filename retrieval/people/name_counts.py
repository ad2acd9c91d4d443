"""Paragraphs -> how often each name candidate stands in them, with what evidence; those of articles add up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import numpy as np

from retrieval.kept.arrays import Array, Arrays, Strings, under, within
from retrieval.people.name_candidates import find_runs, is_title_case

_HANDLE: Final = re.compile(r"(?<!\w)@(\w{3,30})")


@dataclass(slots=True)
class Candidate:
    """Words that may be a name: how often they stand, and what the words beside them say, all added up."""

    words: tuple[str, ...]
    count: int = 0
    evidence: float = 0.0
    titles: Counter[str] = field(default_factory=Counter)

    def add(self, count: int, evidence: float, titles: Iterable[tuple[str, int]]) -> None:
        """Count more of the same words."""
        self.count += count
        self.evidence += evidence  # multiples of 0.5, so that the order in which they are added does not matter
        for title, times in titles:
            self.titles[title] += times


class NameCounts:
    """The name candidates of some paragraphs, and the handles ("@kim") in them, in the order they are met."""

    def __init__(self) -> None:
        self.candidates: dict[tuple[str, ...], Candidate] = {}
        self.handles: dict[str, None] = {}

    def read(self, paragraph: str) -> None:
        """Count the candidates of a paragraph; where nearly every word is capitalised there are none."""
        self.handles.update(dict.fromkeys(_HANDLE.findall(paragraph)))
        if not is_title_case(paragraph):
            for run in find_runs(paragraph):
                self._candidate(run.words).add(1, run.evidence, ((title, 1) for title in run.titles))

    def _candidate(self, words: tuple[str, ...]) -> Candidate:
        return self.candidates.setdefault(words, Candidate(words))

    def pack(self) -> dict[str, Array]:
        """Return what was counted: of each candidate how many words and titles there are, and all of them in a row."""
        all_of_them = self.candidates.values()
        texts = [text for each in all_of_them for text in (*each.words, *each.titles)]
        shapes = [(len(each.words), len(each.titles)) for each in all_of_them]
        return {
            **under("texts", Strings.of(texts).pack()),
            **under("handles", Strings.of(self.handles).pack()),
            "shapes": np.array(shapes, dtype=np.int32).reshape(-1),
            "counts": np.array(
                [count for each in all_of_them for count in (each.count, *each.titles.values())], dtype=np.int32
            ),
            "evidence": np.array([each.evidence for each in all_of_them], dtype=np.float64),
        }

    def add(self, arrays: Arrays) -> None:
        """Add what was counted and packed of paragraphs that follow these."""
        texts, counts = iter(Strings.unpack(within("texts", arrays))), iter(arrays["counts"].tolist())
        shapes = arrays["shapes"].reshape(-1, 2).tolist()
        for (words, titles), evidence in zip(shapes, arrays["evidence"].tolist(), strict=True):
            candidate = self._candidate(tuple(islice(texts, words)))
            candidate.add(next(counts), evidence, zip(islice(texts, titles), islice(counts, titles), strict=True))
        self.handles.update(dict.fromkeys(Strings.unpack(within("handles", arrays))))
