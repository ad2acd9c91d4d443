"""What is seen of each clause of a passage, for one question: the numbers from which the answering clause is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.english.answer_kinds import AnswerKind
from retrieval.marking.cut_passages import CutPassage
from retrieval.questions.reading import ReadText
from retrieval.ranking.word_columns import RELATED_WEIGHT
from retrieval.ranking.word_indexes import WordIndexes

WEIGHTS: Final[Mapping[str, float]] = {
    "clause": 2.0,  # share of the question's words, by idf, that the clause has, in these or other words
    "stretch": 1.2,  # … that the stretch between two full stops has
    "beside": 1.5,  # … that the better of the clauses before and after has
    "pointed": 3.5,  # the reader questions' words point to it (see `alignment`)
    "kind": 2.4,  # the clause holds the wanted kind of answer
    "quoted": 1.8,  # what was said is asked for, and the clause is quoted
    "said": -1.8,  # the clause only tells who speaks
}
"""Weight of each observation of a clause, in log-odds; fitted on half of the question files, and rounded."""


@dataclass(frozen=True, slots=True)
class _QuestionWord:
    term: str
    idf: float
    concepts: tuple[str, ...]


class QuestionWords:
    """The content words of a question, weighed once, before the clauses of any passage."""

    def __init__(self, question: ReadText, indexes: WordIndexes) -> None:
        self._words = [
            _QuestionWord(token.term, indexes.terms.idf(token.term), tuple(question.concepts_at(position)))
            for position, token in enumerate(question.tokens)
            if token.content
        ]
        self._total = in_order(word.idf for word in self._words)

    def overlap(self, cut: CutPassage) -> tuple[list[float], list[float]]:
        """Return which share of the question's words each clause has, and the stretch of each clause."""
        in_clause = [0.0] * len(cut.clauses)
        in_stretch = [0.0] * len(cut.clauses)  # by the stretch's number; there are no more of them than clauses
        stretch_of = cut.stretches
        for word in self._words:
            best: dict[int, float] = {}
            for concept in word.concepts:
                best.update(dict.fromkeys(cut.concepts.get(concept, ()), RELATED_WEIGHT))
            best.update(dict.fromkeys(cut.words.get(word.term, ()), 1.0))
            stretches: dict[int, float] = {}
            for clause, value in best.items():
                in_clause[clause] += word.idf * value
                stretch = stretch_of[clause]
                stretches[stretch] = max(value, stretches.get(stretch, 0.0))
            for stretch, value in stretches.items():
                in_stretch[stretch] += word.idf * value
        total = self._total or 1.0
        return [value / total for value in in_clause], [in_stretch[stretch] / total for stretch in stretch_of]


def observe(
    cut: CutPassage, asked: QuestionWords, wanted: frozenset[AnswerKind], pointed: Sequence[float]
) -> dict[str, Sequence[float]]:
    """Return the observations of a passage's clauses, by the names of `WEIGHTS`; what is not asked for is left out."""
    in_clause, in_stretch = asked.overlap(cut)
    holding = frozenset[int]().union(*(cut.holding(kind) for kind in wanted if kind is not AnswerKind.SPEECH))
    observed = {
        "clause": in_clause,
        "stretch": in_stretch,
        "beside": [max(pair) for pair in zip([0.0, *in_clause], [*in_clause[1:], 0.0], strict=False)],
        "pointed": pointed,
    }
    if holding:
        observed["kind"] = [float(clause in holding) for clause in range(len(cut.clauses))]
    if AnswerKind.SPEECH in wanted:
        observed["quoted"] = cut.quoted
    observed["said"] = cut.said
    return observed


def scored(observed: Mapping[str, Sequence[float]]) -> list[float]:
    """Return the score of each clause, in log-odds: the weighted sum of its observations."""
    scores: list[float] = [0.0] * len(observed["clause"])
    for name, values in observed.items():
        weight = WEIGHTS[name]
        for clause, value in enumerate(values):
            scores[clause] += weight * value
    return scores


def in_order(values: Iterable[float]) -> float:
    """Return the sum of values added one after the other, as numpy adds rows: `sum` rounds less from Python 3.12 on."""
    total = 0.0
    for value in values:
        total += value
    return total
