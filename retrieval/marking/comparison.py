"""Which stretches of a story say the same: first those that may, all at once, then each pair by itself.

Two stretches say the same if one of these holds; sharing names is never enough:

- verbatim: the longer one has most of the shorter one's word triples, at least five words in a row, and most of what
  it says after its lead-in ("At the end of the day, …"); or it has a whole clause of it (both quote the same words);
- retold: they share half of the shorter one's words and a third of all their words, weighted by idf, and at least the
  weight of a few words that no other stretch has;
- dated: two articles report on the same day (month and day) and the same person.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from retrieval.kept.gathering import Integers, blocks, frequencies, starts_of
from retrieval.kept.numbering import NumberList
from retrieval.kept.spool import aside
from retrieval.marking.sets import by_blocks, members
from retrieval.marking.stretches import LEAST_TRIPLES, Numbers, Stretches
from retrieval.ranking.ragged import Ragged

VERBATIM_SHARE = 0.6
CLAUSE_SHARE = 0.9
RETOLD_SHARE = 0.5
RETOLD_OF_BOTH = 0.3
LEAST_WORDS = 2.3
"""The weight of what is shared, in words that stand in no other stretch."""
_RARE = 12
"""Only words, triples and days of at most so many stretches lead to a comparison: names would compare all with all."""
_AT_ONCE = 4_000
"""How many pairs are held at once while they are sifted, roughly; bounds the memory, not the result."""
_SLACK = 1e-9
"""Sums of weights are rounded differently in arrays: a pair this near to a bound is looked at again."""

Weights = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


class Comparison:
    """Compares the stretches of a story; a word's weight is its idf among them."""

    def __init__(self, stretches: Stretches) -> None:
        self._stretches = stretches
        count = len(stretches)
        frequency = frequencies(stretches.terms.values, len(stretches.words)).tolist()
        self.weights = np.array([math.log(1 + (count - n + 0.5) / (n + 0.5)) for n in frequency])
        """The weight of each word, by its number."""
        self.rarest = math.log(1 + (count - 0.5) / 1.5) if count else 0.0
        """The weight of a word that one stretch has."""
        weights = [
            _total(owners - first, self.weights[values], last - first)
            for first, last, owners, values in by_blocks(stretches.terms)
        ]
        self._weight_of_terms = np.concatenate(weights) if weights else np.zeros(0)
        # The fewest triples that another stretch must have for it to have a whole clause of this one.
        self._fewest = np.full(count, np.iinfo(np.int32).max, dtype=np.int32)
        for _, _, owners, clauses in by_blocks(stretches.clauses):
            needed = np.ceil(CLAUSE_SHARE * stretches.clause_triples.lengths_of(clauses)).astype(np.int32)
            np.minimum.at(self._fewest, owners, needed)
        self._shared_triples = _Shared(stretches.triples)
        self._shared_terms = _Shared(stretches.terms, self.weights)
        self._shared_persons = _Shared(stretches.persons)
        self._shared_days = _Shared(stretches.days)

    def same(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs of stretches that say the same, the lower number first, in rising order."""
        sources = (self._stretches.triples, self._stretches.terms, self._stretches.days)
        for one, other in _candidates(sources, len(self._stretches)):
            likely = self._likely(one, other)
            for pair in zip(one[likely].tolist(), other[likely].tolist(), strict=True):
                if self._say_the_same(*pair):
                    yield pair

    def _likely(self, one: Numbers, other: Numbers) -> Mask:
        """Return which pairs may say the same, and all that do."""
        stretches = self._stretches
        sizes = np.minimum(stretches.triples.lengths_of(one), stretches.triples.lengths_of(other))
        triples = self._shared_triples.of(one, other)
        verbatim = (triples >= LEAST_TRIPLES) & (triples >= VERBATIM_SHARE * sizes)
        quoting = triples >= np.minimum(self._fewest[one], self._fewest[other])
        terms = self._shared_terms.of(one, other) + _SLACK
        mine, theirs = self._weight_of_terms[one], self._weight_of_terms[other]
        retold = terms >= LEAST_WORDS * self.rarest
        retold &= terms >= RETOLD_SHARE * np.minimum(mine, theirs)
        retold &= terms >= RETOLD_OF_BOTH * (mine + theirs - terms)
        dated = (self._shared_days.of(one, other) > 0) & (self._shared_persons.of(one, other) > 0)
        likely: Mask = (verbatim | quoting | retold | dated) & (stretches.rows[one] != stretches.rows[other])
        return likely

    def _say_the_same(self, one: int, other: int) -> bool:
        return self._verbatim(one, other) or self._retold(one, other) or self._dated(one, other)

    def _verbatim(self, one: int, other: int) -> bool:
        stretches = self._stretches
        triples = {stretch: members(stretches.triples, stretch) for stretch in (one, other)}
        shorter, longer = sorted(triples, key=lambda stretch: len(triples[stretch]))
        shared = len(triples[shorter] & triples[longer])
        if shared >= LEAST_TRIPLES and shared >= VERBATIM_SHARE * len(triples[shorter]):
            core = members(stretches.core, shorter)
            if self._weight(core & members(stretches.terms, longer)) >= VERBATIM_SHARE * self._weight(core):
                return True
        return any(
            len(clause & triples[theirs]) >= CLAUSE_SHARE * len(clause)
            for own, theirs in ((one, other), (other, one))
            for number in members(stretches.clauses, own)
            if (clause := members(stretches.clause_triples, number))
        )

    def _retold(self, one: int, other: int) -> bool:
        mine, theirs = members(self._stretches.terms, one), members(self._stretches.terms, other)
        shared = self._weight(mine & theirs)
        return (
            shared >= LEAST_WORDS * self.rarest
            and shared >= RETOLD_SHARE * min(self._weight(mine), self._weight(theirs))
            and shared >= RETOLD_OF_BOTH * self._weight(mine | theirs)
        )

    def _dated(self, one: int, other: int) -> bool:
        stretches = self._stretches
        return bool(
            stretches.files[one] != stretches.files[other]
            and members(stretches.days, one) & members(stretches.days, other)
            and members(stretches.persons, one) & members(stretches.persons, other)
        )

    def _weight(self, terms: Iterable[int]) -> float:
        return math.fsum(self.weights[list(terms)].tolist())


class _Shared:
    """What two sets have in common, for many pairs at once: how many numbers, or the sum of their weights."""

    def __init__(self, sets: Ragged, weights: Weights | None = None) -> None:
        self._span = _span(sets)
        several = frequencies(sets.values, self._span) > 1  # no other set has the others
        kept, lengths, keys = NumberList(), NumberList(), NumberList("q")
        for first, last, owners, values in by_blocks(sets):
            shared = several[values]
            kept.add(values[shared])
            lengths.add(np.bincount(owners[shared] - first, minlength=last - first))
            keys.add(owners[shared] * self._span + values[shared])
        self._sets = Ragged(kept.read().view(np.int32), starts_of(lengths.read()))
        self._keys: Integers = keys.read()
        self._weights = weights

    def of(self, one: Numbers, other: Numbers) -> Weights:
        """Return the sum for each pair of sets."""
        if not len(self._keys):
            return np.zeros(len(one))
        swap = self._sets.lengths_of(one) > self._sets.lengths_of(other)
        few, many = np.where(swap, other, one), np.where(swap, one, other)
        places, pairs = self._sets.places(few)
        values = self._sets.values[places]
        keys = many[pairs] * self._span + values
        found = self._keys[np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)] == keys
        weights = None if self._weights is None else self._weights[values[found]]
        return np.bincount(pairs[found], weights=weights, minlength=len(few)).astype(np.float64)


def _candidates(sources: Iterable[Ragged], count: int) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the pairs that share a value of few sets in one of the sources, in rising order, some at a time."""
    lists = [each for sets in sources for group in _groups(sets) for each in _Lower.of(group)]
    holding = np.zeros(count, dtype=np.int64)  # how many pairs each set is the lower one of, those found twice twice
    for each in lists:
        each.count(holding)
    block = np.cumsum(holding) // _AT_ONCE
    firsts = np.flatnonzero(np.diff(block, prepend=-1)).tolist()
    for low, high in pairwise([*firsts, count]):
        codes = [np.zeros(0, dtype=np.int64), *(each.pairs(low, high, count) for each in lists)]
        pairs = np.unique(np.concatenate(codes))
        yield pairs // count, pairs % count


@dataclass(frozen=True, eq=False)
class _Lower:
    """Sets that hold one value, `groups` of as many: the one `at` a place in each, with those behind it.

    `order`: the groups, by the number of that set; `lowest`: these numbers in that order. Many are mapped from a file.
    """

    groups: Integers
    at: int
    order: Integers
    lowest: Integers

    @classmethod
    def of(cls, groups: Integers) -> Iterator[_Lower]:
        """Yield one for each place but the last."""
        for at in range(groups.shape[1] - 1):
            order = groups[:, at].argsort(kind="stable").astype(np.int32)
            yield cls(groups, at, aside(order), aside(groups[order, at]))

    def count(self, holding: Numbers) -> None:
        """Add to each set how many pairs it is the lower one of."""
        pairs = self.groups.shape[1] - 1 - self.at
        for block in blocks(len(self.lowest)):
            np.add.at(holding, self.lowest[block], pairs)

    def pairs(self, low: int, high: int, count: int) -> Numbers:
        """Return the pairs whose lower one is from one number to another, as lower times `count` plus higher."""
        begin, end = self.lowest.searchsorted(np.array((low, high), dtype=np.int32)).tolist()
        own = self.groups[self.order[begin:end]]
        codes: Numbers = own[:, self.at, None].astype(np.int64) * count + own[:, self.at + 1 :]
        return codes.ravel()


def _groups(sets: Ragged) -> Iterator[Integers]:
    """Yield the sets that hold one value each, for the values of 2, of 3, … of `_RARE` sets: shape (values, sets)."""
    common = frequencies(sets.values, _span(sets))
    number = np.full(len(common), -1, dtype=np.int32)  # of the values that few sets have
    rare = (common > 1) & (common <= _RARE)
    sizes = common[rare]
    number[rare] = np.arange(len(sizes), dtype=np.int32)
    of_rare, held = NumberList(), NumberList()
    for _, _, own, values in by_blocks(sets):
        kept = number[values]
        of_rare.add(own[kept >= 0])
        held.add(kept[kept >= 0])
    del common, number, rare
    owners = Ragged.grouped(held.read(), of_rare.read(), len(sizes))
    for size in range(2, _RARE + 1):
        first = owners.starts[:-1][sizes == size]
        if len(first):
            found = NumberList()
            for block in blocks(len(first)):
                found.add(owners.values[first[block, None] + np.arange(size)])
            yield found.read().reshape(-1, size)


def _span(sets: Ragged) -> int:
    return max((int(sets.values[block].max()) for block in blocks(len(sets.values))), default=0) + 1


def _total(owners: Numbers, weights: Weights, count: int) -> Weights:
    """Return the sum of the weights of each of `count` owners."""
    return np.bincount(owners, weights=weights, minlength=count).astype(np.float64)
