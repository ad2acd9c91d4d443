"""What the ranking knows of a passage and a follow-up: named features, one function each; `weights.toml` weighs them.

The scores of the readings come in log-odds, below those of their best passage; what the other features say is between
0 and 1. Each counts by how surely the message goes on from the exchange before; "alone" by how surely it does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from retrieval.english.answer_kinds import AnswerKind
from retrieval.feature import Feature, by_name, feature
from retrieval.ranking.corpus import Column
from retrieval.ranking.features import compute
from retrieval.ranking.follow_ups.scored import ScoredFollowUp
from retrieval.ranking.scored import ScoredQuestion

_JOINED = (
    "coverage",
    "related",
    "sentence",
    "pairs",
    "people_near",
    "kind",
    "question_words",
)
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
def joined(asked: ScoredFollowUp) -> Column:
    """Score of the new words and the topic of the question before."""
    return _below_best(asked.joined) * asked.leaning * (not asked.follow_up.signs.elliptic)


@feature
def joined_elliptic(asked: ScoredFollowUp) -> Column:
    """Score of the same where the new words say by themselves nothing of what is asked."""
    return _below_best(asked.joined) * asked.leaning * asked.follow_up.signs.elliptic


@feature
def any_reading(asked: ScoredFollowUp) -> Column:
    """Log of the summed probabilities (softmax) of the three readings."""
    readings = (asked.new, asked.resolved, asked.joined)
    likely: Column = np.sum([_softmax(each.scores) for each in readings], axis=0)
    logs: Column = np.log(likely + 1e-9)
    return logs * asked.leaning


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
def speaks_as_asked(asked: ScoredFollowUp) -> Column:
    """Whether it does, and it is asked what somebody said."""
    return speaks.value(asked) * (AnswerKind.SPEECH in asked.follow_up.joined.wanted)


@feature
def subject(asked: ScoredFollowUp) -> Column:
    """Whether the passage names the first person of the question."""
    people = asked.follow_up.joined.text.persons
    return asked.holding(f"@{people[0].name}") * asked.leaning if people else np.zeros(asked.size)


@feature
def people(asked: ScoredFollowUp) -> Column:
    """Share of the people named or meant whom the passage names."""
    if not asked.people:
        return np.zeros(asked.size)
    held: Column = np.mean([asked.holding(f"@{person.name}") for person in asked.people], axis=0)
    return held * asked.leaning


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
def last_corrected(asked: ScoredFollowUp) -> Column:
    """Whether the passage is the one shown last, and the message corrects ("no, I mean …")."""
    return _last(asked, asked.leaning * asked.follow_up.signs.corrects)


@feature
def earlier(asked: ScoredFollowUp) -> Column:
    """Whether the passage was shown earlier in the conversation."""
    return _flagged(np.isin(asked.rows, np.array(asked.earlier(), dtype=np.intp)), asked.leaning)


FEATURES: Mapping[str, Feature[ScoredFollowUp, Column]] = by_name(
    alone,
    new,
    new_asked,
    resolved,
    joined,
    joined_elliptic,
    any_reading,
    *map(_joined, _JOINED),
    speaks,
    speaks_as_asked,
    subject,
    people,
    excluded,
    new_words,
    last,
    last_new_words,
    last_corrected,
    earlier,
)
"""The features by name, in the order of `weights.toml`."""


def compute_features(asked: ScoredFollowUp, names: Iterable[str] = tuple(FEATURES)) -> dict[str, Column]:
    """Return the named features of every candidate."""
    return {name: FEATURES[name].value(asked) for name in names}


def _below_best(question: ScoredQuestion) -> Column:
    below: Column = question.scores - question.scores.max()
    return below


def _softmax(scores: Column) -> Column:
    powers = np.exp(scores - scores.max())
    normal: Column = powers / powers.sum()
    return normal


def _flagged(flags: npt.NDArray[np.bool_], value: float) -> Column:
    column: Column = np.where(flags, value, 0.0)
    return column


def _last(asked: ScoredFollowUp, value: float) -> Column:
    column = np.zeros(asked.size)
    if asked.last is not None:
        column[asked.at(asked.last.row)] = value
    return column
