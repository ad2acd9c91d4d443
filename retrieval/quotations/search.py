"""Finds quotations by half-remembered words, and completes what somebody types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, overload

import numpy as np
import numpy.typing as npt

from retrieval.kept.gathering import Integers
from retrieval.kept.highest import kth_highest
from retrieval.quotations.groups import Numbers
from retrieval.quotations.held_words import HeldWord, most_held
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
_SIMILAR_WORDS: Final = 30
"""Where no quotation holds any of the words, so many words of the story are looked at that are most like each one."""
_MOST_NEAREST: Final = 500
"""And so many quotations with such words are compared."""
_LOOKED_AT_FIRST: Final = 2_000
_MANY_TIMES: Final = 16
"""Of so many quotations, those that say most, is looked first whether they hold what is typed, if many times as many
are there."""
_FEW: Final = 64
"""Of one quotation in so many those that are found are sorted; otherwise all are passed in their order."""
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

    def bounds(self, numbers: Integers) -> npt.NDArray[np.float64]:
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
        from rapidfuzz import fuzz  # noqa: PLC0415  # a story is asked before it is searched

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
        phrase = np.zeros(len(fits), dtype=np.bool_)
        phrase[self._statistics.holding(wanted)] = True
        scored = [(1.0, number) for number in np.flatnonzero(fits & phrase).tolist()]
        close = fits & ~phrase & (query.held >= query.least_held(_CLOSE_ENOUGH))
        near = self._most_held(query, close.nonzero()[0], _MOST_COMPARED)
        scored += self._best(query, near, len(near), least=_CLOSE_ENOUGH)
        if scored:
            return self._results(sorted(scored, key=lambda pair: (-pair[0], pair[1])), close=True)
        if np.count_nonzero(fits) <= _MOST_COMPARED:
            compared = np.flatnonzero(fits).astype(np.int32)
        else:
            compared = self._nearest_words(query, wanted, fits)
        return self._results(self._best(query, compared, _NEAREST, least=0.0), close=False)

    def complete(self, typed: str, speaker: str | None, article: str | None, limit: int) -> tuple[Quotation, ...]:
        """Return what to offer while somebody types, each wording once: the best matches, else the most significant."""
        statistics, store = self._statistics, self._store
        fits = store.fits(speaker, article)
        wanted = comparable_words(typed[:_LONGEST_QUERY])
        if not wanted:
            return store.made(store.each_wording_once(statistics.in_order(fits), limit))
        offered: list[int] = []
        if len(statistics.order) >= _MANY_TIMES * _LOOKED_AT_FIRST:
            first = statistics.holding_among(statistics.order[:_LOOKED_AT_FIRST], wanted, begun=True)
            offered = self._begun(first, fits, limit)
        if len(offered) < limit:
            offered = self._begun(statistics.holding(wanted, begun=True), fits, limit)
        if len(offered) < limit:
            families = store.families
            shown = np.zeros(len(fits), dtype=np.bool_)
            shown[families[offered]] = True
            most = _MOST_WHILE_TYPING if len(statistics.order) > _MOST_COMPARED else _MOST_COMPARED
            query, numbers = self._most_like(wanted, fits & ~shown.take(families) if offered else fits, most)
            more = limit - len(offered)
            best = self._best(query, numbers, more, least=_CLOSE_ENOUGH / 2, alike=families)
            offered += [number for _, number in best]
        return store.made(offered)

    def _begun(self, holding: Numbers, fits: npt.NDArray[np.bool_], limit: int) -> list[int]:
        """Return those of the quotations that fit, in `order`, each wording once."""
        if _FEW * len(holding) < len(fits):
            found = np.unique(holding[fits.take(holding)])
            ordered: Iterable[int] = found.take(self._statistics.rank.take(found).argsort()).tolist()
        else:
            begun = np.zeros(len(fits), dtype=np.bool_)
            begun[holding] = True
            ordered = self._statistics.in_order(begun & fits)
        return self._store.each_wording_once(ordered, limit)

    def _most_held(self, query: _Query, chosen: Integers, most: int) -> Numbers:
        """Return at most so many of the chosen quotations, those that hold most of the words, in `order`."""
        rank, numbers = self._statistics.rank, chosen
        if len(numbers) > most:
            numbers = numbers.take(_highest(query.bounds(numbers), rank.take(numbers), most))
        return numbers.take(rank.take(numbers).argsort()).astype(np.int32)

    def _most_like(self, wanted: Sequence[str], fits: npt.NDArray[np.bool_], most: int) -> tuple[_Query, Numbers]:
        """Return words to look for, and those quotations that hold most of them, and enough to be offered."""
        weights, words = self._weights(wanted), []
        for stem, weight in weights.items():
            added = [
                (weight * similar, word)
                for similar, number in reversed(self._variants(stem))
                for word in self._statistics.words_of_stem(number)
            ]
            words.append(HeldWord(added, self._statistics))
        numbers, held = most_held(words, fits, most)
        rank = self._statistics.rank
        if len(numbers) > most:
            best = np.sort(_highest(held, rank.take(numbers), most))
            numbers, held = numbers.take(best), held.take(best)
        query = _Query(" ".join(wanted), np.zeros(len(fits)), sum(weights.values()))
        query.held[numbers] = held
        numbers = numbers.compress(held >= query.least_held(_CLOSE_ENOUGH / 2))
        return query, numbers.take(rank.take(numbers).argsort()).astype(np.int32)

    def _nearest_words(self, query: _Query, wanted: Sequence[str], fits: npt.NDArray[np.bool_]) -> Numbers:
        """Return what to compare where nothing is close: what holds most, and what has the words most like by letters.

        Each word counts by its length, and by how like it the most similar word of the quotation is.
        """
        from rapidfuzz import fuzz, process  # noqa: PLC0415  # see above

        names, stems = self._statistics.all_stems, dict.fromkeys(stems_of(wanted))
        likeness = np.zeros(len(fits))
        for stem in stems:
            near = np.zeros(len(fits), dtype=np.float32)
            for _, score, number in reversed(process.extract(stem, names, scorer=fuzz.ratio, limit=_SIMILAR_WORDS)):
                near[self._statistics.bearers_of_stem(number)] = score
            likeness += near * len(stem)
        numbers = fits.nonzero()[0]
        rank = self._statistics.rank.take(numbers)
        best = [_highest(values.take(numbers), rank, _MOST_NEAREST) for values in (likeness, query.held)]
        return np.unique(numbers.take(np.concatenate(best))).astype(np.int32)

    def _best(
        self,
        query: _Query,
        numbers: Numbers,
        count: int,
        *,
        least: float,
        alike: npt.NDArray[np.integer] | None = None,
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
        held, weights = np.zeros(len(self._store.all)), self._weights(wanted)
        for stem, weight in weights.items():
            near = np.zeros(len(held))
            for similar, number in self._variants(stem):
                near[self._statistics.bearers_of_stem(number)] = similar
            held += weight * near
        return _Query(" ".join(wanted), held, sum(weights.values()))

    def _weights(self, wanted: Sequence[str]) -> dict[str, float]:
        return {stem: self._statistics.weight(stem) for stem in stems_of(wanted)}

    def _near(self, stem: str) -> tuple[tuple[float, int], ...]:
        """Return the stems that a stem may mean, itself and those it may be a slip for, the nearest last."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415  # see above

        near: list[tuple[float, int]] = []
        for length in range(len(stem) - 2, len(stem) + 3) if len(stem) >= _SHORTEST_SLIP else (len(stem),):
            numbers, stems = self._statistics.stems_by_length.get(length, ((), ()))
            cutoff = _TYPO if len(stem) >= _SHORTEST_SLIP else 100.0
            found = process.extract(stem, stems, scorer=fuzz.ratio, score_cutoff=cutoff, limit=None)
            near += [(1.0 if other == stem else 0.8 * score / 100.0, numbers[at]) for other, score, at in found]
        return tuple(sorted(near))


def _highest(values: npt.NDArray[np.float64], rank: Numbers, count: int) -> npt.NDArray[np.intp]:
    """Return the places of the `count` highest of as many values at least, in no order; of equal ones the first."""
    top = values.max()  # often of many: they hold all the words
    least = top if np.count_nonzero(values == top) >= count else kth_highest(values, count)
    above, equal = (values > least).nonzero()[0], (values == least).nonzero()[0]
    wanted = count - len(above)
    if wanted < len(equal):
        equal = equal.take(rank.take(equal).argpartition(wanted - 1)[:wanted])
    return np.concatenate([above, equal])
