"""A question before the passages of a story, whichever of them are ranked: its terms, concepts and reader questions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retrieval.english.answer_kinds import AnswerKind
from retrieval.english.frequency import general_weight
from retrieval.english.name_words import is_first_name
from retrieval.lazy import lazy
from retrieval.questions.reading import ReadText, ReadToken
from retrieval.ranking.corpus import Column, Corpus
from retrieval.ranking.ragged import Ragged
from retrieval.ranking.ridge import Vector

MAX_TERMS = 64
"""Of a longer question, so many content terms are scored by BM25: its cost must not grow with its length."""
NEAREST = 3
"""How many of a passage's reader questions, the most similar ones, `near` averages."""


@dataclass(frozen=True)
class QuestionAnalysis:
    """A question as it is read, the kinds of answer it asks for, and what the story knows of its words."""

    corpus: Corpus
    text: ReadText
    wanted: frozenset[AnswerKind]

    @lazy
    def terms(self) -> list[str]:
        """The content terms, at most MAX_TERMS."""
        return self.text.content_terms[:MAX_TERMS]

    @lazy
    def content(self) -> list[tuple[int, ReadToken]]:
        """The content words, each with its position among the tokens."""
        return [(position, token) for position, token in enumerate(self.text.tokens) if token.content]

    @lazy
    def words(self) -> list[tuple[str, tuple[str, ...]]]:
        """The term of each content word, and the concepts of the phrases that it is part of."""
        return [(token.term, tuple(self.text.concepts_at(position))) for position, token in self.content]

    @lazy
    def looked_up(self) -> list[tuple[str, float, bool]]:
        """Each content term with its idf among the passages, and whether one of them has it."""
        index = self.corpus.indexes.terms
        numbers, idfs, unseen = index.postings.table.numbers, index.idfs, index.unseen_idf
        found = zip(self.text.content_terms, numbers.find_all(self.text.content_terms), strict=True)
        return [(term, unseen, False) if number < 0 else (term, float(idfs[number]), True) for term, number in found]

    @lazy
    def known(self) -> dict[str, int]:
        """The terms that some passage of the story has, numbered from 0 in the order of the question."""
        terms = dict.fromkeys(term for term, _, known in self.looked_up if known)
        return {term: number for number, term in enumerate(terms)}

    @lazy
    def concepts(self) -> dict[str, int]:
        """The concepts of the question that some passage has, numbered from 0."""
        numbers = self.corpus.indexes.concepts.table.numbers
        concepts = dict.fromkeys(concept for concept in self.text.concepts if concept in numbers)
        return {concept: number for number, concept in enumerate(concepts)}

    @lazy
    def words_of_concepts(self) -> Ragged:
        """For each of the concepts the content words, by their numbers, that have another word for it."""
        pairs = [
            (self.concepts[concept], word)
            for word, (position, _) in enumerate(self.content)
            for concept in self.text.concepts_at(position)
            if concept in self.concepts
        ]
        concepts, words = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
        return Ragged.grouped(concepts, words, len(self.concepts))

    @lazy
    def weights(self) -> Column:
        """What each content word counts in the coverage: its idf, less for a word that is common in English."""
        rarity = [1.0 if token.person else general_weight(token.folded) for _, token in self.content]
        return np.array([idf * rare for (_, idf, _), rare in zip(self.looked_up, rarity, strict=True)])

    @lazy
    def similarities(self) -> Vector | None:
        """The question's similarity, 0 to 1, to every reader question; None in a story without any."""
        model = self.corpus.asked.model
        return None if model is None else model.similarities(model.features(self.text))

    @property
    def resemblance(self) -> float:
        """The question's similarity to the most similar reader question, 0 to 1; 0 where there is none."""
        return 0.0 if self.similarities is None else float(self.similarities.max(initial=0.0))

    @lazy
    def nearest(self) -> tuple[float, float] | None:
        """The similarity of the nearest reader question that a passage answers, and of the nearest that none does."""
        model = self.corpus.asked.model
        if model is None or self.similarities is None:
            return None
        told, untold = (float(self.similarities.take(places).max(initial=0.0)) for places in model.told)
        return told, untold

    @lazy
    def is_told(self) -> float | None:
        """How surely such questions are told, by the reader questions: 1 where they are, -1 where not."""
        model = self.corpus.asked.model
        return None if model is None or self.similarities is None else model.is_told(self.similarities)

    @lazy
    def fit(self) -> Column | None:
        """How strongly the reader questions point to each passage, and last to "no article answers"."""
        model = self.corpus.asked.model
        if model is None or self.similarities is None:
            return None
        return model.scores(self.similarities).astype(np.float64)

    @lazy
    def near(self) -> Column | None:
        """The mean similarity of each passage's nearest reader questions, and last of the unanswerable ones."""
        model = self.corpus.asked.model
        if model is None or self.similarities is None:
            return None
        return model.nearest(self.similarities, NEAREST).astype(np.float64)


def is_understood(asked: QuestionAnalysis) -> bool:
    """Whether a denial would be true: it has content words, all of the story, of its reader questions or of English.

    The name of somebody else is understood: the articles do not speak of them.
    """
    corpus = asked.corpus
    terms, questions, speller = corpus.indexes.terms, corpus.asked.index, corpus.reader.speller
    words = [token for _, token in asked.content]
    return bool(words) and all(
        token.person is not None
        or token.term in terms
        or token.term in questions
        or not token.folded.isalpha()
        or speller.knows(token.folded)
        or is_first_name(token.folded.capitalize())
        for token in words
    )
