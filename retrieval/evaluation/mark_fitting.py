"""Learns which span of a passage answers: a softmax over the candidate spans, by how well each meets the known answer.

A span's target share rises with the F1 of its letters against the answer's. Adam over batches, from one seed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.evaluation.marks import places_of, row_with_answer
from retrieval.evaluation.measures import threshold_for_share
from retrieval.evaluation.question_files import Question
from retrieval.evaluation.regression import fit_logistic
from retrieval.marking.answer_spans.asked_for import Role
from retrieval.marking.answer_spans.blocks import BLOCK_VALUES
from retrieval.marking.answer_spans.candidates import Candidates
from retrieval.marking.answer_spans.features import MEANINGS, observe_all
from retrieval.marking.answer_spans.model import GROUPS, KINDS, SpanModel, certainty_signals, groups_of
from retrieval.marking.answer_spans.passage_spans import PassageSpans
from retrieval.questions.understood import understand_alone
from retrieval.spans import Span
from retrieval.story import Story

Array = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]
NEAREST, OTHERS = 40, 90
"""A question is learned from so many spans that meet its answer best, and so many others, by chance."""
SHARPNESS: Final = 12.0
"""How much more a span's target is for meeting the answer to the letter: its log, next to missing it."""
RIDGE, RIDGE_OF_GROUPS = 2e-4, 6e-4
"""What a squared weight costs next to the mean log-loss of a question: one for all questions, one for some."""
ROUNDS: Final = 12
RATE: Final = 0.03
BATCH: Final = 128
FOLDS: Final = 5
LEAST_MET: Final = 0.3
"""A question of which no span meets the answer better is not learned from."""
KEPT: Final = 0.94
"""A wrong mark reads as a statement: shown is what is as likely right as so many of those that touch the answer."""
HOME: Final = 2.0
"""What a question counts whose passage has reader questions, next to 1: there are few, and most stories have some."""
_SEED = 1


@dataclass(frozen=True, eq=False)
class MarkExample:
    """A question with its passage's spans: `features` (spans, features and blocks' values), `met` the F1 of each.

    Questions of one `story` are left out together.
    """

    file: str
    story: str
    kind: int
    role: Role
    learned: bool
    features: npt.NDArray[np.float16]
    met: Array
    touches: npt.NDArray[np.bool_]
    recall: Array
    spans: PassageSpans


@dataclass(frozen=True, slots=True)
class MarkScores:
    """Means over left-out questions: of the letters, against the answer's.

    `shown` is the share that is marked at all, `any_touched` and `any_f1` would be if all were.
    """

    questions: int
    any_touched: float
    any_f1: float
    shown: float
    touched: float
    precision: float
    recall: float
    f1: float


def mark_examples(story: Story, file: str, questions: Iterable[Question]) -> list[MarkExample]:
    """Return what is learned from questions whose answer stands in a gold passage."""
    found: list[MarkExample] = []
    for question in questions:
        row = row_with_answer(story, question) if question.answer else None
        if row is None:
            continue
        asked = understand_alone(story.reader, question.text)
        seen = story.marker.highlighter.marks_for(asked.text, asked.wanted).observe(row)
        if not len(seen.candidates):
            continue
        features = observe_all(seen).astype(np.float16)
        met, touches, recall = _met(seen.candidates, places_of(story.passages[row].text, question.answer))
        # Where a story has reader questions, other authors' questions about it are learned from.
        home = file if seen.learned else f"{file} {question.gold[0].file}"
        kind = KINDS.index(seen.asked.kind)
        found.append(
            MarkExample(file, home, kind, seen.asked.role, seen.learned, features, met, touches, recall, seen.spans)
        )
    return found


def _met(candidates: Candidates, places: Sequence[Span]) -> tuple[Array, npt.NDArray[np.bool_], Array]:
    """Return each span's F1 with the place of the answer it meets best, whether it touches one, and its recall."""
    met, recall = np.zeros((2, len(candidates)))
    touches = np.zeros(len(candidates), dtype=np.bool_)
    letters = candidates.words.letters
    for start, end in places:
        first, last = letters[[start, end]].tolist()
        shared = np.minimum(last, candidates.letters_up_to) - np.maximum(first, candidates.letters_before)
        shared = np.maximum(shared, 0)
        f1 = 2 * shared / (candidates.letters + last - first)
        recall = np.where(f1 > met, shared / (last - first), recall)
        met = np.maximum(met, f1)
        touches |= shared > 0
    return met, touches, recall


@dataclass(frozen=True, eq=False)
class _Batch:
    """Questions padded to so many spans: `features` (questions, spans, features), `target` shares and `offsets`."""

    features: npt.NDArray[np.float16]
    target: Floats
    offsets: Floats
    groups: Floats
    counts: Floats

    @classmethod
    def of(cls, examples: Sequence[MarkExample]) -> _Batch:
        """Draw the spans to learn from."""
        chance = np.random.default_rng(_SEED)
        size = NEAREST + OTHERS
        count, width = len(examples), examples[0].features.shape[1]
        features = np.zeros((count, size, width), dtype=np.float16)
        target = np.zeros((count, size), dtype=np.float32)
        offsets = np.full((count, size), -1e9, dtype=np.float32)
        groups = np.zeros((count, len(GROUPS)), dtype=np.float32)
        for at, example in enumerate(examples):
            order = np.argsort(-example.met, kind="stable")
            nearest, others = order[:NEAREST], order[NEAREST:]
            drawn = chance.choice(others, OTHERS, replace=False) if len(others) > OTHERS else others
            spans = np.concatenate([nearest, drawn])
            features[at, : len(spans)] = example.features[spans]
            powers = np.where(example.met[spans] > 0, np.exp(SHARPNESS * (example.met[spans] - 1)), 0.0)
            target[at, : len(spans)] = powers / powers.sum()
            offsets[at, : len(nearest)] = 0.0
            offsets[at, len(nearest) : len(spans)] = np.log(len(others) / len(drawn)) if len(drawn) else 0.0
            groups[at, groups_of(KINDS[example.kind], example.role, learned=example.learned)] = 1
        counts = np.array([HOME if example.learned else 1.0 for example in examples], dtype=np.float32)
        return cls(features, target, offsets, groups, counts)


def fit_spans(examples: Sequence[MarkExample], start: Array | None = None, rounds: int = ROUNDS) -> Array:
    """Return the weights: (groups, features and blocks' values), begun from `start` where it is given."""
    chosen = [example for example in examples if example.met.max() > LEAST_MET]
    batch = _Batch.of(chosen)
    shape = (len(GROUPS), batch.features.shape[2])
    weights = np.zeros(shape) if start is None else start.copy()
    used = np.ones(shape[1]) if start is None else (start != 0).any(axis=0)
    ridge = np.full((shape[0], 1), RIDGE_OF_GROUPS)
    ridge[[0, -1]] = RIDGE
    slope, curve = np.zeros(shape), np.zeros(shape)
    chance = np.random.default_rng(_SEED)
    steps = rounds * -(-len(chosen) // BATCH)
    order = np.zeros(0, dtype=np.int64)
    for step in range(1, steps + 1):
        if not len(order):
            order = chance.permutation(len(chosen))
        taken, order = order[:BATCH], order[BATCH:]
        gradient = _gradient(batch, taken, weights) + ridge * weights
        slope += 0.1 * (gradient - slope)
        curve += 0.01 * (gradient**2 - curve)
        rate = RATE * max(0.02, 1 - step / steps)
        weights -= used * rate * (slope / (1 - 0.9**step)) / (np.sqrt(curve / (1 - 0.99**step)) + 1e-8)
    return weights


def _gradient(batch: _Batch, taken: npt.NDArray[np.int64], weights: Array) -> Array:
    """Return how the mean log-loss of some questions changes with the weights."""
    features = batch.features[taken].astype(np.float32)
    groups, counts = batch.groups[taken], batch.counts[taken]
    own = groups @ weights.astype(np.float32)
    scores = np.matmul(features, own[:, :, None])[:, :, 0] + batch.offsets[taken]
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    missed = powers / powers.sum(axis=1, keepdims=True) - batch.target[taken]
    missed *= (counts / counts.sum())[:, None]
    of_question = np.matmul(missed[:, None, :], features)[:, 0]
    gradient: Array = (groups.T @ of_question).astype(np.float64)
    return gradient


def as_model(weights: Array, certainty: Mapping[str, float] | None = None) -> SpanModel:
    """Return the model of fitted weights."""
    features, values = np.split(weights, [len(MEANINGS)], axis=1)
    known = certainty or {}
    return SpanModel(features, values, known, known.get("shown_from", 0.0))


def chosen_in(example: MarkExample, weights: Array, model: SpanModel) -> tuple[int, float, float, float]:
    """Return the span that is chosen: its number, the F1 and the touching that are expected, its probability."""
    groups = groups_of(KINDS[example.kind], example.role, learned=example.learned)
    scores = example.features.astype(np.float64) @ weights[groups].sum(axis=0)
    chosen = model.choose_by(scores, example.spans)
    return chosen.number, chosen.f1, chosen.touched, chosen.probability


def folds_of(examples: Sequence[MarkExample]) -> Mapping[str, int]:
    """Return the part of the cross-validation in which each story is left out: one after another, in their order."""
    stories = dict.fromkeys(example.story for example in examples)
    return {story: number % FOLDS for number, story in enumerate(stories)}


def cross_fitted(examples: Sequence[MarkExample], progress: Callable[[str], None] = print) -> Mapping[str, Array]:
    """Return for each story weights that were learned without it."""
    folds = folds_of(examples)
    found: list[Array] = []
    for fold in range(max(folds.values()) + 1):
        found.append(fit_spans([example for example in examples if folds[example.story] != fold]))
        progress(f"learned without part {fold + 1} of {FOLDS}")
    return {story: found[fold] for story, fold in folds.items()}


def fit_certainty(examples: Sequence[MarkExample], weights_of: Callable[[MarkExample], Array]) -> dict[str, float]:
    """Return the weights of how sure the chosen span is, by spans chosen with weights that do not know the story.

    `shown_from` is the probability that KEPT of the marks that touch their answer reach.
    """
    signals: list[list[float]] = []
    right: list[float] = []
    for example in examples:
        weights = weights_of(example)
        number, f1, touched, _ = chosen_in(example, weights, as_model(weights))
        signals.append([*certainty_signals(f1, touched).values()][1:])
        right.append(float(example.touches[number]))
    own, constant = fit_logistic(np.array(signals), np.array(right), np.ones(len(right)), 1.0)
    likely = 1 / (1 + np.exp(-(np.array(signals) @ own + constant)))
    bar = threshold_for_share(likely[np.array(right) > 0].tolist(), KEPT)
    names = list(certainty_signals(0.5, 0.5))
    return {"shown_from": bar, **dict(zip(names, [constant, *own.tolist()], strict=True))}


def score(
    examples: Sequence[MarkExample], weights_of: Callable[[MarkExample], Array], certainty: Mapping[str, float]
) -> MarkScores:
    """Return how well the marks meet the answers."""
    rows: list[tuple[float, ...]] = []
    for example in examples:
        weights = weights_of(example)
        number, _, _, probability = chosen_in(example, weights, as_model(weights, certainty))
        shown = float(probability >= certainty.get("shown_from", 0.0))
        met, recall = float(example.met[number]), float(example.recall[number])
        precision = met * recall / (2 * recall - met) if recall else 0.0
        rows.append(
            (
                float(example.touches[number]),
                met,
                shown,
                shown * example.touches[number],
                shown * precision,
                shown * recall,
                shown * met,
            )
        )
    return MarkScores(len(rows), *np.array(rows).mean(axis=0).tolist())


def without(weights: Array, name: str) -> Array:
    """Return weights without those of a feature, or of a block."""
    names = [*MEANINGS, *(name for name, values in BLOCK_VALUES.items() for _ in values)]
    kept: Array = weights * np.array([each != name for each in names])
    return kept
