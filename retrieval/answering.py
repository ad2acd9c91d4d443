"""A message -> its answer: read, ranked, checked, marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.answer import Answer, Exchange, Finding, Outcome
from retrieval.articles.library import Library
from retrieval.marking.marker import Marker
from retrieval.premises.check import SOUND, PremiseChecker
from retrieval.questions.introducing import person_to_introduce
from retrieval.questions.languages import QUESTION_MARKS
from retrieval.questions.message import Message, Part, Purpose, read_message
from retrieval.questions.names_and_numbers import names_and_numbers
from retrieval.questions.reading import TextReader
from retrieval.questions.understand import readings_in_context, readings_of, understand
from retrieval.questions.understood import Shown, understand_alone
from retrieval.ranking.ranker import Ranker, Ranking

PROBABLY = 0.6
"""What may ask or talk is taken to ask where a passage is found with so much confidence."""
PLAINLY = 0.85
"""A message that asks nothing means a passage that is so surely found."""
_ASKS_NOTHING = {
    Purpose.SMALL_TALK: Outcome.SMALL_TALK,
    Purpose.HELP: Outcome.HELP,
    Purpose.NOTHING: Outcome.NOTHING_ASKED,
}
"""Messages that ask the articles nothing."""


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers from a story: what of it a question passes through, in this order."""

    library: Library
    reader: TextReader
    ranker: Ranker
    premises: PremiseChecker
    marker: Marker

    def ask(self, message: str, previous: Exchange | None = None, *, claim: bool = False) -> Answer:
        """Answer what a message asks, or decline: see `Story.ask`."""
        read = read_message(message, previous)
        if claim and read.purpose is not Purpose.NOT_ENGLISH:
            read = _as_claims(message, read)
        if read.purpose in _ASKS_NOTHING:
            return self._asks_nothing(message, read)
        if read.purpose is Purpose.NOT_ENGLISH:
            return self._not_english(message, read.language)
        parts: list[Answer] = []
        for part in read.parts:
            parts.append(self._answer(part, parts[-1].exchange, beside=True) if parts else self._answer(part, previous))
        answer = Answer.of_parts(message, parts)
        if read.doubtful and not claim and previous is None and not (answer.answered and answer.confidence >= PROBABLY):
            return Answer(message, Outcome.NOTHING_ASKED, 0.0, answer.ranked)
        return answer

    def _asks_nothing(self, message: str, read: Message) -> Answer:
        """Answer what seems to ask nothing, where an article has it so surely that it must be meant."""
        found = [self._answer(part, None) for part in read.parts]
        surest = max(found, key=lambda answer: answer.confidence, default=None)
        if surest is not None and surest.confidence >= PLAINLY:
            return replace(surest, question=message)
        ranked = () if surest is None else surest.ranked
        return Answer(message, _ASKS_NOTHING[read.purpose], 0.0, ranked, topic=read.topic, about=read.about)

    def _answer(self, part: Part, previous: Exchange | None, *, beside: bool = False) -> Answer:
        """Answer one question; `beside`: what is before it stands in the same message."""
        previous = None if previous is None else self._with_marks(previous)
        if previous is None:
            ranking, whole = self._single(part)
        else:
            understood = understand(self.reader, self.library, part, previous)
            ranking = self.ranker.rank_beside(understood) if beside else self.ranker.rank(understood)
            whole = ranking.question is understood
            if whole and not beside and (part.context or part.sentence):
                ranking, whole = self._single(part)  # it stands alone, and is read as if it had come first
        marks = self.marker.marks_of(ranking)
        ranking = self.marker.rerank(ranking, marks)
        # A follow-up supposes what was said before, and was checked then; a claim is not judged.
        premise = self.premises.check(ranking) if whole and not part.claim else SOUND
        correction, confidence = premise.correction, ranking.confidence
        if correction is not None:
            ranking = ranking.led_by(correction.row)
        findings = self.marker.mark(ranking, marks, None if correction is None else correction.at)
        outcome = Outcome.DECLINED
        if correction is not None:
            outcome = Outcome.CORRECTED
        elif premise.refused:
            confidence *= 1 - premise.false
        elif ranking.answers and not _is_shown_again(findings, ranking.shown):
            outcome = Outcome.ANSWERED
        introduced = person_to_introduce(ranking.question.text)
        return Answer(
            part.text,
            outcome,
            confidence,
            findings,
            missing=ranking.missing,
            unclear=outcome is Outcome.DECLINED and ranking.unclear and not premise.refused,
            introduces=None if introduced is None else introduced.name,
            understood=ranking.question.text.text,
            speaking=self._speaking(ranking, findings) if part.claim and outcome is Outcome.ANSWERED else (),
            before=previous,
        )

    def _single(self, part: Part) -> tuple[Ranking, bool]:
        """Rank for a question that stands alone; tell whether it was read as it stands."""
        readings = readings_of(self.reader, self.library, part)
        ranking = self.ranker.surest(readings, readings_in_context(self.reader, part, readings[0]))
        return ranking, ranking.question is readings[0]

    def _speaking(self, ranking: Ranking, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return the best passage of each article that speaks to a claim; one that says the same as the first does."""
        rows = self.ranker.speaking(ranking)
        told = {self.library.passages[row].file for row in rows}
        order = ranking.order.tolist()
        for passage in findings[0].also_in:
            if passage.file not in told and passage.row in order:
                told.add(passage.file)
                rows.append(passage.row)
        return tuple(findings[place] for place in sorted(map(order.index, rows)))

    def _with_marks(self, exchange: Exchange) -> Exchange:
        """Return an exchange with the words that were marked, found again where they are not remembered."""
        if exchange.marks or exchange.file is None or exchange.paragraph is None:
            return exchange
        passage = self.library.passage(exchange.file, exchange.paragraph, exchange.start)
        if passage is None:
            return exchange
        asked = understand_alone(self.reader, exchange.question)
        return replace(exchange, marks=self.marker.marks_in(passage.row, asked))

    def _not_english(self, message: str, language: str | None) -> Answer:
        """Rank what the names and numbers of a message in another language find, if it has any: nothing is answered."""
        named = names_and_numbers(self.reader, message)
        nearest = self._answer(Part(named), None).ranked if named else ()
        return Answer(message, Outcome.NOT_ENGLISH, 0.0, nearest, language=language, understood=named)

    def asks(self, message: str, previous: Exchange | None = None) -> bool:
        """Whether a message asks something.

        In another language, where its words are not read, a question mark or a name that the articles have must tell.
        """
        read = read_message(message, previous)
        if read.doubtful and previous is None:
            return self.ask(message).answered
        purpose = read.purpose
        if purpose is Purpose.NOT_ENGLISH:
            return any(mark in message for mark in QUESTION_MARKS) or bool(names_and_numbers(self.reader, message))
        return purpose not in (Purpose.SMALL_TALK, Purpose.NOTHING)


def _as_claims(message: str, read: Message) -> Message:
    """Return a message to be looked up whatever it says: what it states as claims, its questions as questions."""
    parts = read.parts if read.purpose is Purpose.QUESTIONS else (Part(message, states=True),)
    return Message(Purpose.QUESTIONS, tuple(replace(part, claim=part.states) for part in parts))


def _is_shown_again(findings: Sequence[Finding], shown: Shown | None) -> bool:
    """Whether the first passage is the one shown last, with the same words marked: that answers nothing new."""
    if shown is None or not findings:
        return False
    return findings[0].passage.row == shown.row and findings[0].highlights == shown.marks
