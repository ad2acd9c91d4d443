"""Passages cut into clauses, with what each clause has: cut when one is needed, and the last ones kept."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

from retrieval.articles.passages import Passage
from retrieval.english.answer_kinds import AnswerKind, held_spans
from retrieval.knowledge.vocabulary import Match
from retrieval.marking.answer_spans.passage_spans import PassageSpans
from retrieval.marking.clauses import Clause, cut_clauses
from retrieval.marking.syntax.passage_words import PassageWords
from retrieval.people.people import People
from retrieval.questions.reading import ReadText, ReadToken
from retrieval.ranking.corpus import Corpus
from retrieval.ranking.passage_reading import PassageReading
from retrieval.spans import Span

KEPT = 128
"""How many passages stay cut; one of usual length takes some 20 KB."""
KEPT_SPANS = 64
"""Of how many the spans stay observed, some 45 KB each."""


@dataclass(frozen=True, eq=False)
class CutPassage:
    """A passage, its words and its clauses, from left to right; what the clauses have is found when asked for.

    `tokens` and `matches` are those of the passage without its signature line; no match reaches into another sentence.
    """

    passage: Passage
    text: ReadText
    sentences: tuple[Span, ...]
    clauses: tuple[Clause, ...]
    people: People

    @classmethod
    def cut(cls, reading: PassageReading, people: People) -> CutPassage:
        """Cut a passage as it is read."""
        return cls(reading.passage, reading.text, reading.spans, cut_clauses(reading.passage, reading.spans), people)

    @cached_property
    def tokens(self) -> Sequence[ReadToken]:
        """The words and names."""
        return self.tokens_within(0, len(self.passage.text))

    def tokens_within(self, begin: int, end: int) -> Sequence[ReadToken]:
        """Return the words and names that begin between two offsets."""
        return self.text.tokens[bisect_left(self._starts, begin) : bisect_left(self._starts, end)]

    @cached_property
    def words(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the clauses with each content term."""
        homes = zip(self.tokens, self._homes, strict=True)
        return _by_key((token.term, clause) for token, clause in homes if token.content)

    @cached_property
    def concepts(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the clauses with a phrase for each of the vocabulary's concepts."""
        return _by_key((concept, clause) for clause, match in self.matches for concept in match.concepts)

    def spans(self) -> PassageSpans:
        """Return the spans that may answer, with what is observed of them whatever is asked."""
        words = PassageWords.of(self.passage.text, self.text.tokens, self.sentences, self.clauses)
        return PassageSpans.of(words, self.text.matches)

    @cached_property
    def matches(self) -> tuple[tuple[int, Match], ...]:
        """The vocabulary's phrases, each with the number of the clause in which it begins."""
        homes, sentence = self._homes, [clause.sentence for clause in self.clauses]
        return tuple(
            (homes[match.first], match)
            for match in self.text.matches
            if match.last <= len(homes) and sentence[homes[match.first]] == sentence[homes[match.last - 1]]
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.text.tokens]

    @cached_property
    def _homes(self) -> list[int]:
        """For each token the number of its clause; what stands before a sentence's first clause belongs to it."""
        begins = [clause.span.start for clause in self.clauses]
        first = {clause.sentence: number for number, clause in reversed(list(enumerate(self.clauses)))}
        return [
            max(first[number], bisect_right(begins, token.start) - 1)
            for number, sentence in enumerate(self.sentences)
            for token in self.tokens_within(sentence.start, sentence.end)
        ]

    def holding(self, kind: AnswerKind) -> Sequence[Span]:
        """Return where the clauses hold a kind of answer, from left to right; offsets into the passage."""
        held = self._held.get(kind)
        if held is None:
            held = self._held[kind] = [
                Span(start + first, start + last)
                for start, end in (clause.span for clause in self.clauses)
                for first, last in held_spans(self.passage.text[start:end], kind)
            ]
        return held

    @cached_property
    def _held(self) -> dict[AnswerKind, list[Span]]:
        return {}

    def clause_at(self, offset: int) -> Clause | None:
        """Return the clause at an offset, or the next one after it; None beyond the last."""
        return next((clause for clause in self.clauses if offset < clause.span.end), None)


class PassageCutter:
    """Cuts the passages of a corpus that are asked for."""

    def __init__(self, corpus: Corpus, people: People) -> None:
        self.corpus = corpus
        # Not a method that is cached: its cache would hold the story for as long as the program runs.
        self._cut = lru_cache(maxsize=KEPT)(partial(_cut, corpus, people))
        self._spans = lru_cache(maxsize=KEPT_SPANS)(partial(_spans, self._cut))
        self.people = people

    def spans(self, row: int) -> PassageSpans:
        """Return the spans of a passage that may answer, found now or when they were last asked for."""
        return self._spans(row)

    def cut(self, row: int) -> CutPassage:
        """Return a passage, cut now or when it was last asked for."""
        return self._cut(row)

    def cut_all(self, rows: Iterable[int]) -> Iterable[CutPassage]:
        """Cut one passage after another, and keep none."""
        return (_cut(self.corpus, self.people, row) for row in rows)


def _by_key(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """Gather the clauses of each key, each once."""
    found: dict[str, dict[int, None]] = {}
    for key, clause in pairs:
        found.setdefault(key, {})[clause] = None
    return {key: tuple(clauses) for key, clauses in found.items()}


def _spans(cut: Callable[[int], CutPassage], row: int) -> PassageSpans:
    return cut(row).spans()


def _cut(corpus: Corpus, people: People, row: int) -> CutPassage:
    return CutPassage.cut(corpus.reading(row), people)
