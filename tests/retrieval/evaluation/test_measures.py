"""The measures, against numbers worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation.measures import (
    bootstrap,
    brier_score,
    calibration_error,
    ndcg,
    percentile,
    reciprocal_rank,
    reliability,
    right_at,
    threshold_for_share,
)

SHARES = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=30)


@pytest.mark.parametrize(("ranks", "k", "expected"), [((), 5, 0.0), ((1,), 1, 1.0), ((2, 9), 1, 0.0), ((3, 9), 3, 1.0)])
def test_right_at(ranks: tuple[int, ...], k: int, expected: float) -> None:
    assert right_at(ranks, k) == expected


def test_reciprocal_rank() -> None:
    assert reciprocal_rank((4, 7)) == 0.25
    assert reciprocal_rank(()) == 0.0


@pytest.mark.parametrize(
    ("ranks", "gold", "expected"),
    [
        ((1,), 1, 1.0),
        ((1, 2, 3), 3, 1.0),
        ((2,), 1, 1 / math.log2(3)),
        ((1,), 2, 1 / (1 + 1 / math.log2(3))),
        ((11,), 1, 0.0),
        ((10,), 1, 1 / math.log2(11)),
        ((), 2, 0.0),
        ((), 0, 0.0),
        (tuple(range(1, 11)), 40, 1.0),
    ],
)
def test_ndcg(ranks: tuple[int, ...], gold: int, expected: float) -> None:
    assert ndcg(ranks, gold) == pytest.approx(expected)


def test_the_bootstrap_of_a_fair_coin() -> None:
    estimate = bootstrap([0.0, 1.0] * 50)
    assert estimate.value == 0.5
    # 1.96 * sqrt(0.25 / 100) = 0.098 to each side.
    assert estimate.low == pytest.approx(0.402, abs=0.02)
    assert estimate.high == pytest.approx(0.598, abs=0.02)


def test_the_bootstrap_is_repeatable_and_depends_on_the_seed() -> None:
    values = [0.1, 0.4, 0.9, 0.35, 0.7, 0.2, 0.8]
    assert bootstrap(values) == bootstrap(values)
    assert bootstrap(values) != bootstrap(values, seed=1)


@given(SHARES)
def test_the_interval_holds_the_mean_of_values_alike_and_stays_in_range(values: list[float]) -> None:
    estimate = bootstrap(values, resamples=200)
    assert min(values) - 1e-9 <= estimate.low <= estimate.high <= max(values) + 1e-9
    assert bootstrap([values[0]] * 5) == pytest.approx((values[0],) * 3)


def test_the_bootstrap_of_nothing() -> None:
    assert all(math.isnan(number) for number in bootstrap([]))


def test_reliability_and_its_error() -> None:
    confidences = [0.05, 0.92, 0.98, 1.0, 0.5]
    right = [False, True, True, False, True]
    table = reliability(confidences, right)
    assert [(row.low, row.high, row.questions) for row in table] == [(0.0, 0.1, 1), (0.5, 0.6, 1), (0.9, 1.0, 3)]
    assert [row.confidence for row in table] == pytest.approx([0.05, 0.5, 2.9 / 3])
    assert [row.right for row in table] == pytest.approx([0.0, 1.0, 2 / 3])
    assert calibration_error(table) == pytest.approx((0.05 + 0.5 + 0.9) / 5)
    squares = 0.05**2 + 0.08**2 + 0.02**2 + 1.0 + 0.25
    assert brier_score(confidences, right) == pytest.approx(squares / 5)


def test_reliability_of_nothing() -> None:
    assert reliability([], []) == ()
    assert math.isnan(calibration_error(()))
    assert math.isnan(brier_score([], []))


@given(SHARES)
def test_every_question_falls_into_one_bin_that_holds_it(confidences: list[float]) -> None:
    table = reliability(confidences, [True] * len(confidences))
    assert sum(row.questions for row in table) == len(confidences)
    for row in table:
        assert row.low - 1e-9 <= row.confidence <= row.high + 1e-9


def test_the_threshold_for_a_share() -> None:
    tenths = [number / 10 for number in range(10)]
    assert threshold_for_share(tenths, 0.9) == 0.1
    assert threshold_for_share(tenths, 0.85) == 0.1
    assert threshold_for_share(tenths, 1.0) == 0.0
    assert threshold_for_share([0.1] * 3 + [0.8] * 47, 0.94) == 0.8
    assert math.isnan(threshold_for_share([], 0.94))


@given(SHARES, st.floats(0.01, 1.0))
def test_at_least_that_share_lies_at_the_threshold(confidences: list[float], share: float) -> None:
    threshold = threshold_for_share(confidences, share)
    assert sum(c >= threshold for c in confidences) >= share * len(confidences) - 1e-6
    assert sum(c > threshold for c in confidences) < share * len(confidences) + 1e-6


def test_percentiles() -> None:
    assert percentile([1.0, 2.0, 3.0], 50) == 2.0
    assert percentile([0.0, 10.0], 99) == pytest.approx(9.9)
    assert math.isnan(percentile([], 50))
