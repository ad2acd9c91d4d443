"""A question and the spans of a passage, side by side: where the question's words stand next to each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from retrieval.english.answer_kinds import AnswerKind
from retrieval.feature import Feature
from retrieval.lazy import lazy
from retrieval.marking.answer_spans.asked_for import Asked
from retrieval.marking.answer_spans.blocks import At
from retrieval.marking.answer_spans.candidates import Candidates
from retrieval.marking.answer_spans.passage_spans import PassageSpans
from retrieval.marking.syntax.passage_words import Column, Flags, Integers, PassageWords, column
from retrieval.marking.syntax.tree import Tree
from retrieval.marking.syntax.word_classes import WordClass, listed_class
from retrieval.spans import Span

_VERBS: Final = (WordClass.BE, WordClass.HAVE, WordClass.DO)


@dataclass(frozen=True, eq=False)
class SpanEvidence:
    """What the spans of a passage are observed by, for one question.

    `matches` (question's words, passage's words): how far one stands for the other, 0 to 1. `held`: the words of
    what has the form that is wanted, a date or an amount. `pointed`: of each clause, see `alignment`; none where
    there are no reader questions, which `learned` tells.
    """

    asked: Asked
    spans: PassageSpans
    matches: Column
    held: Sequence[Span]
    pointed: Column
    learned: bool = False
    _columns: dict[str, Column] = field(default_factory=dict)

    def column(self, observed: Feature[SpanEvidence, Column]) -> Column:
        """Return a feature of each span, or of each word, computed once."""
        found = self._columns.get(observed.name)
        if found is None:
            found = self._columns[observed.name] = observed.value(self)
        return found

    def form(self, observed: Feature[Candidates, Column]) -> Column:
        """Return what is observed of each span whatever is asked."""
        return self.spans.form(observed.name)

    @property
    def candidates(self) -> Candidates:
        """The spans."""
        return self.spans.candidates

    @property
    def words(self) -> PassageWords:
        """The passage's words."""
        return self.candidates.words

    @property
    def tree(self) -> Tree:
        """How the passage's words depend on each other."""
        return self.candidates.tree

    @property
    def first(self) -> Integers:
        """The first word of each span."""
        return self.candidates.first

    @property
    def last(self) -> Integers:
        """The last word of each span."""
        return self.candidates.last

    def at(self, word: At) -> Integers:
        """Return the first, last or top word of each span."""
        return self.candidates.at(word)

    @lazy
    def strongest(self) -> Column:
        """Of each word of the passage, how far it stands for some word of the question."""
        return column(self.matches.max(axis=0, initial=0.0))

    @lazy
    def by_sentence(self) -> Column:
        """The share of the question's words that each sentence has, by weight."""
        return self._share_of(self.words.sentences, self.words.opens_sentence)

    @lazy
    def by_clause(self) -> Column:
        """The share of the question's words that each clause has."""
        return self._share_of(self.words.clauses, self.words.opens_clause)

    def _share_of(self, homes: Integers, opens: Flags) -> Column:
        begins = np.flatnonzero(opens)
        shares = np.zeros(int(homes[-1]) + 1)
        if len(self.matches):
            shares[homes[begins]] = self.asked.weights @ np.maximum.reduceat(self.matches, begins, axis=1)
        return shares

    @lazy
    def pairs_in_tree(self) -> Column:
        """Of each sentence the share of the question's pairs of words that it has near in its tree."""
        homes = self.words.sentences
        found = np.zeros(int(homes[-1]) + 1)
        if self.asked.pairs:
            begins = np.flatnonzero(self.words.opens_sentence)
            one, other = np.array(self.asked.pairs).T
            near = np.minimum(1.0, self.matches @ self.tree.nearness)
            weights = self.asked.weights[one] + self.asked.weights[other]
            both = np.maximum.reduceat(self.matches[one] * near[other], begins, axis=1)
            found[homes[begins]] = weights / weights.sum() @ both
        return found

    @lazy
    def nearest_before(self) -> Column:
        """Of each word of the question how near its nearest match is before each word of the passage, 0 to 1."""
        return self._sides[0][:-1]

    @lazy
    def nearest_after(self) -> Column:
        """… and after it."""
        return self._sides[1][:-1]

    @lazy
    def verb_sides(self) -> tuple[Column, Column]:
        """Of each word how near the question's verb stands before it, and after it, 0 to 1."""
        return self._sides[0][-1], self._sides[1][-1]

    @lazy
    def _sides(self) -> tuple[Column, Column]:
        """Return how near the question's words, and at last its verb, stand before each word and after it."""
        every = np.concatenate([self.matches, self.governor[None, :]])
        before = _nearest(every, self.spans.steps)
        return before, _nearest(every[:, ::-1], -self.spans.steps[::-1])[:, ::-1]

    @lazy
    def held_letters(self) -> Column:
        """Of each span the share of its letters that have the wanted form."""
        words, candidates = self.words, self.candidates
        if not self.held:
            return np.zeros(len(candidates))
        starts, ends = np.array(self.held, dtype=np.int64).T
        first, last = candidates.letters_before[:, None], candidates.letters_up_to[:, None]
        shared = np.minimum(last, words.letters[ends]) - np.maximum(first, words.letters[starts])
        return column(np.maximum(shared, 0).sum(axis=1) / np.maximum(1.0, candidates.letters))

    @lazy
    def governor(self) -> Column:
        """Of each word, how far it stands for the verb, or the like, of what the question asks for."""
        at = self.asked.governor
        if at is None:
            return np.zeros(len(self.words))
        verb = self.asked.text.tokens[at]
        rows = [row for row, word in enumerate(self.asked.words) if word.term == verb.term]
        if rows:
            return column(self.matches[rows[0]])
        own = listed_class(verb.folded)
        return column(self.words.classes == own) if own in _VERBS else np.zeros(len(self.words))

    @lazy
    def governed(self) -> Column:
        """Of each word, how far its own governor stands for that verb."""
        return column(self.governor.take(self.tree.governors) * self.spans.is_governed)

    @lazy
    def noun(self) -> Column:
        """Of each word 1 where it is the noun that is asked for, less where it is of its family."""
        rows = [at for at, word in enumerate(self.asked.words) if word.term in self.asked.noun]
        if not rows:
            return np.zeros(len(self.words))
        return column(self.matches[rows].max(axis=0, initial=0.0))

    @lazy
    def asked_persons(self) -> frozenset[str]:
        """The people that the question names."""
        return frozenset(person.name for person in self.asked.text.persons)

    @lazy
    def new_persons(self) -> Flags:
        """The words that name somebody whom the question does not."""
        found = np.zeros(len(self.words), dtype=np.bool_)
        new = [at for at, name in self.words.named if name not in self.asked_persons]
        if new:
            found[new] = True
        return found


def padded(values: Column, before: int, after: int) -> Column:
    """Return values with zeros before and after them: `np.pad` and `np.append` take five times as long."""
    found = np.zeros(before + len(values) + after)
    found[before : before + len(values)] = values
    return found


def _nearest(matches: Column, steps: Column) -> Column:
    """Return how near the nearest match is before each word, by where it stands (`PassageSpans.steps`)."""
    best = np.maximum.accumulate(np.log(np.maximum(matches, 1e-9)) + steps, axis=1)
    before = np.zeros_like(matches)
    near = np.exp(best[:, :-1] - steps[1:])
    before[:, 1:] = near * (near > 1e-4)
    return before


def held_of(asked: Asked, holding: Callable[[AnswerKind], Sequence[Span]]) -> Sequence[Span]:
    """Return where the passage has what is wanted, speech aside."""
    return [span for kind in asked.wanted if kind is not AnswerKind.SPEECH for span in holding(kind)]
