"""How sure we are of the answer to a follow-up: named signals for a logistic regression; `weights.toml` weighs them.

An old question answers itself: its words are held by the passage that was shown. So most signals are of the new words,
with names for their pronouns, and of how well each reading would be answered.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from retrieval.feature import Feature, by_name, feature
from retrieval.kept.gathering import Rows
from retrieval.ranking.confidence import LENGTH_SCALE
from retrieval.ranking.corpus import Column
from retrieval.ranking.follow_ups.scored import ScoredFollowUp

_LOGIT_SCALE = 4
"""What log-odds are divided by, so that they vary about as much as the shares."""
_SUREST = 9.0


@dataclass(frozen=True)
class RankedFollowUp:
    """A follow-up with the score of every candidate, and their places from the best to the worst; at least one."""

    asked: ScoredFollowUp
    scores: Column
    order: Rows

    @property
    def best(self) -> int:
        """The place of the best passage among the candidates."""
        return int(self.order[0])

    @property
    def first(self) -> int:
        """The row of the best passage."""
        return int(self.asked.rows[self.best])


@feature
def lead(ranked: RankedFollowUp) -> float:
    """Share of all candidates' weight that the first passage has (softmax of the scores)."""
    return float(1 / np.exp(ranked.scores - ranked.scores[ranked.best]).sum())


@feature
def told_whole(ranked: RankedFollowUp) -> float:
    """Probability that some passage answers the question as it would be asked alone."""
    return ranked.asked.whole.told


@feature
def grounded_whole(ranked: RankedFollowUp) -> float:
    """Share of the words of that question that the passage best for it has, or its reader questions."""
    return ranked.asked.whole.signals["grounded"]


@feature
def length_joined(ranked: RankedFollowUp) -> float:
    """How many content words the joined question has, log(1 + n), over 3."""
    return math.log1p(len(ranked.asked.joined.query.text.content_terms)) / LENGTH_SCALE


@feature
def untold_new(ranked: RankedFollowUp) -> float:
    """Reader questions: how strongly the new words point to no article answering."""
    fit = ranked.asked.new.query.analysis.fit
    return 0.0 if fit is None else float(fit[-1])


@feature
def again_new_words(ranked: RankedFollowUp) -> float:
    """If the passage shown last is first again, the share of the new words that it has apart from what was marked."""
    last = ranked.asked.last
    return ranked.asked.new_unmarked if last is not None and last.row == ranked.first else 0.0


@feature
def opens(ranked: RankedFollowUp) -> float:
    """Whether the message begins with "and" or the like: who goes on so often asks what is not told."""
    return float(ranked.asked.follow_up.signs.opens)


@feature
def names(ranked: RankedFollowUp) -> float:
    """Whether the message names somebody."""
    return float(ranked.asked.follow_up.signs.names)


@feature
def odds_told_joined(ranked: RankedFollowUp) -> float:
    """Log-odds, over 4, that some passage answers the joined question, asked alone."""
    return _logit(ranked.asked.joined.told)


@feature
def margin_resolved(ranked: RankedFollowUp) -> float:
    """How far the passage best for the new words with names is above the second, at most 3."""
    return ranked.asked.resolved.signals["margin"]


@feature
def score_joined(ranked: RankedFollowUp) -> float:
    """Score of the best passage for the joined question, over 10."""
    return ranked.asked.joined.signals["score"]


@feature
def missing_joined(ranked: RankedFollowUp) -> float:
    """Weight of the heaviest word of the joined question that the passage best for it lacks."""
    return ranked.asked.joined.signals["missing"]


@feature
def unknown_new(ranked: RankedFollowUp) -> float:
    """Share of the new words, weighted by idf, that are in no passage."""
    return ranked.asked.new.signals["unknown"]


@feature
def kind_missing_joined(ranked: RankedFollowUp) -> float:
    """Whether the first passage lacks a kind of answer that the joined question wants."""
    contents = ranked.asked.corpus.contents
    return float(not all(contents.holds(ranked.first, kind) for kind in ranked.asked.follow_up.joined.wanted))


SIGNALS: Mapping[str, Feature[RankedFollowUp, float]] = by_name(
    lead,
    told_whole,
    grounded_whole,
    margin_resolved,
    score_joined,
    odds_told_joined,
    length_joined,
    missing_joined,
    kind_missing_joined,
    unknown_new,
    untold_new,
    again_new_words,
    opens,
    names,
)
"""The signals by name, in the order of `weights.toml`."""


def measure_follow_up(ranked: RankedFollowUp, names: Iterable[str] = tuple(SIGNALS)) -> dict[str, float]:
    """Return the values of the named signals."""
    return {name: SIGNALS[name].value(ranked) for name in names}


def _logit(probability: float) -> float:
    clipped = min(max(probability, math.exp(-_SUREST)), 1 - math.exp(-_SUREST))
    return math.log(clipped / (1 - clipped)) / _LOGIT_SCALE
