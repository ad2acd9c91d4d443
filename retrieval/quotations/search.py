"""Finds quotations by half-remembered words, and completes what somebody types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, overload

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from retrieval.quotations.groups import Numbers
from retrieval.quotations.quotation import Quotation
from retrieval.quotations.statistics import QuotationStatistics, stems_of
from retrieval.quotations.table import SomeQuotations
from retrieval.quotations.wordings import comparable_words

# Set by hand, with no record of what on; test_search.py shows what they find. The shares of
# words and of their order in a score, 0.8 and 0.2, are of the same kind.
_CLOSE_ENOUGH: Final = 0.45
_ORDER: Final = 0.2
_TYPO: Final = 84.0
_SHORTEST_SLIP: Final = 4
_NEAREST: Final = 3
_LONGEST_QUERY: Final = 300
_MOST_COMPARED: Final = 2_000
"""Quotations whose letters are compared, some 8 µs each: where more hold as many of the words, or none holds any, those
that say most."""
_MOST_WHILE_TYPING: Final = 500
"""The same for each key that is pressed, where the story has more than the above: a common word stands in thousands."""
_ROUNDING: Final = 1e-6


@dataclass(frozen=True, slots=True)
class QuotationMatch:
    """A quotation that was looked for; `score` is between 0 and 1, 1 where every word is there in order."""

    quotation: Quotation
    score: float


@dataclass(frozen=True, eq=False)
class QuotationMatches(Sequence[QuotationMatch]):
    """Quotations that were looked for, best first, each made when it is asked for."""

    quotations: SomeQuotations
    scores: Sequence[float]

    def __len__(self) -> int:
        return len(self.scores)

    @overload
    def __getitem__(self, at: int) -> QuotationMatch: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[QuotationMatch]: ...
    def __getitem__(self, at: int | slice) -> QuotationMatch | Sequence[QuotationMatch]:
        if isinstance(at, slice):
            return tuple(self[number] for number in range(*at.indices(len(self))))
        return QuotationMatch(self.quotations[at], round(self.scores[at], 3))

    def scored(self, least: float) -> Sequence[Quotation]:
        """Return the quotations of at least this score, best first."""
        count = sum(round(score, 3) >= least for score in self.scores)
        return SomeQuotations(self.quotations.table, self.quotations.numbers[:count])


@dataclass(frozen=True, slots=True)
class QuotationResults:
    """What a search found, best first; with `close` False nothing fits and these are merely the nearest three."""

    matches: QuotationMatches
    close: bool


@dataclass(frozen=True, slots=True)
class _Query:
    """Words that are looked for, joined, and how much of their `total` weight each quotation holds."""

    text: str
    held: npt.NDArray[np.float64]
    total: float

    def bounds(self, numbers: Numbers) -> npt.NDArray[np.float64]:
        """Return the scores that quotations have at most, whatever the order of their words."""
        return np.minimum(1.0, 0.8 * self.held[numbers] / self.total + _ORDER)

    def least_held(self, least: float) -> float:
        """Return the weight that a quotation of at least this score holds."""
        return (least - _ORDER) / 0.8 * self.total - _ROUNDING

    def score(self, number: int, text: str, least: float) -> float:
        """Return how much of the weight a quotation holds, more where the words stand together.

        A score below `least` may be told lower than it is.
        """
        words = 0.8 * float(self.held[number]) / self.total
        compare = fuzz.partial_ratio if len(self.text) <= len(text) else fuzz.ratio
        order = compare(self.text, text, score_cutoff=max(0.0, 500.0 * (least - words) - _ROUNDING)) / 100.0
        return min(1.0, words + _ORDER * order)


class QuotationSearch:
    """Searches the spoken quotations of a story, of which it scores those that hold the words; immutable."""

    def __init__(self, statistics: QuotationStatistics) -> None:
        self._statistics = statistics
        self._store = statistics.store
        self._variants = lru_cache(maxsize=1024)(self._near)

    def search(self, words: str | None, speaker: str | None, article: str | None) -> QuotationResults:
        """Return the quotations that fit, best first; without words all of them, in story order."""
        fits = self._store.fits(speaker, article)
        wanted = comparable_words((words or "")[:_LONGEST_QUERY])
        if not wanted:
            scored = [(1.0, number) for number in np.flatnonzero(fits).tolist()]
            return self._results(scored, close=True)
        query, order = self._query(wanted), self._statistics.order
        phrase = np.zeros(len(fits), dtype=np.bool_)
        phrase[self._statistics.holding(wanted)] = True
        scored = [(1.0, number) for number in np.flatnonzero(fits & phrase).tolist()]
        order = order[fits[order]]
        near = order[(query.held[order] >= query.least_held(_CLOSE_ENOUGH)) & ~phrase[order]]
        scored += self._best(query, near, len(near), least=_CLOSE_ENOUGH, most=_MOST_COMPARED)
        if scored:
            return self._results(sorted(scored, key=lambda pair: (-pair[0], pair[1])), close=True)
        bearers = np.flatnonzero(fits & (query.held > 0.0)).astype(np.int32)
        nearest = self._best(query, bearers, _NEAREST, least=0.0, most=_MOST_COMPARED)
        if len(nearest) < _NEAREST or nearest[-1][0] < _ORDER:
            by_letters = np.sort(order[query.held[order] == 0.0][:_MOST_COMPARED])
            nearest += self._best(query, by_letters, _NEAREST, least=0.0, most=_MOST_COMPARED)
        return self._results(sorted(nearest, key=lambda pair: (-pair[0], pair[1]))[:_NEAREST], close=False)

    def complete(self, typed: str, speaker: str | None, article: str | None, limit: int) -> tuple[Quotation, ...]:
        """Return what to offer while somebody types, each wording once: the best matches, else the most significant."""
        order = self._statistics.order
        order = order[self._store.fits(speaker, article)[order]]
        wanted = comparable_words(typed[:_LONGEST_QUERY])
        if not wanted:
            return self._store.made(self._store.each_wording_once(order, limit))
        begun = np.zeros(len(self._store.all), dtype=np.bool_)
        begun[self._statistics.holding(wanted, begun=True)] = True
        offered = self._store.each_wording_once(order[begun[order]], limit)
        if len(offered) < limit:
            query, families = self._query(wanted), self._store.families
            near = order[query.held[order] >= query.least_held(_CLOSE_ENOUGH / 2)]
            near = near[~np.isin(families[near], families[offered])]
            more, least = limit - len(offered), _CLOSE_ENOUGH / 2
            most = _MOST_WHILE_TYPING if len(self._statistics.order) > _MOST_COMPARED else _MOST_COMPARED
            best = self._best(query, near, more, least=least, most=most, alike=families)
            offered += [number for _, number in best]
        return self._store.made(offered)

    def _best(
        self,
        query: _Query,
        numbers: Numbers,
        count: int,
        *,
        least: float,
        most: int,
        alike: npt.NDArray[np.integer] | None = None,
    ) -> list[tuple[float, int]]:
        """Return the best of the given quotations with their scores: at most `count`, and none below `least`.

        Of equal scores those count that are given first, of those that are `alike` only the best. What holds most
        is scored first, until none of the rest can be among the best, or `most` are scored.
        """
        bounds = query.bounds(numbers)
        best: dict[int, tuple[float, int]] = {}
        worst, worst_label = (-least, len(numbers)), -1
        for place in np.argsort(-bounds, kind="stable")[:most].tolist():
            if (-bounds[place], place) > worst:
                break
            number = int(numbers[place])
            score = query.score(number, self._statistics.texts[number], -worst[0])
            scored, label = (-score, place), number if alike is None else int(alike[number])
            if scored > best.get(label, worst):
                continue
            if label not in best and len(best) == count:
                del best[worst_label]
            best[label] = scored
            if len(best) == count:
                worst, worst_label = max((scored, label) for label, scored in best.items())
        return [(-score, int(numbers[place])) for score, place in sorted(best.values())]

    def _results(self, scored: Sequence[tuple[float, int]], *, close: bool) -> QuotationResults:
        numbers = np.array([number for _, number in scored], dtype=np.int32)
        found = SomeQuotations(self._store.all, numbers)
        return QuotationResults(QuotationMatches(found, [score for score, _ in scored]), close)

    def _query(self, wanted: Sequence[str]) -> _Query:
        held, total = np.zeros(len(self._store.all)), 0.0
        for stem in dict.fromkeys(stems_of(wanted)):
            weight = self._statistics.weight(stem)
            near = np.zeros(len(held))
            for similar, number in self._variants(stem):
                near[self._statistics.bearers_of_stem(number)] = similar
            held += weight * near
            total += weight
        return _Query(" ".join(wanted), held, total)

    def _near(self, stem: str) -> tuple[tuple[float, int], ...]:
        """Return the stems that a stem may mean, itself and those it may be a slip for, the nearest last."""
        near: list[tuple[float, int]] = []
        for length in range(len(stem) - 2, len(stem) + 3) if len(stem) >= _SHORTEST_SLIP else (len(stem),):
            numbers, stems = self._statistics.stems_by_length.get(length, ((), ()))
            cutoff = _TYPO if len(stem) >= _SHORTEST_SLIP else 100.0
            found = process.extract(stem, stems, scorer=fuzz.ratio, score_cutoff=cutoff, limit=None)
            near += [(1.0 if other == stem else 0.8 * score / 100.0, numbers[at]) for other, score, at in found]
        return tuple(sorted(near))
