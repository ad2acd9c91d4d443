"""What a question gets: the passages that answer, the words in them, and how sure we are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from retrieval.articles.passages import Passage, PassageKind
from retrieval.spans import Span

NEXT_BEST = 4
"""How many further passages an answer offers."""


class Outcome(Enum):
    """What became of a question."""

    ANSWERED = "answered"
    DECLINED = "declined"
    SMALL_TALK = "small talk"


@dataclass(frozen=True, slots=True)
class Finding:
    """One ranked passage.

    `score` is comparable within one answer only. `highlights` are offsets into `passage.text`: the words that
    answer, left to right, never overlapping. `also_in` are passages that say the same thing, best first.
    """

    passage: Passage
    score: float
    highlights: tuple[Span, ...] = ()
    also_in: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question. Nothing in it is written by us but the numbers.

    `confidence` is the probability that the first passage answers. `ranked` holds every passage that was
    considered, best first. `missing` names what the articles do not hold ("an amount of money"), where that is
    why the question was declined. `topic` is the kind of small talk ("greeting", "thanks"), where it is that.
    """

    question: str
    outcome: Outcome
    confidence: float
    ranked: tuple[Finding, ...]
    missing: str | None = None
    topic: str | None = None

    @property
    def answered(self) -> bool:
        """Whether the articles answer."""
        return self.outcome is Outcome.ANSWERED

    @property
    def best(self) -> Finding | None:
        """The passage that answers; None where the articles don't say."""
        return self.ranked[0] if self.answered and self.ranked else None

    @property
    def grouped(self) -> tuple[Finding, ...]:
        """The ranked passages with each that repeats an earlier one left out: it stands in that one's `also_in`."""
        shown: list[Finding] = []
        said: set[int] = set()
        for finding in self.ranked:
            if finding.passage.row not in said:
                shown.append(finding)
                said.update(passage.row for passage in finding.also_in)
                said.add(finding.passage.row)
        return tuple(shown)

    @property
    def next_best(self) -> tuple[Finding, ...]:
        """Up to four further passages; where the question was declined, the nearest ones (related, no sources).

        Page furniture is never among them.
        """
        first = 1 if self.answered else 0
        told = [finding for finding in self.grouped[first:] if finding.passage.kind is not PassageKind.FURNITURE]
        return tuple(told[:NEXT_BEST])


@dataclass(frozen=True, slots=True)
class Exchange:
    """The question asked just before in a conversation and where its answer stands: what a follow-up leans on."""

    question: str
    file: str | None = None
    paragraph: int | None = None
