"""The content words of a question, weighed, and which of them each clause of a passage has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.marking.cut_passages import CutPassage
from retrieval.questions.reading import ReadText
from retrieval.ranking.word_columns import RELATED_WEIGHT
from retrieval.ranking.word_indexes import WordIndexes


@dataclass(frozen=True, slots=True)
class _QuestionWord:
    term: str
    idf: float
    concepts: tuple[str, ...]


class QuestionWords:
    """The content words of a question, weighed once, for the clauses of any passage."""

    def __init__(self, question: ReadText, indexes: WordIndexes) -> None:
        self._words = [
            _QuestionWord(token.term, indexes.terms.idf(token.term), tuple(question.concepts_at(position)))
            for position, token in enumerate(question.tokens)
            if token.content
        ]
        self._total = in_order(word.idf for word in self._words)

    def overlap(self, cut: CutPassage) -> list[float]:
        """Return which share of the question's words each clause has."""
        in_clause = [0.0] * len(cut.clauses)
        for word in self._words:
            best: dict[int, float] = {}
            for concept in word.concepts:
                best.update(dict.fromkeys(cut.concepts.get(concept, ()), RELATED_WEIGHT))
            best.update(dict.fromkeys(cut.words.get(word.term, ()), 1.0))
            for clause, value in best.items():
                in_clause[clause] += word.idf * value
        total = self._total or 1.0
        return [value / total for value in in_clause]


def in_order(values: Iterable[float]) -> float:
    """Return the sum of values added one after the other, as numpy adds rows: `sum` rounds less from Python 3.12 on."""
    total = 0.0
    for value in values:
        total += value
    return total
