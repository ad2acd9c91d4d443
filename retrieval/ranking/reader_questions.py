"""Which passages do questions like this one ask for? Learned from the reader questions when the story is loaded.

Kernel ridge regression (Saunders, Gammerman and Vovk, "Ridge Regression Learning Algorithm in Dual Variables",
1998): with the similarities K = F Fᵀ between reader questions, whose features are F, and the passage each belongs to as
Y, the weights of the questions are (K + λI)⁻¹ Y, and a new question with the features f scores (F f)·weights. The
similarities F f are needed anyway; Fᵀ weights, what each feature adds, would be nine times as large as the weights.
Beside the nearest single question this learns which words tell passages apart: "who" says little, "foreclosed" all.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.kept.arrays import Array, Arrays, under, within
from retrieval.kept.gathering import Numbers, Rows
from retrieval.kept.postings import Postings, TermTable
from retrieval.kept.term_numbers import UNKNOWN
from retrieval.questions.reading import ReadText
from retrieval.ranking.lexical.bm25 import Scores
from retrieval.ranking.lexical.idf import idf_column, lucene_idf
from retrieval.ranking.ragged import Ragged
from retrieval.ranking.ridge import SparseMatrix, Vector, kernel_ridge

CHANNELS: Mapping[str, float] = {
    "concept": 0.27,
    "word": 0.09,
    "pair": 0.14,
    "asked": 0.2,
    "gram4": 0.18,
    "gram5": 0.12,
}
"""How much each view of a question counts in a similarity. Chosen on one question file, tested on another author's;
the optimum is flat: any of them may be half or twice as large."""
MAX_LEARNED = 5_000_000
"""Numbers to be kept, and multiplied for every question: reader questions times passages. Beyond it all weigh alike."""
TELLING_RIDGE = 0.1
"""λ of what is learned of being told: less than for the passages, since near misses differ from what is told by a word.
Chosen by the near misses that are declined in the project's question files."""
_TELLING_ITERATIONS = 60
_NEAR = 40
"""Of so many times NEAREST questions, the most similar ones, the nearest of each passage are taken."""
_COMMON = 8
"""A feature of more than one in so many questions is held as a dense row, which is quicker to add than its postings."""
_SAMPLED, _MORE = 16, 6
"""Of many similarities one in so many tells about how high the highest are; and some more are taken."""
_LENGTHS = np.sqrt(list(CHANNELS.values()))
_PREFIXES = [(str(number), channel) for number, channel in enumerate(CHANNELS)]


def views(text: ReadText) -> dict[str, list[str]]:
    """Return the features of a question in each channel."""
    tokens = text.tokens
    merged: list[str] = []
    at = 0
    concepts = {match.first: match for match in reversed(text.matches)}
    while at < len(tokens):
        match = concepts.get(at)
        if match is not None and (match.last - match.first > 1 or tokens[at].content):
            merged.append(match.concepts[0])
            at = match.last
        else:
            merged.append(tokens[at].term)
            at += 1
    spaced = f" {' '.join('@' if token.person else token.folded for token in tokens)} "
    kinds = sorted(kind.name for kind in text.wanted) or ["ANY"]
    people = sorted({token.term for token in tokens if token.person}) or ["@"]
    return {
        "concept": merged,
        "asked": [*kinds, *people, *(f"{kind} {person}" for kind in kinds for person in people)],
        "word": [token.term for token in tokens],
        "pair": [f"{first} {second}" for first, second in zip(["^", *merged], [*merged, "$"], strict=True)],
        "gram4": [spaced[at : at + 4] for at in range(len(spaced) - 3)],
        "gram5": [spaced[at : at + 5] for at in range(len(spaced) - 4)],
    }


@dataclass(frozen=True, eq=False)
class QuestionFeatures:
    """The features of one question: their numbers, rising with the channel, and values; unknown ones are left out."""

    numbers: npt.NDArray[np.intp]
    values: Vector


@dataclass(frozen=True, eq=False)
class ReaderQuestionModel:
    """The reader questions of a story, each with its label: a passage's row, or `label_count - 1` for "not told".

    `postings` hold the questions of each feature, `used` the labels that some question has, rising, `labels` each
    question's place among them, and `learned` what each question weighs for each of them, (used labels, questions).
    `telling` is what each weighs for being told, where that is 1 and not being told -1: shape (questions,).
    """

    postings: Postings
    idfs: Scores
    labels: Numbers
    used: Numbers
    label_count: int
    learned: Vector
    telling: Vector

    @classmethod
    def build(cls, texts: Sequence[ReadText], labels: Sequence[int], label_count: int) -> ReaderQuestionModel:
        """Learn from questions as they are read."""
        table: dict[str, int] = {}
        numbers, counts, sizes = array("i"), array("i"), array("i")
        for text in texts:
            counted = _counted(text)
            numbers.extend([table.setdefault(feature, len(table)) for feature in counted.features])
            counts.extend(counted.counts)
            sizes.extend(counted.sizes)
        size = len(texts)
        features = np.array(numbers, dtype=np.int32)
        idfs = idf_column(size, np.bincount(features, minlength=len(table)))
        values = _values(np.array(counts), np.array(sizes), idfs[features]).astype(np.float32)
        rows = np.repeat(np.arange(size, dtype=np.int32), np.array(sizes).reshape(size, -1).sum(axis=1))
        postings = Postings.of(TermTable.of(table), features, rows, values)
        used, places = labels_used(labels)
        by_feature = SparseMatrix(Ragged(postings.rows, postings.starts), postings.values.astype(np.float32), size)
        return cls(
            postings,
            idfs,
            places,
            used,
            label_count,
            _learn(by_feature, places, len(used)),
            _learn_telling(by_feature, used[places] < label_count - 1),
        )

    def relabelled(self, used: Numbers, label_count: int) -> ReaderQuestionModel:
        """Return the same model with other labels, equally many in the same order."""
        return replace(self, used=used, label_count=label_count)

    @property
    def size(self) -> int:
        """How many reader questions there are."""
        return len(self.labels)

    def features(self, text: ReadText) -> QuestionFeatures:
        """Return the features of a question that some reader question has."""
        counts = _counted(text)
        numbers = np.array(self.postings.table.numbers.find_all(counts.features), dtype=np.intp)
        values = _values(np.array(counts.counts), np.array(counts.sizes), self._idfs[numbers])
        known = numbers != UNKNOWN  # -1: the last idf is that of a feature that no reader question has
        return QuestionFeatures(numbers[known], values[known].astype(np.float32))

    def similarities(self, features: QuestionFeatures) -> Vector:
        """Return the similarity, 0 to 1, of a question to every reader question."""
        row_of, dense = self._common
        rows = row_of.take(features.numbers)
        seldom, often = (rows < 0).nonzero()[0], (rows >= 0).nonzero()[0]
        numbers = features.numbers.take(seldom)
        lists = Ragged(self.postings.rows, self.postings.starts)
        places, lengths = lists.places_of(numbers), lists.lengths_of(numbers)
        products = self.postings.values.take(places) * features.values.take(seldom).repeat(lengths)
        summed = np.bincount(self.postings.rows.take(places), weights=products, minlength=self.size)
        common: Vector = features.values.take(often) @ dense[rows.take(often)]
        return common + summed.astype(np.float32)

    def scores(self, similarities: Vector) -> Vector:
        """Return how strongly a question with these similarities points to each label.

        Where there is too much to learn, this is its mean similarity to the label's questions.
        """
        scores = np.zeros(self.label_count, dtype=np.float32)
        if len(self.learned):
            scores[self.used] = self.learned @ similarities
        else:
            sums = np.bincount(self.labels, weights=similarities, minlength=len(self.used))
            scores[self.used] = sums / self._questions
        return scores

    def is_told(self, similarities: Vector) -> float:
        """Return how surely a question with these similarities is told: about 1 where it is, about -1 where not."""
        return float(self.telling @ similarities)

    def nearest(self, similarities: Vector, count: int) -> Vector:
        """Return, for each label, the mean similarity of its `count` nearest questions, or of as many as it has."""
        most = min(self.size, _NEAR * count)
        near = highest_places(similarities, most)
        labels, values = self.labels.take(near), similarities.take(near)
        order = np.lexsort((-values, labels))  # by label, the nearest first
        labels, values = labels.take(order), values.take(order)
        taken = (np.arange(most) - labels.searchsorted(labels) < count).nonzero()[0]
        sums = np.bincount(labels.take(taken), weights=values.take(taken), minlength=len(self.used))
        result = np.zeros(self.label_count, dtype=np.float32)
        result[self.used] = sums / np.minimum(self._questions, count)
        return result

    @cached_property
    def told(self) -> tuple[Rows, Rows]:
        """The places of the reader questions that a passage answers, and of the others."""
        told = self.used[self.labels] < self.label_count - 1
        return told.nonzero()[0], (~told).nonzero()[0]

    @cached_property
    def _common(self) -> tuple[Numbers, Vector]:
        """The row of each feature that many questions have, -1 of the others; and those rows, a value a question."""
        numbers = (np.diff(self.postings.starts) * _COMMON > self.size).nonzero()[0]
        row_of = np.full(len(self.idfs), -1, dtype=np.int32)
        row_of[numbers] = np.arange(len(numbers))
        places, index = Ragged(self.postings.rows, self.postings.starts).places(numbers)
        dense = np.zeros((len(numbers), self.size), dtype=np.float32)
        dense[index, self.postings.rows[places]] = self.postings.values[places]
        return row_of, dense

    @cached_property
    def _idfs(self) -> Scores:
        """The idf of each feature, and last of one that no reader question has."""
        return np.append(self.idfs, lucene_idf(self.size, 0))

    @cached_property
    def _questions(self) -> npt.NDArray[np.intp]:
        """How many questions each used label has."""
        return np.bincount(self.labels, minlength=len(self.used))

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        return {
            **under("postings", self.postings.pack()),
            "idfs": self.idfs,
            "labels": self.labels,
            "used": self.used,
            "label_count": np.array([self.label_count]),
            "learned": self.learned,
            "telling": self.telling,
        }

    @classmethod
    def unpack(cls, arrays: Arrays) -> ReaderQuestionModel:
        """Make the model of kept arrays."""
        return cls(
            Postings.unpack(within("postings", arrays)),
            arrays["idfs"].view(np.float64),
            arrays["labels"].view(np.int32),
            arrays["used"].view(np.int32),
            int(arrays["label_count"].view(np.int64)[0]),
            arrays["learned"].view(np.float32),
            arrays["telling"].view(np.float32),
        )


def highest_places(values: Vector, count: int) -> Rows:
    """Return the places of the `count` highest of as many values at least, rising; of equal ones the first."""
    sample = values[::_SAMPLED]
    rank = len(sample) - 2 * count // _SAMPLED - _MORE
    places = (values >= np.partition(sample, rank)[rank]).nonzero()[0] if rank > 0 else values.nonzero()[0]
    if len(places) < count:  # the sample was wrong
        places = np.arange(len(values))
    values = values.take(places)
    least = np.partition(values, len(values) - count)[len(values) - count]
    chosen = values > least
    chosen[(values == least).nonzero()[0][: count - np.count_nonzero(chosen)]] = True
    highest: Rows = places[chosen]
    return highest


def labels_used(labels: Sequence[int]) -> tuple[Numbers, Numbers]:
    """Return the labels that some question has, rising, and each question's place among them."""
    used, places = np.unique(np.array(labels, dtype=np.int32), return_inverse=True)
    return used.astype(np.int32), places.astype(np.int32)


@dataclass(frozen=True, slots=True)
class _Counted:
    """The features of a question, each once, with its channel's number before it; how often; how many a channel."""

    features: list[str]
    counts: list[int]
    sizes: list[int]


def _values(counts: Numbers, sizes: Numbers, idfs: Scores) -> Scores:
    """Return the values of questions' features, given one question and channel after another, `sizes` of each.

    Each channel has length sqrt(its weight), so that a question's similarity to itself is 1.
    """
    raw = (1 + np.log(counts)) * idfs
    filled = sizes > 0
    weights = (_LENGTHS if len(sizes) == len(CHANNELS) else np.tile(_LENGTHS, len(sizes) // len(CHANNELS)))[filled]
    starts = (sizes.cumsum() - sizes)[filled]
    lengths = np.sqrt(np.add.reduceat(raw * raw, starts)) if len(starts) else weights
    values: Scores = raw * (weights / lengths).repeat(sizes[filled])
    return values


def _counted(text: ReadText) -> _Counted:
    found = views(text)
    counts: Counter[str] = Counter()
    sizes: list[int] = []
    for prefix, channel in _PREFIXES:
        before = len(counts)
        counts.update([prefix + feature for feature in found[channel]])
        sizes.append(len(counts) - before)
    return _Counted(list(counts), list(counts.values()), sizes)


def _learn(by_feature: SparseMatrix, labels: Numbers, label_count: int) -> Vector:
    """Return what each question weighs for each label; no row where that would be more than MAX_LEARNED numbers."""
    if len(labels) * label_count > MAX_LEARNED:
        return np.zeros((0, len(labels)), dtype=np.float32)
    targets = np.zeros((len(labels), label_count), dtype=np.float32)
    targets[np.arange(len(labels)), labels] = 1
    return np.ascontiguousarray(kernel_ridge(by_feature, targets).T)


def _learn_telling(by_feature: SparseMatrix, told: npt.NDArray[np.bool_]) -> Vector:
    """Return what each question weighs for being told; nothing where all questions are told, or none."""
    targets = np.where(told, 1, -1).astype(np.float32)[:, None]
    if told.all() or not told.any():
        return np.zeros(len(told), dtype=np.float32)
    return kernel_ridge(by_feature, targets, TELLING_RIDGE, _TELLING_ITERATIONS)[:, 0]
