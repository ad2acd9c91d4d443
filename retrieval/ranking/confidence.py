"""How sure we are: signals of a ranked question, one function each -> the probability that its first passage answers.

A logistic regression over the signals; `python -m retrieval fit` learns it together with the ranking's weights.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from retrieval.english.frequency import general_weight
from retrieval.english.word_sets import word_set
from retrieval.feature import Feature, by_name, feature
from retrieval.kept.gathering import Rows
from retrieval.lazy import lazy
from retrieval.ranking.corpus import Column
from retrieval.ranking.query import Query

MAX_MARGIN = 3.0
_SOMEBODY = word_set(
    "she her hers herself he him his himself they them their theirs themselves"
    " shes hes theyre shed hed theyd shell theyll"
)
SCORE_SCALE = 10
LENGTH_SCALE = 3
"""What scores and lengths are divided by, so that they vary about as much as the shares."""


@dataclass(frozen=True)
class RankedQuery:
    """A question with the score of every candidate, and their places from the best to the worst; at least one."""

    query: Query
    scores: Column
    order: Rows

    @property
    def best(self) -> int:
        """The place of the best passage among the candidates."""
        return int(self.order[0])

    @property
    def first(self) -> int:
        """The row of the best passage."""
        return int(self.query.candidates.rows[self.best])

    @lazy
    def total_idf(self) -> float:
        """The idf of all content words together; 1 where there is none, to divide by."""
        return sum(idf for _, idf, _ in self.query.analysis.looked_up) or 1.0

    @lazy
    def unknown_terms(self) -> list[tuple[str, float]]:
        """The content words that are in no passage, with their idf."""
        return [(term, idf) for term, idf, known in self.query.analysis.looked_up if not known]

    @lazy
    def means_nobody(self) -> bool:
        """Whether the question names nobody of the story, and has no pronoun for a person: it may be about anything."""
        text = self.query.text
        return not text.persons and all(token.folded not in _SOMEBODY for token in text.tokens)

    @lazy
    def grounding(self) -> tuple[float, float]:
        """How far the first passage and its reader questions have the question's words, themselves or in other words.

        The share of them that do, weighted by idf and rarity; and the weight, 0 to 1, of the heaviest that does not.
        """
        index = self.query.corpus.asked.known
        here: list[float] = self.query.found[:, self.query.candidates.own[self.best]].tolist()
        total = found = missing = 0.0
        for (_, token), stands in zip(self.query.analysis.content, here, strict=True):
            weight = index.idf(token.term) / index.unseen_idf
            if token.person is None:
                weight *= general_weight(token.folded)
            total += weight
            if stands or index.holds(token.term, self.first):
                found += weight
            else:
                missing = max(missing, weight)
        return (found / total if total else 0.0), missing


@feature
def lead(ranked: RankedQuery) -> float:
    """Share of all candidates' weight that the first passage has (softmax of the scores)."""
    return float(1 / np.exp(ranked.scores - ranked.scores[ranked.best]).sum())


@feature
def margin(ranked: RankedQuery) -> float:
    """How far the first passage's score is above the second's, at most 3."""
    if len(ranked.order) == 1:
        return MAX_MARGIN
    return min(MAX_MARGIN, float(ranked.scores[ranked.best] - ranked.scores[ranked.order[1]]))


@feature
def score(ranked: RankedQuery) -> float:
    """Score of the first passage, over 10."""
    return float(ranked.scores[ranked.best]) / SCORE_SCALE


@feature
def covered(ranked: RankedQuery) -> float:
    """Share of the question's words, weighted by idf, that the first passage has."""
    return float(ranked.query.coverage.passage[ranked.best])


@feature
def grounded(ranked: RankedQuery) -> float:
    """Share of the question's words, by idf and rarity, that the first passage or its reader questions have."""
    return ranked.grounding[0]


@feature
def missing(ranked: RankedQuery) -> float:
    """Weight of the heaviest word that neither the first passage nor its reader questions have."""
    return ranked.grounding[1]


_POLITE = re.compile(
    r"\b(?:(?:can|could|would|will|do|does|did) (?:you|u|someone|anyone|anybody|somebody|i) (?:please |pls |even )?"
    r"(?:tell|explain|say|show|give|know|remind|find|help|ask|think)|tell|show|give|remind|explain to|let) (?:me|us)?"
    r"|\b(?:i|we) (?:want|wanna|need|would like|wonder|forgot|forget|heard|thought|think|read|remember|mean|guess)\b"
    r"|\bthank you\b|\bim (?:curious|wondering|asking)\b|\bi (?:am|was) (?:curious|wondering|asking)\b",
    re.I,
)
_ABOUT_US = re.compile(r"\b(?:i|im|ive|ill|id|my|mine|myself|me|you|youre|your|yours|yourself|u|ur)\b", re.I)


@feature
def about_us(ranked: RankedQuery) -> float:
    """Whether the question is about the person asking or the bot ("how do i install python", "do you sleep")."""
    text = ranked.query.text.text
    return float(_ABOUT_US.search(text) is not None and _ABOUT_US.search(_POLITE.sub(" ", text)) is not None)


@feature
def unknown(ranked: RankedQuery) -> float:
    """Share of the question's words, weighted by idf, that are in no passage."""
    return sum(idf for _, idf in ranked.unknown_terms) / ranked.total_idf


@feature
def unasked(ranked: RankedQuery) -> float:
    """Share of the question's words, weighted by idf, that are neither in a passage nor in a reader question."""
    asked = ranked.query.corpus.asked.index
    return sum(idf for term, idf in ranked.unknown_terms if term not in asked) / ranked.total_idf


@feature
def adrift(ranked: RankedQuery) -> float:
    """Share of the question's words that are in no passage, if it names or means nobody: 0 if it does."""
    return unknown.value(ranked) or 0.0 if ranked.means_nobody else 0.0


@feature
def adrift_missing(ranked: RankedQuery) -> float:
    """Weight of the heaviest word that the first passage lacks, if the question names or means nobody: 0 if it does."""
    return ranked.grounding[1] if ranked.means_nobody else 0.0


@feature
def kind_missing(ranked: RankedQuery) -> float:
    """Whether the first passage lacks a kind of answer that is wanted."""
    contents = ranked.query.corpus.contents
    return float(not all(contents.holds(ranked.first, kind) for kind in ranked.query.wanted))


@feature
def length(ranked: RankedQuery) -> float:
    """How many content words the question has, log(1 + n), over 3."""
    return math.log1p(len(ranked.query.text.content_terms)) / LENGTH_SCALE


@feature
def fit(ranked: RankedQuery) -> float | None:
    """Reader questions: how strongly they point to the first passage."""
    return None if ranked.query.analysis.fit is None else float(ranked.query.analysis.fit[ranked.first])


@feature
def fit_all(ranked: RankedQuery) -> float | None:
    """Reader questions: how strongly they point to any passage, all together."""
    return None if ranked.query.analysis.fit is None else float(np.maximum(ranked.query.analysis.fit[:-1], 0).sum())


@feature
def fit_unanswerable(ranked: RankedQuery) -> float | None:
    """Reader questions: how strongly they point to no article answering."""
    return None if ranked.query.analysis.fit is None else float(ranked.query.analysis.fit[-1])


@feature
def near(ranked: RankedQuery) -> float | None:
    """Reader questions: mean similarity of the three nearest, of the passage with the nearest."""
    return None if ranked.query.analysis.near is None else float(ranked.query.analysis.near[:-1].max())


@feature
def near_unanswerable(ranked: RankedQuery) -> float | None:
    """Reader questions: mean similarity of the three nearest that no article answers."""
    return None if ranked.query.analysis.near is None else float(ranked.query.analysis.near[-1])


@feature
def nearest(ranked: RankedQuery) -> float | None:
    """Reader questions: similarity of the nearest that a passage answers."""
    return None if ranked.query.analysis.nearest is None else ranked.query.analysis.nearest[0]


@feature
def nearest_unanswerable(ranked: RankedQuery) -> float | None:
    """Reader questions: similarity of the nearest that no article answers."""
    return None if ranked.query.analysis.nearest is None else ranked.query.analysis.nearest[1]


@feature
def telling(ranked: RankedQuery) -> float | None:
    """Reader questions: whether such are told, as was learned from all of them, -1 to 1."""
    return ranked.query.analysis.is_told


SIGNALS: Mapping[str, Feature[RankedQuery, float | None]] = by_name(
    lead,
    margin,
    score,
    covered,
    grounded,
    missing,
    about_us,
    unknown,
    unasked,
    adrift,
    adrift_missing,
    kind_missing,
    length,
    fit,
    fit_all,
    fit_unanswerable,
    near,
    near_unanswerable,
    nearest,
    nearest_unanswerable,
    telling,
)
"""The signals by name, in the order of `weights.toml`."""


def measure(ranked: RankedQuery) -> dict[str, float]:
    """Return the value of every signal; without reader questions theirs are left out."""
    values = {name: each.value(ranked) for name, each in SIGNALS.items()}
    return {name: value for name, value in values.items() if value is not None}


def probability(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return 1 / (1 + exp(-(constant + Σ weight · signal)))."""
    logit = weights.get("constant", 0.0) + sum(weights.get(name, 0.0) * value for name, value in values.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
