"""Which passages do questions like this one ask for? Learned from the reader questions when the story is loaded.

Kernel ridge regression (Saunders, Gammerman and Vovk, "Ridge Regression Learning Algorithm in Dual Variables",
1998): with the similarities K between reader questions and the passage each belongs to as Y, the weights are
(K + λI)⁻¹ Y, and a new question scores k·weights, k being its similarities to them. Beside the nearest single
question this learns which words tell passages apart: "who" says little, "foreclosed" says all.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from retrieval.english.answer_kinds import wanted_kinds
from retrieval.kept.cache import digest, remember
from retrieval.questions.reading import ReadText

Vector = npt.NDArray[np.float32]

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
RIDGE = 1.5
MAX_QUESTIONS = 8_000
"""Above this the linear system would take seconds to solve, and each question weighs the same instead."""
_ITERATIONS = 16
"""Of the conjugate gradients; after twelve the rankings no longer change."""
_DENSE_FROM = 200
"""Features of more questions than this are multiplied as one dense block, the others one by one."""
_VERSION = 5
"""Part of the cache's name; raised when what is learned changes its form."""


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
    kinds = sorted(kind.name for kind in wanted_kinds(text.text)) or ["ANY"]
    people = sorted({token.term for token in tokens if token.person}) or ["@"]
    return {
        "concept": merged,
        "asked": [*kinds, *people, *(f"{kind} {person}" for kind in kinds for person in people)],
        "word": [token.term for token in tokens],
        "pair": [f"{first} {second}" for first, second in zip(["^", *merged], [*merged, "$"], strict=True)],
        "gram4": [spaced[at : at + 4] for at in range(len(spaced) - 3)],
        "gram5": [spaced[at : at + 5] for at in range(len(spaced) - 4)],
    }


class ReaderQuestionModel:
    """The reader questions of a story, each with its label: a passage's row, or `labels - 1` for "not told".

    What is learned of them is kept between starts (see `cache`), since it depends on nothing but their words.
    """

    def __init__(self, texts: Sequence[ReadText], labels: Sequence[int], label_count: int) -> None:
        self.size = len(texts)
        self.label_count = label_count
        self.labels = np.array(labels, dtype=np.intp)
        documents = [views(text) for text in texts]
        name = digest(
            [repr((_VERSION, RIDGE, dict(CHANNELS), label_count, list(labels))), *(repr(each) for each in documents)]
        )
        arrays = remember(name, lambda: self._learn(documents))
        rows, values, ends = arrays["rows"], arrays["values"].astype(np.float32), arrays["ends"]
        keys = [tuple(line.split("\t", 1)) for line in str(arrays["keys"]).split("\n")] if len(ends) else []
        self._unseen = math.log(1 + (self.size + 0.5) / 0.5)
        self._postings: dict[tuple[str, str], tuple[npt.NDArray[np.intp], Vector]] = {}
        self._idf: dict[tuple[str, str], float] = {}
        begin = 0
        for (channel, feature), end in zip(keys, ends.tolist(), strict=True):
            count = end - begin
            self._postings[channel, feature] = (rows[begin:end].astype(np.intp), values[begin:end])
            self._idf[channel, feature] = math.log(1 + (self.size - count + 0.5) / (count + 0.5))
            begin = end
        self._weights: Vector = arrays["weights"].astype(np.float32)

    def _learn(self, documents: Sequence[Mapping[str, Sequence[str]]]) -> dict[str, npt.NDArray[np.generic]]:
        """Return the postings of all features and the weights, as arrays."""
        frequency: Counter[tuple[str, str]] = Counter()
        for document in documents:
            frequency.update((channel, feature) for channel in CHANNELS for feature in dict.fromkeys(document[channel]))
        self._unseen = math.log(1 + (self.size + 0.5) / 0.5)
        self._idf = {key: math.log(1 + (self.size - n + 0.5) / (n + 0.5)) for key, n in frequency.items()}
        rows: dict[tuple[str, str], list[int]] = {key: [] for key in frequency}
        values: dict[tuple[str, str], list[float]] = {key: [] for key in frequency}
        for row, document in enumerate(documents):
            for key, value in self._vector(document).items():
                rows[key].append(row)
                values[key].append(value)
        postings = [(np.array(rows[key], dtype=np.int32), np.array(values[key], dtype=np.float32)) for key in frequency]
        return {
            "keys": np.array("\n".join("\t".join(key) for key in frequency)),
            "ends": np.cumsum([len(found) for found, _ in postings]),
            "rows": np.concatenate([found for found, _ in postings]),
            "values": np.concatenate([found for _, found in postings]),
            "weights": self._fit(postings),
        }

    def similarities(self, text: ReadText) -> Vector:
        """Return the similarity, 0 to 1, of a question to every reader question."""
        result = np.zeros(self.size, dtype=np.float32)
        for key, value in self._vector(views(text)).items():
            postings = self._postings.get(key)
            if postings is not None:
                result[postings[0]] += value * postings[1]
        return result

    def scores(self, similarities: Vector) -> Vector:
        """Return how strongly a question with these similarities points to each label."""
        scores: Vector = similarities @ self._weights
        return scores

    def nearest(self, similarities: Vector, count: int) -> Vector:
        """Return, for each label, the mean similarity of its `count` nearest questions, or of as many as it has."""
        result: Vector = np.zeros(self.label_count, dtype=np.float32)
        near = np.argsort(-similarities)[: 40 * count]
        taken: Counter[int] = Counter()
        for row in near:
            label = int(self.labels[row])
            if taken[label] < count:
                taken[label] += 1
                result[label] += similarities[row]
        result /= np.clip(np.bincount(self.labels, minlength=self.label_count), 1, count)
        return result

    def _vector(self, document: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], float]:
        """Return a question's features; each channel has length sqrt(its weight), so that a self-similarity is 1."""
        vector: dict[tuple[str, str], float] = {}
        for channel, weight in CHANNELS.items():
            counts = Counter(document[channel])
            raw = {
                feature: (1 + math.log(count)) * self._idf.get((channel, feature), self._unseen)
                for feature, count in counts.items()
            }
            length = math.sqrt(sum(value * value for value in raw.values()))
            if length:
                scale = math.sqrt(weight) / length
                for feature, value in raw.items():
                    vector[channel, feature] = value * scale
        return vector

    def _fit(self, postings: Sequence[tuple[npt.NDArray[np.int32], Vector]]) -> Vector:
        """Solve (K + λI) weights = Y by conjugate gradients (Hestenes and Stiefel 1952), all labels side by side."""
        targets = np.zeros((self.size, self.label_count), dtype=np.float32)
        targets[np.arange(self.size), self.labels] = 1
        if self.size > MAX_QUESTIONS:
            even: Vector = targets / np.maximum(targets.sum(axis=0), 1)
            return even
        kernel = _kernel(self.size, postings)
        weights = np.zeros_like(targets)
        residual = targets.copy()
        direction = residual.copy()
        power = (residual * residual).sum(axis=0)
        for _ in range(_ITERATIONS):
            step = kernel @ direction + np.float32(RIDGE) * direction
            length = power / np.maximum((direction * step).sum(axis=0), 1e-20)
            weights += length * direction
            residual -= length * step
            new_power = (residual * residual).sum(axis=0)
            direction = residual + new_power / np.maximum(power, 1e-20) * direction
            power = new_power
        return weights


def _kernel(size: int, postings: Sequence[tuple[npt.NDArray[np.int32], Vector]]) -> Vector:
    """Return the similarities between all reader questions, shape (size, size)."""
    dense: list[Vector] = []
    for rows, values in postings:
        if len(rows) > _DENSE_FROM:
            column = np.zeros(size, dtype=np.float32)
            column[rows] = values
            dense.append(column)
    # The product comes first and becomes the result: adding it later would need the memory of the kernel twice.
    block = np.stack(dense, axis=1) if dense else np.zeros((size, 0), dtype=np.float32)
    kernel: Vector = block @ block.T
    for rows, values in postings:
        if len(rows) <= _DENSE_FROM:
            kernel[rows[:, None], rows] += values[:, None] * values
    return kernel
