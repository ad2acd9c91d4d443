"""A tiny story whose answers are written by hand, to measure the measures with."""

from __future__ import annotations

from collections.abc import Mapping

from retrieval import Answer, Exchange, Finding, Outcome
from retrieval.articles.article import make_article
from retrieval.articles.passages import make_passages
from retrieval.evaluation.question_files import Place
from retrieval.spans import Span

LINES = ("A village", "The baker baked bread.", "The lighthouse burned down.", "The mayor fled to Rome.")
PASSAGES = make_passages((make_article("a.txt", "\n\n".join(LINES)),))
BREAD, FIRE, ROME = (Place("a.txt", paragraph) for paragraph in (2, 3, 4))


def told(
    *places: Place,
    outcome: Outcome = Outcome.ANSWERED,
    confidence: float = 0.8,
    marks: tuple[Span, ...] = (Span(0, 3),),
) -> Answer:
    """Return an answer that ranks these paragraphs; the first has words in bold."""
    found = [next(one for one in PASSAGES if one.paragraph == place.paragraph) for place in places]
    ranked = tuple(Finding(passage, -rank, () if rank else marks) for rank, passage in enumerate(found))
    return Answer("?", outcome, confidence, ranked)


def declined(*places: Place, confidence: float = 0.2) -> Answer:
    """Return a decline with these paragraphs as the nearest."""
    return told(*places, outcome=Outcome.DECLINED, confidence=confidence)


def other(outcome: Outcome) -> Answer:
    """Return what is answered to a message that asks the articles nothing."""
    return Answer("?", outcome, 0.0, ())


class Script:
    """Answers each question as it is written, and keeps what it was asked after."""

    def __init__(self, answers: Mapping[str, Answer], alone: Answer | None = None) -> None:
        self._answers = answers
        self._alone = alone
        self.asked: list[tuple[str, str | None]] = []

    def ask(self, question: str, previous: Exchange | None = None) -> Answer:
        """Answer; without anything before, and where `alone` was given, always with that one."""
        self.asked.append((question, None if previous is None else previous.question))
        if previous is None and self._alone is not None:
            return self._alone
        return self._answers.get(question) or declined()
