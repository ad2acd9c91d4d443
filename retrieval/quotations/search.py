"""Finds quotations by half-remembered words, and completes what somebody types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from retrieval.quotations.groups import Numbers
from retrieval.quotations.quotation import Quotation
from retrieval.quotations.statistics import QuotationStatistics, stems_of
from retrieval.quotations.wordings import comparable_words

# Set by hand, with no record of what on; test_search.py shows what they find. The shares of
# words and of their order in a score, 0.8 and 0.2, are of the same kind.
_CLOSE_ENOUGH: Final = 0.45
_ORDER: Final = 0.2
_TYPO: Final = 84.0
_SHORTEST_SLIP: Final = 4
_NEAREST: Final = 3
_LONGEST_QUERY: Final = 300
_MOST_BY_LETTERS: Final = 2_000
"""Quotations that are compared by their letters where hardly one holds a word: of more, those that say most."""
_ROUNDING: Final = 1e-6


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
        held = float(self.held[number])
        if held > 0.0 and f" {self.text} " in f" {text} ":
            return 1.0
        words = 0.8 * held / self.total
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
        query = self._query(wanted)
        bearers = np.flatnonzero(fits & (query.held > 0.0)).astype(np.int32)
        scored = [
            (score, number)
            for number in bearers[query.held[bearers] >= query.least_held(_CLOSE_ENOUGH)].tolist()
            if (score := query.score(number, self._statistics.texts[number], _CLOSE_ENOUGH)) >= _CLOSE_ENOUGH
        ]
        if scored:
            return self._results(sorted(scored, key=lambda pair: -pair[0]), close=True)
        nearest = self._best(query, bearers, _NEAREST, np.arange(len(fits)), 0.0)
        if len(nearest) < _NEAREST or nearest[-1][0] < _ORDER:
            by_letters = self._statistics.order[(fits & (query.held == 0.0))[self._statistics.order]][:_MOST_BY_LETTERS]
            nearest += self._best(query, np.sort(by_letters), _NEAREST, np.arange(len(fits)), 0.0)
        return self._results(sorted(nearest, key=lambda pair: (-pair[0], pair[1]))[:_NEAREST], close=False)

    def complete(self, typed: str, speaker: str | None, article: str | None, limit: int) -> tuple[Quotation, ...]:
        """Return what to offer while somebody types, each wording once: the best matches, else the most significant."""
        order = self._statistics.order
        order = order[self._store.fits(speaker, article)[order]]
        wanted = comparable_words(typed[:_LONGEST_QUERY])
        if not wanted:
            return self._store.made(self._store.each_wording_once(order.tolist(), limit))
        offered = self._store.each_wording_once(self._begun(wanted, order), limit)
        if len(offered) < limit:
            query, families = self._query(wanted), self._store.families
            near = order[query.held[order] >= query.least_held(_CLOSE_ENOUGH / 2)]
            near = near[~np.isin(families[near], families[offered])]
            best = self._best(query, near, limit - len(offered), families, _CLOSE_ENOUGH / 2)
            offered += [number for _, number in best]
        return self._store.made(offered)

    def _begun(self, wanted: Sequence[str], among: Numbers) -> Iterator[int]:
        """Yield those that hold these words side by side, the last of them perhaps only begun."""
        *whole, last = wanted
        begun = np.zeros(len(self._store.all), dtype=np.bool_)
        begun[self._statistics.bearers(last, begun=True)] = True
        for word in whole:
            held = np.zeros(len(begun), dtype=np.bool_)
            held[self._statistics.bearers(word)] = True
            begun &= held
        text = " " + " ".join(wanted)
        for number in among[begun[among]].tolist():
            if not whole or text in " " + self._statistics.texts[number]:
                yield number

    def _best(
        self, query: _Query, numbers: Numbers, count: int, alike: npt.NDArray[np.integer], least: float
    ) -> list[tuple[float, int]]:
        """Return the best of the given quotations with their scores: at most `count`, and none below `least`.

        Of equal scores those count that are given first, of those that are `alike` only the best. What holds most
        is scored first, until none of the rest can be among the best.
        """
        bounds = query.bounds(numbers)
        best: dict[int, tuple[float, int]] = {}
        worst, worst_label = (-least, len(numbers)), -1
        for place in np.argsort(-bounds, kind="stable").tolist():
            if (-bounds[place], place) > worst:
                break
            number = int(numbers[place])
            score = query.score(number, self._statistics.texts[number], -worst[0])
            scored, label = (-score, place), int(alike[number])
            if scored > best.get(label, worst):
                continue
            if label not in best and len(best) == count:
                del best[worst_label]
            best[label] = scored
            if len(best) == count:
                worst, worst_label = max((scored, label) for label, scored in best.items())
        return [(-score, int(numbers[place])) for score, place in sorted(best.values())]

    def _results(self, scored: Sequence[tuple[float, int]], *, close: bool) -> QuotationResults:
        matches = (QuotationMatch(self._store.all[number], round(score, 3)) for score, number in scored)
        return QuotationResults(tuple(matches), close=close)

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
