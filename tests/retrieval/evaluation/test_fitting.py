"""Weights are learned from examples: on data made for it, what is learned is what was put in."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.evaluation.fitting import (
    AGAINST,
    ANSWERED_SHARE,
    FOLDS,
    Example,
    Measured,
    ablation,
    cross_fitted,
    cross_validate,
    examples,
    fit,
    fit_confidence,
    fit_ranking,
    fit_told,
    measure,
    observe,
    right_first,
    scores_of,
)
from retrieval.evaluation.question_files import Place, Question
from retrieval.ranking.confidence import SIGNALS, probability
from retrieval.ranking.features import FEATURES, compute
from retrieval.ranking.weights import Weights
from tests.retrieval.queries import query

NAMES = list(FEATURES)
ARTICLE = "\n\n".join(
    [
        "The comet of Brest",
        "The comet fell into the sea near Brest on March 3.",
        "A 54-year-old baker named Mary Lane saw the fire from the harbour.",
        "The harbour was closed for two weeks because of the smoke.",
        "Nobody was hurt, the mayor said in the evening.",
        "Mary Lane plans to write a book about the night.",
        "The museum bought a piece of the stone for 3,000 euros.",
    ]
)
ASKED = {
    "where did the comet fall": 2,
    "how old is the baker": 3,
    "why was the harbour closed": 4,
    "was anybody hurt": 5,
    "what did the mayor say": 5,
    "who plans to write a book": 6,
    "who bought a piece of the stone": 7,
    "how long was the harbour closed": 4,
}


@pytest.fixture(scope="module")
def comet() -> Story:
    return Story.build([make_article("comet.txt", ARTICLE)])


@pytest.fixture(scope="module")
def asked(comet: Story) -> list[Example]:
    questions = [
        Question(text, text, (Place("comet.txt", paragraph),), answerable=True) for text, paragraph in ASKED.items()
    ]
    far = ["what is the capital of france", "how do i cook rice", "who won the cup", "what is python"]
    return examples(comet, [*questions, *(Question(text, text, (), answerable=False) for text in far)])


def made(story: Story, count: int, telling: str, seed: int = 0, *, noise: float = 0.0) -> list[Example]:
    """Make examples of six passages whose right one has the highest value of one feature, the others noise."""
    random = np.random.default_rng(seed)
    chosen: list[Example] = []
    for number in range(count):
        features = random.uniform(0, 0.5, (6, len(NAMES)))
        gold = int(random.integers(6))
        features[gold, NAMES.index(telling)] = 1.0 if random.uniform() >= noise else 0.0
        question = Question(f"q{number}", "comet", (Place("comet.txt", gold + 1),), answerable=True)
        chosen.append(Example(question, story, features, frozenset({gold})))
    return chosen


def test_examples_are_the_storys_features(comet: Story, asked: list[Example]) -> None:
    assert len(asked) == 12
    for example in asked:
        assert example.features.shape == (len(comet.passages), len(FEATURES))
        computed = compute(query(comet, example.question.text))
        np.testing.assert_allclose(example.features, np.stack([computed[name] for name in FEATURES], axis=1))
    assert [sorted(example.gold) for example in asked[:3]] == [[1], [2], [3]]
    assert asked[-1].gold == frozenset()


@pytest.mark.parametrize("telling", ["coverage", "kind", "neighbours"])
def test_the_telling_feature_is_found(comet: Story, telling: str) -> None:
    chosen = made(comet, 60, telling)
    ranking = fit_ranking([chosen])
    assert max(ranking, key=lambda name: ranking[name]) == telling
    assert measure(chosen, lambda _: ranking) == Measured(1.0, 1.0)


def test_the_same_examples_give_the_same_weights(comet: Story) -> None:
    chosen = made(comet, 20, "words", noise=0.3)
    assert fit_ranking([chosen]) == fit_ranking([chosen])


def test_a_feature_left_out_has_no_weight(comet: Story) -> None:
    ranking = fit_ranking([made(comet, 30, "words")], frozenset({"words"}))
    assert not ranking.get("words")


def test_no_weight_has_a_sign_its_feature_cannot_mean(comet: Story) -> None:
    chosen = made(comet, 60, "words")
    for example in chosen:  # the right passage has less of this one: a weight below zero would fit
        example.features[list(example.gold), NAMES.index("coverage")] = 0.0
        example.features[list(example.gold), NAMES.index("headline")] = 1.0
    ranking = fit_ranking([chosen])
    assert all(weight >= 0 for name, weight in ranking.items() if name not in AGAINST)
    assert all(ranking.get(name, most) <= most for name, most in AGAINST.items())


def test_a_larger_set_does_not_outvote_a_smaller_one(comet: Story) -> None:
    few, many = made(comet, 10, "kind", 1), made(comet, 200, "pairs", 2)
    ranking = fit_ranking([few, many])
    assert measure(few, lambda _: ranking).right_first > 0.7
    assert measure(many, lambda _: ranking).right_first > 0.7


def test_examples_without_an_answer_are_no_examples(comet: Story, asked: list[Example]) -> None:
    chosen = made(comet, 20, "words")
    unanswerable = [example for example in asked if not example.gold]
    assert measure([*chosen, *unanswerable], lambda _: {"words": 1.0}) == measure(chosen, lambda _: {"words": 1.0})


def test_scores_are_the_rankings(comet: Story) -> None:
    example = made(comet, 1, "words")[0]
    expected = 2 * example.features[:, NAMES.index("words")] - example.features[:, NAMES.index("headline")]
    np.testing.assert_allclose(scores_of(example, {"words": 2.0, "headline": -1.0}), expected)
    assert right_first(example, {"words": 1.0})
    assert not right_first(example, {"words": -1.0})


def test_measure_counts_first_and_first_three(comet: Story) -> None:
    chosen = made(comet, 4, "words")
    for rank, example in enumerate(chosen):  # the right passage stands first, second, third, fourth
        features = np.zeros((6, len(NAMES)))
        gold = next(iter(example.gold))
        others = [row for row in range(6) if row != gold]
        features[gold, 0] = 0.5
        features[others[:rank], 0] = 1.0
        example.features[:] = features
    assert measure(chosen, lambda _: {NAMES[0]: 1.0}) == Measured(0.25, 0.75)


def test_cross_validation_does_not_flatter(comet: Story) -> None:
    noise = made(comet, 40, "words", noise=1.0)
    seen, unseen = measure(noise, lambda _: fit_ranking([noise])), cross_validate(noise)
    assert unseen.right_first <= seen.right_first + 0.05
    assert cross_validate(made(comet, 40, "words")).right_first > 0.9


def test_the_ablation_names_every_feature(comet: Story) -> None:
    table = ablation(made(comet, 2 * FOLDS, "kind"))
    assert set(table) == {"", *FEATURES}
    assert table["kind"].right_first < table[""].right_first == 1.0


def test_the_confidence_is_learned(asked: list[Example]) -> None:
    observed = observe([asked])
    assert [each.answerable for each in observed] == [bool(example.gold) for example in _in_folds(asked)]
    for weights in (fit_confidence(observed), fit_told(observed)):
        assert set(weights) <= {*SIGNALS, "constant"}
        assert "constant" in weights
        assert all(np.isfinite(weight) for weight in weights.values())


def _in_folds(chosen: list[Example]) -> list[Example]:
    return [example for fold in range(FOLDS) for example in chosen[fold::FOLDS]]


def test_a_set_is_judged_by_weights_of_the_others(comet: Story, asked: list[Example]) -> None:
    observed = observe([asked, made(comet, 20, "words")])
    assert {each.own for each in observed} == {0, 1}
    chances = cross_fitted(observed, fit_told)
    first = [each for each in observed if each.own == 0]
    weights = fit_told([each for each in observed if each.own == 1])
    assert chances[: len(first)] == [probability(each.signals, weights) for each in first]


def test_the_threshold_answers_its_share_of_what_was_in_no_fit(asked: list[Example]) -> None:
    fitted = fit([asked])
    reached = [chance for each, chance in zip(fitted.observed, fitted.told, strict=True) if each.answerable]
    assert np.mean([chance >= fitted.weights.answer_from - 0.0005 for chance in reached]) >= ANSWERED_SHARE


def test_everything_is_fitted_together(comet: Story, asked: list[Example]) -> None:
    weights = fit([asked]).weights
    assert isinstance(weights, Weights)
    assert measure(asked, lambda _: weights.ranking).right_first > 0.8
    assert weights == fit([asked]).weights
