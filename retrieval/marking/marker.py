"""A ranking -> findings: the passages with the words that answer, and the other passages that say the same."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.answer import Finding
from retrieval.articles.passages import Passage
from retrieval.marking.highlights import Highlighter, QuestionMarks
from retrieval.marking.same_statement import SameStatements
from retrieval.people.people import People
from retrieval.ranking.corpus import Corpus
from retrieval.ranking.ranker import Ranking

MAX_RANKED = 200
"""How many passages an answer has at most, best first."""
MARKED = 10
"""How many of them, the best ones, get their answering words marked and the articles that say the same named."""


@dataclass(frozen=True, slots=True)
class Marker:
    """Marks the words that answer, and finds what says the same elsewhere."""

    corpus: Corpus
    highlighter: Highlighter
    same_statements: SameStatements

    @classmethod
    def build(cls, corpus: Corpus, people: People) -> Marker:
        """Cut the corpus into clauses, and compare its statements."""
        highlighter = Highlighter(corpus, people)
        return cls(corpus, highlighter, SameStatements(corpus.passages, corpus.sentences, highlighter.clauses))

    def mark(self, ranking: Ranking) -> tuple[Finding, ...]:
        """Return the best passages of a ranking; the first few are marked for its question."""
        marks = self.highlighter.marks_for(ranking.question.text, ranking.question.wanted)
        return tuple(
            self._finding(int(row), ranking, marks if place < MARKED else None)
            for place, row in enumerate(ranking.order[:MAX_RANKED])
        )

    def repeated(self, passage: Passage, at: int = 0) -> tuple[Passage, ...]:
        """Return the passages of other paragraphs that say what the sentence at offset `at` of a passage says."""
        clause = self.highlighter.clause_at(passage.row, at)
        return () if clause is None else self._passages(self.same_statements.of(clause))

    def _finding(self, row: int, ranking: Ranking, marks: QuestionMarks | None) -> Finding:
        passage, score = self.corpus.passages[row], round(float(ranking.scores[row]), 4)
        if marks is None:
            return Finding(passage, score)
        marked = marks.mark(row)
        same = () if marked.clause is None else self.same_statements.of(marked.clause, marked.spans)
        return Finding(passage, score, marked.spans, self._passages(same))

    def _passages(self, rows: tuple[int, ...]) -> tuple[Passage, ...]:
        return tuple(self.corpus.passages[row] for row in rows)
