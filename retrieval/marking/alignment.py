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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.kept.arrays import Array, Arrays, under, within
from retrieval.kept.postings import TermTable
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

    def pointed(self, text: ReadText, rows: Sequence[int]) -> dict[int, list[float]]:
        """Return, by row, the learned score of each clause of passages for a question, minus their mean.

        At most 1 - 1 / clauses; words that no reader question of the passage uses count 0. Empty where there are none.
        """
        numbers = self.table.numbers
        asked = np.array([number for word in asked_words(text) if (number := numbers.get(word)) is not None], np.int64)
        scores: dict[int, list[float]] = {row: [] for row in rows}
        each = np.array(rows, dtype=np.int64)
        looked_up = (each[:, None] * len(self.table.terms) + asked).ravel()
        places = self._keys.searchsorted(looked_up)
        found = np.flatnonzero(self._keys[places] == looked_up)
        if not len(found):
            return scores
        place, passage, idf = places[found], found // len(asked), self.idf[asked][found % len(asked)]
        starts, lift_starts = self.starts[each], self.lift_starts[each]
        clauses = (self.lift_starts[each + 1] - lift_starts) // np.maximum(1, self.starts[each + 1] - starts)
        ends = clauses.cumsum()
        # Each word that is found has a lift a clause: `clause` counts these from 0, for one word after the other.
        count = clauses[passage]
        clause = np.arange(count.sum()) - (count.cumsum() - count).repeat(count)
        lifts = self.lifts[(lift_starts[passage] + (place - starts[passage]) * count).repeat(count) + clause]
        homes = (ends - clauses)[passage].repeat(count) + clause
        total = in_order(self.idf[asked].tolist())
        sums = (np.bincount(homes, idf.repeat(count) * lifts, int(ends[-1])) / total).tolist()
        for row, end, size in zip(rows, ends.tolist(), clauses.tolist(), strict=True):
            scores[row] = sums[end - size : end]
        return scores

    def learned(self, row: int) -> bool:
        """Tell whether anything was learned of a passage."""
        return bool(self.starts[row] < self.starts[row + 1])

    @cached_property
    def _keys(self) -> Places:
        """The passage and the number of each word as one number, rising; the last is above all others."""
        owners = np.arange(len(self.starts) - 1).repeat(np.diff(self.starts))
        return np.append(owners * len(self.table.terms) + self.words, np.iinfo(np.int64).max)

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
