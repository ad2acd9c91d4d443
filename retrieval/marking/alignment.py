"""Reader questions -> which clause of its passage each word of a question points to.

A reader question belongs to a passage, not to a clause; but the words it shares with the passage give the clause away.
Averaged over a passage's reader questions, this shows what the other words point to: "broke" to the clause about
bankruptcy, "marriage" to the one about a divorce. This is IBM's alignment Model 1 (Brown et al., "The Mathematics of
Statistical Machine Translation", 1993) with clauses for target words: two rounds of estimation, starting from the
shared words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from retrieval.questions.reading import ReadText

Column = npt.NDArray[np.float64]
ROUNDS = 2
PRIOR = 1.0
"""Weight of the uniform prior over a passage's clauses, in questions: a single question proves little."""
_SHARPNESS = 6.0
_LEARNED = 2.0
"""Weight of the learned lifts, next to that of the shared words."""


def asked_words(text: ReadText) -> list[str]:
    """Return the content terms and the vocabulary concepts of a question, each once."""
    return list(dict.fromkeys([*text.content_terms, *text.concepts]))


class WordAlignment:
    """For every word of the reader questions, which clauses of a story it points to.

    `clauses_of`: the clause numbers of each passage; `overlap`: the share of a question's words that each clause has.
    """

    def __init__(
        self,
        questions: Mapping[int, Sequence[ReadText]],
        clauses_of: Mapping[int, range],
        overlap: Callable[[ReadText], Column],
        size: int,
    ) -> None:
        self.size = size
        frequency = Counter(word for texts in questions.values() for each in texts for word in asked_words(each))
        count = sum(len(texts) for texts in questions.values())
        self._idf = {word: math.log(1 + count / (1 + found)) for word, found in frequency.items()}
        self._found: dict[str, tuple[npt.NDArray[np.intp], Column]] = {}
        rows: dict[str, list[npt.NDArray[np.intp]]] = {}
        values: dict[str, list[Column]] = {}
        for row, texts in questions.items():
            clauses = clauses_of.get(row, range(0))
            if len(clauses) < 2 or not texts:
                continue
            asked = [asked_words(text) for text in texts]
            shared = np.stack([overlap(text)[clauses.start : clauses.stop] for text in texts])
            places = np.arange(clauses.start, clauses.stop)
            for word, lift in _learn(asked, shared, self._idf).items():
                rows.setdefault(word, []).append(places)
                values.setdefault(word, []).append(lift)
        for word, found in rows.items():
            self._found[word] = (np.concatenate(found), np.concatenate(values[word]))

    def of(self, text: ReadText) -> Column:
        """Return each clause's learned score for the question's words, minus its passage's mean: shape (clauses,).

        At most 1 - 1 / (clauses of the passage); words that no reader question uses count 0.
        """
        found = np.zeros(self.size)
        total = 0.0
        for word in asked_words(text):
            idf = self._idf.get(word, 0.0)
            total += idf
            places = self._found.get(word)
            if places is not None:
                found[places[0]] += idf * places[1]
        return found / total if total else found


def _learn(asked: Sequence[Sequence[str]], shared: Column, idf: Mapping[str, float]) -> dict[str, Column]:
    """Return for each word of a passage's questions every clause's probability, minus its mean over all words."""
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
