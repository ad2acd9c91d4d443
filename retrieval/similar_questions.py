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

from retrieval.lexicon import Reading

Vector = npt.NDArray[np.float32]

CHANNELS: Mapping[str, float] = {"concept": 0.35, "word": 0.1, "pair": 0.15, "gram4": 0.25, "gram5": 0.15}
"""How much each view of a question counts in a similarity; chosen by leave-one-out on the reader questions."""
RIDGE = 1.5
MAX_QUESTIONS = 8_000
"""Above this the linear system would take seconds to solve, and each question weighs the same instead."""


def views(reading: Reading) -> dict[str, list[str]]:
    """Return the features of a question in each channel."""
    tokens = reading.tokens
    merged: list[str] = []
    at = 0
    concepts = {match.first: match for match in reversed(reading.matches)}
    while at < len(tokens):
        match = concepts.get(at)
        if match is not None and (match.last - match.first > 1 or tokens[at].content):
            merged.append(match.concepts[0])
            at = match.last
        else:
            merged.append(tokens[at].term)
            at += 1
    spaced = f" {' '.join(token.folded for token in tokens)} "
    return {
        "concept": merged,
        "word": [token.term for token in tokens],
        "pair": [f"{first} {second}" for first, second in zip(["^", *merged], [*merged, "$"], strict=True)],
        "gram4": [spaced[at : at + 4] for at in range(len(spaced) - 3)],
        "gram5": [spaced[at : at + 5] for at in range(len(spaced) - 4)],
    }


class SimilarQuestions:
    """The reader questions of a story, each with its label: a passage's row, or `labels - 1` for "not told"."""

    def __init__(self, readings: Sequence[Reading], labels: Sequence[int], label_count: int) -> None:
        self.size = len(readings)
        self.labels = np.array(labels, dtype=np.intp)
        self.label_count = label_count
        documents = [views(reading) for reading in readings]
        frequency: Counter[tuple[str, str]] = Counter()
        for document in documents:
            frequency.update((channel, feature) for channel in CHANNELS for feature in set(document[channel]))
        self._idf = {key: math.log(1 + (self.size - n + 0.5) / (n + 0.5)) for key, n in frequency.items()}
        self._unseen = math.log(1 + (self.size + 0.5) / 0.5)
        rows: dict[tuple[str, str], list[int]] = {key: [] for key in frequency}
        values: dict[tuple[str, str], list[float]] = {key: [] for key in frequency}
        for row, document in enumerate(documents):
            for key, value in self._vector(document).items():
                rows[key].append(row)
                values[key].append(value)
        self._postings = {
            key: (np.array(rows[key], dtype=np.intp), np.array(values[key], dtype=np.float32)) for key in frequency
        }
        self._weights = self._fit() if self.size else np.zeros((0, label_count), dtype=np.float32)

    def similarities(self, reading: Reading) -> Vector:
        """Return the similarity, 0 to 1, of a question to every reader question."""
        result = np.zeros(self.size, dtype=np.float32)
        for key, value in self._vector(views(reading)).items():
            postings = self._postings.get(key)
            if postings is not None:
                result[postings[0]] += value * postings[1]
        return result

    def scores(self, similarities: Vector) -> Vector:
        """Return how strongly a question with these similarities points to each label."""
        scores: Vector = similarities @ self._weights
        return scores

    def nearest(self, similarities: Vector, count: int) -> Vector:
        """Return, for each label, the mean similarity of its `count` nearest questions."""
        result: Vector = np.zeros(self.label_count, dtype=np.float32)
        near = np.argsort(-similarities)[: 40 * count]
        taken: Counter[int] = Counter()
        for row in near:
            label = int(self.labels[row])
            if taken[label] < count:
                taken[label] += 1
                result[label] += similarities[row]
        result /= count
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

    def _fit(self) -> Vector:
        """Solve (K + λI) weights = Y."""
        targets = np.zeros((self.size, self.label_count), dtype=np.float32)
        targets[np.arange(self.size), self.labels] = 1
        if self.size > MAX_QUESTIONS:
            even: Vector = targets / np.maximum(targets.sum(axis=0), 1)
            return even
        weights: Vector = np.linalg.solve(self._kernel() + RIDGE * np.eye(self.size, dtype=np.float32), targets)
        return weights

    def _kernel(self) -> Vector:
        """Return the similarities between all reader questions, shape (size, size)."""
        kernel = np.zeros((self.size, self.size), dtype=np.float32)
        dense: list[Vector] = []
        for rows, values in self._postings.values():
            if len(rows) > 48:
                column = np.zeros(self.size, dtype=np.float32)
                column[rows] = values
                dense.append(column)
            else:
                kernel[rows[:, None], rows] += values[:, None] * values
        if dense:
            block = np.stack(dense, axis=1)
            kernel += block @ block.T
        return kernel
