"""A ranking -> findings: the passages with the words that answer, and the other passages that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from retrieval.answer import Finding, Findings
from retrieval.articles.passages import Passage
from retrieval.kept.arrays import Array, Arrays, under, within
from retrieval.kept.gathering import Rows
from retrieval.marking.alignment import WordAlignment
from retrieval.marking.answer_spans.model import span_model
from retrieval.marking.cut_passages import PassageCutter
from retrieval.marking.excerpts import excerpt
from retrieval.marking.highlights import Highlighter, Marked, QuestionMarks
from retrieval.marking.reranking import reranked
from retrieval.marking.same_statement import SameStatements
from retrieval.marking.stretches import Stretches
from retrieval.people.people import People
from retrieval.questions.understood import Understood
from retrieval.ranking.corpus import Corpus
from retrieval.ranking.ranker import Ranking, mostly_asked
from retrieval.ranking.weights import TEXT_ALONE, WITH_READER_QUESTIONS
from retrieval.spans import Span

MAX_RANKED = 200
"""How many passages an answer has at most, best first."""
MARKED = 10
"""How many of them, the best ones, get their answering words marked and the articles that say the same named."""


@dataclass(frozen=True, slots=True)
class Marker:
    """Marks the words that answer, and finds what says the same elsewhere."""

    cutter: PassageCutter
    highlighter: Highlighter
    same_statements: SameStatements

    @classmethod
    def build(cls, corpus: Corpus, people: People, stretches: Stretches) -> Marker:
        """Learn what the reader questions point to, and compare the stretches of the corpus."""
        cutter = PassageCutter(corpus, people)
        highlighter = Highlighter(cutter, WordAlignment.build(corpus.asked.texts, cutter))
        return cls(cutter, highlighter, SameStatements.build(stretches, cutter))

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        return {
            **under("alignment", self.highlighter.alignment.pack()),
            **under("same_statements", self.same_statements.pack()),
        }

    @classmethod
    def unpack(cls, arrays: Arrays, corpus: Corpus, people: People) -> Marker:
        """Make the marker of a corpus of kept arrays."""
        cutter = PassageCutter(corpus, people)
        return cls(
            cutter,
            Highlighter(cutter, WordAlignment.unpack(within("alignment", arrays))),
            SameStatements.unpack(within("same_statements", arrays), cutter),
        )

    def marks_of(self, ranking: Ranking) -> QuestionMarks:
        """Return what marks the passages of a ranking for its question."""
        return self.highlighter.marks_for(ranking.question.text, ranking.question.wanted, ranking.shown)

    def rerank(self, ranking: Ranking, marks: QuestionMarks) -> Ranking:
        """Return a ranking with the passages near the first in the order in which they would answer best."""
        weights = WITH_READER_QUESTIONS if mostly_asked(self.cutter.corpus) else TEXT_ALONE
        return reranked(ranking, marks, span_model().reranking[weights])

    def mark(self, ranking: Ranking, marks: QuestionMarks | None = None, told_at: int | None = None) -> Findings:
        """Return the best passages of a ranking; each of the first few is marked when it is looked at.

        `marks` are those of its question, where they are known. With `told_at`, the clause at that offset of the first
        passage is marked, whatever is asked.
        """
        rows = ranking.order[:MAX_RANKED]
        scores = ranking.scores[:MAX_RANKED].tolist()
        marks = self.marks_of(ranking) if marks is None else marks

        def finding(place: int) -> Finding:
            row, score = int(rows[place]), round(scores[place], 4)
            if place >= MARKED:
                return Finding(self._passage(row), score)
            passage = self.cutter.cut(row).passage
            marked = marks.mark(row) if place or told_at is None else self._clause_at(row, told_at)
            words = () if marked.span is None else (marked.span,)
            same = () if marked.clause is None else self.same_statements.of(marked.clause, words)
            also = tuple(map(self._passage, same))
            return Finding(passage, score, marked.spans, also, marked.probability, self.part(passage, words))

        return Findings(_Passages(self.cutter.corpus.passages, rows), finding)

    def marks_in(self, row: int, question: Understood) -> tuple[Span, ...]:
        """Return the words of a passage that answer a question."""
        return self.mark_passage(row, question).spans

    def mark_passage(self, row: int, question: Understood) -> Marked:
        """Return the words of a passage that likeliest answer a question, and how surely they do."""
        return self.highlighter.marks_for(question.text, question.wanted).mark(row)

    def part(self, passage: Passage, words: Sequence[Span]) -> Span | None:
        """Return what is enough to read of a passage around some words of it; None where that is all of it."""
        return excerpt(passage.text, self.cutter.cut(passage.row).sentences, words)

    def repeated(self, passage: Passage, at: int = 0) -> tuple[Passage, ...]:
        """Return the passages of other paragraphs that say what the sentence at offset `at` of a passage says."""
        clause = self.cutter.cut(passage.row).clause_at(at)
        return () if clause is None else tuple(map(self._passage, self.same_statements.of(clause)))

    def _clause_at(self, row: int, offset: int) -> Marked:
        clause = self.cutter.cut(row).clause_at(offset)
        return Marked(clause, clause.span, (clause.span,), 1.0) if clause is not None else Marked(None)

    def _passage(self, row: int) -> Passage:
        return self.cutter.corpus.passages[row]


class _Passages(Sequence[Passage]):
    """The passages of some rows, each made when it is looked at."""

    def __init__(self, passages: Sequence[Passage], rows: Rows) -> None:
        self._passages = passages
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Passage: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, at: int | slice) -> Passage | tuple[Passage, ...]:
        if isinstance(at, slice):
            return tuple(self._passages[row] for row in self._rows[at].tolist())
        return self._passages[int(self._rows[at])]
