"""How sure we are: signals of one ranked question -> the probability that its first passage answers.

A logistic regression over a few signals, fitted by `python -m retrieval fit` together with the ranking's weights.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

import numpy as np

from retrieval.english.answer_kinds import AnswerKind
from retrieval.questions.reading import ReadText
from retrieval.ranking.features import Column, Evidence, Observation

SIGNALS: Mapping[str, str] = {
    "lead": "the first passage's share of all passages' weight (softmax of the scores)",
    "margin": "how far the first passage's score is above the second's, at most 3",
    "score": "the first passage's score, over 10",
    "covered": "share of the question's words, weighted by idf, that the first passage has",
    "grounded": "share of the question's words, by idf and rarity, that the first passage or its reader questions have",
    "missing": "how telling the most telling word is that they don't have",
    "about_us": "the question speaks of the one who asks, or of the bot ('how do i install python', 'do you sleep')",
    "unknown": "share of the question's words, weighted by idf, that stand in no passage",
    "unasked": "share of them that stand neither in a passage nor in a reader question",
    "kind_missing": "a kind of answer is wanted that the first passage does not hold",
    "length": "how many words count, log(1 + n), over 3",
    "fit": "reader questions: how strongly they point to the first passage",
    "fit_all": "reader questions: how strongly they point to any passage, all together",
    "fit_unanswerable": "reader questions: how strongly those that no article answers match",
    "near": "reader questions: mean similarity of the three nearest, of the passage with the nearest",
    "near_unanswerable": "reader questions: mean similarity of the three nearest that no article answers",
}
"""Each signal and what it measures."""


_POLITE = re.compile(
    r"\b(?:(?:can|could|would|will|do|does|did) (?:you|u|someone|anyone|anybody|somebody|i) (?:please |pls |even )?"
    r"(?:tell|explain|say|show|give|know|remind|find|help|ask|think)|tell|show|give|remind|explain to|let) (?:me|us)?"
    r"|\b(?:i|we) (?:want|wanna|need|would like|wonder|forgot|forget|heard|thought|think|read|remember|mean|guess)\b"
    r"|\bthank you\b|\bim (?:curious|wondering|asking)\b|\bi (?:am|was) (?:curious|wondering|asking)\b",
    re.I,
)
_ABOUT_US = re.compile(r"\b(?:i|im|ive|ill|id|my|mine|myself|me|you|youre|your|yours|yourself|u|ur)\b", re.I)


def signals(
    evidence: Evidence,
    reading: ReadText,
    observed: Observation,
    scores: Column,
    wanted: frozenset[AnswerKind],
) -> dict[str, float]:
    """Return the signals of a ranked question; the story must have a passage."""
    order = np.argsort(-scores, kind="stable")
    first = int(order[0])
    weight = np.exp(scores - scores[first])
    terms = reading.content_terms
    idf = {term: evidence.terms.idf(term) for term in terms}
    total = sum(idf[term] for term in terms) or 1.0
    grounded, missing = evidence.grounded(reading, first)
    unknown = [term for term in terms if term not in evidence.terms]
    return {
        "lead": float(1 / weight.sum()),
        "margin": min(3.0, float(scores[first] - scores[order[1]])) if len(order) > 1 else 3.0,
        "score": float(scores[first]) / 10,
        "covered": float(observed.features["coverage"][first]),
        "grounded": grounded,
        "missing": missing,
        "about_us": float(_ABOUT_US.search(_POLITE.sub(" ", reading.text)) is not None),
        "unknown": sum(idf[term] for term in unknown) / total,
        "unasked": sum(idf[term] for term in unknown if not evidence.is_asked(term)) / total,
        "kind_missing": float(any(not evidence.holds(first, kind) for kind in wanted)),
        "length": math.log1p(len(terms)) / 3,
        **_of_reader_questions(observed, first),
    }


def _of_reader_questions(observed: Observation, first: int) -> dict[str, float]:
    if observed.fit is None or observed.near is None:
        return {}
    return {
        "fit": float(observed.fit[first]),
        "fit_all": float(np.clip(observed.fit[:-1], 0, None).sum()),
        "fit_unanswerable": float(observed.fit[-1]),
        "near": float(observed.near[:-1].max()),
        "near_unanswerable": float(observed.near[-1]),
    }


def probability(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return 1 / (1 + exp(-(constant + Σ weight · signal)))."""
    logit = weights.get("constant", 0.0) + sum(weights.get(name, 0.0) * value for name, value in values.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
