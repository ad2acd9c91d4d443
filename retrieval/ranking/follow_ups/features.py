"""What the ranking knows of a passage and a follow-up: named features, one function each; `weights.toml` weighs them.

The scores of the readings come in log-odds, below those of their best passage; what the other features say is between
0 and 1. Each counts by how surely the message goes on from the exchange before; "alone" by how surely it does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from retrieval.feature import Feature, by_name, feature
from retrieval.ranking.corpus import Column
from retrieval.ranking.features import compute
from retrieval.ranking.follow_ups.scored import ScoredFollowUp
from retrieval.ranking.scored import ScoredQuestion

_JOINED = ("coverage", "sentence", "pairs", "question_words")
"""Features of the ranking that count otherwise in a question with the topic of another one."""


@feature
def alone(asked: ScoredFollowUp) -> Column:
    """Score of the new words alone, the less the more the message leans."""
    return _below_best(asked.new) * (1 - asked.leaning)


@feature
def new(asked: ScoredFollowUp) -> Column:
    """Score of the new words alone."""
    return _below_best(asked.new) * asked.leaning


@feature
def new_asked(asked: ScoredFollowUp) -> Column:
    """Part of that score that comes from reader questions: they have pronouns, too."""
    weights, columns = asked.new.weights.ranking, asked.new.columns
    parts = [columns[name] * weight for name, weight in weights.items() if name.startswith("question_")]
    total: Column = np.sum([np.zeros(asked.size), *parts], axis=0)
    return total * asked.leaning


@feature
def resolved(asked: ScoredFollowUp) -> Column:
    """Score of the new words with names for their pronouns."""
    return _below_best(asked.resolved) * asked.leaning


@feature
def new_elliptic(asked: ScoredFollowUp) -> Column:
    """Score of the new words alone where they say by themselves nothing of what is asked."""
    return new.value(asked) * asked.follow_up.signs.elliptic


@feature
def resolved_elliptic(asked: ScoredFollowUp) -> Column:
    """Score of the new words with names, likewise."""
    return resolved.value(asked) * asked.follow_up.signs.elliptic


@feature
def resolved_named(asked: ScoredFollowUp) -> Column:
    """Score of the new words with names, where they name somebody themselves."""
    return resolved.value(asked) * asked.follow_up.signs.names


@feature
def resolved_pronoun(asked: ScoredFollowUp) -> Column:
    """Score of the same where they had "she" or "he" for somebody."""
    return resolved.value(asked) * asked.follow_up.signs.she_or_he


@feature
def joined(asked: ScoredFollowUp) -> Column:
    """Score of the new words and the topic of the question before."""
    return _below_best(asked.joined) * asked.leaning * (not asked.follow_up.signs.elliptic)


@feature
def joined_elliptic(asked: ScoredFollowUp) -> Column:
    """Score of the same where the new words say by themselves nothing of what is asked."""
    return _below_best(asked.joined) * asked.leaning * asked.follow_up.signs.elliptic


@feature
def answered(asked: ScoredFollowUp) -> Column:
    """Score of the joined question with the words that were marked last."""
    return _below_best(asked.answered) * asked.leaning


def _joined(name: str) -> Feature[ScoredFollowUp, Column]:
    def column(asked: ScoredFollowUp) -> Column:
        columns = asked.joined.columns
        own = columns[name] if name in columns else compute(asked.joined.query, [name])[name]
        return own * asked.leaning

    return Feature(f"joined_{name}", f"The feature {name} of the joined question, beside its score.", column)


@feature
def speaks(asked: ScoredFollowUp) -> Column:
    """Whether the passage quotes the first person of the question, its subject."""
    people = asked.follow_up.joined.text.persons
    if not people:
        return np.zeros(asked.size)
    return _flagged(np.isin(asked.rows, asked.corpus.contents.quoting(people[0].name)), asked.leaning)


@feature
def quotes_in_focus(asked: ScoredFollowUp) -> Column:
    """Whether the passage quotes the one who was spoken of last."""
    person = asked.follow_up.in_focus
    if person is None:
        return np.zeros(asked.size)
    return _flagged(np.isin(asked.rows, asked.corpus.contents.quoting(person.name)), asked.leaning)


@feature
def excluded(asked: ScoredFollowUp) -> Column:
    """Share of what a correction takes back that the passage has."""
    terms = asked.follow_up.excluded
    if not terms:
        return np.zeros(asked.size)
    held: Column = np.mean([asked.holding(term) for term in terms], axis=0)
    return held * asked.leaning


@feature
def new_words(asked: ScoredFollowUp) -> Column:
    """Share of the new words that the passage has, itself or in other words."""
    return asked.new_held * asked.leaning


@feature
def last(asked: ScoredFollowUp) -> Column:
    """Whether the passage is the one shown last."""
    return _last(asked, asked.leaning)


@feature
def last_new_words(asked: ScoredFollowUp) -> Column:
    """Of the passage shown last the share of the new words that it has apart from what was marked."""
    return _last(asked, asked.leaning * asked.new_unmarked)


@feature
def last_kind(asked: ScoredFollowUp) -> Column:
    """Whether the passage shown last has, apart from what was marked in it, a kind of answer that is asked for."""
    return _last(asked, asked.leaning * asked.kind_unmarked)


@feature
def last_corrected(asked: ScoredFollowUp) -> Column:
    """Whether the passage is the one shown last, and the message corrects ("no, I mean …")."""
    return _last(asked, asked.leaning * asked.follow_up.signs.corrects)


@feature
def follows_last(asked: ScoredFollowUp) -> Column:
    """Whether the passage is the one after that shown last, in its article."""
    if asked.last is None:
        return np.zeros(asked.size)
    return _flagged(asked.rows == asked.corpus.layout.after[asked.last.row], asked.leaning)


FEATURES: Mapping[str, Feature[ScoredFollowUp, Column]] = by_name(
    alone,
    new,
    new_elliptic,
    new_asked,
    resolved,
    resolved_elliptic,
    resolved_named,
    resolved_pronoun,
    joined,
    joined_elliptic,
    answered,
    *map(_joined, _JOINED),
    speaks,
    quotes_in_focus,
    excluded,
    new_words,
    last,
    last_new_words,
    last_kind,
    last_corrected,
    follows_last,
)
"""The features by name, in the order of `weights.toml`."""


def compute_features(asked: ScoredFollowUp, names: Iterable[str] = tuple(FEATURES)) -> dict[str, Column]:
    """Return the named features of every candidate."""
    return {name: FEATURES[name].value(asked) for name in names}


def _below_best(question: ScoredQuestion) -> Column:
    below: Column = question.scores - question.scores.max()
    return below


def _flagged(flags: npt.NDArray[np.bool_], value: float) -> Column:
    column: Column = np.where(flags, value, 0.0)
    return column


def _last(asked: ScoredFollowUp, value: float) -> Column:
    column = np.zeros(asked.size)
    if asked.last is not None:
        column[asked.at(asked.last.row)] = value
    return column
