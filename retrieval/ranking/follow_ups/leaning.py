"""Whether a message goes on from the one before it or stands alone: signs, and a logistic regression over them."""

from __future__ import annotations

from collections.abc import Mapping

from retrieval.questions.introducing import person_to_introduce
from retrieval.questions.understood import Signs
from retrieval.ranking.confidence import probability
from retrieval.ranking.scored import ScoredQuestion

STANDS_ALONE_BELOW = 0.3
"""A message that goes on with less probability is answered as one that stands alone, exactly."""
_SHORT = 3


def signs_of(signs: Signs, alone: ScoredQuestion) -> dict[str, float]:
    """Return the signs by name, each about 0 to 2: what its words are, and how well it is answered alone."""
    points_back = signs.she_or_he or signs.points or signs.opens or signs.corrects
    own, near = len(signs.own), alone.query.analysis.near
    return {
        "own_words": min(own, 4) / 2,
        "no_own_word": float(own == 0),
        "one_own_word": float(own == 1),
        "many_own_words": float(own >= 3),
        "names": float(signs.names),
        "names_and_asks": float(signs.names and signs.asks and not points_back),
        "asks": float(signs.asks),
        "other_person": float(signs.other),
        "asks_who": float(person_to_introduce(alone.understood.text) is not None),
        "she_or_he": float(signs.she_or_he),
        "points_back": float(signs.points),
        "opens": float(signs.opens),
        "corrects": float(signs.corrects),
        "short": float(signs.words <= _SHORT),
        "sure_alone": alone.confidence,
        "asked_alone": 0.0 if near is None else float(near[:-1].max()),
    }


def leaning(signs: Signs, alone: ScoredQuestion, weights: Mapping[str, float]) -> float:
    """Return the probability, 0 to 1, that a message goes on from the one before."""
    return probability(signs_of(signs, alone), weights)
