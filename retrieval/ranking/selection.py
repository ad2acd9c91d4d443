"""A question -> the passages worth ranking: all of a small story, otherwise the best by each of a few cheap views.

The best by the question's words are exact. Which passages are left out is found without looking at them, as MaxScore
does (Turtle and Flood, "Query Evaluation: Strategies and Optimizations", 1995), a term at a time: the terms that can
add most come first, and as soon as all the others together cannot lift a new passage above the best ones so far, they
only count for the passages that have been found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from retrieval.english.terms import word_ngrams
from retrieval.kept.gathering import Integers, Numbers, Rows
from retrieval.kept.highest import kth_highest, nearly_kth
from retrieval.ranking.bm25 import K1, B
from retrieval.ranking.candidates import CandidateSet
from retrieval.ranking.corpus import Column
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
_HAIR = 1e-9
"""Sums and bounds are rounded: so small a share between them proves nothing."""
_SUMMED = 200_000
_PART = 4
"""A story of so many rows at most, or one for so many in the lists, is summed up. Measured by benchmarks.candidates."""
_SEARCHED = 16
"""To look for a row in a list takes about as long as to go through so many of it."""
LISTED = 150_000
"""Where a word and the other words for it stand in more passages, they are not all looked at for it."""
RELATED = 100_000
"""The passages that have other words for a word are looked at for so many, those with the rarest concepts first."""
SIMILAR_WORDS = 20
"""For a word that nobody knows, so many words of the story with the most letters in common."""


Marks = npt.NDArray[np.bool_]
_NONE = np.zeros(0, dtype=np.intp)


@dataclass(frozen=True, eq=False)
class ScoredRows:
    """What a term adds to the scores of the rows that hold it, rising.

    `bound` is the most it adds to any, `floor` what it adds at least to as many as are looked for, 0 where unknown.
    """

    rows: Integers
    values: Column
    bound: float
    floor: float = 0.0

    def at(self, rows: Integers) -> Column:
        """Return what the term adds to the scores of these rows, which rise; 0 where they do not hold it."""
        at = self.rows.searchsorted(rows.astype(self.rows.dtype))  # not as wide: the whole list would be widened
        at[at == len(self.rows)] = 0
        return np.where(self.rows.take(at) == rows, self.values.take(at), 0.0)

    def reaching(self, least: float) -> tuple[Rows, Column]:
        """Return the rows to whose scores it adds `least`, and what it adds."""
        if least <= 0:
            return self.rows.astype(np.intp), self.values
        kept = (self.values >= least).nonzero()[0]
        return self.rows.take(kept).astype(np.intp), self.values.take(kept)


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


def best_rows(lists: Sequence[ScoredRows], count: int, size: int) -> Rows:
    """Return the rows with the `count` highest sums over all lists, the best first; of equal ones the first rows.

    Up to some `size` of the story, and where the lists hold a good part of it, it is quickest to sum up every row.
    """
    if lists and size <= max(_SUMMED, _PART * sum(len(each.rows) for each in lists)):
        rows, values = np.concatenate([each.rows for each in lists]), np.concatenate([each.values for each in lists])
        return highest(np.bincount(rows, weights=values, minlength=size).astype(np.float64, copy=False), count)
    lists = sorted(lists, key=lambda each: -each.bound)
    rows, scores = np.zeros(0, dtype=np.intp), np.zeros(0)
    left = sum(each.bound for each in lists)
    reached = max((each.floor for each in lists), default=0.0)  # by `count` rows at least
    for each in lists:
        left -= each.bound
        if len(rows):
            scores += each.at(rows)
        least = _least(reached, left)
        if each.bound >= least:  # a row that none of the lists before holds may be among the best
            more, values = each.reaching(least)
            rows, scores = _merged(rows, scores, more, values)
            if len(rows) >= count:
                reached = max(reached, kth_highest(scores, count))
                least = _least(reached, left)
        if least > 0:
            kept = (scores >= least).nonzero()[0]
            rows, scores = rows.take(kept), scores.take(kept)
    return rows[highest(scores, count)]


def _least(reached: float, left: float) -> float:
    """Return what a row must have to be among those that reach so much, when so much is left to be added."""
    return reached - left - _HAIR * (reached + left)


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
    itself, and their concept's idf, the rarest concept last, since in each passage the rarest counts.
    """

    same: Integers
    related: Sequence[tuple[Sequence[Integers], float]]
    share: float
    once: float
    norm: Column

    @property
    def bound(self) -> float:
        """The most that is added to any row."""
        rarest = max((idf for _, idf in self.related), default=0.0)
        return self.share + self.once * rarest / (1 + K1 * (1 - B))

    @property
    def length(self) -> int:
        """How many rows are listed."""
        return len(self.same) + sum(len(rows) for lists, _ in self.related for rows in lists)

    def floor(self, count: int) -> float:
        """Return what is added to `count` rows at least, as far as that is told by how many hold the word itself."""
        return self.share if len(self.same) >= count else 0.0

    def add(self, total: Column, marks: Marks) -> None:
        """Add to the total of every row; the marks, one a row of the story, are False before and after."""
        marked: list[Integers] = []
        for lists, idf in reversed(self.related):
            for rows in lists:
                new = rows[~marks.take(rows)] if marked else rows  # others have been added to, of a rarer concept
                total[new] += self._related(new, idf)
                marks[new] = True
                marked.append(new)
        total[self.same] += np.where(marks.take(self.same), (1 - RELATED_WEIGHT) * self.share, self.share)
        for rows in marked:
            marks[rows] = False

    def at(self, rows: Rows, marks: Marks) -> Column:
        """Return what is added to these rows, which rise; of the marks see `add`."""
        values, other = np.zeros(len(rows)), np.zeros(len(rows), dtype=np.bool_)
        for lists, idf in self.related:
            for listed in lists:
                standing = _standing(rows, listed, marks).nonzero()[0]
                values[standing] = self._related(rows.take(standing), idf)
                other[standing] = True
        same = _standing(rows, self.same, marks).nonzero()[0]
        values[same] += np.where(other.take(same), (1 - RELATED_WEIGHT) * self.share, self.share)
        return values

    def _related(self, rows: Integers, idf: float) -> Column:
        added: Column = self.once * idf / (1 + self.norm.take(rows)) + RELATED_WEIGHT * self.share
        return added


def _standing(rows: Rows, listed: Integers, marks: Marks) -> Marks:
    """Tell which of some rows are listed; both rise."""
    if _SEARCHED * len(rows) < len(listed):
        wanted = rows.astype(listed.dtype)
        at = listed.searchsorted(wanted)
        at[at == len(listed)] = 0
        found: Marks = listed.take(at) == wanted
        return found
    marks[listed] = True
    standing = marks.take(rows)
    marks[listed] = False
    return standing


def best_likely(asked: QuestionAnalysis, weights: Mapping[str, float], count: int, others: Rows = _NONE) -> Rows:
    """Return the rows for which the words and the kind of answer that is wanted nearly add most, the best first.

    Words that stand in very many rows are looked up only where another word stands, and in some `others`.
    """
    contents, size = asked.corpus.contents, asked.corpus.size
    bonus = weights.get("kind", 0.0) * max((contents.rarity[kind] for kind in asked.wanted), default=0.0)
    words = sorted(_likely_words(asked, weights), key=lambda word: (word.length > LISTED, -word.bound))
    left = bonus + sum(word.bound for word in words)
    most, reached = 0.0, max((word.floor(count) for word in words), default=0.0)
    total, marks = np.zeros(size), np.zeros(size, dtype=np.bool_)
    rows: Rows | None = None  # the only ones that may be among the best
    scores = np.zeros(0)
    for word in words:
        if rows is None and word.length > LISTED:
            total[others] += _HAIR
            rows = (total > 0).nonzero()[0]
            scores = total.take(rows)
        left -= word.bound
        most += word.bound
        if rows is None:
            word.add(total, marks)
            if _least(most, left) <= 0:
                continue
            found = (total > 0).nonzero()[0]
            values = total.take(found)
        else:
            found, values = rows, scores + word.at(rows, marks)
        if len(found) >= count:
            reached = max(reached, kth_highest(values, count))
        least = _least(reached, left)
        if least > 0 or rows is not None:
            kept = (values >= least).nonzero()[0]
            rows, scores = found.take(kept), values.take(kept)
    if rows is None:
        held = total > 0
        if bonus:  # any other rows that hold the kind are equal, and the first ones the best of them
            held[contents.holding(asked.wanted, count)] = True
        rows = held.nonzero()[0]
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
    once = weights.get("related", 0.0) / (sum(own[-1][0] for own in idfs if own) or 1.0)
    return [
        LikelyWord(
            terms.of_term(token.term)[0],
            _rarest(concepts, own),
            share,
            once,
            concepts.norm,
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
