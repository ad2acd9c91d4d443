"""One answer held against what is right, and the worst cases as text, so that people can read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.answer import Answer, Outcome
from retrieval.evaluation.answers import ranked_places
from retrieval.evaluation.measures import right_at
from retrieval.evaluation.question_files import Place, Question
from retrieval.printable import printable

BOLD = 0.7
"""A wrong answer with more confidence than this is a bold one."""
_SNIPPET = 150


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer held against its gold paragraphs; `told` says whether the articles tell.

    `ranks` are those of the gold paragraphs, from 1, ascending. `may_correct`: what is asked is false, so that showing
    it as a correction is right; elsewhere a correction is a mistake.
    """

    told: bool
    ranks: tuple[int, ...]
    outcome: Outcome
    confidence: float
    may_correct: bool = False

    @property
    def right_first(self) -> bool:
        """Whether a gold paragraph is ranked first, answered or not."""
        return self.told and right_at(self.ranks, 1) > 0

    @property
    def in_first_3(self) -> bool:
        """Whether a gold paragraph is among the first three, answered or not."""
        return self.told and right_at(self.ranks, 3) > 0

    @property
    def answered(self) -> bool:
        """Whether a passage is shown as the answer, in the way it may be."""
        return self.outcome is Outcome.ANSWERED or (self.may_correct and self.outcome is Outcome.CORRECTED)

    @property
    def shown(self) -> bool:
        """Whether a gold paragraph is shown as the answer: answered, and right first."""
        return self.answered and self.right_first

    @property
    def denied(self) -> bool:
        """Whether the articles tell and no passage is shown as the answer: a false denial, the worst of all."""
        return self.told and self.outcome not in (Outcome.ANSWERED, Outcome.CORRECTED)

    @property
    def declined(self) -> bool:
        """Whether it is said that the articles do not tell."""
        return self.outcome is Outcome.DECLINED

    @property
    def right(self) -> bool:
        """Whether all is as it should be: shown where the articles tell, declined where they do not."""
        return self.shown if self.told else self.declined

    @property
    def badness(self) -> float:
        """How bad it is: a false denial 1 to 2, a wrong answer its confidence, what is right 0."""
        if self.right:
            return 0.0
        if self.denied:
            return 2.0 - self.confidence if not self.right_first else 2.0
        if self.outcome in (Outcome.ANSWERED, Outcome.CORRECTED):
            return self.confidence
        return 0.5


def hold_against(answer: Answer, gold: Sequence[Place], *, may_correct: bool = False) -> Verdict:
    """Hold an answer against the paragraphs that answer; the articles do not tell where there are none."""
    ranks = tuple(rank for rank, place in enumerate(ranked_places(answer), start=1) if place in gold)
    return Verdict(bool(gold), ranks, answer.outcome, min(1.0, max(0.0, float(answer.confidence))), may_correct)


@dataclass(frozen=True, slots=True)
class Case:
    """What was asked, what was expected and what came, for people to read; `badness` as in Verdict."""

    id: str
    group: str
    asked: str
    expected: str
    got: str
    confidence: float
    badness: float


def worst(cases: Sequence[Case], count: int) -> list[Case]:
    """Return at most `count` of the cases that are not right, the worst first."""
    return sorted((case for case in cases if case.badness > 0), key=lambda case: -case.badness)[:count]


def format_cases(cases: Sequence[Case]) -> str:
    """Return the cases as text, a block each."""
    return "\n\n".join(map(_formatted, cases))


def _formatted(case: Case) -> str:
    lines = (
        f"{case.id}  {case.group}  confidence {case.confidence:.2f}, badness {case.badness:.2f}",
        f"  asked:    {printable(case.asked)}",
        f"  expected: {printable(case.expected)}",
        f"  got:      {printable(case.got)}",
    )
    return "\n".join(lines)


def expectation(gold: Sequence[Place], answer: str = "") -> str:
    """Return in words what is right: the paragraphs that answer, best first, and the words that do."""
    if not gold:
        return Outcome.DECLINED.value
    places = ", ".join(f"{place.file} {place.paragraph}" for place in gold)
    return f"{places}: {answer}" if answer else places


def got(answer: Answer) -> str:
    """Return in words what came: the outcome, the first passage, and its words in bold between asterisks."""
    if not answer.ranked:
        return answer.outcome.value
    first = answer.ranked[0]
    passage = first.passage
    pieces: list[str] = []
    at = 0
    for span in first.highlights:
        pieces += [passage.text[at : span.start], "**", passage.text[span.start : span.end], "**"]
        at = span.end
    text = "".join([*pieces, passage.text[at:]])
    begin = max(0, text.find("**") - _SNIPPET // 3)
    snippet = text[begin : begin + _SNIPPET]
    return f"{answer.outcome.value}: {passage.file} {passage.paragraph}: {snippet}"


def question_case(ask: Callable[[str], Answer], question: Question) -> Case:
    """Ask one single question and return it as a case."""
    answer = ask(question.text)
    verdict = hold_against(answer, question.gold)
    # Small talk may be told as such instead of declined.
    badness = 0.0 if not question.answerable and not answer.answered else verdict.badness
    group = question.kind or question.type or "question"
    return Case(question.id, group, question.text, expectation(question.gold), got(answer), verdict.confidence, badness)
