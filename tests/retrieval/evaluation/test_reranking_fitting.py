"""What the best span of a passage counts is learned from questions whose right passage is near the first."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.evaluation.question_files import Place, Question
from retrieval.evaluation.reranking_fitting import NearExample, fit_reranking, near_examples, right_first

TIMES = ["On 4 March", "On 9 May", "On 2 June"]


def near(scores: list[float], right: list[bool]) -> NearExample:
    return NearExample("file", "story", (0,), np.array(scores), np.array(right), ())


def test_spans_that_tell_the_right_passage_count_and_others_do_not() -> None:
    examples = [near([0.5, 0.0], [False, True]), near([0.4, 0.0], [True, False])] * 20
    telling = [np.array([0.0, 4.0]), np.array([4.0, 0.0])] * 20
    weight = fit_reranking(examples, telling)
    assert right_first(examples, telling, 0.0) == 20
    assert weight > 0.2
    assert right_first(examples, telling, weight) == 40
    assert fit_reranking(examples, [-values for values in telling]) == pytest.approx(-weight)
    assert fit_reranking(examples, [np.full(2, 3.0)] * 40) == pytest.approx(0.0)


@given(st.floats(-0.5, 1.0), st.lists(st.tuples(st.floats(-1, 1), st.floats(-4, 4), st.booleans()), min_size=1))
def test_no_other_weight_explains_the_right_passages_better(
    other: float, drawn: list[tuple[float, float, bool]]
) -> None:
    examples = [near([score, 0.0], [first, not first]) for score, _, first in drawn]
    values = [np.array([value, 0.0]) for _, value, _ in drawn]

    def cost(weight: float) -> float:
        odds = [(score + weight * value) * (1 if first else -1) for score, value, first in drawn]
        return float(np.logaddexp(0, -np.array(odds)).sum() + weight**2 / 2)

    assert cost(fit_reranking(examples, values)) <= cost(other) + 1e-6


def test_learned_from_are_questions_with_a_right_and_a_wrong_passage_near() -> None:
    story = Story.build(
        [make_article(f"{at}.txt", f"The bridge\n\n{time} the old bridge was closed.") for at, time in enumerate(TIMES)]
    )
    asked = "when was the old bridge closed"
    one = Question("a", asked, (Place("1.txt", 2),), answerable=True, answer="9 May")
    every = Question("b", asked, tuple(Place(f"{at}.txt", 2) for at in range(3)), answerable=True, answer="9 May")
    (example,) = near_examples(story, "bridge", [one, every])
    assert example.right.sum() == 1
    assert len(example.scores) == len(example.right) == len(example.spans) > 1
    width = example.spans[0].shape[1]
    assert (example.best_spans(np.zeros((40, width))) == 0).all()
