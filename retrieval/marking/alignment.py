"""Reader questions -> which part of its passage each asked word points to.

A reader question is tied to a passage, not to a place in it; where its words also stand in the passage they give
the place away. Averaged over the reader questions of a passage this tells what the other words point to: "broke"
to the clause about bankruptcy, "marriage" to the one about a divorce. It is the alignment of IBM's Model 1 (Brown
et al. 1993) with parts of a passage for target words: two rounds of estimating, beginning with the shared words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from retrieval.questions.reading import Reading

Column = npt.NDArray[np.float64]
ROUNDS = 2
PRIOR = 1.0
"""How many questions' weight the even chance of all parts has: one question alone proves little."""
_SHARPNESS = 6.0
_LEARNED = 2.0
"""What the words' own lifts count beside the shared words."""


def asked_words(reading: Reading) -> list[str]:
    """Return what a question's words are known by here: terms, and the concepts of the vocabulary."""
    return list(dict.fromkeys([*reading.content_terms, *reading.concepts]))


class Pointers:
    """What asked words point to, among all parts of a story. `overlap`: each part's share of a question's words."""

    def __init__(
        self,
        questions: Mapping[int, Sequence[Reading]],
        parts_of: Mapping[int, range],
        overlap: Callable[[Reading], Column],
        size: int,
    ) -> None:
        self.size = size
        frequency = Counter(word for readings in questions.values() for each in readings for word in asked_words(each))
        count = sum(len(readings) for readings in questions.values())
        self._idf = {word: math.log(1 + count / (1 + found)) for word, found in frequency.items()}
        self._found: dict[str, tuple[npt.NDArray[np.intp], Column]] = {}
        rows: dict[str, list[npt.NDArray[np.intp]]] = {}
        values: dict[str, list[Column]] = {}
        for row, readings in questions.items():
            parts = parts_of.get(row, range(0))
            if len(parts) < 2 or not readings:
                continue
            asked = [asked_words(reading) for reading in readings]
            shared = np.stack([overlap(reading)[parts.start : parts.stop] for reading in readings])
            places = np.arange(parts.start, parts.stop)
            for word, lift in _learn(asked, shared, self._idf).items():
                rows.setdefault(word, []).append(places)
                values.setdefault(word, []).append(lift)
        for word, found in rows.items():
            self._found[word] = (np.concatenate(found), np.concatenate(values[word]))

    def of(self, reading: Reading) -> Column:
        """Return how much likelier each part is, by the question's words, than all parts of its passage on average.

        A share of 1 that all words agree upon would be 1 - 1 / parts; words that no reader used say nothing.
        """
        found = np.zeros(self.size)
        total = 0.0
        for word in asked_words(reading):
            idf = self._idf.get(word, 0.0)
            total += idf
            places = self._found.get(word)
            if places is not None:
                found[places[0]] += idf * places[1]
        return found / total if total else found


def _learn(asked: Sequence[Sequence[str]], shared: Column, idf: Mapping[str, float]) -> dict[str, Column]:
    """Return for each word of a passage's questions each part's chance, less its chance for any word."""
    count = shared.shape[1]
    belief = _softmax(_SHARPNESS * shared)
    frequency = Counter(word for words in asked for word in words)
    table: dict[str, Column] = {}
    for _ in range(ROUNDS):
        totals = {word: np.full(count, PRIOR / count) for word in frequency}
        for words, chances in zip(asked, belief, strict=True):
            for word in words:
                totals[word] += chances
        chance = {word: total / (frequency[word] + PRIOR) for word, total in totals.items()}
        usual = sum(chance.values(), np.zeros(count)) / max(1, len(chance))
        table = {word: own - usual for word, own in chance.items()}
        lifts = [
            sum((idf[word] * table[word] for word in words), np.zeros(count)) / (sum(idf[word] for word in words) or 1)
            for words in asked
        ]
        belief = _softmax(_SHARPNESS * (shared + _LEARNED * np.stack(lifts)))
    return table


def _softmax(logits: Column) -> Column:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    normal: Column = powers / powers.sum(axis=1, keepdims=True)
    return normal
