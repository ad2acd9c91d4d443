"""The answer to a question: the passages, the words in them that answer, and how sure we are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from retrieval.articles.passages import Passage
from retrieval.english.answer_kinds import AnswerKind
from retrieval.spans import Span


class Outcome(Enum):
    """What became of a question; the values are machine words."""

    ANSWERED = "answered"
    DECLINED = "declined"
    SMALL_TALK = "small_talk"


@dataclass(frozen=True, slots=True)
class Finding:
    """One ranked passage.

    `score`, in log-odds, is comparable within one answer only. `highlights` are the words that answer, as offsets into
    `passage.text`, from left to right and never overlapping. `also_in` are passages that say the same.
    """

    passage: Passage
    score: float
    highlights: tuple[Span, ...] = ()
    also_in: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question; all of its text is the articles' own.

    `confidence` is the probability, 0 to 1, that the first passage answers. `ranked` are the passages, best first,
    whether or not they answer. `missing` is the kind of answer that the nearest passages lack, if the question was
    declined and asks for one. `topic` is the kind of small talk ("greeting", "thanks"), if it is that.
    """

    question: str
    outcome: Outcome
    confidence: float
    ranked: tuple[Finding, ...]
    missing: AnswerKind | None = None
    topic: str | None = None

    @property
    def answered(self) -> bool:
        """Whether the articles answer."""
        return self.outcome is Outcome.ANSWERED

    @property
    def best(self) -> Finding | None:
        """The passage that answers; None if the question was not answered."""
        return self.ranked[0] if self.answered and self.ranked else None

    @property
    def grouped(self) -> tuple[Finding, ...]:
        """The ranked passages without those that repeat an earlier one, which are in that one's `also_in`."""
        shown: list[Finding] = []
        said: set[int] = set()
        for finding in self.ranked:
            if finding.passage.row not in said:
                shown.append(finding)
                said.update(passage.row for passage in finding.also_in)
                said.add(finding.passage.row)
        return tuple(shown)
