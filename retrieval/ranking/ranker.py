"""A question -> the passages, best first, and whether the first one answers: weighted sums of named features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from retrieval.english.answer_kinds import AnswerKind
from retrieval.kept.gathering import Rows
from retrieval.questions.understood import FollowUp, Shown, Understood
from retrieval.ranking.candidates import CandidateSet
from retrieval.ranking.corpus import Column, Corpus
from retrieval.ranking.follow_ups.leaning import STANDS_ALONE_BELOW, leaning
from retrieval.ranking.follow_ups.model import rank_follow_up, sure_of
from retrieval.ranking.follow_ups.scored import ScoredFollowUp
from retrieval.ranking.follow_ups.weights import FollowUpWeights, load_follow_up_weights
from retrieval.ranking.query import Query
from retrieval.ranking.question_analysis import QuestionAnalysis
from retrieval.ranking.scored import ScoredQuestion
from retrieval.ranking.selection import ALL_OF, select
from retrieval.ranking.weights import (
    TEXT_ALONE,
    WITH_READER_QUESTIONS,
    Weights,
    best_first,
    load_weights,
    sparse_weights,
    table_for,
)

ASKED_ENOUGH = 30
"""From so many reader questions a paragraph on, follow-ups are told as they are where there are some hundred."""
LIKE_ONE_ASKED = 0.5
"""Least similarity to a reader question, 0 to 1, for a question to be ranked by them where fewer passages have some."""
THE_SAME_ASKED = 0.75
"""The same where most passages have a few: only a question that is all but one of them. From 0.45 on, with 1, 3 or 8 a
paragraph, up to two of a hundred questions were lost; from here on none."""
SURER = 0.2
"""How much surer, in confidence, a reading with what stands around a question must be than the question alone."""
ARTICLES = 6
"""A claim is looked up in so many articles, those that come first for it."""
BESIDE_ANOTHER_FROM = 0.28
"""From this confidence what is asked beside another question is answered: below it 1 wrong card in 20 would be right.

On `conversations.jsonl`, on text alone 5 of 89, with reader questions 3 of 56."""
LOOKED_AT = 3
"""A kind of answer is missing from the story if so many passages, the best ones, do not have it."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Passages, best first: `order` holds their rows, and `scores` the score of each of these in log-odds.

    Of a large story only those worth ranking are among them.
    `question` is the reading of the question that was ranked. `confidence` is the probability that the first passage
    answers, and `answers` whether any is likely enough to (see `Weights.told`). If not, `missing` is the kind of answer
    that the best passages lack. `unclear`: if not, the articles may tell it all the same, or the question was not
    understood.
    `shown` is what a follow-up was shown last: the same words are no answer to it.
    """

    question: Understood
    order: Rows
    scores: Column
    confidence: float
    answers: bool
    missing: AnswerKind | None = None
    unclear: bool = False
    shown: Shown | None = None

    def led_by(self, row: int) -> Ranking:
        """Return the ranking with a passage of it put first, with the score of the one that was."""
        first = self.order == row
        order = np.concatenate([self.order[first], self.order[~first]])
        scores = np.concatenate([self.scores[:1].repeat(first.sum()), self.scores[~first]])
        return replace(self, order=order, scores=scores)

    def score_of(self, row: int) -> float:
        """Return the score of a row; minus infinity where it was not worth ranking."""
        return float(self.scores[self.order == row].max(initial=-np.inf))


def mostly_asked(corpus: Corpus) -> bool:
    """Whether most passages have so many reader questions that these tell more than the text."""
    return corpus.asked.model is not None and corpus.asked.density >= ASKED_ENOUGH


@dataclass(frozen=True)
class Ranker:
    """Ranks a story's passages. `weights_with_questions` rank the questions that are like a reader question.

    Those weights were fitted where every passage has reader questions, and would rank last the passages without any.
    """

    corpus: Corpus
    weights: Weights
    follow_up_weights: FollowUpWeights
    weights_with_questions: Weights | None = None
    like_from: float = LIKE_ONE_ASKED

    @classmethod
    def build(cls, corpus: Corpus) -> Ranker:
        """Choose the weights that suit the corpus."""
        if corpus.asked.model is None:
            return cls(corpus, load_weights(TEXT_ALONE), load_follow_up_weights(TEXT_ALONE))
        if corpus.asked.density:
            follow_ups = WITH_READER_QUESTIONS if mostly_asked(corpus) else TEXT_ALONE
            own, all_of_them = load_weights(table_for(corpus.asked.density)), load_weights(WITH_READER_QUESTIONS)
            like_one = None if own is all_of_them else all_of_them
            return cls(corpus, own, load_follow_up_weights(follow_ups), like_one, THE_SAME_ASKED)
        return cls(corpus, sparse_weights(), load_follow_up_weights(TEXT_ALONE), load_weights(WITH_READER_QUESTIONS))

    def rank(self, understood: Understood) -> Ranking:
        """Rank the passages; a follow-up that leans on the exchange before as such, any other as a single question."""
        return self._ranked(self.score(understood))

    def rank_beside(self, understood: Understood) -> Ranking:
        """Rank for a question that stands in one message with the one it may go on from.

        It is answered from the confidence of a single question: whoever asks two things at once does not, as in a
        conversation, ask on because the articles did not tell.
        """
        scored = self.score(understood)
        alone = replace(self._alone(scored), question=replace(understood, follow_up=None))
        going_on = self._ranked(scored)
        if alone.confidence > going_on.confidence + SURER:
            return alone
        confidence = going_on.confidence
        if going_on.order[0] == alone.order[0]:
            confidence = max(confidence, alone.confidence)
        answers = confidence >= max(self.weights.sure_from, BESIDE_ANOTHER_FROM)
        missing = None if answers else going_on.missing
        return replace(going_on, confidence=confidence, answers=answers, missing=missing, shown=None)

    def surest(self, readings: Sequence[Understood], others: Sequence[Understood]) -> Ranking:
        """Rank by the reading that is the surest to be answered, or by another one that is clearly surer (`SURER`)."""
        best = max(map(self.score, readings), key=lambda each: each.confidence)
        other = max(map(self.score, others), key=lambda each: each.confidence, default=best)
        return self._alone(other if other.confidence > best.confidence + SURER else best)

    def speaking(self, ranking: Ranking) -> list[int]:
        """Return the row of the best passage of each article that speaks to a claim; the best of all is the first.

        That of another article speaks to it where it more likely answers than not: its
        odds, told by the signals of that article's passages alone, times how much less likely than the best of all it
        is (scores are log-odds). Of 100 passages that this added to the answers of three authors' questions, 76 answer
        by themselves.
        """
        best = int(ranking.order[0])
        articles = self.corpus.layout.article[ranking.order]
        rows, claim = [best], self.score(ranking.question)
        for article in list(dict.fromkeys(articles.tolist()))[1:ARTICLES]:
            candidates = CandidateSet.of(self.corpus, ranking.order[articles == article])
            asked = claim.before(candidates)
            row = int(candidates.rows[asked.places[0]])
            behind = ranking.scores[0] - ranking.score_of(row)
            if asked.confidence * np.exp(-behind) >= 1 - asked.confidence:
                rows.append(row)
        return rows

    def score(self, understood: Understood) -> ScoredQuestion:
        """Return a question with its candidates, those worth ranking."""
        asked = QuestionAnalysis(self.corpus, understood.text, understood.wanted)
        weights = self.weights_for(asked)
        candidates = self.every if self.every is not None else select(asked, weights.ranking)
        return ScoredQuestion(understood, Query(asked, candidates), weights)

    def scored_follow_up(self, alone: ScoredQuestion, follow_up: FollowUp) -> ScoredFollowUp | None:
        """Return a follow-up with its readings scored; None where the message stands alone."""
        leans = 1.0 if follow_up.asks_source else leaning(follow_up.signs, alone, self.follow_up_weights.leaning)
        return None if leans < STANDS_ALONE_BELOW else self.leaning_with(follow_up, leans, alone)

    def leaning_with(self, follow_up: FollowUp, leans: float, alone: ScoredQuestion | None = None) -> ScoredFollowUp:
        """Return a follow-up with its readings scored, which leans with this probability.

        `alone` is the message as it was scored by itself: often the new words are just that.
        """
        same = alone is not None and alone.understood.text is follow_up.new.text
        new = alone if alone is not None and same else self.score(follow_up.new)
        resolved = new if follow_up.resolved is follow_up.new else self.score(follow_up.resolved)
        joined = resolved if follow_up.joined is follow_up.resolved else self.score(follow_up.joined)
        answered = joined if follow_up.answered is follow_up.joined else self.score(follow_up.answered)
        if self.every is None:
            own = [each.query.candidates.rows for each in (new, resolved, joined, answered)]
            shown = np.array([shown.row for shown in follow_up.shown], dtype=np.intp)
            together = CandidateSet.of(self.corpus, np.concatenate([*own, shown]))
            moved = {
                id(each): each.before(together) for each in (new, resolved, joined, answered)
            }  # one that is two, once
            new, resolved, joined, answered = (moved[id(each)] for each in (new, resolved, joined, answered))
        return ScoredFollowUp(follow_up, new, resolved, joined, answered, leans)

    @cached_property
    def every(self) -> CandidateSet | None:
        """All passages, where so few that all are ranked."""
        return CandidateSet.all_of(self.corpus) if self.corpus.size <= ALL_OF else None

    def weights_for(self, asked: QuestionAnalysis) -> Weights:
        """Return the weights that rank a question."""
        if self.weights_with_questions is not None and asked.resemblance >= self.like_from:
            return self.weights_with_questions
        return self.weights

    def _ranked(self, scored: ScoredQuestion) -> Ranking:
        follow_up = scored.understood.follow_up
        asked = None if follow_up is None else self.scored_follow_up(scored, follow_up)
        return self._alone(scored) if asked is None else self._going_on(asked)

    def _going_on(self, asked: ScoredFollowUp) -> Ranking:
        ranked = rank_follow_up(asked, self.follow_up_weights)
        whole = asked.follow_up.whole
        if asked.follow_up.asks_source:  # it was an answer, and is one again
            confidence = max(asked.joined.confidence, asked.joined.weights.sure_from)
            return self._ranking(whole, asked.rows, ranked.scores, confidence, answers=True)
        confidence = sure_of(ranked, self.follow_up_weights)
        answers = confidence >= self.follow_up_weights.answer_from
        ranking = self._ranking(whole, asked.rows, ranked.scores, confidence, answers)
        return replace(ranking, unclear=not answers and asked.joined.unclear, shown=asked.last)

    def _alone(self, asked: ScoredQuestion) -> Ranking:
        rows, answers = asked.query.candidates.rows, asked.answers
        unclear = not answers and asked.unclear
        return self._ranking(asked.understood, rows, asked.scores, asked.confidence, answers, unclear=unclear)

    def _ranking(
        self,
        question: Understood,
        rows: Rows,
        scores: Column,
        confidence: float,
        answers: bool,
        *,
        unclear: bool = False,
    ) -> Ranking:
        first = best_first(scores)
        order = rows[first]
        missing = None if answers else self._missing(question.wanted, order)
        return Ranking(question, order, scores[first], confidence, answers, missing, unclear)

    def _missing(self, wanted: frozenset[AnswerKind], order: Rows) -> AnswerKind | None:
        """Return the first kind of answer that is wanted and that none of the best passages has."""
        best, holds = order[:LOOKED_AT].tolist(), self.corpus.contents.holds
        return next((kind for kind in AnswerKind if kind in wanted and not any(holds(row, kind) for row in best)), None)
