"""What the ranking knows of a passage and a question: named features, one function each. `weights.toml` weighs them.

Every feature is between 0 and 1 for every passage, so that its weight can be read: the most it can add to the
log-odds. BM25 scores are divided by the question's upper bound, since raw ones are not comparable across questions.

To add one: write its function here, name it in `FEATURES`, and run `python -m retrieval fit` to learn its weight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from retrieval.english.answer_kinds import AnswerKind
from retrieval.english.page_words import PICTURES_AND_CREDITS
from retrieval.english.terms import character_ngrams, stem
from retrieval.ranking.bm25 import Bm25Index
from retrieval.ranking.corpus import Column, word_pairs
from retrieval.ranking.query import Query, shifted

MAX_LETTERS = 300
"""Of a longer question, so many character n-grams are scored."""
_PAGE_STEMS = frozenset(map(stem, PICTURES_AND_CREDITS))


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of the ranking: its name in `weights.toml`, what it measures, and how to compute it."""

    name: str
    meaning: str
    column: Callable[[Query], Column]


def feature(column: Callable[[Query], Column]) -> Feature:
    """Make a feature of a function: its name is the function's, its meaning the docstring."""
    return Feature(column.__name__, " ".join((column.__doc__ or "").split()), column)


@feature
def words(query: Query) -> Column:
    """BM25 of the question's words, over its upper bound."""
    return _bounded(query.corpus.indexes.terms, query.terms)


@feature
def coverage(query: Query) -> Column:
    """Share of the question's words, by idf and rarity, that the passage has, itself or in other words."""
    return query.coverage.passage


@feature
def related(query: Query) -> Column:
    """BM25 of the question's words and phrases in other words (vocabulary), over its upper bound."""
    index = query.corpus.indexes.concepts
    scores = np.zeros(index.size)
    bound = 0.0
    for match in query.text.matches:
        if match.last - match.first == 1 and not query.text.tokens[match.first].content:
            continue
        best = np.zeros(index.size)  # of several senses of a phrase, the best one in each passage counts
        for concept in match.concepts:
            rows, values = index.postings(concept)
            best[rows] = np.maximum(best[rows], values)
        bound += max((index.upper_bound(concept) for concept in match.concepts), default=0.0)
        scores += best
    return scores / bound if bound else scores


@feature
def sentence(query: Query) -> Column:
    """Share of the question's words, weighted likewise, that the best single sentence of the passage has."""
    return query.coverage.sentence


@feature
def pairs(query: Query) -> Column:
    """BM25 of pairs of words within six words of each other, over its upper bound."""
    return _bounded(query.corpus.indexes.pairs, word_pairs(query.terms, window=2))


@feature
def letters(query: Query) -> Column:
    """BM25 of character 4-grams, over its upper bound: typing errors and other forms of a word."""
    return _bounded(query.corpus.indexes.letters, character_ngrams(query.text.text)[:MAX_LETTERS])


@feature
def neighbours(query: Query) -> Column:
    """Mean coverage of the paragraphs before and after."""
    covered, layout = query.coverage.passage, query.corpus.layout
    return (shifted(covered, layout.before) + shifted(covered, layout.after)) / 2


@feature
def context(query: Query) -> Column:
    """Coverage where each word may be in the passage or in the paragraph before."""
    return query.coverage.context


@feature
def article(query: Query) -> Column:
    """Largest coverage of any passage of the same article."""
    number = query.corpus.layout.article
    best = np.zeros(number.max(initial=-1) + 1)
    np.maximum.at(best, number, query.coverage.passage)
    return best[number]


@feature
def people(query: Query) -> Column:
    """Share of the people in the question whom the passage names."""
    named = query.corpus.contents.people
    asked = {person.name for person in query.text.persons}
    return np.array([len(asked & names) / len(asked) for names in named]) if asked else np.zeros(query.corpus.size)


@feature
def people_near(query: Query) -> Column:
    """Share of the people in the question whom the passage or the paragraph before names: "she" may be one of them."""
    named = query.corpus.contents.people
    asked = {person.name for person in query.text.persons}
    if not asked:
        return np.zeros(query.corpus.size)
    before = query.corpus.layout.before.tolist()
    around = [names | named[row] if row >= 0 else names for names, row in zip(named, before, strict=True)]
    return np.array([len(asked & names) / len(asked) for names in around])


@feature
def kind(query: Query) -> Column:
    """Whether the passage has the wanted kinds of answer, times the share of passages that don't have the rarest."""
    contents = query.corpus.contents
    if not query.wanted:
        return np.zeros(query.corpus.size)
    rarity = max(contents.rarity[wanted] for wanted in query.wanted)
    return np.array([rarity * (query.wanted <= held) for held in contents.kinds])


@feature
def speaker(query: Query) -> Column:
    """Whether the question asks what somebody said, and the passage quotes somebody named in the question."""
    asked = {person.name for person in query.text.persons}
    if AnswerKind.SPEECH not in query.wanted or not asked:
        return np.zeros(query.corpus.size)
    return np.array([float(not asked.isdisjoint(speakers)) for speakers in query.corpus.contents.speakers])


@feature
def headline(query: Query) -> Column:
    """Whether the passage is a headline."""
    return query.corpus.layout.headline


@feature
def furniture(query: Query) -> Column:
    """Whether the passage is page furniture, and the question does not ask about the page."""
    return query.corpus.layout.furniture * _PAGE_STEMS.isdisjoint(query.text.all_terms)


@feature
def question_fit(query: Query) -> Column:
    """Reader questions: how strongly what was learned from them points here (kernel ridge regression)."""
    return np.zeros(query.corpus.size) if query.fit is None else np.clip(query.fit[:-1], 0, 1)


@feature
def question_near(query: Query) -> Column:
    """Reader questions: mean similarity of this passage's three nearest."""
    return np.zeros(query.corpus.size) if query.near is None else query.near[:-1]


@feature
def question_words(query: Query) -> Column:
    """Reader questions: BM25 of all of this passage's together, over the upper bound."""
    return _bounded(query.corpus.asked.index, query.terms)


FEATURES: Mapping[str, Feature] = {
    each.name: each
    for each in (
        words,
        coverage,
        related,
        sentence,
        pairs,
        letters,
        neighbours,
        context,
        article,
        people,
        people_near,
        kind,
        speaker,
        headline,
        furniture,
        question_fit,
        question_near,
        question_words,
    )
}
"""The features by name, in the order of `weights.toml`."""


def compute(query: Query, names: Iterable[str] = tuple(FEATURES)) -> dict[str, Column]:
    """Return the named features of every passage."""
    return {name: FEATURES[name].column(query) for name in names}


def _bounded(index: Bm25Index, terms: Iterable[str]) -> Column:
    """Return BM25 scores over the upper bound of the terms that the index has, 0 to 1."""
    known = [term for term in terms if term in index]
    bound = sum(index.upper_bound(term) for term in known)
    return index.scores(known) / bound if bound else np.zeros(index.size)
