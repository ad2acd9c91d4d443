"""A story's ranker as it would be without some of its reader questions: what a question finds without itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from retrieval.knowledge.files import ReaderQuestion, ReaderQuestions
from retrieval.lazy import lazy
from retrieval.questions.reading import ReadText
from retrieval.questions.understood import understand_alone
from retrieval.ranking.asked_words import AskedWords
from retrieval.ranking.ranker import Ranker, Ranking
from retrieval.ranking.reader_questions import ReaderQuestionModel
from retrieval.story import Story

PARTS: Final = 10
"""All questions are left out in so many parts: to learn anew without each one alone would take hundreds of times as
long, and of ten questions of a passage nine stay."""


def ranked(story: Story, text: str, ranker: Ranker | None = None) -> Ranking:
    """Rank a story's passages for a question that stands alone, in the order in which an answer has them."""
    ranking = (ranker or story.ranker).rank(understand_alone(story.reader, text))
    return story.marker.rerank(ranking, story.marker.marks_of(ranking))


def rank_of(story: Story, ranking: Ranking, question: ReaderQuestion) -> int | None:
    """Return at which rank, from 1, a question finds its passage; None where that is not among what was ranked."""
    own = story.library.rows(question.file, question.paragraph)
    return next((rank for rank, row in enumerate(ranking.order.tolist(), start=1) if row in own), None)


@dataclass(frozen=True)
class LeftOut:
    """Ranks the reader questions of a story without themselves."""

    story: Story

    def ranks(self, parts: int = PARTS) -> Iterator[tuple[ReaderQuestion, int | None]]:
        """Yield each answered reader question with the rank at which it finds its passage without itself.

        They are left out in `parts`, every so many'th at once, so that hardly ever two of one passage go together.
        """
        answered = self.story.knowledge.questions.answered
        for part in range(min(parts, len(answered))):
            chosen = range(part, len(answered), parts)
            ranker = self.ranker_without(chosen)
            for number in chosen:
                question = answered[number]
                yield question, rank_of(self.story, ranked(self.story, question.text, ranker), question)

    def ranker_without(self, numbers: Collection[int]) -> Ranker:
        """Return the ranker without the answered reader questions of these numbers; the weights stay what they are."""
        questions, corpus = self.story.knowledge.questions, self.story.ranker.corpus
        kept = [number for number in range(len(questions.answered)) if number not in numbers]
        untold = range(len(questions.answered), len(self._read))
        asked = AskedWords.build(
            self.story.library,
            corpus.indexes.terms,
            corpus.indexes.occurrences.by_passage,
            questions=ReaderQuestions([questions.answered[number] for number in kept], questions.unanswerable),
            read=[self._read[number] for number in (*kept, *untold)],
            learn=ReaderQuestionModel.build,
        )
        # Without a few questions hardly any story is ranked otherwise; it is these that are left out, not a whole part.
        return Ranker.build(replace(corpus, asked=replace(asked, density=corpus.asked.density)))

    @lazy
    def _read(self) -> Sequence[ReadText]:
        questions = self.story.knowledge.questions
        texts = (*(question.text for question in questions.answered), *questions.unanswerable)
        return [self.story.reader.read_question(text) for text in texts]
