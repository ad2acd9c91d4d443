"""Questions that were drafted for an article -> which of them help, and what the story gains by them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from retrieval.articles.article import Article
from retrieval.knowledge.files import ReaderQuestion
from retrieval.story import Story
from retrieval.workshop.change import Change
from retrieval.workshop.left_out import LeftOut, rank_of, ranked
from retrieval.workshop.pasted import Drafted
from retrieval.workshop.proof import Proof, Verdict
from retrieval.workshop.question_writer import adding_questions


@dataclass(frozen=True, slots=True)
class Sifted:
    """Drafted questions, judged in their order: those that help, and the others."""

    kept: tuple[Verdict, ...]
    others: tuple[Verdict, ...]

    @property
    def questions(self) -> tuple[ReaderQuestion, ...]:
        """The questions that help."""
        return tuple(verdict.question for verdict in self.kept)


def sift(proof: Proof, article: Article, drafted: Iterable[Drafted]) -> Sifted:
    """Judge questions that were drafted for the paragraphs of an article."""
    verdicts = [proof.judge(each.text, article.file, each.paragraph) for each in drafted]
    return Sifted(
        tuple(verdict for verdict in verdicts if verdict.helps),
        tuple(verdict for verdict in verdicts if not verdict.helps),
    )


def adding(folder: Path, article: Article, questions: Iterable[ReaderQuestion]) -> Change:
    """Plan to add questions to those of an article; raises WorkshopError where its file cannot be read."""
    by_paragraph: dict[int, list[str]] = {}
    for question in questions:
        by_paragraph.setdefault(question.paragraph, []).append(question.text)
    return adding_questions(folder, article, by_paragraph)


def with_questions(story: Story, questions: Sequence[ReaderQuestion]) -> Story:
    """Build the story that would be read with some reader questions more."""
    known = story.knowledge.questions
    more = replace(known, answered=(*known.answered, *questions))
    return Story.build(story.articles, replace(story.knowledge, questions=more))


@dataclass(frozen=True, slots=True)
class Shares:
    """Of how many questions which share finds its passage first, and among the first three, 0 to 1."""

    questions: int
    first: float
    in_first_3: float

    @classmethod
    def of(cls, ranks: Sequence[int | None]) -> Shares:
        """Count ranks from 1; None is of a question that does not find its passage at all."""
        count = max(1, len(ranks))
        return cls(
            len(ranks),
            sum(rank == 1 for rank in ranks) / count,
            sum(rank is not None and rank <= 3 for rank in ranks) / count,
        )


def measured(before: Story, after: Story) -> tuple[Shares, Shares]:
    """Ask a story's reader questions, each left out, and those that were added, without them and with them.

    Both times the same questions are asked, those of `after`, and none is there when it is asked.
    """
    known = before.knowledge.questions.answered
    added = after.knowledge.questions.answered[len(known) :]
    old = [rank for _, rank in LeftOut(before).ranks()]
    old += [rank_of(before, ranked(before, question.text), question) for question in added]
    return Shares.of(old), Shares.of([rank for _, rank in LeftOut(after).ranks()])
