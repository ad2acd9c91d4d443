"""Passages that say the same thing in several articles, so that one answer names them all instead of repeating."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from retrieval.evidence import Sentence

SAME_FROM = 0.6
"""Two sentences say the same when the smaller one's words, weighted by idf, are in the other to this share."""
MIN_TERMS = 4
"""A sentence of fewer different words says too little to be called the same."""


class Repeats:
    """For every sentence of a story the passages of other paragraphs that have a sentence saying the same."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        bags = [frozenset(sentence.reading.content_terms) for sentence in sentences]
        frequency = Counter(term for bag in bags for term in bag)
        idf = {term: math.log(1 + len(bags) / count) for term, count in frequency.items()}
        mass = [sum(idf[term] for term in bag) for bag in bags]
        holding: dict[str, list[int]] = {}
        for number, bag in enumerate(bags):
            for term in bag:
                holding.setdefault(term, []).append(number)
        self._same: list[tuple[int, ...]] = []
        for number, bag in enumerate(bags):
            shared: Counter[int] = Counter()
            if len(bag) >= MIN_TERMS:
                for term in bag:
                    if len(holding[term]) <= max(8, len(bags) // 3):
                        for other in holding[term]:
                            shared[other] += idf[term]  # type: ignore[assignment]
            same: dict[int, float] = {}
            row = sentences[number].row
            for other, weight in shared.items():
                if sentences[other].row == row or len(bags[other]) < MIN_TERMS:
                    continue
                share = weight / min(mass[number], mass[other])
                if share >= SAME_FROM:
                    same[sentences[other].row] = max(share, same.get(sentences[other].row, 0.0))
            self._same.append(tuple(sorted(same, key=lambda found: (-same[found], found))))

    def of(self, sentence: int) -> tuple[int, ...]:
        """Return the rows of the passages that say what a sentence says, nearest first; -1 is no sentence."""
        return self._same[sentence] if sentence >= 0 else ()
