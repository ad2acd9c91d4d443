"""A question -> the passages worth ranking: all of a small story, otherwise the best by each of a few cheap views.

The best by the question's words are exact: see `max_score`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from retrieval.english.answer_kinds import AnswerKind
from retrieval.english.terms import word_ngrams
from retrieval.kept.gathering import Integers, Numbers, Rows
from retrieval.kept.highest import kth_highest
from retrieval.ranking.candidates import CandidateSet
from retrieval.ranking.corpus import Column
from retrieval.ranking.layout import Contents
from retrieval.ranking.lexical.bm25 import K1, B
from retrieval.ranking.lexical.max_score import (
    HAIR,
    SUMMED,
    Bounded,
    ScoredRows,
    at_least,
    best_reaching,
    best_rows,
    highest,
    sliced,
)
from retrieval.ranking.question_analysis import QuestionAnalysis
from retrieval.ranking.word_columns import RELATED_WEIGHT
from retrieval.ranking.word_indexes import ConceptIndex

ALL_OF = 2_000
"""Of a story of so many passages, all are ranked."""
BEST = 500
"""How many passages are taken by each view."""
WITH_NEIGHBOURS = 100
"""Of so many of the best passages the neighbours are taken, too."""
FIRST = 50
"""So many passages at the beginning of the story, and of the best articles: they come next where all is equal."""
ARTICLES = 4
"""Of so many articles, those of the best passages, all passages are taken: what the best one has counts for them."""
AROUND = 120
"""Of a long article the first, and so many to both sides of its best one."""
SORTED = 4
"""To look for a row in a list, in the order of the list, takes about as long as to go through so many of it."""
LISTED = 150_000
"""Where a word and the other words for it stand in more passages, they are not all looked at for it."""
RELATED = 100_000
"""The passages that have other words for a word are looked at for so many, those with the rarest concepts first."""
SIMILAR_WORDS = 20
"""For a word that nobody knows, so many words of the story with the most letters in common."""


Marks = npt.NDArray[np.bool_]
_NONE = np.zeros(0, dtype=np.intp)


def select(asked: QuestionAnalysis, weights: Mapping[str, float], also: Iterable[int] = ()) -> CandidateSet:
    """Return the passages to rank by these weights of features, those in `also` among them."""
    layout, size = asked.corpus.layout, asked.corpus.size
    words = best_rows(_by_words(asked), BEST, size)
    likely = best_likely(asked, weights, BEST, words)
    ahead = np.concatenate([words[:WITH_NEIGHBOURS], likely[:WITH_NEIGHBOURS]])
    beside = np.concatenate([layout.before[ahead], layout.after[ahead]])
    views = [
        np.fromiter(also, dtype=np.intp),
        words,
        likely,
        beside[beside >= 0],
        np.arange(FIRST),
        *_articles_of(likely, layout.article),
        *_by_reader_questions(asked),
        *_by_letters(asked),
    ]
    return CandidateSet.of(asked.corpus, np.concatenate(views))


def _articles_of(rows: Rows, article: Numbers) -> Iterator[Rows]:
    """Yield the passages of the first articles of some rows: of a long one, those at its beginning and around."""
    numbers = article.take(rows[:WITH_NEIGHBOURS])
    for place in np.sort(np.unique(numbers, return_index=True)[1])[:ARTICLES].tolist():
        begin, end = article.searchsorted([numbers[place], numbers[place] + 1]).tolist()
        row = int(rows[place])
        yield np.arange(begin, min(end, begin + FIRST))
        yield np.arange(max(begin, row - AROUND), min(end, row + AROUND))


def _by_words(asked: QuestionAnalysis) -> list[ScoredRows]:
    """Return BM25 of the question's words; one that stands twice counts twice."""
    index = asked.corpus.indexes.terms
    found = []
    for term in asked.terms:
        rows, values = index.of_term(term)
        if len(rows):
            found.append(ScoredRows(rows, values, index.most(term), index.floor(term)))
    return found


@dataclass(frozen=True, eq=False)
class LikelyWord:
    """What a word of the question, in itself or in other words, nearly adds to the scores of the rows.

    `share` is added where it stands itself, `RELATED_WEIGHT` of it where another word for it does, and there `once`
    times the idf of the concept, over 1 + the passage's norm. `related` holds rows with such words, of each word by
    itself, and their concept's idf, the rarest concept last, since in each passage the rarest counts. `levels`, one a
    row of the story, are a place to work in that the words of a question share: 0 before and after each use.
    """

    same: Integers
    related: Sequence[tuple[Sequence[Integers], float]]
    share: float
    once: float
    norm: Column
    levels: npt.NDArray[np.int16]

    @property
    def bound(self) -> float:
        """The most that is added to any row."""
        rarest = max((idf for _, idf in self.related), default=0.0)
        return self.share + self.once * rarest / (1 + K1 * (1 - B))

    @property
    def length(self) -> int:
        """How many rows are listed."""
        return len(self.same) + sum(len(rows) for lists, _ in self.related for rows in lists)

    def all(self) -> Sequence[Integers]:
        """Return lists of all rows to which it adds."""
        return self.adding(0.0)

    def adding(self, least: float) -> list[Integers]:
        """Return lists of rows, among which are all to which so much is added."""
        same = [self.same] if least <= self.bound else []
        return same + [rows for lists, idf in self.related if self._other(idf) >= least for rows in lists]

    def _other(self, idf: float) -> float:
        """Return the most that is added where another word stands alone, of a concept of this idf."""
        return RELATED_WEIGHT * self.share + self.once * idf / (1 + K1 * (1 - B))

    def floor(self, count: int) -> float:
        """Return what is added to `count` rows at least, as far as that is told by how many hold the word itself."""
        return self.share if len(self.same) >= count else 0.0

    def add(self, total: Column) -> None:
        """Add to the total of every row."""
        level = self.levels
        marked: list[Integers] = []
        for lists, idf in reversed(self.related):
            for rows in lists:
                new = rows[level.take(rows) == 0] if marked else rows  # others have been added to, of a rarer concept
                total[new] += self._related(new, idf)
                level[new] = 1
                marked.append(new)
        total[self.same] += np.where(level.take(self.same) > 0, (1 - RELATED_WEIGHT) * self.share, self.share)
        for rows in marked:
            level[rows] = 0

    def at(self, rows: Rows) -> Column:
        """Return what is added to these rows, which rise."""
        levels, level = np.zeros(len(rows), dtype=np.int16), self.levels
        scattered: list[Integers] = []
        for number, (lists, _) in enumerate(self.related, 1):
            for listed in lists:
                if SORTED * len(rows) < len(listed):
                    levels[_standing(rows, listed)] = number
                else:
                    scattered.append(listed.astype(np.intp))  # once, not at each use
                    level[scattered[-1]] = number  # a rarer concept comes later, and counts
        if scattered:
            levels = np.maximum(levels, level.take(rows))
        for listed in scattered:
            level[listed] = 0
        same = self._holding(rows)
        values = np.where(same, self.share, 0.0)
        other = levels.nonzero()[0]
        idfs = np.array([0.0, *(idf for _, idf in self.related)]).take(levels.take(other))
        added = self._related(rows.take(other), idfs)
        values[other] = np.where(same.take(other), added + (1 - RELATED_WEIGHT) * self.share, added)
        return values

    def _holding(self, rows: Rows) -> Marks:
        if SORTED * len(rows) < len(self.same):
            return _standing(rows, self.same)
        listed = self.same.astype(np.intp)
        self.levels[listed] = 1
        same: Marks = self.levels.take(rows) > 0
        self.levels[listed] = 0
        return same

    def at_most(self, rows: Rows) -> Column:
        """Return what is added to these rows at most, which rise."""
        other = max((self._other(idf) for _, idf in self.related), default=0.0)
        return np.where(self._holding(rows), self.bound, other)

    def within(self, edges: Sequence[int]) -> LikelyWord:
        """Return the word as far as the rows within some stretches go."""
        related = [([rows.take(sliced(rows, edges)) for rows in lists], idf) for lists, idf in self.related]
        return replace(self, same=self.same.take(sliced(self.same, edges)), related=related)

    def _related(self, rows: Integers, idf: float | Column) -> Column:
        added: Column = self.once * idf / (1 + self.norm.take(rows)) + RELATED_WEIGHT * self.share
        return added


@dataclass(frozen=True, eq=False)
class KindHeld:
    """What is added to the scores of the rows that hold the kinds of answer that are wanted."""

    contents: Contents
    kinds: frozenset[AnswerKind]
    bound: float

    @property
    def length(self) -> int:
        """More than any list has: of kinds there is none."""
        return sys.maxsize

    def adding(self, _least: float) -> tuple[Integers, ...]:
        """Return nothing, since there is no list."""
        return ()

    def all(self) -> tuple[Integers, ...]:
        """Return nothing, either."""
        return ()

    def within(self, _edges: Sequence[int]) -> KindHeld:
        """Return the same."""
        return self

    def at(self, rows: Rows) -> Column:
        """Return what is added to these rows."""
        return np.where(self.contents.are_holding(rows, self.kinds), self.bound, 0.0)

    at_most = at


def _standing(rows: Rows, listed: Integers) -> Marks:
    """Tell which of some rows are listed; both rise."""
    if not len(listed):
        return np.zeros(len(rows), dtype=np.bool_)
    wanted = rows.astype(listed.dtype)
    at = listed.searchsorted(wanted)
    at[at == len(listed)] = 0
    found: Marks = listed.take(at) == wanted
    return found


def best_likely(asked: QuestionAnalysis, weights: Mapping[str, float], count: int, others: Rows = _NONE) -> Rows:
    """Return the rows for which the words and the kind of answer that is wanted nearly add most, the best first.

    Words that stand in very many rows are looked up only where another word stands, and in some `others`.
    """
    contents, size = asked.corpus.contents, asked.corpus.size
    bonus = weights.get("kind", 0.0) * max((contents.rarity[kind] for kind in asked.wanted), default=0.0)
    words = sorted(_likely_words(asked, weights), key=lambda word: (word.length > LISTED, -word.bound))
    reached = max((word.floor(count) for word in words), default=0.0)
    terms: list[Bounded] = [*words, KindHeld(contents, asked.wanted, bonus)] if bonus else [*words]
    found = best_reaching(terms, count, size, longest=LISTED) if size > SUMMED else None
    if found is not None:
        return found[0][highest(found[1], count)]
    left = bonus + sum(word.bound for word in words)
    most, total = 0.0, np.zeros(size)
    rows: Rows | None = None  # the only ones that may be among the best
    scores = np.zeros(0)
    for word in words:
        if rows is None and word.length > LISTED:
            total[others] += HAIR
            rows = (total > 0).nonzero()[0]
            scores = total.take(rows)
        left -= word.bound
        most += word.bound
        if rows is None:
            word.add(total)
            if at_least(most, left) <= 0:
                continue
            held = (total > 0).nonzero()[0]
            values = total.take(held)
        else:
            held, values = rows, scores + word.at(rows)
        if len(held) >= count:
            reached = max(reached, kth_highest(values, count))
        least = at_least(reached, left)
        if least > 0 or rows is not None:
            kept = (values >= least).nonzero()[0]
            rows, scores = held.take(kept), values.take(kept)
    if rows is None:
        some = total > 0
        if bonus:  # any other rows that hold the kind are equal, and the first ones the best of them
            some[contents.holding(asked.wanted, count)] = True
        rows = some.nonzero()[0]
        scores = total.take(rows)
    if bonus:
        scores[contents.are_holding(rows, asked.wanted)] += bonus
    return rows[highest(scores, count)]


def _likely_words(asked: QuestionAnalysis, weights: Mapping[str, float]) -> list[LikelyWord]:
    """Return what each content word of a question nearly adds."""
    concepts, terms = asked.corpus.indexes.concepts, asked.corpus.indexes.terms
    covering = sum(weights.get(name, 0.0) for name in ("words", "coverage", "sentence", "context"))
    shares = covering * asked.weights / (asked.weights.sum() or 1.0)
    numbers = [
        [concepts.table.numbers[name] for name in asked.text.concepts_at(position) if name in asked.concepts]
        for position, _ in asked.content
    ]
    idfs = [sorted((float(concepts.idfs[number]), number) for number in dict.fromkeys(each)) for each in numbers]
    levels = np.zeros(asked.corpus.size, dtype=np.int16)
    once = weights.get("related", 0.0) / (sum(own[-1][0] for own in idfs if own) or 1.0)
    return [
        LikelyWord(
            terms.of_term(token.term)[0],
            _rarest(concepts, own),
            share,
            once,
            concepts.norm,
            levels,
        )
        for (_, token), own, share in zip(asked.content, idfs, shares.tolist(), strict=True)
    ]


def _rarest(concepts: ConceptIndex, own: Sequence[tuple[float, int]]) -> list[tuple[list[Numbers], float]]:
    """Return the rows of some concepts, each with its idf, the rarest last: not of the commonest of very many."""
    found: list[tuple[list[Numbers], float]] = []
    left = RELATED
    for idf, number in reversed(own):
        left -= concepts.count(number)
        if left < 0:
            break
        found.append((concepts.rows_of(number), idf))
    return found[::-1]


def _by_reader_questions(asked: QuestionAnalysis) -> list[Integers]:
    """Return the passages to which the reader questions point."""
    if asked.fit is None or asked.near is None:
        return []
    fit, near = asked.fit[:-1], asked.near[:-1]
    rows = np.flatnonzero((near > 0) | (fit > 0))
    return [rows[np.argsort(-(fit[rows] + near[rows]), kind="stable")][:BEST]]


def _by_letters(asked: QuestionAnalysis) -> list[Integers]:
    """Return the passages with words that have most letters in common with a word that nobody knows."""
    indexes = asked.corpus.indexes
    letters = indexes.letters
    found: list[Integers] = []
    for position, token in asked.content:
        if token.term in asked.known or any(name in asked.concepts for name in asked.text.concepts_at(position)):
            continue
        grams = {letters.table.numbers.get(gram, -1) for gram in word_ngrams(token.folded)} - {-1}
        numbers = np.array(sorted(grams), dtype=np.intp)
        places, which = letters.words.places(numbers)
        scores = np.bincount(
            letters.words.values[places], weights=letters.idfs[numbers][which], minlength=len(letters.stems)
        )
        similar = np.argsort(-scores, kind="stable")[:SIMILAR_WORDS]
        stems = np.unique(letters.stems[similar[scores[similar] > 0]])
        postings = indexes.terms.postings
        found.extend(postings.rows[postings.starts[stem] : postings.starts[stem + 1]] for stem in stems if stem >= 0)
    return [rows[:BEST] for rows in found]
