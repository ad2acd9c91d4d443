"""A weighted sum of features, best first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval import Story
from retrieval.ranking.ranking import rank, score

COLUMNS = st.lists(st.floats(-5, 5), min_size=3, max_size=3)


@given(COLUMNS, COLUMNS, st.floats(-3, 3), st.floats(-3, 3))
def test_the_score_is_the_weighted_sum(one: list[float], other: list[float], first: float, second: float) -> None:
    features = {"a": np.array(one), "b": np.array(other), "unused": np.array([9.0, 9.0, 9.0])}
    expected = first * np.array(one) + second * np.array(other)
    np.testing.assert_allclose(score(features, {"a": first, "b": second}), expected, atol=1e-12)


def test_without_any_weight_all_are_equal() -> None:
    assert score({"a": np.array([1.0, 2.0])}, {"a": 0.0}).tolist() == [0.0, 0.0]
    assert score({"a": np.array([1.0, 2.0])}, {}).tolist() == [0.0, 0.0]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.text(max_size=200))
def test_the_order_is_that_of_the_scores(story: Story, question: str) -> None:
    reading, wanted = story.read(question)
    ranking = rank(story.evidence, reading, wanted, story.weights)
    assert sorted(ranking.order.tolist()) == list(range(len(story.passages)))
    ordered = ranking.scores[ranking.order]
    assert (np.diff(ordered) <= 0).all()
    ties = np.flatnonzero(np.diff(ordered) == 0)
    assert all(ranking.order[place] < ranking.order[place + 1] for place in ties)  # equal scores in story order
    assert 0 <= ranking.confidence <= 1


def test_a_bonus_is_added(story: Story) -> None:
    reading, wanted = story.read("who is alice johnson")
    plain = rank(story.evidence, reading, wanted, story.weights)
    bonus = np.zeros(len(story.passages))
    bonus[7] = 100.0
    helped = rank(story.evidence, reading, wanted, story.weights, bonus)
    assert helped.order[0] == 7
    np.testing.assert_allclose(helped.scores - plain.scores, bonus)


@pytest.mark.parametrize("question", ["", "🙂", "xyzzy", "the of and"])
def test_a_question_without_a_known_word_is_not_believed(story: Story, question: str) -> None:
    reading, wanted = story.read(question)
    assert rank(story.evidence, reading, wanted, story.weights).confidence < story.weights.answer_from
