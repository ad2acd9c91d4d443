"""Learns the weights of false premises: `python -m retrieval fit-premises FILE…`.

A logistic regression whose weights are not negative: every signal speaks against a question, and none for it. False
are the questions of files of premises; true their twins, and the questions of all files that are ranked right. Of
these, where they would be answered, SPARED may be lost: that sets `false_from`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.evaluation.plain_questions import PREMISE
from retrieval.evaluation.question_files import Question
from retrieval.premises.check import PremiseWeights
from retrieval.premises.signals import SIGNALS, measure
from retrieval.questions.understood import understand_alone
from retrieval.story import Story

Array = npt.NDArray[np.float64]
SPARED = 0.01
"""The share of the true questions that are shown right which may be taken for false, cross-fitted."""
SURELY = 0.005
"""The same where the question would be declined anyway: a correction must be surer then."""
PENALTY = 0.5
SPREAD = 0.08
"""The least spread of a signal: what is hardly ever there has no weight that decides by itself."""
FOLDS = 5
_STEPS = 3_000


@dataclass(frozen=True, slots=True)
class Supposed:
    """A question of an author's, with its signals: whether it is false, and whether it is a true one, shown right.

    `twin`: it is the true twin of a false one, and `right` whether what answers it is ranked first. `fold`: a false
    question and its twin are in the same one.
    """

    author: str
    question: Question
    signals: Array
    false: bool
    twin: bool
    right: bool
    answered: bool
    fold: int

    @property
    def shown(self) -> bool:
        """Whether it is true and what answers it would be shown, were it not taken for false."""
        return not self.false and self.right and self.answered


@dataclass(frozen=True, slots=True)
class PremiseShares:
    """What is done to questions that were in no fit: shares, 0 to 1.

    `false` questions of which `refused` are taken for false, and `not_answered`, with those that are declined anyway;
    `twins` of which `twins_shown` are shown right; and `lost`, of the true ones that are shown right otherwise.
    """

    false: int
    refused: float
    not_answered: float
    twins: int
    twins_shown: float
    lost: float


@dataclass(frozen=True, slots=True)
class PremiseFit:
    """The fitted weights, and what they do where a question and its twin were left out."""

    weights: PremiseWeights
    unseen: PremiseShares


def supposed(story: Story, author: str, questions: Sequence[Question]) -> list[Supposed]:
    """Return the questions of an author's that suppose something, as the story ranks them."""
    found: list[Supposed] = []
    pairs = any(question.kind == PREMISE for question in questions)
    for question in questions:
        false = question.kind == PREMISE
        if not question.answerable and not false:
            continue
        ranking = story.ranker.rank(understand_alone(story.reader, question.text))
        ranking = story.marker.rerank(ranking, story.marker.marks_of(ranking))
        checked = story.premises.compare(ranking)
        gold = {row for place in question.gold for row in story.library.rows(place.file, place.paragraph)}
        right = int(ranking.order[0]) in gold
        granted = checked.claims.taken_for_granted
        signals = np.array(list(measure(checked).values())) if granted else np.zeros(len(SIGNALS))
        fold = int(hashlib.sha256(question.id.encode()).hexdigest(), 16) % FOLDS
        found.append(Supposed(author, question, signals, false, pairs and not false, right, ranking.answers, fold))
    return found


def fit_premises(chosen: Sequence[Supposed]) -> PremiseFit:
    """Fit the weights and their thresholds, and measure them on questions that were in no fit."""
    table, constant = _fit(chosen)
    unseen = np.zeros(len(chosen))
    for fold in range(FOLDS):
        weights, base = _fit([each for each in chosen if each.fold != fold])
        for at, each in enumerate(chosen):
            if each.fold == fold:
                unseen[at] = 1 / (1 + np.exp(-(each.signals @ weights + base)))
    shown = np.array([each.shown for each in chosen])
    false_from, surely_from = (float(np.quantile(unseen[shown], 1 - share)) + 0.0005 for share in (SPARED, SURELY))
    named = {name: round(float(weight), 3) for name, weight in zip(SIGNALS, table, strict=True)}
    fitted = PremiseWeights({**named, "constant": round(constant, 3)}, round(false_from, 3), round(surely_from, 3))
    return PremiseFit(fitted, _shares(chosen, unseen >= fitted.false_from))


def by_author(chosen: Sequence[Supposed]) -> dict[str, PremiseShares]:
    """Return for each author of false questions what weights do to them that were fitted without any of theirs."""
    found: dict[str, PremiseShares] = {}
    authors = dict.fromkeys(each.author for each in chosen if each.false)
    for author in authors if len(authors) > 1 else ():
        weights = fit_premises([each for each in chosen if each.author != author]).weights
        own = [each for each in chosen if each.author == author]
        chances = [weights.probability(dict(zip(SIGNALS, each.signals.tolist(), strict=True))) for each in own]
        found[author] = _shares(own, np.array(chances) >= weights.false_from)
    return found


def _shares(chosen: Sequence[Supposed], refused: npt.NDArray[np.bool_]) -> PremiseShares:
    false = np.array([each.false for each in chosen])
    twin = np.array([each.twin for each in chosen])
    shown = np.array([each.shown for each in chosen])
    answered = np.array([each.answered for each in chosen])
    return PremiseShares(
        int(false.sum()),
        _share(refused[false]),
        _share((refused | ~answered)[false]),
        int(twin.sum()),
        _share((shown & ~refused)[twin]),
        _share(refused[shown]),
    )


def _share(flags: npt.NDArray[np.bool_]) -> float:
    return float(flags.mean()) if len(flags) else 0.0


def _fit(chosen: Sequence[Supposed]) -> tuple[Array, float]:
    """Return the weights and the constant that tell the false ones from the true ones that are ranked right.

    Accelerated projected gradient ascent (Beck and Teboulle 2009) from zero, on signals divided by their spread.

    """
    chosen = [each for each in chosen if each.false or each.right]
    raw = np.stack([each.signals for each in chosen])
    happened = np.array([each.false for each in chosen], dtype=np.float64)
    scale = np.maximum(raw.std(axis=0), SPREAD)
    design = np.c_[raw / scale, np.ones(len(raw))]
    penalty = np.r_[np.full(raw.shape[1], PENALTY), 0.0]
    rate = 1 / (0.25 * float(np.linalg.norm(design.T @ design, 2)) + PENALTY)
    weights = ahead = np.zeros(design.shape[1])
    momentum = 1.0
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-design @ ahead))
        after = ahead + rate * (design.T @ (happened - likely) - penalty * ahead)
        after[:-1] = np.maximum(after[:-1], 0.0)
        faster = (1 + float(np.sqrt(1 + 4 * momentum**2))) / 2
        ahead = after + (momentum - 1) / faster * (after - weights)
        weights, momentum = after, faster
    return weights[:-1] / scale, float(weights[-1])
