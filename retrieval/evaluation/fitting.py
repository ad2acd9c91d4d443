"""Learns the weights from question files (`python -m retrieval fit`), with cross-validation and an ablation table.

The ranking's weights maximise the likelihood of a conditional logit model (McFadden 1974): the probability that
the softmax of the scores gives to any right passage. The confidence is a logistic regression of "the first passage
is right". Both are penalised by the squared length of their weights, so that few questions cannot bend them far.

Sets about the same story are one text; every text counts the same. What is said of a question is measured by weights
that were fitted without its text, or, where there is only one, without its set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.evaluation.question_files import Question
from retrieval.evaluation.regression import fit_logistic
from retrieval.questions.understood import understand_alone
from retrieval.ranking.confidence import SIGNALS, RankedQuery, probability
from retrieval.ranking.confidence import measure as measure_signals
from retrieval.ranking.features import FEATURES, compute
from retrieval.ranking.query import Query
from retrieval.ranking.weights import TEXT_ALONE, WITH_READER_QUESTIONS, Weights, best_first, weighted_sum
from retrieval.story import Story

Array = npt.NDArray[np.float64]
PRIOR_PENALTY = 0.5
"""How strongly weights for few reader questions are pulled towards those of the text alone: these hold anywhere."""
RANKING_PENALTY: Mapping[str, float] = {WITH_READER_QUESTIONS: 0.1, TEXT_ALONE: 0.5}
"""How strongly weights are pulled towards zero. Similarities to reader questions are small and need large weights."""
CONFIDENCE_PENALTY = 3.0
TOLD_PENALTY = 1.0
ANSWERED_SHARE = 0.95
"""The share of the answerable questions, of authors that the weights have not seen, that should be answered."""
DENIED_SHARE = 0.01
"""The share of them that may be denied; the others that are not answered are doubtful."""
AGAINST: Mapping[str, float] = {"headline": 0.0, "furniture": -1.0}
"""Features that may count against a passage, with their greatest allowed weight; no other weight is negative."""
SMALL_TALK = "chitchat"
FOLDS = 5
HARDEST = 100
"""A question's weights are learned from so many passages: the right ones, and those whose features are highest."""
_STEPS = 400


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its features in a story, shape (passages, features), and the rows of the right passages."""

    question: Question
    story: Story
    features: Array
    gold: frozenset[int]


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares of the answerable questions, 0 to 1."""

    right_first: float
    in_first_3: float


def examples(story: Story, questions: Sequence[Question]) -> list[Example]:
    """Compute the features of every question."""
    found: list[Example] = []
    for question in questions:
        features = compute(_query(story, question))
        gold = frozenset(row for place in question.gold for row in story.library.rows(place.file, place.paragraph))
        found.append(Example(question, story, np.stack([features[name] for name in FEATURES], axis=1), gold))
    return found


def _text_of(chosen: Sequence[Example]) -> int:
    """Return a number that sets about the same story share."""
    return id(chosen[0].story) if chosen else 0


def fit_ranking(
    sets: Sequence[Sequence[Example]],
    without: frozenset[str] = frozenset(),
    prior: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Return the fitted weights of the ranking; every text counts the same, however many questions are asked of it.

    They are pulled towards `prior`, or towards zero.

    Projected gradient ascent with Adam's step sizes (Kingma and Ba 2015) from there: a fixed number of steps, no
    chance in it, and no weight of a sign that its feature cannot mean.
    """
    usable = [[example for example in each if example.gold] for each in sets]
    prepared = any(example.story.knowledge.questions.answered for each in usable for example in each)
    penalty = RANKING_PENALTY[WITH_READER_QUESTIONS if prepared else TEXT_ALONE] if prior is None else PRIOR_PENALTY
    asked = Counter(_text_of(each) for each in usable for _ in each)
    each_text = 100 * sum(map(bool, usable)) / max(1, len(asked))
    share = {id(example): each_text / asked[_text_of(each)] for each in usable for example in each}
    batches = _batches([example for each in usable for example in each], share)
    names = list(FEATURES)
    free = np.array([name not in without for name in names], dtype=np.float64)
    lowest = np.array([-np.inf if name in AGAINST else 0.0 for name in names])
    highest = np.array([AGAINST.get(name, np.inf) for name in names])
    start = np.array([(prior or {}).get(name, 0.0) for name in names])
    weights, mean, spread = start.copy(), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, _STEPS + 1):
        gradient = -penalty * (weights - start)
        for features, gold, each in batches:
            logits = features @ weights
            likely = np.exp(logits - logits.max(axis=1, keepdims=True))
            right = likely * gold
            expected = right / right.sum(axis=1, keepdims=True) - likely / likely.sum(axis=1, keepdims=True)
            gradient = gradient + np.einsum("q,qp,qpf->f", each, expected, features)
        gradient = gradient * free
        mean = 0.9 * mean + 0.1 * gradient
        spread = 0.99 * spread + 0.01 * gradient**2
        rate = 0.3 if step < 0.6 * _STEPS else 0.1
        weights = weights + rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
        weights = np.clip(weights, lowest, highest)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights * free, strict=True) if weight}


def _batches(chosen: Sequence[Example], share: Mapping[int, float]) -> list[tuple[Array, Array, Array]]:
    """Stack examples with equally many passages: features (q, p, f), gold (q, p), weight of each question (q,)."""
    for_it = np.array([name not in AGAINST for name in FEATURES], dtype=np.float64)
    by_size: dict[int, list[tuple[Array, Array, float]]] = {}
    for example in chosen:
        gold = np.zeros(len(example.features))
        gold[list(example.gold)] = 1
        rows = np.sort(np.argsort(-(example.features @ for_it) - len(FEATURES) * gold, kind="stable")[:HARDEST])
        by_size.setdefault(len(rows), []).append((example.features[rows], gold[rows], share[id(example)]))
    batches: list[tuple[Array, Array, Array]] = []
    for group in by_size.values():
        features, golds, counts = zip(*group, strict=True)
        batches.append((np.stack(features), np.stack(golds), np.array(counts)))
    return batches


def scores_of(example: Example, ranking: Mapping[str, float]) -> Array:
    """Return the score of each passage."""
    columns = {name: example.features[:, at] for at, name in enumerate(FEATURES)}
    return weighted_sum(columns, ranking, len(example.features))


def right_first(example: Example, ranking: Mapping[str, float]) -> bool:
    """Return whether a right passage is ranked first."""
    return int(best_first(scores_of(example, ranking))[0]) in example.gold


def measure(chosen: Sequence[Example], ranking_of: Callable[[Example], Mapping[str, float]]) -> Measured:
    """Measure the ranking on the answerable questions among the examples."""
    return shares([_rank(example, ranking_of(example)) for example in chosen])


def shares(ranks: Sequence[int | None]) -> Measured:
    """Return the shares of the ranks, counted from 0; None, where no passage is right, does not count."""
    known = [rank for rank in ranks if rank is not None]
    return Measured(float(np.mean([rank == 0 for rank in known])), float(np.mean([rank < 3 for rank in known])))


def _rank(example: Example, ranking: Mapping[str, float]) -> int | None:
    """Return how many passages stand before the first right one."""
    order = best_first(scores_of(example, ranking))
    return next((rank for rank, row in enumerate(order.tolist()) if row in example.gold), None)


@dataclass(frozen=True, slots=True)
class Observed:
    """The signals of a question whose ranking did not learn from it.

    `own` numbers what is left out to judge it, its text or its set, in the order of the sets; `counts` is what it
    counts beside others; `rank` is how many passages stand before the first right one.
    """

    own: int
    counts: float
    signals: Mapping[str, float]
    rank: int | None
    answerable: bool
    kind: str | None

    @property
    def right(self) -> bool:
        """Whether a right passage stands first."""
        return self.rank == 0


@dataclass(frozen=True, slots=True)
class Fitted:
    """Fitted weights, the questions they were fitted on, and for each the chance of being told that others give it."""

    weights: Weights
    observed: Sequence[Observed]
    told: Sequence[float]


def observe(sets: Sequence[Sequence[Example]], prior: Mapping[str, float] | None = None) -> list[Observed]:
    """Return the signals of every question, ranked by weights that were fitted without its text, or without its set.

    A single set is cut in FOLDS parts.
    """
    found: list[Observed] = []
    asked = [each for each in sets if each]
    sizes = Counter(_text_of(each) for each in asked for _ in each)
    usual = sum(sizes.values()) / max(1, len(sizes))
    left_out = list(dict.fromkeys(_text_of(each) for each in asked)) if len(sizes) > 1 else [id(each) for each in asked]
    for number, own in enumerate(left_out):
        mine = [own in (_text_of(each), id(each)) for each in asked]
        chosen = [example for each, is_mine in zip(asked, mine, strict=True) if is_mine for example in each]
        others = [each for each, is_mine in zip(asked, mine, strict=True) if not is_mine]
        for example, ranking in _held_out(chosen, others, prior):
            counts, question = usual / sizes[_text_of(chosen)], example.question
            signals, rank = _signals(example, ranking), _rank(example, ranking)
            found.append(Observed(number, counts, signals, rank, question.answerable, question.kind))
    return found


def fit_probability(observed: Sequence[Observed], outcomes: Sequence[bool], penalty: float) -> dict[str, float]:
    """Return the weights of a logistic regression of outcomes on the signals."""
    names = [name for name in SIGNALS if any(name in each.signals for each in observed)]
    raw = np.array([[each.signals.get(name, 0.0) for name in names] for each in observed])
    counts = np.array([each.counts for each in observed])
    weights, constant = fit_logistic(raw, np.array(outcomes, dtype=np.float64), counts, penalty)
    table = {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}
    table["constant"] = round(constant, 3)
    return table


def fit_confidence(observed: Sequence[Observed], penalty: float = CONFIDENCE_PENALTY) -> dict[str, float]:
    """Return the weights for the probability that the first passage is right."""
    return fit_probability(observed, [each.right for each in observed], penalty)


def fit_told(observed: Sequence[Observed], penalty: float = TOLD_PENALTY) -> dict[str, float]:
    """Return the weights for the probability that the articles tell what is asked; small talk is told apart before."""
    asking = [each for each in observed if each.kind != SMALL_TALK]
    return fit_probability(asking, [each.answerable for each in asking], penalty)


Fit = Callable[[Sequence[Observed]], Mapping[str, float]]


def cross_fitted(observed: Sequence[Observed], fit_one: Fit) -> list[float]:
    """Return for every question the probability by weights fitted without its text, its set, or else its FOLD."""
    alone = len({each.own for each in observed}) == 1
    groups = [at % FOLDS if alone else each.own for at, each in enumerate(observed)]
    found = [0.0] * len(observed)
    for group in set(groups):
        weights = fit_one([each for own, each in zip(groups, observed, strict=True) if own != group])
        for at, each in enumerate(observed):
            if groups[at] == group:
                found[at] = probability(each.signals, weights)
    return found


def _signals(example: Example, ranking: Mapping[str, float]) -> dict[str, float]:
    scores = scores_of(example, ranking)
    return measure_signals(RankedQuery(_query(example.story, example.question), scores, best_first(scores)))


def _query(story: Story, question: Question) -> Query:
    understood = understand_alone(story.reader, question.text)
    return Query.of_all(story.ranker.corpus, understood.text, understood.wanted)


def fit(sets: Sequence[Sequence[Example]], prior: Mapping[str, float] | None = None) -> Fitted:
    """Fit all weights, those of the ranking from `prior` on.

    What is learned of the signals is learned from rankings that have not seen their questions.

    `answer_from` is what ANSWERED_SHARE of the answerable questions reach by weights that have not seen them.
    """
    observed = observe(sets, prior)
    told, sure = cross_fitted(observed, fit_told), cross_fitted(observed, fit_confidence)

    def reached_by(share: float, chances: Sequence[float]) -> float:
        """Return the greatest chance that this share of the answerable questions reach."""
        reached = sorted(
            (chance, each.counts) for chance, each in zip(chances, observed, strict=True) if each.answerable
        )
        if not reached:
            return 0.5
        below = np.cumsum([0.0, *(counts for _, counts in reached)])
        return round(reached[int(np.flatnonzero(below[:-1] <= (1 - share) * below[-1] + 1e-9)[-1])][0], 3)

    weights = Weights(
        fit_ranking(sets, prior=prior),
        fit_confidence(observed),
        fit_told(observed),
        answer_from=reached_by(ANSWERED_SHARE, told),
        deny_below=reached_by(1 - DENIED_SHARE, told),
        sure_from=reached_by(ANSWERED_SHARE, sure),
    )
    return Fitted(weights, observed, told)


def _held_out(
    chosen: Sequence[Example], others: Sequence[Sequence[Example]], prior: Mapping[str, float] | None = None
) -> list[tuple[Example, Mapping[str, float]]]:
    """Return every example with a ranking that was fitted without it: on the other sets, or, without any, in FOLDS."""
    if any(example.gold for each in others for example in each):
        ranking = fit_ranking(others, prior=prior)
        return [(example, ranking) for example in chosen]
    pairs: list[tuple[Example, Mapping[str, float]]] = []
    for fold in range(FOLDS):
        rest = [example for at, example in enumerate(chosen) if at % FOLDS != fold]
        ranking = fit_ranking([rest, *others], prior=prior)
        pairs.extend((example, ranking) for at, example in enumerate(chosen) if at % FOLDS == fold)
    return pairs


def cross_validate(chosen: Sequence[Example]) -> Measured:
    """Measure a set by cross-validation: each question is ranked by weights fitted without it."""
    rankings = {id(example): ranking for example, ranking in _held_out(chosen, ())}
    return measure(chosen, lambda example: rankings[id(example)])


def ablation(chosen: Sequence[Example]) -> dict[str, Measured]:
    """Measure a set with all features (key "") and without each one, fitting the rest again every time."""
    table: dict[str, Measured] = {}
    for left_out in ("", *FEATURES):
        ranking = fit_ranking([chosen], frozenset({left_out}))
        table[left_out] = measure(chosen, lambda _, ranking=ranking: ranking)  # type: ignore[misc]
    return table


def ablation_left_out(
    sets: Sequence[Sequence[Example]], so_far: Callable[[int, int | None], None]
) -> dict[str, Measured]:
    """Measure two sets or more with all features (key "") and without each one, each by weights fitted on the others.

    Every set counts the same. `so_far` is told how many features of how many have been left out.
    """
    table: dict[str, Measured] = {}
    for done, left_out in enumerate(("", *FEATURES)):
        so_far(done, len(FEATURES))
        found: list[Measured] = []
        for own in sets:
            ranking = fit_ranking([each for each in sets if each is not own], frozenset({left_out}))
            found.append(measure(own, lambda _, ranking=ranking: ranking))  # type: ignore[misc]
        first, third = zip(*((each.right_first, each.in_first_3) for each in found), strict=True)
        table[left_out] = Measured(float(np.mean(first)), float(np.mean(third)))
    return table
