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
    Network,
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
    layer = embed(text.inputs, weights)
    kept: Floats | None = None
    if chance is not None:
        kept = (chance.random(layer.shape, dtype=np.float32) >= DROPPED).astype(np.float32) / np.float32(1 - DROPPED)
        layer = layer * kept
    seen_by: list[Floats] = []
    fired: list[npt.NDArray[np.bool_]] = []
    for number, reach in enumerate(REACHES):
        window = windows(layer, reach)
        sums = window @ weights[f"layer{number}"]
        seen_by.append(window)
        fired.append(sums > 0)
        layer = layer + np.maximum(sums, 0)
    slopes: dict[str, Floats] = {name: np.zeros_like(values) for name, values in weights.items()}
    share = text.weight / max(1.0, float(text.weight.sum()))
    loss, down = _heads(layer, text, share, weights, slopes)
    for part in (_relations, _parts):
        own_loss, own_down = part(layer, text, share, weights, slopes)
        loss += own_loss
        down += own_down
    for number, reach in reversed(list(enumerate(REACHES))):
        to_sums = down * fired[number]
        slopes[f"layer{number}"] = seen_by[number].T @ to_sums
        to_window = to_sums @ weights[f"layer{number}"].T
        down = down + to_window[:, WIDTH : 2 * WIDTH]
        rest = max(0, len(down) - reach)
        down[:rest] += to_window[reach:, :WIDTH]
        down[reach:] += to_window[:rest, 2 * WIDTH : -1]
    _vectors(text.inputs, down if kept is None else down * kept, weights, slopes)
    return loss, slopes


def _heads(
    layer: Floats, text: ParsedText, share: Floats, weights: Weights, slopes: dict[str, Floats]
) -> tuple[float, Floats]:
    """Return the log-loss of the heads, and how it changes with the last layer."""
    own, heads = affine(layer, weights["own"]), affine(layer, weights["heads"])
    root = affine(layer, weights["root"])[:, 0]
    to_own, to_heads, to_root = np.zeros_like(own), np.zeros_like(heads), np.zeros_like(root)
    size = np.float32(np.sqrt(ARC))
    loss, begin = 0.0, 0
    for end in (np.flatnonzero(np.diff(text.inputs.sentences, append=-1)) + 1).tolist():
        these = slice(begin, end)
        at = np.arange(end - begin)
        apart = np.clip(at - at[:, None], -FARTHEST, FARTHEST) + FARTHEST
        scores = own[these] @ heads[these].T / size + weights["distance"][apart, 0]
        scores[at, at] = root[these]
        one, chances = _missed(scores, text.parse.heads[these] - begin, share[these])
        loss += one
        to_root[these] = chances[at, at]
        chances[at, at] = 0
        slopes["distance"][:, 0] += np.bincount(apart.ravel(), chances.ravel(), 2 * FARTHEST + 1)
        to_own[these] = chances @ heads[these] / size
        to_heads[these] = chances.T @ own[these] / size
        begin = end
    down = _through(layer, to_own, "own", weights, slopes)
    down += _through(layer, to_heads, "heads", weights, slopes)
    down += _through(layer, to_root[:, None], "root", weights, slopes)
    return loss, down


def _relations(
    layer: Floats, text: ParsedText, share: Floats, weights: Weights, slopes: dict[str, Floats]
) -> tuple[float, Floats]:
    """Return the log-loss of the relations to the right heads, and how it changes with the last layer."""
    both = affine(layer, weights["label_own"]) + (layer @ weights["label_head"])[text.parse.heads]
    active = np.maximum(both, 0)
    loss, missed = _missed(affine(active, weights["labels"]), text.parse.relations, share)
    to_both = _through(active, missed, "labels", weights, slopes) * (both > 0)
    to_head = _scattered(text.parse.heads, to_both, len(layer))
    slopes["label_head"] = layer.T @ to_head
    return loss, _through(layer, to_both, "label_own", weights, slopes) + to_head @ weights["label_head"].T


def _parts(
    layer: Floats, text: ParsedText, share: Floats, weights: Weights, slopes: dict[str, Floats]
) -> tuple[float, Floats]:
    """Return the log-loss of the parts of speech, and how it changes with the last layer."""
    loss, missed = _missed(affine(layer, weights["parts"]), text.parse.parts, share)
    return loss, _through(layer, missed, "parts", weights, slopes)


def _missed(scores: Floats, right: Numbers, share: Floats) -> tuple[float, Floats]:
    """Return the log-loss of some choices, each by its share, and how it changes with their scores."""
    at = np.arange(len(right))
    chances = _softmax(scores)
    loss = -float(share @ np.log(chances[at, right] + 1e-9))
    chances[at, right] -= 1
    return loss, chances * share[:, None]


def _vectors(inputs: Inputs, down: Floats, weights: Weights, slopes: dict[str, Floats]) -> None:
    """Note the slopes of the words' vectors."""
    count = len(weights["words"])
    slopes["words"] = _scattered(inputs.words[:, 0], down, count) + _scattered(inputs.words[:, 1], down, count)
    for name, rows in (
        ("endings", inputs.endings),
        ("classes", inputs.classes),
        ("marks_before", inputs.marks_before),
        ("marks_after", inputs.marks_after),
    ):
        slopes[name] = _scattered(rows, down, len(weights[name]))


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
            for name in weights:
                slope[name] += 0.1 * (slopes[name] - slope[name])
                curve[name] += 0.01 * (np.square(slopes[name]) - curve[name])
                weights[name] -= (
                    rate * (slope[name] / (1 - 0.9**step)) / (np.sqrt(curve[name] / (1 - 0.99**step)) + 1e-6)
                )
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
    network = Network.of(weights)
    rows: list[tuple[float, ...]] = []
    for text in texts:
        found, known = parse(text.inputs, network), text.parse
        right = (found.heads == known.heads) * text.weight
        both = right * (found.relations == known.relations)
        parts = (found.parts == known.parts) * text.weight
        rows.append((float(text.weight.sum()), float(right.sum()), float(both.sum()), float(parts.sum())))
    words, heads, relations, parts = np.array(rows).sum(axis=0).tolist()
    return ParserScores(int(words), heads / words, relations / words, parts / words)
