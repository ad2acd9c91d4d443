"""Learning what each unit of a message does: the slopes are those of the likelihood, and what is learned is found."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.evaluation import dialogue_act_fitting as fitting
from retrieval.evaluation.dialogue_act_fitting import Array, Batch, fit, right_of
from retrieval.evaluation.marked_messages import MarkedMessage, marked_message
from retrieval.questions.acts.features import UNIT_FEATURES, observe
from retrieval.questions.acts.model import ACTS, DialogueAct
from retrieval.questions.acts.placed_unit import placed_units
from retrieval.questions.acts.word_features import words_around

MESSAGES = [
    marked_message(text)
    for text in (
        "hi all, my dog barks. ⟦who came to the bridge?⟧",
        "⟦when was the tower built⟧",
        "⟦who left?⟧ thanks a lot",
        "⟪are you a robot?⟫",
        "«list all quotes»",
        "⟦kim was there, and why did she leave?⟧",
    )
]
NONE = marked_message("!!!")
WORDS = {"first: who": 0, "left": 1, "before: all": 2, "and why": 3}


def loss(messages: list[MarkedMessage], shares: list[float], weights: Array, after: Array, first: Array) -> float:
    """Return the log-loss of the marked acts, by every way in which the acts could have been."""

    def score(scores: Array, path: tuple[int, ...]) -> float:
        steps = pairwise(path)
        return float(
            first[path[0]] + sum(scores[at, act] for at, act in enumerate(path)) + sum(after[a, b] for a, b in steps)
        )

    total = 0.0
    for message, share in zip(messages, shares, strict=True):
        placed = placed_units(message.units)
        rows = [[WORDS[word] for word in around if word in WORDS] for around in words_around(placed)]
        words = np.array([weights[[len(UNIT_FEATURES) + row for row in own]].sum(axis=0) for own in rows])
        scores = observe(placed) @ weights[: len(UNIT_FEATURES)] + fitting.WORD_VALUE * words
        every = [score(scores, path) for path in product(range(len(ACTS)), repeat=len(message.units))]
        marked = score(scores, tuple(ACTS.index(act) for act in message.acts))
        total += share * (float(np.logaddexp.reduce(every)) - marked)
    return total


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10_000), st.lists(st.sampled_from(MESSAGES), min_size=1, max_size=3))
def test_the_slopes_are_those_of_the_likelihood(seed: int, messages: list[MarkedMessage]) -> None:
    chance = np.random.default_rng(seed)
    shares = chance.uniform(0.2, 2, len(messages)).tolist()
    count = len(ACTS)
    parameters = [
        chance.normal(0, 0.3, size) for size in ((len(UNIT_FEATURES) + len(WORDS), count), (count, count), (count,))
    ]
    slopes = fitting._gradient(Batch.of(messages, shares, WORDS), *parameters)
    for at, slope in enumerate(slopes):
        told = np.argwhere(np.abs(slope) > 1e-6) if slope.any() else np.argwhere(slope == 0)
        place = tuple(told[chance.integers(len(told))])
        losses = []
        for step in (1e-4, -1e-4):
            moved = [each.copy() for each in parameters]
            moved[at][place] += step
            losses.append(loss(messages, shares, *moved))
        assert slope[place] == pytest.approx((losses[0] - losses[1]) / 2e-4, abs=1e-4)


def test_what_is_learned_reads_the_messages_as_they_are_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "STEPS", 60)
    model = fit([*MESSAGES, NONE])
    assert right_of(model, MESSAGES) == len(MESSAGES)
    assert right_of(model, [NONE]) == 1, "where there is nothing to read, nothing is wrong"
    wrong = marked_message("⟦my dog barks⟧")
    counted = fit([*MESSAGES, wrong], [*[0.01] * len(MESSAGES), 20.0])
    assert right_of(counted, [wrong]) == 1
    assert right_of(counted, MESSAGES) < len(MESSAGES), "what counts more is learned first"


def test_a_message_is_right_only_where_its_questions_begin_and_end() -> None:
    model = fit(MESSAGES[1:2])  # it has seen nothing but a question
    two = marked_message("⟦who left?⟧ ⟦who came?⟧")
    assert model.decode(placed_units(two.units))[0] is DialogueAct.ASKS
    assert right_of(model, [marked_message("⟦who left?⟧ who came?")]) == 0
