"""A question beside the best passages that were found for it: what several signals need, computed once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from retrieval.english.frequency import general_weight
from retrieval.english.opposites import Table, alternatives, counterparts, opposites
from retrieval.lazy import lazy
from retrieval.marking.syntax.question_tree import question_tree
from retrieval.premises.claims import Claims
from retrieval.premises.evidence import Evidence
from retrieval.premises.facts import Counts, Fact, Told, facts
from retrieval.premises.roles import RoleCounts, Sides, sides
from retrieval.premises.row_facts import RowFacts
from retrieval.ranking.corpus import Corpus
from retrieval.ranking.ranker import Ranking

_NONE: frozenset[str] = frozenset()
LOOKED_AT = 3
"""How many passages, the best ones, a question is compared with."""
_COMMON = 0.15
"""A word that is commoner in English than this weight says excludes nothing: "give", "get"."""
_PERSON_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A word of a passage that excludes one of the question: `weight`, 0 to 1, says how surely.

    `asked` is the position of the question's word, `passage` the number of the passage, 0 the best, `place` its word.
    """

    weight: float
    asked: int
    passage: int
    place: int


class Excludable(NamedTuple):
    """A word or phrase of the question, the position of its word, and what would exclude it."""

    at: int
    phrase: str
    others: frozenset[str]


@dataclass(frozen=True)
class Checked:
    """A question and the passages it is compared with; `read` reads the passage of a row, `tells` what it says."""

    corpus: Corpus
    ranking: Ranking
    counts: RoleCounts
    read: Callable[[int], Evidence]
    asked: RowFacts
    tells: Callable[[int], Told]

    @lazy
    def claims(self) -> Claims:
        """What the question takes for granted."""
        return Claims(self.ranking.question.text)

    @lazy
    def rows(self) -> Sequence[int]:
        """The rows of the passages."""
        rows: list[int] = self.ranking.order[:LOOKED_AT].tolist()
        return rows

    @lazy
    def facts(self) -> Sequence[Fact]:
        """What the question says."""
        text = self.claims.text
        tree = question_tree(text)
        return [] if tree is None else facts(text.tokens, text.matches, tree)

    @lazy
    def told(self) -> Told:
        """What the best passage says."""
        return self.tells(self.rows[0])

    @lazy
    def supposed(self) -> Counts:
        """How often each fact stands in the reader questions of the best passage."""
        return self.asked.of(self.rows[0])

    @lazy
    def evidence(self) -> Sequence[Evidence]:
        """The passages, best first."""
        return [self.read(row) for row in self.rows]

    @lazy
    def places(self) -> Mapping[tuple[int, int], list[int]]:
        """By passage and checked word of the question: where the word stands there, itself or in other words."""
        return {
            (passage, at): each.places(term, concepts)
            for passage, each in enumerate(self.evidence)
            for at, term, concepts in self._words
        }

    @lazy
    def best_places(self) -> Mapping[int, list[int]]:
        """By checked word of the question, where it stands in the best passage: the others are not read for that."""
        best = self.read(self.rows[0])
        return {at: best.places(term, concepts) for at, term, concepts in self._words}

    @lazy
    def _words(self) -> Sequence[tuple[int, str, Sequence[str]]]:
        tokens, text = self.claims.tokens, self.claims.text
        return [(at, tokens[at].term, text.concepts_at(at)) for at in self.claims.content]

    def known(self, at: int, passage: int) -> bool:
        """Whether a word of the question stands in a passage, or in a reader question that it answers."""
        return self.corpus.asked.known.holds(self.claims.tokens[at].term, self.rows[passage])

    def closeness(self, asked: int, passage: int, place: int) -> float:
        """Return how much of the question, one word aside, a word's sentence holds: 0 to 1, common words little."""
        each, tokens = self.evidence[passage], self.claims.tokens
        sentence = each.sentences[place]
        total = held = 0.0
        for at in self.claims.content:
            if at != asked:
                weight = general_weight(tokens[at].folded)
                total += weight
                if any(each.sentences[spot] == sentence for spot in self.places[passage, at]):
                    held += weight
        for person in self.claims.text.persons:
            total += _PERSON_WEIGHT
            if f"@{person.name}" in each.phrases:
                held += _PERSON_WEIGHT
        return held / total if total else 0.0

    @lazy
    def opposed(self) -> Sequence[Contradiction]:
        """Where the passages have opposites of words of the question, both denied or neither."""
        return [
            each
            for each in self._excluded(self.opposable, skip_common=True)
            if (each.asked in self.claims.denied) == (each.place in self.evidence[each.passage].denied)
        ]

    @lazy
    def instead(self) -> Sequence[Contradiction]:
        """Where the passages have alternatives to words of the question."""
        return self._excluded(self.replaceable, skip_common=False)

    @lazy
    def opposable(self) -> Sequence[Excludable]:
        """The words and phrases of the question that have opposites."""
        return self._excludable(opposites(), skip_common=True)

    @lazy
    def replaceable(self) -> Sequence[Excludable]:
        """Those that have alternatives."""
        return self._excludable(alternatives(), skip_common=False)

    def _excludable(self, table: Table, *, skip_common: bool) -> list[Excludable]:
        tokens, content = self.claims.tokens, self.claims.content
        asked = {tokens[at].term for at in content}
        proposed = skip_common or any(token.folded == "or" for token in tokens)
        found: list[Excludable] = []
        for at in content:
            word = tokens[at]
            phrases = [] if skip_common and general_weight(word.folded) < _COMMON else [word.term]
            if at + 1 < len(tokens):
                phrases.append(f"{word.term} {tokens[at + 1].term}")
            for phrase in phrases:
                others = table.get(phrase, _NONE)
                if others and (not proposed or asked.isdisjoint(others)):  # not "did she accept or refuse"
                    found.append(Excludable(at, phrase, others - asked))
        return found

    def _excluded(self, excludable: Sequence[Excludable], *, skip_common: bool) -> list[Contradiction]:
        found: list[Contradiction] = []
        for at, phrase, others in excludable:
            same = counterparts().get(phrase, _NONE)
            if not skip_common and any(not same.isdisjoint(each.phrases) for each in self.evidence):
                continue
            for passage, each in enumerate(self.evidence):
                if self.places[passage, at] or not same.isdisjoint(each.phrases):
                    continue
                for other in others & each.phrases.keys():
                    for place in each.phrases[other]:
                        rare = general_weight(each.tokens[place].folded) >= _COMMON or " " in other
                        if rare or not skip_common:
                            near = 0.3 + 0.7 * self.closeness(at, passage, place)
                            found.append(Contradiction(near, at, passage, place))
        return found

    @lazy
    def sides(self) -> Sides:
        """Who does what to whom in the question."""
        return sides(self.claims.text)

    def said(self, key: str) -> int:
        """Return in how many sentences of the passages someone stands on a side of a word."""
        return sum(each.sides.get(key, 0) for each in self.evidence)

    def count(self, key: str) -> int:
        """Return in how many reader questions, and sentences of the passages, someone stands on a side of a word."""
        return self.counts.count(key) + self.said(key)
