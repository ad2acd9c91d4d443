"""The rows that several terms add most to, exactly, and without a look at most of the others: MaxScore.

A term at a time (Turtle and Flood, "Query Evaluation: Strategies and Optimizations", 1995): the terms that can add most
come first, and as soon as all the others together cannot lift a new row above the best ones so far, they only count for
the rows that have been found. What the best ones reach is guessed beforehand from a sample of the rows, so that this is
so at once. Where enough rows turn out to reach the guess, they are the best; otherwise it is done without.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from retrieval.kept.gathering import Integers, Rows
from retrieval.kept.highest import kth_highest, nearly_kth

Column = npt.NDArray[np.float64]
_SAMPLE = 3_000
_SAMPLED = 64
"""So many of the rows that are listed are looked at to guess what the best ones reach, one of so many at least."""
_BLOCKS = 8
"""The sample is so many stretches of the story: each list of rows is a slice there."""
_DEVIATIONS = 2.5
"""By so many deviations (the root of how many are counted) the guess is lower than what the sample tells."""
HAIR = 1e-9
"""Sums and bounds are rounded: so small a share between them proves nothing."""
SUMMED = 200_000
"""A story of so many rows at most, or of fewer than there are in the lists, is summed up. See benchmarks.candidates."""


class Term(Protocol):
    """What adds to the scores of some rows."""

    @property
    def length(self) -> int:
        """How many rows it adds to, or more."""

    def all(self) -> Sequence[Integers]:
        """Return lists of rows, each rising, to all of which together it adds."""

    def at(self, rows: Rows) -> Column:
        """Return what it adds to these rows, which rise."""

    def within(self, edges: Sequence[int]) -> Term:
        """Return the same term, as far as the rows of some stretches go: each from one edge to the next."""


class Bounded(Term, Protocol):
    """What adds to the scores of some rows, where it is known how much at most."""

    @property
    def bound(self) -> float:
        """The most that it adds to any row."""

    def adding(self, least: float) -> Sequence[Integers]:
        """Return lists of rows, each rising, among which are all to which it adds so much."""

    def at_most(self, rows: Rows) -> Column:
        """Return what it adds to these rows at most, which rise."""


def best_reaching(terms: Sequence[Bounded], count: int, size: int, *, longest: int) -> tuple[Rows, Column] | None:
    """Return rows of a story of this size among which are the `count` that the terms add most to, and their scores.

    None where it is not told what the best ones reach, or where a term that is longer than `longest` has to be passed.
    """
    bar = guessed(terms, count, size, longest)
    found = reaching(terms, bar, longest) if bar > 0 else None
    return found if found is not None and len(found[0]) >= count else None


def guessed(terms: Sequence[Term], count: int, size: int, longest: int | None = None) -> float:
    """Return what a little more than `count` rows reach, as far as a sample tells; 0 where it tells of too few.

    Rows that only a term longer than `longest` adds to are not looked at.
    """
    longest = size if longest is None else longest
    listed = sum(term.length for term in terms if term.length <= longest)
    one_of = max(1, min(_SAMPLED, listed // _SAMPLE))
    begins = np.arange(_BLOCKS) * size // _BLOCKS
    edges = np.stack([begins, begins + size // (_BLOCKS * one_of)], axis=1).ravel()
    sampled = [term.within(edges.tolist()) for term in terms]
    passed = [some for some, whole in zip(sampled, terms, strict=True) if whole.length <= longest]
    sample = _union([rows for term in passed for rows in term.all()])
    expected = count / one_of
    wanted = int(expected + _DEVIATIONS * expected**0.5) + 1
    if len(sample) < wanted:
        return 0.0
    scores = np.zeros(len(sample))
    for term in sampled:
        scores += term.at(sample)
    return float(np.partition(scores, -wanted)[-wanted])


def reaching(terms: Sequence[Bounded], bar: float, longest: int) -> tuple[Rows, Column] | None:
    """Return the rows that reach a bar above 0, rising, and their scores; None where one that matters is too long."""
    bar *= 1 - HAIR
    essential = sorted(terms, key=lambda term: term.length)
    alone = 0.0
    while essential and alone + essential[-1].bound < bar:
        alone += essential.pop().bound
    if any(term.length > longest for term in essential):
        return None
    left = sum(term.bound for term in terms)
    lists: list[Integers] = []
    for term in sorted(essential, key=lambda term: -term.bound):  # rows that only this one and those after it add to
        left -= term.bound
        lists += term.adding(bar - left)
    rows = _union(lists)
    ordered = sorted(terms, key=lambda term: -term.bound)
    at_most: list[Column] = []
    left = sum(term.bound for term in terms)
    for term in ordered:
        left -= term.bound
        at_most.append(term.at_most(rows))
        kept = (sum(at_most, np.zeros(len(rows))) >= bar - left).nonzero()[0]
        rows, at_most = rows.take(kept), [column.take(kept) for column in at_most]
    scores = np.zeros(len(rows))
    for term in ordered:
        scores += term.at(rows)
        del at_most[0]
        kept = (sum(at_most, scores) >= bar).nonzero()[0]
        rows, scores, at_most = rows.take(kept), scores.take(kept), [column.take(kept) for column in at_most]
    return rows, scores


def _union(lists: Sequence[Integers]) -> Rows:
    """Return the rows of all lists, rising, each once."""
    if not lists:
        return np.zeros(0, dtype=np.intp)
    rows = np.sort(np.concatenate(lists))
    return rows.compress(np.diff(rows, prepend=-1) > 0).astype(np.intp)


def sliced(rows: Integers, edges: Sequence[int]) -> Rows:
    """Return where those of some rows, which rise, stand that are within stretches: from each second edge."""
    at = rows.searchsorted(np.array(edges, dtype=rows.dtype)).tolist()
    return np.concatenate([np.arange(begin, end) for begin, end in zip(at[::2], at[1::2], strict=True)])


@dataclass(frozen=True, eq=False)
class ScoredRows:
    """What a term adds to the scores of the rows that hold it, rising.

    `bound` is the most it adds to any, `floor` what it adds at least to as many as are looked for, 0 where unknown.
    """

    rows: Integers
    values: Column
    bound: float
    floor: float = 0.0

    @property
    def length(self) -> int:
        """How many rows hold it."""
        return len(self.rows)

    def all(self) -> tuple[Integers]:
        """Return its rows."""
        return (self.rows,)

    def at(self, rows: Integers) -> Column:
        """Return what the term adds to the scores of these rows, which rise; 0 where they do not hold it."""
        if not len(self.rows):
            return np.zeros(len(rows))
        at = self.rows.searchsorted(rows.astype(self.rows.dtype))  # not as wide: the whole list would be widened
        at[at == len(self.rows)] = 0
        return np.where(self.rows.take(at) == rows, self.values.take(at), 0.0)

    def within(self, edges: Sequence[int]) -> ScoredRows:
        """Return the rows within some stretches."""
        kept = sliced(self.rows, edges)
        return ScoredRows(self.rows.take(kept), self.values.take(kept), self.bound)

    def reaching(self, least: float) -> tuple[Rows, Column]:
        """Return the rows to whose scores it adds `least`, and what it adds."""
        if least <= 0:
            return self.rows.astype(np.intp), self.values
        kept = (self.values >= least).nonzero()[0]
        return self.rows.take(kept).astype(np.intp), self.values.take(kept)


def best_rows(lists: Sequence[ScoredRows], count: int, size: int) -> Rows:
    """Return the rows with the `count` highest sums over all lists, the best first; of equal ones the first rows.

    Up to some `size` of the story, and where the lists hold a good part of it, it is quickest to sum up every row.
    """
    if lists and size <= max(SUMMED, sum(len(each.rows) for each in lists)):
        rows, values = np.concatenate([each.rows for each in lists]), np.concatenate([each.values for each in lists])
        return highest(np.bincount(rows, weights=values, minlength=size).astype(np.float64, copy=False), count)
    floor = max((each.floor for each in lists), default=0.0)  # reached by `count` rows at least
    rows, scores = _reaching(lists, max(floor, guessed(lists, count, size)), count)
    if len(rows) < count:  # the sample was wrong
        rows, scores = _reaching(lists, floor, count)
    return rows[highest(scores, count)]


def _reaching(lists: Sequence[ScoredRows], reached: float, count: int) -> tuple[Rows, Column]:
    """Return rows, among them the best `count` if so many reach so much, and their scores."""
    lists = sorted(lists, key=lambda each: -each.bound)
    rows, scores = np.zeros(0, dtype=np.intp), np.zeros(0)
    left = sum(each.bound for each in lists)
    for each in lists:
        left -= each.bound
        if len(rows):
            scores += each.at(rows)
        least = at_least(reached, left)
        if each.bound >= least:  # a row that none of the lists before holds may be among the best
            more, values = each.reaching(least)
            rows, scores = _merged(rows, scores, more, values)
            if len(rows) >= count:
                reached = max(reached, kth_highest(scores, count))
                least = at_least(reached, left)
        if least > 0:
            kept = (scores >= least).nonzero()[0]
            rows, scores = rows.take(kept), scores.take(kept)
    return rows, scores


def at_least(reached: float, left: float) -> float:
    """Return what a row must have to be among those that reach so much, when so much is left to be added."""
    return reached - left - HAIR * (reached + left)


def _merged(rows: Rows, scores: Column, more: Rows, values: Column) -> tuple[Rows, Column]:
    """Return rows, rising, and their scores, together with those of `more` that are none of them."""
    if not len(rows):
        return more, values.copy()
    at = rows.searchsorted(more)
    new = (np.append(rows, -1).take(at) != more).nonzero()[0]
    both, order = np.concatenate([rows, more.take(new)]), np.concatenate([scores, values.take(new)])
    rising = both.argsort(kind="stable")
    return both.take(rising), order.take(rising)


def highest(scores: Column, count: int) -> Rows:
    """Return the places of the `count` highest scores above zero, the best first; of equal ones the first places."""
    least = nearly_kth(scores, count)
    places = (scores >= least if least > 0 else scores > 0).nonzero()[0]
    if least > 0 and len(places) < count:  # the sample was wrong
        places = (scores > 0).nonzero()[0]
    values = scores.take(places)
    if len(values) > 2 * count:
        kept = (values >= np.partition(values, -count)[-count]).nonzero()[0]
        places, values = places.take(kept), values.take(kept)
    return places.take(np.argsort(-values, kind="stable")[:count])
