"""Learns the parser's weights from texts whose words have known heads: Adam over batches, from one seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.marking.syntax.parser import (
    ARC,
    FARTHEST,
    REACHES,
    SIZES,
    WIDTH,
    Floats,
    Inputs,
    Numbers,
    Parse,
    Weights,
    affine,
    embed,
    joined,
    parse,
    windows,
)

BATCH: Final = 1_500
"""Words that are learned from at once."""
ROUNDS: Final = 12
RATE: Final = 2e-3
DROPPED: Final = 0.2
"""The share of a word's numbers that are left out while learning (Srivastava et al., "Dropout", 2014)."""
_SEED = 1


@dataclass(frozen=True, eq=False)
class ParsedText:
    """A text as the parser sees it, and its parse; `weight` is 0 for a word of which it is not known."""

    inputs: Inputs
    parse: Parse
    weight: Floats


def start_weights() -> dict[str, Floats]:
    """Return weights by chance, small enough for the sums not to grow from layer to layer (He et al., 2015)."""
    chance = np.random.default_rng(_SEED)
    found: dict[str, Floats] = {}
    for name, shape in SIZES.items():
        spread = 0.1 if name in ("words", "endings", "classes", "marks_before", "marks_after") else shape[0] ** -0.5
        found[name] = chance.normal(0, spread, shape).astype(np.float32)
        if name.startswith("layer"):
            found[name][-1] = 0
    found["distance"][:] = 0
    return found


def loss_and_slopes(
    text: ParsedText, weights: Weights, chance: np.random.Generator | None = None
) -> tuple[float, dict[str, Floats]]:
    """Return the mean log-loss of heads, relations and parts of speech, and how it changes with each weight.

    With `chance`, numbers of the words' vectors are dropped by it.
    """
    inputs, known = text.inputs, text.parse
    count = len(inputs.sentences)
    layer = embed(inputs, weights)
    kept = None
    if chance is not None:
        kept = (chance.random(layer.shape, dtype=np.float32) >= DROPPED).astype(np.float32) / (1 - DROPPED)
        layer = layer * kept
    seen_by: list[Floats] = []
    fired: list[npt.NDArray[np.bool_]] = []
    for number, reach in enumerate(REACHES):
        window = windows(layer, reach)
        sums = window @ weights[f"layer{number}"]
        seen_by.append(window)
        fired.append(sums > 0)
        layer = layer + np.maximum(sums, 0)
    share = text.weight / max(1.0, float(text.weight.sum()))
    slopes: dict[str, Floats] = {name: np.zeros_like(values) for name, values in weights.items()}
    own, heads = affine(layer, weights["own"]), affine(layer, weights["heads"])
    root = affine(layer, weights["root"])[:, 0]
    loss = 0.0
    to_own, to_heads, to_root = np.zeros_like(own), np.zeros_like(heads), np.zeros_like(root)
    size = np.float32(np.sqrt(ARC))
    ends = np.flatnonzero(np.diff(inputs.sentences, append=-1)) + 1
    begin = 0
    for end in ends.tolist():
        these = slice(begin, end)
        at = np.arange(end - begin)
        apart = np.clip(at - at[:, None], -FARTHEST, FARTHEST) + FARTHEST
        scores = own[these] @ heads[these].T / size + weights["distance"][apart, 0]
        scores[at, at] = root[these]
        chances = _softmax(scores)
        right = known.heads[these] - begin
        loss -= float(share[these] @ np.log(chances[at, right] + 1e-9))
        chances[at, right] -= 1
        chances *= share[these, None]
        to_root[these] = chances[at, at]
        chances[at, at] = 0
        slopes["distance"][:, 0] += np.bincount(apart.ravel(), chances.ravel(), 2 * FARTHEST + 1)
        to_own[these] = chances @ heads[these] / size
        to_heads[these] = chances.T @ own[these] / size
        begin = end
    down = _through(layer, to_own, "own", weights, slopes)
    down += _through(layer, to_heads, "heads", weights, slopes)
    down += _through(layer, to_root[:, None], "root", weights, slopes)
    both = affine(layer, weights["label_own"]) + (layer @ weights["label_head"])[known.heads]
    active = np.maximum(both, 0)
    chances = _softmax(affine(active, weights["labels"]))
    at = np.arange(count)
    loss -= float(share @ np.log(chances[at, known.relations] + 1e-9))
    chances[at, known.relations] -= 1
    to_active = _through(active, chances * share[:, None], "labels", weights, slopes) * (both > 0)
    down += _through(layer, to_active, "label_own", weights, slopes)
    to_head = _scattered(known.heads, to_active, count)
    slopes["label_head"] = layer.T @ to_head
    down += to_head @ weights["label_head"].T
    chances = _softmax(affine(layer, weights["parts"]))
    loss -= float(share @ np.log(chances[at, known.parts] + 1e-9))
    chances[at, known.parts] -= 1
    down += _through(layer, chances * share[:, None], "parts", weights, slopes)
    for number in reversed(range(len(REACHES))):
        to_sums = down * fired[number]
        slopes[f"layer{number}"] = seen_by[number].T @ to_sums
        to_window, reach = to_sums @ weights[f"layer{number}"].T, REACHES[number]
        down = down + to_window[:, WIDTH : 2 * WIDTH]
        down[: max(0, count - reach)] += to_window[reach:, :WIDTH]
        down[reach:] += to_window[: max(0, count - reach), 2 * WIDTH : -1]
    if kept is not None:
        down = down * kept
    slopes["words"] = _scattered(inputs.words[:, 0], down, len(weights["words"]))
    slopes["words"] += _scattered(inputs.words[:, 1], down, len(weights["words"]))
    for name, rows in (
        ("endings", inputs.endings),
        ("classes", inputs.classes),
        ("marks_before", inputs.marks_before),
        ("marks_after", inputs.marks_after),
    ):
        slopes[name] = _scattered(rows, down, len(weights[name]))
    return loss, slopes


def _through(seen: Floats, slope: Floats, name: str, weights: Weights, slopes: dict[str, Floats]) -> Floats:
    """Note the slopes of an affine map's weights, and return those of what went in."""
    slopes[name] = np.concatenate([seen.T @ slope, slope.sum(axis=0, keepdims=True)])
    found: Floats = slope @ weights[name][:-1].T
    return found


def _scattered(rows: Numbers, values: Floats, count: int) -> Floats:
    """Return the sum of the values of each row."""
    order = np.argsort(rows, kind="stable")
    firsts = np.flatnonzero(np.diff(rows[order], prepend=-1))
    found = np.zeros((count, values.shape[1]), dtype=np.float32)
    found[rows[order[firsts]]] = np.add.reduceat(values[order], firsts, axis=0)
    return found


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    found: Floats = powers / powers.sum(axis=1, keepdims=True)
    return found


def fit_parser(
    texts: Sequence[ParsedText], rounds: int = ROUNDS, progress: Callable[[int, int, float], None] | None = None
) -> dict[str, Floats]:
    """Return weights learned from texts; `progress` is told the round, the batch and the mean loss of late."""
    weights = start_weights()
    slope = {name: np.zeros_like(values) for name, values in weights.items()}
    curve = {name: np.zeros_like(values) for name, values in weights.items()}
    chance = np.random.default_rng(_SEED)
    batches = sum(len(text.inputs.sentences) for text in texts) // BATCH + 1
    step, late = 0, 0.0
    for number in range(rounds):
        for batch in _batches(texts, chance):
            step += 1
            loss, slopes = loss_and_slopes(batch, weights, chance)
            late += (loss - late) * (0.02 if step > 50 else 1 / step)
            rate = RATE * max(0.01, 1 - step / (rounds * batches)) * min(1.0, step / 100)
            for name, values in weights.items():
                slope[name] += 0.1 * (slopes[name] - slope[name])
                curve[name] += 0.01 * (np.square(slopes[name]) - curve[name])
                values -= rate * (slope[name] / (1 - 0.9**step)) / (np.sqrt(curve[name] / (1 - 0.99**step)) + 1e-6)
            if progress is not None and step % 50 == 0:
                progress(number, step, late)
    return weights


def _batches(texts: Sequence[ParsedText], chance: np.random.Generator) -> list[ParsedText]:
    """Join texts in an order by chance, so many words at a time."""
    found: list[ParsedText] = []
    some: list[ParsedText] = []
    size = 0
    for number in chance.permutation(len(texts)).tolist():
        some.append(texts[number])
        size += len(texts[number].inputs.sentences)
        if size >= BATCH:
            found.append(join(some))
            some, size = [], 0
    return [*found, join(some)] if some else found


def join(texts: Sequence[ParsedText]) -> ParsedText:
    """Join texts to one."""
    starts = np.cumsum([0, *(len(text.inputs.sentences) for text in texts)])
    heads = np.concatenate([text.parse.heads + start for text, start in zip(texts, starts[:-1], strict=True)])
    return ParsedText(
        joined([text.inputs for text in texts]),
        Parse(
            heads,
            np.concatenate([text.parse.relations for text in texts]),
            np.concatenate([text.parse.parts for text in texts]),
        ),
        np.concatenate([text.weight for text in texts]),
    )


@dataclass(frozen=True, slots=True)
class ParserScores:
    """Shares of words: with the right head, with head and relation right, with the right part of speech."""

    words: int
    heads: float
    relations: float
    parts: float


def score_parser(texts: Sequence[ParsedText], weights: Weights) -> ParserScores:
    """Compare what the parser finds with what is known."""
    rows: list[tuple[float, ...]] = []
    for text in texts:
        found, known = parse(text.inputs, weights), text.parse
        right = (found.heads == known.heads) * text.weight
        both = right * (found.relations == known.relations)
        parts = (found.parts == known.parts) * text.weight
        rows.append((float(text.weight.sum()), float(right.sum()), float(both.sum()), float(parts.sum())))
    words, heads, relations, parts = np.array(rows).sum(axis=0).tolist()
    return ParserScores(int(words), heads / words, relations / words, parts / words)
