"""A follow-up before the passages: its readings scored, and what of its new words the passages hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from retrieval.english.answer_kinds import held_kinds
from retrieval.english.frequency import general_weight
from retrieval.kept.gathering import Rows
from retrieval.people.people import Person
from retrieval.questions.reading import ReadText
from retrieval.questions.understood import FollowUp, Shown
from retrieval.ranking.corpus import Column, Corpus
from retrieval.ranking.scored import ScoredQuestion


@dataclass(frozen=True)
class ScoredFollowUp:
    """A follow-up with its readings, which are scored before the same candidates.

    `leaning` is the probability that it goes on from the exchange before.
    """

    follow_up: FollowUp
    new: ScoredQuestion
    resolved: ScoredQuestion
    joined: ScoredQuestion
    answered: ScoredQuestion
    leaning: float

    @property
    def corpus(self) -> Corpus:
        """The story's passages."""
        return self.new.query.corpus

    @property
    def rows(self) -> Rows:
        """The rows of the candidates, rising."""
        return self.new.query.candidates.rows

    @property
    def size(self) -> int:
        """How many candidates there are."""
        return len(self.rows)

    @property
    def last(self) -> Shown | None:
        """The passage that was shown last."""
        return self.follow_up.shown[0] if self.follow_up.shown else None

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """The people whom the question names or means."""
        return self.follow_up.resolved.text.persons

    @cached_property
    def new_words(self) -> tuple[tuple[int, float], ...]:
        """The new words that say what is asked: their positions, and what each counts by how rare it is in English."""
        tokens = self.follow_up.new.text.tokens
        return tuple((at, general_weight(tokens[at].folded)) for at in self.follow_up.signs.own)

    @cached_property
    def new_held(self) -> Column:
        """Share of the new words, weighted, that each candidate has, itself or in other words."""
        if not self.new_words:
            return np.zeros(self.size)
        query = self.new.query
        weights = dict(self.new_words)
        by_word = np.array([weights.get(position, 0.0) for position, _ in query.analysis.content])
        held = query.found[:, : len(query.candidates.around.rows)]
        column: Column = (by_word[:, None] * held).sum(axis=0)[query.candidates.own] / by_word.sum()
        return column

    def holding(self, term: str) -> Column:
        """Return 1 for the candidates that have a term."""
        rows = self.corpus.indexes.terms.of_term(term)[0]
        return np.isin(self.rows, rows).astype(np.float64)

    def at(self, row: int) -> Rows:
        """Return the place of a passage among the candidates; of one that is none of them, no place."""
        place = int(self.rows.searchsorted(row))
        return np.array([place] if place < self.size and self.rows[place] == row else [], dtype=np.intp)

    @cached_property
    def unmarked(self) -> tuple[str, ...]:
        """The pieces of the passage shown last that are apart from what was marked in it."""
        if self.last is None:
            return ()
        text = self.corpus.passages[self.last.row].text
        ends = [0, *(span.end for span in self.last.marks)]
        begins = [*(span.start for span in self.last.marks), len(text)]
        return tuple(text[end:begin] for end, begin in zip(ends, begins, strict=True) if end < begin)

    @cached_property
    def unmarked_words(self) -> ReadText:
        """What those pieces say."""
        return self.corpus.reader.read_passage(" … ".join(self.unmarked))

    @cached_property
    def new_unmarked(self) -> float:
        """Share of the new words, weighted, that the passage shown last has apart from what was marked in it."""
        terms, concepts = set(self.unmarked_words.content_terms), set(self.unmarked_words.concepts)
        text = self.follow_up.new.text
        held = [
            weight
            for at, weight in self.new_words
            if text.tokens[at].term in terms or not concepts.isdisjoint(text.concepts_at(at))
        ]
        return sum(held) / sum(weight for _, weight in self.new_words) if held else 0.0

    @cached_property
    def kind_unmarked(self) -> bool:
        """Whether the passage shown last has, apart from what was marked in it, a kind of answer that is asked for."""
        wanted = self.follow_up.joined.wanted
        return bool(wanted) and any(not wanted.isdisjoint(held_kinds(piece)) for piece in self.unmarked)

    @property
    def whole(self) -> ScoredQuestion:
        """The question that it asks, as it would be asked alone."""
        return self.joined if self.follow_up.whole is self.follow_up.joined else self.resolved

    @property
    def says_more(self) -> bool:
        """Whether the passage shown last says anything apart from what was marked in it."""
        return len(self.unmarked_words.content_terms) > 1
