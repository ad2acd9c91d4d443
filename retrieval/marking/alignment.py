"""Reader questions -> which clause of its passage each word of a question points to.

A reader question belongs to a passage, not to a clause; but the words it shares with the passage give the clause away.
Averaged over a passage's reader questions, this shows what the other words point to: "broke" to the clause about
bankruptcy, "marriage" to the one about a divorce. This is IBM's alignment Model 1 (Brown et al., "The Mathematics of
Statistical Machine Translation", 1993) with clauses for target words: two rounds of estimation, starting from the
shared words.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.kept.arrays import Array, Arrays, under, within
from retrieval.kept.postings import TermTable
from retrieval.kept.term_numbers import UNKNOWN
from retrieval.marking.cut_passages import PassageCutter
from retrieval.marking.question_words import QuestionWords, in_order
from retrieval.questions.reading import ReadText

Column = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
ROUNDS = 2
PRIOR = 1.0
"""Weight of the uniform prior over a passage's clauses, in questions: a single question proves little."""
_SHARPNESS = 6.0
_LEARNED = 2.0
"""Weight of the learned lifts, next to that of the shared words."""


def asked_words(text: ReadText) -> list[str]:
    """Return the content terms and the vocabulary concepts of a question, each once."""
    return list(dict.fromkeys([*text.content_terms, *text.concepts]))


@dataclass(frozen=True, slots=True)
class AskedWords:
    """The words of a question by their numbers, the idf of each, and the sum of these."""

    numbers: Sequence[int]
    idfs: Sequence[float]
    total: float


@dataclass(frozen=True, eq=False)
class WordAlignment:
    """For every word of a passage's reader questions, which of its clauses the word points to. Flat arrays.

    `idf`: of each word of `table`, among all reader questions. The words of passage p are those from `starts[p]` to
    `starts[p + 1]` of `words`, numbers in the table, rising; for each of them `lifts` has a value a clause, from
    `lift_starts[p]` on. Passages with a single clause have none.
    """

    table: TermTable
    idf: npt.NDArray[np.float64]
    starts: npt.NDArray[np.int64]
    words: npt.NDArray[np.int32]
    lift_starts: npt.NDArray[np.int64]
    lifts: npt.NDArray[np.float64]

    @classmethod
    def build(cls, questions: Mapping[int, Sequence[ReadText]], cutter: PassageCutter) -> WordAlignment:
        """Learn from the reader questions of each passage, by row."""
        asked = {row: [asked_words(text) for text in texts] for row, texts in questions.items()}
        frequency = Counter(word for texts in asked.values() for words in texts for word in words)
        count = sum(len(texts) for texts in asked.values())
        idf = np.array([math.log(1 + count / (1 + found)) for found in frequency.values()])
        number = {word: at for at, word in enumerate(frequency)}
        sizes = np.zeros((2, cutter.corpus.size + 1), dtype=np.int64)
        words: list[Places] = []
        lifts: list[Column] = []
        for cut in cutter.cut_all(sorted(asked)):
            row = cut.passage.row
            if len(cut.clauses) < 2 or not asked[row]:
                continue
            indexes = cutter.corpus.indexes
            shared = np.array([QuestionWords(text, indexes).overlap(cut) for text in questions[row]])
            pairs = [(question, number[word]) for question, its in enumerate(asked[row]) for word in its]
            questions_of, of_words = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
            own, of_own = np.unique(of_words, return_inverse=True)
            words.append(own)
            lifts.append(_learn(questions_of, of_own, idf[own], shared).ravel())
            sizes[:, row + 1] = len(own), len(own) * len(cut.clauses)
        starts, lift_starts = sizes.cumsum(axis=1)
        return cls(
            TermTable.of(frequency),
            idf,
            starts,
            np.concatenate([np.zeros(0, dtype=np.int32), *words]).astype(np.int32),
            lift_starts,
            np.concatenate([np.zeros(0), *lifts]),
        )

    def asked(self, text: ReadText) -> AskedWords:
        """Return the words of a question that some reader question has."""
        numbers = [number for word in asked_words(text) if (number := self.table.numbers.find(word)) != UNKNOWN]
        idfs = [self._idfs[number] for number in numbers]
        return AskedWords(numbers, idfs, in_order(idfs))

    def pointed(self, asked: AskedWords, row: int) -> list[float]:
        """Return the learned score of each clause of a passage for a question, minus their mean.

        At most 1 - 1 / clauses; words that no reader question of the passage uses count 0. Empty where there are none.
        Not with numpy: a question has some five words there, a passage some five clauses.
        """
        begin, end = self._starts[row], self._starts[row + 1]
        if begin == end:
            return []
        first = self._lift_starts[row]
        count = (self._lift_starts[row + 1] - first) // (end - begin)
        sums: list[float] = []
        for number, idf in zip(asked.numbers, asked.idfs, strict=True):
            place = bisect_left(self._words, number, begin, end)
            if place < end and self._words[place] == number:
                at = first + (place - begin) * count
                lifts = self._lifts[at : at + count]
                sums = [total + idf * lift for total, lift in zip(sums or [0.0] * count, lifts, strict=True)]
        return [each / asked.total for each in sums]

    def learned(self, row: int) -> bool:
        """Tell whether anything was learned of a passage."""
        return bool(self._starts[row] < self._starts[row + 1])

    @cached_property
    def _idfs(self) -> memoryview:
        return self.idf.data  # an element of it is a Python number, without what numpy makes around it

    @cached_property
    def _starts(self) -> memoryview:
        return self.starts.data

    @cached_property
    def _words(self) -> memoryview:
        return self.words.data

    @cached_property
    def _lift_starts(self) -> memoryview:
        return self.lift_starts.data

    @cached_property
    def _lifts(self) -> memoryview:
        return self.lifts.data

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        return {
            **under("table", self.table.pack()),
            "idf": self.idf,
            "starts": self.starts,
            "words": self.words,
            "lift_starts": self.lift_starts,
            "lifts": self.lifts,
        }

    @classmethod
    def unpack(cls, arrays: Arrays) -> WordAlignment:
        """Make the alignment of kept arrays."""
        return cls(
            TermTable.unpack(within("table", arrays)),
            arrays["idf"].view(np.float64),
            arrays["starts"].view(np.int64),
            arrays["words"].view(np.int32),
            arrays["lift_starts"].view(np.int64),
            arrays["lifts"].view(np.float64),
        )


def _learn(questions: Places, words: Places, idf: Column, shared: Column) -> Column:
    """Return for each word of a passage's questions every clause's probability, minus its mean over all words.

    Word `words[n]` stands in question `questions[n]`; `idf` is by word, `shared` by question and clause.
    """
    count = shared.shape[1]
    belief = _softmax(_SHARPNESS * shared)
    frequency = np.bincount(words, minlength=len(idf))[:, None]
    asked = np.zeros(len(shared))
    np.add.at(asked, questions, idf[words])
    asked[asked == 0] = 1
    table = np.zeros((len(idf), count))
    for _ in range(ROUNDS):
        totals = np.full((len(idf), count), PRIOR / count)
        np.add.at(totals, words, belief[questions])
        chance = totals / (frequency + PRIOR)
        table = chance - chance.sum(axis=0) / max(1, len(idf))
        lifts = np.zeros_like(shared)
        np.add.at(lifts, questions, idf[words, None] * table[words])
        belief = _softmax(_SHARPNESS * (shared + _LEARNED * (lifts / asked[:, None])))
    return table


def _softmax(logits: Column) -> Column:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    normal: Column = powers / powers.sum(axis=1, keepdims=True)
    return normal
