"""The answer to a question: the passages, the words in them that answer, and how sure we are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import overload

from retrieval.articles.passages import Passage
from retrieval.english.answer_kinds import AnswerKind
from retrieval.spans import Span


class Outcome(Enum):
    """What became of a question; the values are machine words."""

    ANSWERED = "answered"
    CORRECTED = "corrected"
    """It rests on something that the best passage contradicts."""
    DECLINED = "declined"
    SMALL_TALK = "small_talk"
    HELP = "help"
    """It asks for what the bot has cards for: how to ask, the articles, the people, somebody's quotations."""
    NOT_ENGLISH = "not_english"
    NOTHING_ASKED = "nothing_asked"


TOLD = frozenset((Outcome.ANSWERED, Outcome.CORRECTED))
"""The outcomes in which the first passage speaks to the question."""
UNANSWERABLE = frozenset((Outcome.SMALL_TALK, Outcome.HELP, Outcome.NOTHING_ASKED))
"""The outcomes of messages that ask the articles nothing: no passage is ranked, and nothing follows them up."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One ranked passage.

    `score`, in log-odds, is comparable within one answer only. `highlights` are the words that answer, as offsets into
    `passage.text`, from left to right and never overlapping; none where that is not known. `also_in` are passages that
    say the same. `marks_probability`, 0 to 1, is that the highlights have some of the answer, if the passage does.
    `part` is enough to read of a long passage: the sentence that answers, with one before and one after.
    """

    passage: Passage
    score: float
    highlights: tuple[Span, ...] = ()
    also_in: tuple[Passage, ...] = ()
    marks_probability: float = 0.0
    part: Span | None = None


class Findings(Sequence[Finding]):
    """The findings of an answer, best first, each made by `find` when it is looked at, and then kept.

    Equal to the tuple of them. `passages` are theirs, for which nothing is marked.
    """

    def __init__(self, passages: Sequence[Passage], find: Callable[[int], Finding]) -> None:
        self.passages = passages
        self._find = find
        self._found: list[Finding | None] = [None] * len(passages)

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, at: int) -> Finding: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, at: int | slice) -> Finding | tuple[Finding, ...]:
        if isinstance(at, slice):
            return tuple(self[place] for place in range(*at.indices(len(self))))
        found = self._found[at]
        if found is None:  # two threads at once make two equal ones
            found = self._found[at] = self._find(at % len(self))
        return found

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Findings | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


REMEMBERED = 4
"""How many exchanges before the last one are remembered with it."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was understood, made whole, and the paragraph that answered it; None where none did.

    `marks` are the words that were shown as the answer, as offsets into the passage: where they are not known, none.
    `before` is the exchange before this one. `start` tells the passages of a long paragraph apart, as
    `Passage.start` does. A question, a file and a paragraph are enough to go on from.
    """

    question: str
    file: str | None = None
    paragraph: int | None = None
    marks: tuple[Span, ...] = ()
    before: Exchange | None = None
    start: int | None = field(default=None, compare=False)

    def after(self, before: Exchange | None) -> Exchange:
        """Return this exchange with the one before it; of those before that, only the last few are kept."""
        return replace(self, before=None if before is None else before._shortened(REMEMBERED))

    def _shortened(self, count: int) -> Exchange:
        before = None if self.before is None or count <= 1 else self.before._shortened(count - 1)
        return replace(self, before=before)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one message; all of its text is the articles' own.

    `confidence` is the probability, 0 to 1, that the first passage answers. `ranked` are the passages, best first,
    whether or not they answer; those of a story's answer are marked when they are looked at (see `Findings`).
    `missing` is the kind of answer that the nearest passages lack, if the question was declined and asks for one.
    `topic` is the kind of small talk ("greeting", "thanks") or of help ("commands", "articles", "people", "quotations",
    "sources", "story"), if it is that; `about` is whose quotations are asked for, as the name was typed, or the file
    whose source is. `language` is the code of the language ("de") that is not English. `unclear` is true of a question
    that was declined because its words are not known, or though the articles may tell: it is not to be said that they
    don't. `understood` is the question as it was read, made whole with what was said before, which is `before`.
    `introduces` is the name of the person whom the question asks to be introduced ("who is kim"). Where a message asks
    several things, `parts` are the answers to each, in its order, and the rest is that of the first one that is
    answered, or of the first. Of a claim that is looked up, `speaking` is the best passage of each article that speaks
    to it, best first: whether it is true is not said.
    """

    question: str
    outcome: Outcome
    confidence: float
    ranked: Sequence[Finding]
    missing: AnswerKind | None = None
    topic: str | None = None
    language: str | None = None
    about: str = ""
    unclear: bool = False
    introduces: str | None = None
    understood: str = ""
    parts: tuple[Answer, ...] = ()
    speaking: tuple[Finding, ...] = ()
    before: Exchange | None = None

    @classmethod
    def of_parts(cls, message: str, parts: Sequence[Answer]) -> Answer:
        """Return the answer to a message that asks these parts; at least one."""
        if len(parts) == 1:
            return parts[0] if parts[0].question == message else replace(parts[0], question=message)
        first = next((part for part in parts if part.answered), parts[0])
        return replace(first, question=message, parts=tuple(parts))

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answer to each question of the message, in its order; this one alone where it asks one thing."""
        return self.parts or (self,)

    @property
    def answered(self) -> bool:
        """Whether the articles tell, even if not what was expected (see `Outcome.CORRECTED`)."""
        return self.outcome in TOLD

    @property
    def exchange(self) -> Exchange | None:
        """What a follow-up needs to know of this answer, of several the last; None where nothing was asked."""
        last = self.answers[-1]
        if last.outcome in UNANSWERABLE:
            return None
        asked, best = last.understood or last.question, last.best
        if best is None:
            return Exchange(asked).after(last.before)
        passage = best.passage
        exchange = Exchange(asked, passage.file, passage.paragraph, best.highlights, start=passage.start)
        return exchange.after(last.before)

    @property
    def best(self) -> Finding | None:
        """The passage that answers; None if the question was not answered."""
        return self.ranked[0] if self.answered and self.ranked else None

    def besides(self, shown: Iterable[Finding]) -> Iterator[Passage]:
        """Yield the ranked passages, best first, without those of some findings and what repeats them.

        None of them is marked for it.
        """
        said = {passage.row for finding in shown for passage in (finding.passage, *finding.also_in)}
        ranked = self.ranked
        passages = ranked.passages if isinstance(ranked, Findings) else (finding.passage for finding in ranked)
        return (passage for passage in passages if passage.row not in said)

    @property
    def grouped(self) -> tuple[Finding, ...]:
        """The ranked passages without those that repeat an earlier one, which are in that one's `also_in`."""
        return tuple(self.each_once())

    def each_once(self) -> Iterator[Finding]:
        """Yield what `grouped` has, one after the other: of an answer from a story, only what is taken is made."""
        said: set[int] = set()
        for finding in self.ranked:
            if finding.passage.row not in said:
                yield finding
                said.update(passage.row for passage in finding.also_in)
                said.add(finding.passage.row)
