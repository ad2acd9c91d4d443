"""Learning to parse: the slopes are those of the loss, and what is learned from is learned."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.evaluation.parsing.fitting import (
    ParsedText,
    fit_parser,
    join,
    loss_and_slopes,
    score_parser,
    start_weights,
)
from retrieval.evaluation.parsing.parsed_texts import KnownWord, parsed_text
from retrieval.marking.syntax.parser import SIZES

CHANCE = np.random.default_rng(1)
SENTENCES = {
    "The baker sold her house.": [
        ("DET", "det", 1),
        ("NOUN", "nsubj", 2),
        ("VERB", "ROOT", 2),
        ("PRON", "poss", 4),
        ("NOUN", "dobj", 2),
    ],
    "Mary ran home.": [("PROPN", "nsubj", 1), ("VERB", "ROOT", 1), ("ADV", "advmod", 1)],
    "Who built this old boat?": [
        ("PRON", "nsubj", 1),
        ("VERB", "ROOT", 1),
        ("DET", "det", 4),
        ("ADJ", "amod", 4),
        ("NOUN", "dobj", 1),
    ],
}


def known(text: str) -> ParsedText:
    words: list[KnownWord] = []
    at = 0
    for form, (part, relation, head) in zip(text.rstrip(".?").split(), SENTENCES[text], strict=True):
        at = text.index(form, at)
        words.append(KnownWord(at, at + len(form), part, relation, head))
    found = parsed_text(text, words, CHANCE)
    assert found is not None
    return found


TEXTS = [known(text) for text in SENTENCES]


@pytest.mark.parametrize("name", SIZES)
def test_the_slopes_are_those_of_the_loss(name: str) -> None:
    text = join(TEXTS)
    weights = {key: values.astype(np.float64) for key, values in start_weights().items()}
    chance = np.random.default_rng(0)
    weights["distance"] += chance.normal(0, 0.1, weights["distance"].shape)
    _, slopes = loss_and_slopes(text, weights)  # type: ignore[arg-type]
    steepest = np.unravel_index(np.abs(slopes[name]).argmax(), slopes[name].shape)
    some = [steepest, *(tuple(chance.integers(0, size) for size in slopes[name].shape) for _ in range(3))]
    for place in some:
        losses = []
        for step in (1e-4, -2e-4):
            weights[name][place] += step
            losses.append(loss_and_slopes(text, weights)[0])  # type: ignore[arg-type]
        weights[name][place] += 1e-4
        assert (losses[0] - losses[1]) / 2e-4 == pytest.approx(slopes[name][place], rel=0.05, abs=1e-5)


def test_what_is_learned_from_is_learned() -> None:
    told: list[tuple[int, int]] = []
    weights = fit_parser(TEXTS * 20, rounds=200, progress=lambda number, batch, _: told.append((number, batch)))
    scores = score_parser(TEXTS, weights)
    assert (scores.words, scores.heads, scores.relations, scores.parts) == (13, 1.0, 1.0, 1.0)
    before = score_parser(TEXTS, start_weights())
    assert before.heads < 0.9
    assert told
