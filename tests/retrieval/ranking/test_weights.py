"""The table of weights fits the features and signals that are there."""

from __future__ import annotations

import math

import pytest

from retrieval.evaluation.fitting import AGAINST
from retrieval.ranking.confidence import SIGNALS
from retrieval.ranking.features import FEATURES
from retrieval.ranking.follow_ups.features import FEATURES as FOLLOW_UP_FEATURES
from retrieval.ranking.follow_ups.signals import SIGNALS as FOLLOW_UP_SIGNALS
from retrieval.ranking.follow_ups.weights import load_follow_up_weights
from retrieval.ranking.weights import TEXT_ALONE, WITH_READER_QUESTIONS, load_weights

TABLES = (WITH_READER_QUESTIONS, TEXT_ALONE)


@pytest.mark.parametrize("name", TABLES)
def test_every_weight_is_a_features_or_a_signals(name: str) -> None:
    weights = load_weights(name)
    assert set(weights.ranking) <= set(FEATURES)
    assert set(weights.confidence) <= set(SIGNALS) | {"constant"}
    assert set(weights.told) <= set(SIGNALS) | {"constant"}
    assert {"constant"} < set(weights.confidence)
    assert {"constant"} < set(weights.told)
    assert len(weights.ranking) > 5
    assert all(math.isfinite(weight) for weight in (*weights.ranking.values(), *weights.confidence.values()))


@pytest.mark.parametrize("name", TABLES)
def test_the_weights_stand_in_the_features_order(name: str) -> None:
    weights = load_weights(name)
    assert list(weights.ranking) == [feature for feature in FEATURES if feature in weights.ranking]
    for table in (weights.confidence, weights.told):
        assert list(table) == [*(signal for signal in SIGNALS if signal in table), "constant"]


def test_the_text_alone_knows_no_reader_questions() -> None:
    weights = load_weights(TEXT_ALONE)
    assert not [name for name in weights.ranking if name.startswith("question_")]
    assert not [name for name in weights.confidence if "fit" in name or "near" in name]


@pytest.mark.parametrize("name", TABLES)
def test_no_weight_has_a_sign_that_its_feature_cannot_mean(name: str) -> None:
    ranking = load_weights(name).ranking
    assert [feature for feature, weight in ranking.items() if feature not in AGAINST and weight < 0] == []
    assert [feature for feature in AGAINST if ranking.get(feature, AGAINST[feature]) > AGAINST[feature]] == []


@pytest.mark.parametrize("name", TABLES)
def test_a_question_is_answered_from_a_probability_on(name: str) -> None:
    assert 0 < load_weights(name).answer_from < 1


def test_a_name_that_is_no_table() -> None:
    with pytest.raises(KeyError):
        load_weights("gone")


@pytest.mark.parametrize("name", TABLES)
def test_every_weight_of_a_follow_up_is_a_features_or_a_signals(name: str) -> None:
    weights = load_follow_up_weights(name)
    assert set(weights.ranking) <= set(FOLLOW_UP_FEATURES)
    assert {"constant"} < set(weights.confidence) <= set(FOLLOW_UP_SIGNALS) | {"constant"}
    assert "new_asked" not in weights.ranking or name == WITH_READER_QUESTIONS
