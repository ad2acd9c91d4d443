"""What the ranking knows of a passage and a question: named features, one function each. `weights.toml` weighs them.

Every feature is between 0 and 1 for every candidate, so that its weight can be read: the most it can add to the
log-odds. BM25 scores are divided by the question's upper bound, since raw ones are not comparable across questions.

To add one: write its function here, name it in `FEATURES`, and run `python -m retrieval fit` to learn its weight.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from retrieval.english.answer_kinds import AnswerKind
from retrieval.english.page_words import PICTURES_AND_CREDITS
from retrieval.english.terms import character_ngrams, stem
from retrieval.feature import Feature, by_name, feature
from retrieval.knowledge.vocabulary import Match
from retrieval.ranking.corpus import Column
from retrieval.ranking.counting import KIND_BITS
from retrieval.ranking.frequencies import letter_frequencies, pair_frequencies, word_pairs
from retrieval.ranking.lexical.bm25 import K1, term_scores
from retrieval.ranking.lexical.idf import lucene_idf
from retrieval.ranking.query import Query
from retrieval.ranking.ragged import Ragged

MAX_LETTERS = 300
"""Of a longer question, so many character n-grams are scored."""
_PAGE_STEMS = frozenset(map(stem, PICTURES_AND_CREDITS))


@feature
def words(query: Query) -> Column:
    """BM25 of the question's words, over its upper bound."""
    index, known = query.corpus.indexes.terms, query.analysis.known
    asked = [term for term in query.analysis.terms if term in known]
    if not asked:
        return np.zeros(query.size)
    rows = query.candidates.around.rows
    found = query.term_hits.counts(len(known), query.candidates.around)
    idfs = np.array([index.idf(term) for term in known])
    scores = term_scores(idfs[:, None], found, index.norm[rows])
    bound = sum(index.upper_bound(term) for term in asked)
    total: Column = scores[[known[term] for term in asked]].sum(axis=0)[query.candidates.own]
    return total / bound


@feature
def coverage(query: Query) -> Column:
    """Share of the question's words, by idf and rarity, that the passage has, itself or in other words."""
    return query.coverage.passage


@feature
def related(query: Query) -> Column:
    """BM25 of the question's words and phrases in other words (vocabulary), over its upper bound."""
    matches = [
        match for match in query.text.matches if match.last - match.first > 1 or query.text.tokens[match.first].content
    ]
    if not matches:
        return np.zeros(query.size)
    if query.candidates.around.whole:
        added = np.array([query.corpus.columns.related(match.concepts) for match in matches])
    else:
        added = _related_hits(query, matches)
    index = query.corpus.indexes.concepts
    bound = sum((K1 + 1) * max(map(index.idf, match.concepts)) for match in matches)
    total: Column = added.sum(axis=0)[query.candidates.own]
    return total / bound


def _related_hits(query: Query, matches: Sequence[Match]) -> Column:
    """Return what phrases add to the scores of the passages around: shape (phrases, passages)."""
    index, concepts, rows = query.corpus.indexes.concepts, query.analysis.concepts, query.candidates.around.rows
    counts = query.concept_hits.counts(len(concepts), query.candidates.around).ravel()
    held = counts.nonzero()[0]
    concept, passage = held // len(rows), held % len(rows)
    idfs = index.idfs[[index.table.numbers[name] for name in concepts]]
    values = term_scores(idfs[concept], counts[held], index.norm[rows[passage]])
    of_concept = Ragged.grouped(
        np.array([concepts[name] for match in matches for name in match.concepts if name in concepts], dtype=np.intp),
        np.array([number for number, match in enumerate(matches) for name in match.concepts if name in concepts]),
        len(concepts),
    )
    places, index_of = of_concept.places(concept)
    best = np.zeros((len(matches), len(rows)))  # of several senses of a phrase, the best one in each passage counts
    np.maximum.at(best, (of_concept.values[places], passage[index_of]), values[index_of])
    return best


@feature
def sentence(query: Query) -> Column:
    """Share of the question's words, weighted likewise, that the best single sentence of the passage has."""
    return query.coverage.sentence


@feature
def pairs(query: Query) -> Column:
    """BM25 of pairs of words within six words of each other, over its upper bound."""
    indexes, around = query.corpus.indexes, query.candidates.around
    total, bound = np.zeros(len(around.rows) + 1), 0.0  # the last is for passages that are not ranked
    for (first, second), times in Counter(word_pairs(query.analysis.terms)).items():
        one, other = indexes.terms.number(first), indexes.terms.number(second)
        if one is None or other is None:
            continue
        rows, found, holders = pair_frequencies(indexes.occurrences, one, other, around)
        if holders:
            idf = lucene_idf(query.corpus.size, holders)
            bound += times * (K1 + 1) * idf
            total[around.places(rows)] += term_scores(np.array(times * idf), found, indexes.pair_norm[rows])
    return total[query.candidates.own] / (bound or 1.0)


@feature
def letters(query: Query) -> Column:
    """BM25 of character 4-grams, over its upper bound: typing errors and other forms of a word."""
    index = query.corpus.indexes.letters
    numbers = index.table.numbers
    asked = Counter(gram for gram in character_ngrams(query.text.text)[:MAX_LETTERS] if gram in numbers)
    if not asked:
        return np.zeros(query.size)
    grams, times = np.array([numbers[gram] for gram in asked]), np.array(list(asked.values()))
    found = letter_frequencies(query, grams)
    size = query.size
    held = np.flatnonzero(found.ravel())
    gram, passage = held // size, held % size
    norm = index.norm[query.candidates.rows]
    scores = times[gram] * term_scores(index.idfs[grams][gram], found.ravel()[held], norm[passage])
    bound = (K1 + 1) * float((times * index.idfs[grams]).sum())
    return np.bincount(passage, weights=scores, minlength=size) / bound


@feature
def neighbours(query: Query) -> Column:
    """Mean coverage of the paragraphs before and after."""
    return query.coverage.beside


@feature
def context(query: Query) -> Column:
    """Coverage where each word may be in the passage or in the paragraph before."""
    return query.coverage.context


@feature
def article(query: Query) -> Column:
    """Largest coverage of any passage of the same article."""
    number = query.corpus.layout.article[query.candidates.around.rows]
    best = np.zeros(number.max(initial=-1) + 1)
    np.maximum.at(best, number, query.coverage.around)
    return best[number][query.candidates.own]


@feature
def people(query: Query) -> Column:
    """Share of the people in the question whom the passage names."""
    return _named(query, before=False)


@feature
def people_near(query: Query) -> Column:
    """Share of the people in the question whom the passage or the paragraph before names: "she" may be one of them."""
    return _named(query, before=True)


@feature
def kind(query: Query) -> Column:
    """Whether the passage has the wanted kinds of answer, times the share of passages that don't have the rarest."""
    contents = query.corpus.contents
    if not query.wanted:
        return np.zeros(query.size)
    rarity = max(contents.rarity[wanted] for wanted in query.wanted)
    bits = sum(KIND_BITS[wanted] for wanted in query.wanted)
    return np.where((contents.kinds[query.candidates.rows] & bits) == bits, rarity, 0.0)


@feature
def speaker(query: Query) -> Column:
    """Whether the question asks what somebody said, and the passage quotes somebody named in the question."""
    if AnswerKind.SPEECH not in query.wanted or not query.text.persons:
        return np.zeros(query.size)
    quoting = [query.corpus.contents.quoting(person.name) for person in query.text.persons]
    return np.isin(query.candidates.rows, np.concatenate(quoting)).astype(np.float64)


@feature
def headline(query: Query) -> Column:
    """Whether the passage is a headline."""
    return query.corpus.layout.headline[query.candidates.rows].astype(np.float64)


@feature
def furniture(query: Query) -> Column:
    """Whether the passage is page furniture, and the question does not ask about the page."""
    asked = not _PAGE_STEMS.isdisjoint(query.text.all_terms)
    return query.corpus.layout.furniture[query.candidates.rows].astype(np.float64) * (0.0 if asked else 1.0)


@feature
def question_fit(query: Query) -> Column:
    """Reader questions: how strongly what was learned from them points here (kernel ridge regression)."""
    return (
        np.zeros(query.size)
        if query.analysis.fit is None
        else np.minimum(np.maximum(query.analysis.fit[query.candidates.rows], 0), 1)
    )


@feature
def question_near(query: Query) -> Column:
    """Reader questions: mean similarity of this passage's three nearest."""
    return np.zeros(query.size) if query.analysis.near is None else query.analysis.near[query.candidates.rows]


@feature
def question_words(query: Query) -> Column:
    """Reader questions: BM25 of all of this passage's together, over the upper bound."""
    index = query.corpus.asked.index
    known = [term for term in query.analysis.terms if term in index]
    bound = sum(index.upper_bound(term) for term in known)
    return index.scores(known)[query.candidates.rows] / bound if bound else np.zeros(query.size)


FEATURES: Mapping[str, Feature[Query, Column]] = by_name(
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
"""The features by name, in the order of `weights.toml`."""


def compute(query: Query, names: Iterable[str] = tuple(FEATURES)) -> dict[str, Column]:
    """Return the named features of every candidate."""
    return {name: FEATURES[name].value(query) for name in names}


def _named(query: Query, *, before: bool) -> Column:
    """Return the share of the people in the question whom the passage names, or the paragraph before does."""
    rows = {token.person.name: word for word, (_, token) in enumerate(query.analysis.content) if token.person}
    if not rows:
        return np.zeros(query.size)
    held = query.found[list(rows.values())] == 1
    named = held[:, query.candidates.own]
    if before:
        named = named | held[:, query.candidates.before]
    share: Column = np.count_nonzero(named, axis=0) / len(rows)
    return share
