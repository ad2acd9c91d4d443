"""Which words answer is learned from answers; how the marks are measured against them."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.evaluation.mark_fitting import (
    as_model,
    chosen_in,
    cross_fitted,
    fit_certainty,
    fit_spans,
    folds_of,
    mark_examples,
    score,
    without,
)
from retrieval.evaluation.marks import Compared, compare_given, format_marks, marks_as_json, row_with_answer
from retrieval.evaluation.question_files import Place, Question

NAMES = ["Mary Lane", "Ann Reed", "Tom Hill", "Eva Stone", "Max Field", "Ida Brook", "Leo Marsh", "Amy Wood"]


@pytest.fixture(scope="module")
def harbour() -> Story:
    return Story.build(
        [
            make_article(f"{at}.txt", f"The comet {at}\n\nOn June {at + 1} the comet was seen by {name} near the wall.")
            for at, name in enumerate(NAMES)
        ]
    )


def questions() -> list[Question]:
    return [
        Question(f"{at}{kind}", text, (Place(f"{at}.txt", 2),), answerable=True, answer=answer)
        for at, name in enumerate(NAMES)
        for kind, text, answer in (("w", "who saw the comet", name), ("d", "when was it seen", f"June {at + 1}"))
    ]


def test_names_and_dates_are_learned_from_answers(harbour: Story) -> None:
    examples = mark_examples(harbour, "harbour", questions())
    assert len(examples) == 2 * len(NAMES)
    weights = fit_spans(examples)
    assert all(example.met[chosen_in(example, weights, as_model(weights))[0]] > 0.8 for example in examples)
    nothing = np.zeros_like(weights)
    assert score(examples, lambda _: weights, {}).f1 > 2 * score(examples, lambda _: nothing, {}).f1


def test_each_story_is_judged_by_what_was_learned_without_it(harbour: Story) -> None:
    examples = mark_examples(harbour, "harbour", questions())
    said: list[str] = []
    learned = cross_fitted(examples, said.append)
    folds = folds_of(examples)
    assert set(learned) == set(folds) == {example.story for example in examples}
    assert len(said) == len(set(folds.values())) > 1
    for story, weights in list(learned.items())[:2]:
        others = [example for example in examples if folds[example.story] != folds[story]]
        assert np.array_equal(weights, fit_spans(others))
    certainty = fit_certainty(examples, lambda example: learned[example.story])
    assert set(certainty) == {"shown_from", "constant", "expected_f1", "expected_touched"}


def test_an_observation_left_out_weighs_nothing(harbour: Story) -> None:
    examples = mark_examples(harbour, "harbour", questions())
    weights = fit_spans(examples, rounds=1)
    left = without(weights, "begins_with")
    assert (left != weights).any()
    again = fit_spans(examples, left, rounds=1)
    assert not again[:, ~left.any(axis=0)].any()


def test_a_question_whose_answer_the_passage_lacks_is_not_learned_from(harbour: Story) -> None:
    lacking = Question("x", "who saw the comet", (Place("0.txt", 2),), answerable=True, answer="Nobody Else")
    assert row_with_answer(harbour, lacking) is None
    assert mark_examples(harbour, "harbour", [lacking]) == []
    assert compare_given(harbour, lacking) is None


def test_the_table_of_marks_counts_what_is_shown() -> None:
    measured = {"given": [Compared(1.0, 0.5, 0.2, 0.9), Compared(0.0, 0.0, 0.3, 0.6), Compared(0.0, 0.0, 0.0, 0.2)]}
    table = format_marks(measured)
    assert "given" in table
    assert "0.9 to 1.0" in table
    assert "0.2 to 0.3" not in table, "what is not marked is not unreliable"
    figures = marks_as_json(measured)["given"]
    assert figures["questions"] == 3
    assert figures["touched"] == pytest.approx(1 / 3)
    assert figures["marked at all"] == pytest.approx(2 / 3)
    assert format_marks({"given": []}) == ""
    assert marks_as_json({"given": []}) == {}
