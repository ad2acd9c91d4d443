"""Passages cut into clauses, with what each clause has: cut when one is needed, and the last ones kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

from retrieval.articles.passages import Passage
from retrieval.english.answer_kinds import AnswerKind, held_kinds
from retrieval.marking.clauses import Clause, cut_clauses
from retrieval.people.people import Mention, People
from retrieval.ranking.corpus import Corpus, PassageReading, Sentence

KEPT = 128
"""How many passages stay cut; one of usual length takes some 20 KB."""


@dataclass(frozen=True)
class CutPassage:
    """A passage, its sentences and its clauses; `words` and `concepts` are the numbers of the clauses with each."""

    passage: Passage
    sentences: tuple[Sentence, ...]
    clauses: tuple[Clause, ...]
    words: Mapping[str, Sequence[int]]
    concepts: Mapping[str, Sequence[int]]
    people: People

    @classmethod
    def cut(cls, reading: PassageReading, people: People) -> CutPassage:
        """Cut a passage as it is read, and note which clauses have each term and each concept."""
        clauses = cut_clauses(reading.passage, [sentence.span for sentence in reading.sentences])
        words: dict[str, dict[int, None]] = {}
        concepts: dict[str, dict[int, None]] = {}
        first = 0
        for number, sentence in enumerate(reading.sentences):
            begins: list[int] = []
            while first + len(begins) < len(clauses) and clauses[first + len(begins)].sentence == number:
                begins.append(clauses[first + len(begins)].span.start - sentence.span.start)
            home = [first + max(0, bisect_right(begins, token.start) - 1) for token in sentence.text.tokens]
            for token, clause in zip(sentence.text.tokens, home, strict=True):
                if token.content:
                    words.setdefault(token.term, {})[clause] = None
            for match in sentence.text.matches:
                for concept in match.concepts:
                    concepts.setdefault(concept, {})[home[match.first]] = None
            first += len(begins)
        return cls(reading.passage, reading.sentences, clauses, _listed(words), _listed(concepts), people)

    @cached_property
    def kinds(self) -> tuple[frozenset[AnswerKind], ...]:
        """The kinds of answer that each clause holds."""
        text = self.passage.text
        return tuple(held_kinds(text[clause.span.start : clause.span.end]) for clause in self.clauses)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Where people are mentioned, from left to right."""
        return self.people.mentions(self.passage.text)

    def clause_at(self, offset: int) -> Clause | None:
        """Return the clause at an offset, or the next one after it; None beyond the last."""
        return next((clause for clause in self.clauses if offset < clause.span.end), None)


class PassageCutter:
    """Cuts the passages of a corpus that are asked for."""

    def __init__(self, corpus: Corpus, people: People) -> None:
        self.corpus = corpus
        # Not a method that is cached: its cache would hold the story for as long as the program runs.
        self._cut = lru_cache(maxsize=KEPT)(partial(_cut, corpus, people))
        self._people = people

    def cut(self, row: int) -> CutPassage:
        """Return a passage, cut now or when it was last asked for."""
        return self._cut(row)

    def cut_all(self, rows: Iterable[int]) -> Iterable[CutPassage]:
        """Cut one passage after another, and keep none."""
        return (_cut(self.corpus, self._people, row) for row in rows)


def _cut(corpus: Corpus, people: People, row: int) -> CutPassage:
    return CutPassage.cut(corpus.reading(row), people)


def _listed(found: Mapping[str, Mapping[int, None]]) -> dict[str, tuple[int, ...]]:
    return {key: tuple(clauses) for key, clauses in found.items()}
