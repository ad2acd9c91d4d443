"""Scores the spans of a passage: a linear model whose weights stand in `weights.json`, fitted by `fit-marks`.

A weight counts for every question (`any`), or for one kind of question besides, or where reader questions are known
besides. A softmax of the scores gives the probability that each span is the answer (a log-linear model of candidate
spans, as in Rajpurkar et al., "SQuAD", 2016, section 5). `certainty` makes of what is expected of the chosen span the
probability that it has some of the answer; below `shown_from` nothing is marked. It was fitted on left-out stories.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.marking.answer_spans.asked_for import AskedFor, Role
from retrieval.marking.answer_spans.blocks import BLOCK_VALUES, At
from retrieval.marking.answer_spans.candidates import Candidates
from retrieval.marking.answer_spans.evidence import SpanEvidence
from retrieval.marking.answer_spans.features import MEANINGS, OF_SPANS, OF_WORDS, of_spans, of_words
from retrieval.marking.answer_spans.passage_spans import PassageSpans
from retrieval.marking.syntax.passage_words import Column, Flags, Integers

WEIGHTS_FILE: Final = Path(__file__).parent / "weights.json"
KINDS: Final = tuple(AskedFor)
ROLES: Final = tuple(Role)
GROUPS: Final = ("any", *(kind.value for kind in KINDS), *(role.value for role in ROLES), "reader_questions")
"""For which questions a weight counts, the names in `weights.json`."""
EXACT: Final = frozenset(
    (AskedFor.DATE, AskedFor.DURATION, AskedFor.AMOUNT, AskedFor.COUNT, AskedFor.PERSON, AskedFor.PLACE)
)
"""Kinds that are answered alike in every story, with a form of their own."""
LIKELIEST: Final = 40
"""So many stand for all in what is expected of each."""
EVEN: Final = 0.2
"""A span that is no whole clause is chosen if it is at least so likely, next to the likeliest."""
TOUCHING: Final = 0.6
"""What it is worth to touch the answer at all, next to 1 for marking it to the letter."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The span of a passage that likeliest answers: which candidate it is, and what is expected of it, each 0 to 1.

    `f1`: of its letters with the answer's; `touched`: the probability that it has any of them; `probability`: the same,
    calibrated on stories that were left out.
    """

    number: int
    f1: float
    touched: float
    probability: float


@dataclass(frozen=True, eq=False)
class _Weights:
    """What weighs for one sort of question: features of words and of spans, forms, and the values of blocks."""

    words: Mapping[At, Column]
    spans: Column
    forms: npt.NDArray[np.float32]
    values: Column

    def of_passage(self, spans: PassageSpans) -> Column:
        """Return what each span of a passage scores by what it is itself."""
        scores: Column = (self.forms @ spans.forms).astype(np.float64)
        scores += self.values.take(spans.lengths)
        for at, numbers in spans.values.items():
            scores += self.values.take(numbers).sum(axis=0).take(spans.candidates.at(at))
        return scores


@dataclass(frozen=True, eq=False)
class SpanModel:
    """The weights: `features` (groups, features) and `values` (groups, values of blocks), see `blocks`.

    `certainty` turns what is expected of the chosen span into a probability; below `shown_from` nothing is marked.
    `reranking`: what the score of a passage's best span counts beside the passage's own, by the names of the ranking's
    weights.
    """

    features: Column
    values: Column
    certainty: Mapping[str, float]
    shown_from: float
    reranking: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        table: Mapping[str, Mapping[str, Mapping[str, float]]],
        certainty: Mapping[str, float],
        reranking: Mapping[str, float],
    ) -> SpanModel:
        """Make the model of the tables of `weights.json`."""

        def columns(name: str, rows: Iterable[str]) -> list[list[float]]:
            own = table.get(name, {})
            return [[own.get(row, {}).get(group, 0.0) for group in GROUPS] for row in rows]

        values = [column for name, names in BLOCK_VALUES.items() for column in columns(name, names)]
        features = np.array(columns("features", MEANINGS)).T
        return cls(features, np.array(values).T, certainty, certainty.get("shown_from", 0.0), reranking)

    def scores(self, seen: SpanEvidence) -> Column:
        """Return the score of each span, in log-odds next to the others'."""
        weights = self._weights(seen.asked.kind, seen.asked.role, seen.learned)
        scores: Column = weights.spans @ of_spans(seen)
        scores += seen.spans.whatever_is_asked(weights, weights.of_passage)
        for at, own in weights.words.items():
            scores += (own @ of_words(seen, at)).take(seen.at(at))
        return scores

    def _weights(self, kind: AskedFor, role: Role, learned: bool) -> _Weights:
        """Return the sums of the weights that count for a question, computed once."""
        key = kind, role, learned
        found = self._sums.get(key)
        if found is None:
            groups = groups_of(kind, role, learned=learned)
            features, values = self.features[groups].sum(axis=0), self.values[groups].sum(axis=0)
            cuts = np.cumsum([*map(len, OF_WORDS.values()), len(OF_SPANS)])
            *words, spans, forms = np.split(features, cuts)
            own = dict(zip(OF_WORDS, words, strict=True))
            found = self._sums[key] = _Weights(own, spans, forms.astype(np.float32), values)
        return found

    @cached_property
    def _sums(self) -> dict[tuple[AskedFor, Role, bool], _Weights]:
        return {}

    def choose(self, seen: SpanEvidence, allowed: Flags | None = None, scores: Column | None = None) -> Chosen | None:
        """Choose the span of which most is expected, among those allowed; None where there is none.

        `scores` are those of the spans, where they are known already.
        """
        if not len(seen.candidates) or (allowed is not None and not allowed.any()):
            return None
        scores = self.scores(seen) if scores is None else scores
        if allowed is not None:
            scores = np.where(allowed, scores, -np.inf)
        return self.choose_by(scores, seen.spans)

    def choose_by(self, scores: Column, spans: PassageSpans) -> Chosen:
        """Choose by the scores of all spans; those of minus infinity are never chosen."""
        powers = np.exp(scores - scores.max())
        may = (powers >= EVEN) | (spans.whole_clauses & (powers > 0))
        likeliest = highest(powers)
        numbers = np.flatnonzero(may)
        f1, touched = expected(spans.candidates, numbers, likeliest, powers[likeliest])
        best = int(np.argmax(f1 + TOUCHING * touched))
        return self._sure(int(numbers[best]), float(f1[best]), float(touched[best]))

    def _sure(self, number: int, f1: float, touched: float) -> Chosen:
        signals = certainty_signals(f1, touched)
        odds = sum(self.certainty.get(name, 0.0) * value for name, value in signals.items())
        return Chosen(number, f1, touched, 1 / (1 + math.exp(-odds)))


def highest(powers: Column) -> Integers:
    """Return the numbers of the LIKELIEST spans, the likeliest first, of equal ones the first: few are sorted."""
    if len(powers) <= LIKELIEST:
        return np.argsort(-powers, kind="stable")
    among = np.flatnonzero(powers >= np.partition(powers, -LIKELIEST)[-LIKELIEST])
    return among.take(np.argsort(-powers.take(among), kind="stable")[:LIKELIEST])


def groups_of(kind: AskedFor, role: Role, *, learned: bool) -> list[int]:
    """Return which groups of weights count for a question; `learned`: its passage has reader questions."""
    every = [0, 1 + KINDS.index(kind), 1 + len(KINDS) + ROLES.index(role)]
    return [*every, len(GROUPS) - 1] if learned and kind not in EXACT else every


def expected(candidates: Candidates, numbers: Integers, likeliest: Integers, powers: Column) -> tuple[Column, Column]:
    """Return the F1 that is expected of some spans' letters, and the probability that each touches the answer.

    `likeliest` are the spans that stand for all that may be the answer, `powers` the odds of each next to the others'.
    """
    begin, end = candidates.letters_before[numbers][:, None], candidates.letters_up_to[numbers][:, None]
    first, last = candidates.letters_before[likeliest], candidates.letters_up_to[likeliest]
    shared = np.maximum(np.minimum(end, last) - np.maximum(begin, first), 0)
    chances = powers / powers.sum()
    f1 = (2 * shared / (end - begin + last - first)) @ chances
    return f1, (shared > 0) @ chances


def certainty_signals(f1: float, touched: float) -> dict[str, float]:
    """Return what tells how sure the chosen span is, by the names in `weights.json`."""
    return {"constant": 1.0, "expected_f1": _log_odds(f1), "expected_touched": _log_odds(touched)}


def _log_odds(share: float) -> float:
    kept = min(max(share, 0.01), 0.99)
    return math.log(kept / (1 - kept))


@lru_cache(maxsize=1)
def span_model() -> SpanModel:
    """Return the model of `weights.json`."""
    table = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return SpanModel.of(table, table["certainty"], table["reranking"])
