"""A question -> the passages worth ranking: all of a small story, otherwise the best by each of a few cheap views.

The best by the question's words are exact. Which passages are left out is found without looking at them, as MaxScore
does (Turtle and Flood, "Query Evaluation: Strategies and Optimizations", 1995), a term at a time: the terms that can
add most come first, and as soon as all the others together cannot lift a new passage above the best ones so far, they
only count for the passages that have been found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.english.terms import word_ngrams
from retrieval.ranking.candidates import CandidateSet
from retrieval.ranking.corpus import Column
from retrieval.ranking.query import RELATED_WEIGHT
from retrieval.ranking.question_analysis import QuestionAnalysis
from retrieval.ranking.ragged import Integers, Rows

ALL_OF = 2_000
"""Of a story of so many passages, all are ranked."""
BEST = 700
"""How many passages are taken by each view."""
BESIDE = 100
"""Of so many of the best passages the neighbours are taken, too."""
FIRST = 50
"""So many passages at the beginning of the story, and of the best one's article: they come next where all is equal."""
_HAIR = 1e-9
"""Sums and bounds are rounded: so small a share between them proves nothing."""
_SAMPLED = 16
"""One value of so many is looked at to tell what the highest are above."""
SIMILAR_WORDS = 20
"""For a word that nobody knows, so many words of the story with the most letters in common."""


@dataclass(frozen=True, eq=False)
class ScoredRows:
    """What a term adds to the scores of the rows that hold it, rising; `bound` is the most it adds to any."""

    rows: Integers
    values: Column
    bound: float


def select(asked: QuestionAnalysis, weights: Mapping[str, float], also: Iterable[int] = ()) -> CandidateSet:
    """Return the passages to rank by these weights of features, those in `also` among them."""
    layout, size = asked.corpus.layout, asked.corpus.size
    words = best_rows(_by_words(asked), size, BEST)
    likely = highest(_likely_scores(asked, weights), BEST)
    ahead = np.concatenate([words[:BESIDE], likely[:BESIDE]])
    beside = np.concatenate([layout.before[ahead], layout.after[ahead]])
    article = int(layout.article.searchsorted(layout.article[likely[0]])) if len(likely) else 0
    views = [
        np.fromiter(also, dtype=np.intp),
        words,
        likely,
        beside[beside >= 0],
        np.arange(FIRST),
        np.arange(article, min(size, article + FIRST)),
        *_by_reader_questions(asked),
        *_by_letters(asked),
    ]
    return CandidateSet.of(asked.corpus, np.concatenate(views))


def best_rows(lists: Sequence[ScoredRows], size: int, count: int) -> Rows:
    """Return the rows with the `count` highest sums over all lists, the best first; of equal ones the first rows."""
    lists = sorted(lists, key=lambda each: -each.bound)
    scores = np.zeros(size)
    rows: Rows | None = None
    left = sum(each.bound for each in lists)
    for each in lists:
        left -= each.bound
        if rows is not None:
            at = each.rows.searchsorted(rows)
            at[at == len(each.rows)] = 0
            held = np.flatnonzero(each.rows[at] == rows)
            scores[rows[held]] += each.values[at[held]]
            continue
        scores[each.rows] += each.values
        if len(each.rows) >= count:  # these alone show how high the best ones reach at least
            reached = kth_highest(scores[each.rows], count)
            least = reached - left - _HAIR * (reached + left)
            if least > 0:
                rows = np.flatnonzero(scores >= least)
    return highest(scores, count) if rows is None else rows[highest(scores[rows], count)]


def highest(scores: Column, count: int) -> Rows:
    """Return the places of the `count` highest scores above zero, the best first; of equal ones the first places."""
    least = kth_highest(scores, count) if len(scores) > count else 0.0
    places = np.flatnonzero(scores >= least if least > 0 else scores > 0)
    return places[np.argsort(-scores[places], kind="stable")][:count]


def kth_highest(values: Column, count: int) -> float:
    """Return the `count`-th highest of as many values at least.

    Of many values a sample tells what the highest are above, and only those are parted. Where the sample was wrong and
    too few are above it, all are.
    """
    if len(values) > _SAMPLED * count:
        sample = values[::_SAMPLED]
        above = values[values >= np.partition(sample, -2 * count // _SAMPLED)[-2 * count // _SAMPLED]]
        if len(above) >= count:
            values = above
    return float(np.partition(values, -count)[-count])


def _by_words(asked: QuestionAnalysis) -> list[ScoredRows]:
    """Return BM25 of the question's words; one that stands twice counts twice."""
    index = asked.corpus.indexes.terms
    found = []
    for term in asked.terms:
        rows, values = index.of_term(term)
        if len(rows):
            found.append(ScoredRows(rows, values, index.most(term)))
    return found


def _likely_scores(asked: QuestionAnalysis, weights: Mapping[str, float]) -> Column:
    """Return nearly what each word, in itself or in other words, and the kind of answer add to the scores."""
    indexes, contents = asked.corpus.indexes, asked.corpus.contents
    concepts = indexes.concepts
    covering = sum(weights.get(name, 0.0) for name in ("words", "coverage", "sentence", "context"))
    shares = covering * asked.weights / (asked.weights.sum() or 1.0)
    numbers = [
        np.array(
            [concepts.table.numbers[name] for name in asked.text.concepts_at(position) if name in asked.concepts],
            dtype=np.intp,
        )
        for position, _ in asked.content
    ]
    rarest = sum(float(concepts.idfs[each].max(initial=0.0)) for each in numbers) or 1.0
    once = weights.get("related", 0.0) / rarest / (1 + concepts.norm)  # added by a concept that stands once, by its idf
    total, values = np.zeros(asked.corpus.size), np.zeros(asked.corpus.size)
    for (_, token), their, share in zip(asked.content, numbers, shares.tolist(), strict=True):
        own = their[np.argsort(concepts.idfs[their], kind="stable")]  # in each passage the rarest counts: it comes last
        values.fill(0)
        places, concept = concepts.senses.places(own)
        places, sense = concepts.rows.places(concepts.senses.values[places])
        rows = concepts.rows.values[places].astype(np.intp)
        values[rows] = RELATED_WEIGHT * share + once[rows] * concepts.idfs[own[concept[sense]]]
        same = indexes.terms.of_term(token.term)[0]
        values[same] = np.maximum(values[same] + (1 - RELATED_WEIGHT) * share, share)
        total += values
    if asked.wanted:
        rarest_kind = max(contents.rarity[kind] for kind in asked.wanted)
        total[contents.holding(asked.wanted)] += weights.get("kind", 0.0) * rarest_kind
    return total


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
