"""Finds quotations by half-remembered words, and completes what somebody types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from retrieval.quotations.quotation import Quotation
from retrieval.quotations.statistics import QuotationStatistics, StemmedQuotation, stems_of
from retrieval.quotations.store import QuotationStore
from retrieval.quotations.wordings import comparable_words

# Set by hand, with no record of what on; test_search.py shows what they find. The shares of
# words and of their order in `_score`, 0.8 and 0.2, are of the same kind.
_CLOSE_ENOUGH: Final = 0.45
_TYPO: Final = 84.0
_NEAREST: Final = 3
_LONGEST_QUERY: Final = 300


@dataclass(frozen=True, slots=True)
class QuotationMatch:
    """A quotation that was looked for; `score` is between 0 and 1, 1 where every word is there in order."""

    quotation: Quotation
    score: float


@dataclass(frozen=True, slots=True)
class QuotationResults:
    """What a search found, best first; with `close` False nothing fits and these are merely the nearest three."""

    matches: tuple[QuotationMatch, ...]
    close: bool


@dataclass(frozen=True, slots=True)
class _PreparedQuery:
    """Words that are looked for: stems with their weights, and the stems of the story that each may mean."""

    text: str
    weights: dict[str, float]
    variants: dict[str, dict[str, float]]
    total: float


class QuotationSearch:
    """Searches the spoken quotations of a story; immutable."""

    def __init__(self, store: QuotationStore, statistics: QuotationStatistics) -> None:
        self._store = store
        self._statistics = statistics
        self._bearers: defaultdict[str, list[int]] = defaultdict(list)
        for number, entry in enumerate(statistics.entries):
            for stem in entry.known:
                self._bearers[stem].append(number)

    def search(self, words: str | None, speaker: str | None, article: str | None) -> QuotationResults:
        """Return the quotations that fit, best first; without words all of them, in story order."""
        entries = [entry for entry in self._statistics.entries if entry.quotation.fits(speaker, article)]
        wanted = comparable_words((words or "")[:_LONGEST_QUERY])
        if not wanted:
            return QuotationResults(tuple(QuotationMatch(entry.quotation, 1.0) for entry in entries), close=True)
        query = self._prepare(wanted)
        scored = [(_score(query, entry), entry) for entry in entries]
        scored.sort(key=lambda pair: -pair[0])
        close = [pair for pair in scored if pair[0] >= _CLOSE_ENOUGH]
        kept = close or scored[:_NEAREST]
        matches = tuple(QuotationMatch(entry.quotation, round(score, 3)) for score, entry in kept)
        return QuotationResults(matches, close=bool(close))

    def complete(self, typed: str, speaker: str | None, article: str | None, limit: int) -> tuple[Quotation, ...]:
        """Return what to offer while somebody types, each wording once: the best matches, else the most significant."""
        significance = self._statistics.significance
        wanted = comparable_words(typed[:_LONGEST_QUERY])
        if not wanted:
            kept = [quotation for quotation in self._store.spoken if quotation.fits(speaker, article)]
            kept.sort(key=lambda quotation: -significance[quotation.id])
            return self._store.each_wording_once(kept)[:limit]
        query = self._prepare(wanted)
        near = {number for variants in query.variants.values() for stem in variants for number in self._bearers[stem]}
        scored: list[tuple[float, Quotation]] = []
        for number, entry in enumerate(self._statistics.entries):
            begun = f" {query.text}" in f" {entry.text}"
            if (begun or number in near) and entry.quotation.fits(speaker, article):
                score = 1.0 if begun else _score(query, entry)
                if score >= _CLOSE_ENOUGH / 2:
                    scored.append((score, entry.quotation))
        scored.sort(key=lambda pair: (-pair[0], -significance[pair[1].id]))
        return self._store.each_wording_once(quotation for _, quotation in scored)[:limit]

    def _prepare(self, wanted: Sequence[str]) -> _PreparedQuery:
        variants = {stem: _near(stem, self._statistics.weights) for stem in dict.fromkeys(stems_of(wanted))}
        weights = {stem: self._statistics.weight(stem) for stem in variants}
        return _PreparedQuery(" ".join(wanted), weights, variants, sum(weights.values()))


def _score(query: _PreparedQuery, entry: StemmedQuotation) -> float:
    """Return how much of the query's weight the quotation holds, more where the words stand together."""
    held = 0.0
    for stem, variants in query.variants.items():
        if stem in entry.known:
            held += query.weights[stem]
        else:
            near = max((similar for other, similar in variants.items() if other in entry.known), default=0.0)
            held += query.weights[stem] * near
    compare = fuzz.partial_ratio if len(query.text) <= len(entry.text) else fuzz.ratio
    order = compare(query.text, entry.text) / 100.0
    if held == 0.0:
        return 0.2 * order
    if f" {query.text} " in f" {entry.text} ":
        return 1.0
    return min(1.0, 0.8 * held / query.total + 0.2 * order)


def _near(stem: str, known: Iterable[str]) -> dict[str, float]:
    """Return the known stems that a stem may mean, itself and those it may be a slip for, with how near they are."""
    near = {other: 0.8 * fuzz.ratio(stem, other) / 100.0 for other in known if _may_be_a_slip(stem, other)}
    near = {other: similar for other, similar in near.items() if similar >= 0.8 * _TYPO / 100.0}
    return near | ({stem: 1.0} if stem in known else {})


def _may_be_a_slip(stem: str, other: str) -> bool:
    return len(stem) >= 4 and abs(len(other) - len(stem)) <= 2
