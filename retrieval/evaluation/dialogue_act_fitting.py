"""Learns what each unit of a message does from marked messages: a conditional random field, by its likelihood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.evaluation.marked_messages import MarkedMessage
from retrieval.questions.acts.features import UNIT_FEATURES, observe
from retrieval.questions.acts.model import ACTS, IMPOSSIBLE, DialogueAct, DialogueActModel
from retrieval.questions.acts.placed_unit import placed_units
from retrieval.questions.acts.word_features import words_around

Array = npt.NDArray[np.float64]
RIDGE: Final = 0.0003
"""What a squared weight costs, next to the mean log-loss of a message."""
STEPS: Final = 400
RATE: Final = 0.05
OFTEN: Final = 6
"""In so many messages that somebody wrote a word feature must stand to be learned."""
WORD_VALUE: Final = 0.3
"""The value of a word feature, next to 1 of the others: what is said by words alone is believed less."""


@dataclass(frozen=True, eq=False)
class Batch:
    """Messages, padded to the longest: `features` (messages, units, features), `acts` (messages, units), `lengths`."""

    features: npt.NDArray[np.float32]
    acts: npt.NDArray[np.intp]
    lengths: npt.NDArray[np.intp]
    weights: Array

    @classmethod
    def of(cls, messages: Sequence[MarkedMessage], weights: Sequence[float], words: Mapping[str, int]) -> Batch:
        """Observe the messages; those without words are left out. `words`: the row of each word feature."""
        kept = [(message, weight) for message, weight in zip(messages, weights, strict=True) if message.units]
        longest = max(len(message.units) for message, _ in kept)
        features = np.zeros((len(kept), longest, len(UNIT_FEATURES) + len(words)), dtype=np.float32)
        acts = np.zeros((len(kept), longest), dtype=np.intp)
        for at, (message, _) in enumerate(kept):
            placed = placed_units(message.units)
            features[at, : len(placed), : len(UNIT_FEATURES)] = observe(placed)
            for unit, around in enumerate(words_around(placed)):
                rows = [words[word] for word in around if word in words]
                features[at, unit, [len(UNIT_FEATURES) + row for row in rows]] = WORD_VALUE
            acts[at, : len(message.units)] = [ACTS.index(act) for act in message.acts]
        lengths = np.array([len(message.units) for message, _ in kept], dtype=np.intp)
        return cls(features, acts, lengths, np.array([weight for _, weight in kept]))


def fit(messages: Sequence[MarkedMessage], weights: Sequence[float] | None = None) -> DialogueActModel:
    """Return the model that makes the marked acts likeliest, its weights kept small (Adam, full batch)."""
    weights = weights or [1.0] * len(messages)
    words = _words([message for message, weight in zip(messages, weights, strict=True) if weight >= 1])
    batches = _batches(messages, weights, words)
    total = sum(float(batch.weights.sum()) for batch in batches)
    count = len(ACTS)
    sizes = [(len(UNIT_FEATURES) + len(words), count), (count, count), (count,)]
    parameters = [np.zeros(size) for size in sizes]
    first, second = [np.zeros(size) for size in sizes], [np.zeros(size) for size in sizes]
    forbidden = np.zeros((count, count))
    goes_on = ACTS.index(DialogueAct.GOES_ON)
    forbidden[:, goes_on] = IMPOSSIBLE
    forbidden[[ACTS.index(DialogueAct.ASKS), goes_on], goes_on] = 0.0
    at_first = np.zeros(count)
    at_first[goes_on] = IMPOSSIBLE
    for step in range(1, STEPS + 1):
        each = [
            _gradient(batch, parameters[0], parameters[1] + forbidden, parameters[2] + at_first) for batch in batches
        ]
        gradients = [np.sum(parts, axis=0) / total for parts in zip(*each, strict=True)]
        rate = RATE * min(1.0, 2 * (1 - step / STEPS) + 0.02)
        for at, slope in enumerate(gradients):
            gradient = slope + RIDGE * parameters[at]
            first[at] += 0.1 * (gradient - first[at])
            second[at] += 0.001 * (gradient**2 - second[at])
            ahead = first[at] / (1 - 0.9**step)
            parameters[at] -= rate * ahead / (np.sqrt(second[at] / (1 - 0.999**step)) + 1e-8)
    own, of_words = np.split(parameters[0], [len(UNIT_FEATURES)])
    of_words = np.concatenate([WORD_VALUE * of_words, np.zeros((1, count))])
    return DialogueActModel(own, parameters[1] + forbidden, parameters[2] + at_first, words, of_words)


def _words(messages: Sequence[MarkedMessage]) -> dict[str, int]:
    """Return the word features that stand in enough messages, each with its row."""
    found = (frozenset[str]().union(*words_around(placed_units(message.units))) for message in messages)
    counts = Counter(chain.from_iterable(found))
    return {word: row for row, word in enumerate(word for word, count in counts.items() if count >= OFTEN)}


def right_of(model: DialogueActModel, messages: Sequence[MarkedMessage]) -> int:
    """Return of how many messages every question is found, from its first unit to its last, and nothing else."""
    return sum(
        not message.units or _questions(model.decode(placed_units(message.units))) == _questions(message.acts)
        for message in messages
    )


def _questions(acts: Sequence[DialogueAct]) -> list[int]:
    """Return the acts of a message as numbers that are equal where its questions are."""
    asking = (DialogueAct.ASKS, DialogueAct.GOES_ON)
    return [asking.index(act) if act in asking else -1 for act in acts]


def _batches(messages: Sequence[MarkedMessage], weights: Sequence[float], words: Mapping[str, int]) -> list[Batch]:
    """Cut the messages into batches of like length, so that little of them is padding."""
    pairs = [(message, weight) for message, weight in zip(messages, weights, strict=True) if message.units]
    found: list[Batch] = []
    for low, high in ((1, 2), (3, 6), (7, 16), (17, 10_000)):
        members = [(message, weight) for message, weight in pairs if low <= len(message.units) <= high]
        if members:
            found.append(Batch.of([message for message, _ in members], [weight for _, weight in members], words))
    return found


def _gradient(batch: Batch, weights: Array, transitions: Array, first: Array) -> list[Array]:
    """Return how the mean log-loss changes with the weights, the transitions and the first acts."""
    scores = batch.features @ weights
    _, longest, count = scores.shape
    within = np.arange(longest)[None, :] < batch.lengths[:, None]
    forward, backward = np.zeros_like(scores), np.zeros_like(scores)
    forward[:, 0] = scores[:, 0] + first
    for at in range(1, longest):
        moved = _log_sum(forward[:, at - 1, :, None] + transitions, 1) + scores[:, at]
        forward[:, at] = np.where(within[:, at, None], moved, forward[:, at - 1])
    for at in range(longest - 2, -1, -1):
        moved = _log_sum(transitions + (scores[:, at + 1] + backward[:, at + 1])[:, None, :], 2)
        backward[:, at] = np.where(within[:, at + 1, None], moved, 0.0)
    total = _log_sum(forward[:, -1], 1)
    share = batch.weights[:, None, None]
    marginal = np.exp(forward + backward - total[:, None, None]) * within[..., None] * share
    truth = np.eye(count)[batch.acts] * within[..., None] * share
    pairs = np.zeros((count, count))
    for at in range(1, longest):
        both = forward[:, at - 1, :, None] + transitions + (scores[:, at] + backward[:, at])[:, None, :]
        expected = np.exp(np.minimum(both - total[:, None, None], 0.0)) * within[:, at, None, None] * share
        seen = truth[:, at - 1, :, None] * (truth[:, at, None, :] > 0)
        pairs += (expected - seen * within[:, at, None, None]).sum(axis=0)
    return [
        np.tensordot(batch.features, marginal - truth, ([0, 1], [0, 1])),
        pairs,
        (marginal[:, 0] - truth[:, 0]).sum(axis=0),
    ]


def _log_sum(values: Array, axis: int) -> Array:
    most = values.max(axis=axis)
    summed: Array = np.log(np.exp(values - np.expand_dims(most, axis)).sum(axis=axis)) + most
    return summed
