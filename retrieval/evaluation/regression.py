"""Fits a logistic regression, and a conditional logit model, with penalties; numbers in, numbers out, no chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
_STEPS = 300


def fit_logistic(raw: Array, right: Array, counts: Array, penalty: float) -> tuple[Array, float]:
    """Return the weights of the columns of `raw` and the constant, by Newton's method on standardised columns.

    `right` is 0 or 1 for each row, `counts` what the row counts; the squared length of the standardised weights is
    penalised.
    """
    centre, scale = raw.mean(axis=0), raw.std(axis=0) + 1e-9
    design = np.c_[(raw - centre) / scale, np.ones(len(raw))]
    ridge = np.r_[np.full(raw.shape[1], penalty), 1e-9]
    weights = np.zeros(raw.shape[1] + 1)
    for _ in range(50):
        likely = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (counts * (right - likely)) - ridge * weights
        curvature = (design.T * (counts * likely * (1 - likely))) @ design + np.diag(ridge)
        weights = weights + np.linalg.solve(curvature, gradient)
    own: Array = weights[:-1] / scale
    return own, float(weights[-1] - (own * centre).sum())


def fit_choice(features: Sequence[Array], gold: Sequence[Array], counts: Array, prior: Array, penalty: float) -> Array:
    """Return the weights of a conditional logit model (McFadden 1974), penalised by their distance from `prior`.

    Each question has its features, shape (candidates, features), and which of the candidates are right, 0 or 1.
    Gradient ascent with Adam's step sizes (Kingma and Ba 2015); questions with equally many candidates go together.
    """
    sizes = np.array([len(each) for each in gold])
    batches = [
        (np.stack([features[at] for at in own.tolist()]), np.stack([gold[at] for at in own.tolist()]), counts[own])
        for size in np.unique(sizes)
        if len(own := np.flatnonzero(sizes == size))
    ]
    weights, mean, spread = prior.copy(), np.zeros_like(prior), np.zeros_like(prior)
    for step in range(1, _STEPS + 1):
        gradient = -penalty * (weights - prior)
        for values, right, each in batches:
            logits = values @ weights
            likely = np.exp(logits - logits.max(axis=1, keepdims=True))
            chosen = likely * right
            expected = chosen / (chosen.sum(axis=1, keepdims=True) + 1e-300) - likely / likely.sum(
                axis=1, keepdims=True
            )
            gradient = gradient + np.einsum("q,qp,qpf->f", each, expected, values)
        mean = 0.9 * mean + 0.1 * gradient
        spread = 0.99 * spread + 0.01 * gradient**2
        rate = 0.1 if step < 0.6 * _STEPS else 0.03
        weights = weights + rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return weights
