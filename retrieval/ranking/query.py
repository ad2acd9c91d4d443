"""A question against a corpus: what several features and signals need, computed once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from retrieval.english.answer_kinds import AnswerKind
from retrieval.english.frequency import general_weight
from retrieval.questions.reading import ReadText, ReadToken
from retrieval.ranking.candidates import CandidateSet, Hits
from retrieval.ranking.corpus import Column, Corpus
from retrieval.ranking.ragged import Ragged, Rows
from retrieval.ranking.reader_questions import QuestionFeatures
from retrieval.ranking.ridge import Vector

Flags = npt.NDArray[np.bool_]
"""Whether each content word of a question (rows) stands in each place (columns)."""

RELATED_WEIGHT = 0.6
"""What another word for the same thing counts, next to 1 for the word itself."""
MAX_TERMS = 64
"""Of a longer question, so many content terms are scored by BM25: its cost must not grow with its length."""
NEAREST = 3
"""How many of a passage's reader questions, the most similar ones, `near` averages."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of the question's words, weighted by idf and rarity, 0 to 1; one value a candidate each.

    `passage`: words that the passage has, itself or in other words; `sentence`: that its best sentence has;
    `context`: that the passage or the one before it has; `beside`: the mean of `passage` over both neighbours.
    """

    passage: Column
    sentence: Column
    context: Column
    beside: Column


@dataclass(frozen=True)
class Query:
    """A question as it is read, and the kinds of answer it asks for, before the passages that may answer."""

    corpus: Corpus
    text: ReadText
    wanted: frozenset[AnswerKind]
    chosen: CandidateSet | None = None

    @cached_property
    def candidates(self) -> CandidateSet:
        """The passages to be ranked: those chosen, otherwise all."""
        return self.chosen or CandidateSet.all_of(self.corpus)

    @property
    def size(self) -> int:
        """How many passages are to be ranked."""
        return len(self.candidates.rows)

    @cached_property
    def terms(self) -> list[str]:
        """The content terms, at most MAX_TERMS."""
        return self.text.content_terms[:MAX_TERMS]

    @cached_property
    def content(self) -> list[tuple[int, ReadToken]]:
        """The content words, each with its position among the tokens."""
        return [(position, token) for position, token in enumerate(self.text.tokens) if token.content]

    @cached_property
    def known(self) -> dict[str, int]:
        """The terms that some passage of the story has, numbered from 0 in the order of the question."""
        numbers = self.corpus.indexes.terms.postings.table.numbers
        terms = dict.fromkeys(token.term for _, token in self.content if token.term in numbers)
        return {term: number for number, term in enumerate(terms)}

    @cached_property
    def term_hits(self) -> Hits:
        """Where the known terms stand in the candidates and their neighbours."""
        indexes = self.corpus.indexes
        table = indexes.terms.postings.table
        wanted = _wanted([table.numbers[term] for term in self.known], len(table.terms))
        return self.candidates.find(self.corpus, indexes.by_segment, indexes.terms_of, wanted)

    @cached_property
    def concepts(self) -> dict[str, int]:
        """The concepts of the question that some passage has, numbered from 0."""
        numbers = self.corpus.indexes.concepts.table.numbers
        concepts = dict.fromkeys(concept for concept in self.text.concepts if concept in numbers)
        return {concept: number for number, concept in enumerate(concepts)}

    @cached_property
    def concept_hits(self) -> Hits:
        """Where phrases that stand for the concepts stand: one hit for each concept of a phrase."""
        indexes = self.corpus.indexes.concepts
        numbers = np.array([indexes.table.numbers[concept] for concept in self.concepts], dtype=np.intp)
        places, which = indexes.senses.places(numbers)
        senses = indexes.senses.values[places]
        wanted = np.full(len(indexes.rows), -1, dtype=np.int32)
        wanted[senses] = np.arange(len(senses), dtype=np.int32)  # of a sense of several concepts, the last one's place
        of_sense = Ragged.grouped(wanted[senses], which, len(senses))
        hits = self.candidates.find(self.corpus, indexes.by_segment, self.corpus.indexes.senses_of, wanted)
        places, index = of_sense.places(hits.which)
        return Hits(of_sense.values[places].astype(np.intp), hits.at[index], hits.passage[index], hits.segment[index])

    @cached_property
    def holds(self) -> Flags:
        """Whether a passage has a content word of the question: shape (content words, passages around)."""
        return self._has(self.term_hits.passage, len(self.candidates.around))

    @cached_property
    def coverage(self) -> Coverage:
        """Which shares of the question's words the candidates have."""
        candidates, terms = self.candidates, self.corpus.indexes.terms
        weights = np.array(
            [
                terms.idf(token.term) * (general_weight(token.folded) if token.person is None else 1.0)
                for _, token in self.content
            ]
        )
        total = float(sum(weights.tolist()))
        scale = 1 / total if total else 0.0
        column = weights[:, None]
        best = self._best(self.holds, self.concept_hits.passage)
        around = (column * best).sum(axis=0) * scale
        own = best[:, candidates.own]
        context = (column * np.maximum(own, shifted(best, candidates.before))).sum(axis=0)
        count = int(candidates.segments[-1])
        sentence = self._best(self._has(self.term_hits.segment, count), self.concept_hits.segment)
        in_sentence = (column * sentence).sum(axis=0)
        in_sentence[candidates.segments[1:] - 1] = 0  # what is in no sentence
        best_of = np.maximum.reduceat(in_sentence, candidates.segments[:-1]) if count else in_sentence
        beside = (shifted(around, candidates.before) + shifted(around, candidates.after)) / 2
        return Coverage(around[candidates.own], best_of[candidates.own] * scale, context * scale, beside)

    def _has(self, places: Rows, count: int) -> Flags:
        """Return which content words stand at which places, by the hits of the terms: shape (content words, count)."""
        found = np.zeros((len(self.known) + 1, count), dtype=bool)
        found[self.term_hits.which, places] = True
        return found[[self.known.get(token.term, -1) for _, token in self.content]]

    def _best(self, has: Flags, places: Rows) -> Column:
        """Return 1 where a content word stands, RELATED_WEIGHT where another word for it does, else 0."""
        related = np.zeros(has.shape)
        pairs = [
            (self.concepts[concept], word)
            for word, (position, _) in enumerate(self.content)
            for concept in self.text.concepts_at(position)
            if concept in self.concepts
        ]
        concepts, numbers = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
        words = Ragged.grouped(concepts, numbers, len(self.concepts))
        at, index = words.places(self.concept_hits.which)
        related[words.values[at], places[index]] = RELATED_WEIGHT
        related[has] = 1
        return related

    @cached_property
    def features(self) -> QuestionFeatures | None:
        """What the question has in common with reader questions; None in a story without any."""
        model = self.corpus.asked.model
        return None if model is None else model.features(self.text)

    @cached_property
    def similarities(self) -> Vector | None:
        """The question's similarity, 0 to 1, to every reader question; None in a story without any."""
        model = self.corpus.asked.model
        return None if model is None or self.features is None else model.similarities(self.features)

    @property
    def resemblance(self) -> float:
        """The question's similarity to the most similar reader question, 0 to 1; 0 where there is none."""
        return 0.0 if self.similarities is None else float(self.similarities.max(initial=0.0))

    @cached_property
    def fit(self) -> Column | None:
        """How strongly the reader questions point to each passage, and last to "no article answers"."""
        model = self.corpus.asked.model
        if model is None or self.features is None or self.similarities is None:
            return None
        return model.scores(self.features, self.similarities).astype(np.float64)

    @cached_property
    def near(self) -> Column | None:
        """The mean similarity of each passage's nearest reader questions, and last of the unanswerable ones."""
        model = self.corpus.asked.model
        if model is None or self.similarities is None:
            return None
        return model.nearest(self.similarities, NEAREST).astype(np.float64)


def shifted(values: Column, places: Rows) -> Column:
    """Return the values at other places of the last axis, 0 where a place is -1."""
    if not values.shape[-1]:
        return np.zeros((*values.shape[:-1], len(places)))
    return np.where(places >= 0, values[..., places], 0.0)


def _wanted(numbers: Sequence[int], size: int) -> npt.NDArray[np.int16]:
    """Return for each of `size` numbers its index among those wanted, or -1."""
    wanted = np.full(size, -1, dtype=np.int16)
    wanted[list(numbers)] = np.arange(len(numbers), dtype=np.int16)
    return wanted
