"""Asks a story questions and measures how good the ranking is and how well the bot knows when to decline."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from retrieval.answer import Answer
from retrieval.evaluation.marks import Compared, compare_finding
from retrieval.evaluation.measures import (
    Bin,
    Estimate,
    bootstrap,
    brier_score,
    calibration_error,
    ndcg,
    percentile,
    reciprocal_rank,
    reliability,
    right_at,
    threshold_for_share,
)
from retrieval.evaluation.question_files import Place, Question

COMPARED_SHARE = 0.94
"""Declining is compared at the confidence that this share of the answerable questions reaches."""

_OVERLAPS = ("high", "medium", "low")
_KINDS = ("near", "far", "chitchat")


@dataclass(frozen=True, slots=True)
class Judged:
    """One question as it was answered.

    `gold_ranks` are the ranks, from 1, of the gold paragraphs among the ranked ones, ascending; `gold_count` is
    how many there are, ranked or not. `confidence` is the probability that the first passage answers. `marks` are the
    first passage's beside the words that answer, where it is a right one and they are known.
    """

    id: str
    answerable: bool
    gold_ranks: tuple[int, ...]
    gold_count: int
    confidence: float
    answered: bool
    type: str | None = None
    overlap: str | None = None
    kind: str | None = None
    seconds: float = 0.0
    marks: Compared | None = None

    @property
    def right_first(self) -> bool:
        """Whether the first passage is a right one."""
        return self.gold_ranks[:1] == (1,)


@dataclass(frozen=True, slots=True)
class RankingRow:
    """The ranking of one group of answerable questions; `group` is "all", "overlap" or "type"."""

    group: str
    name: str
    questions: int
    right_first: Estimate
    in_first_3: Estimate
    in_first_5: Estimate
    mrr: Estimate
    ndcg_10: Estimate


@dataclass(frozen=True, slots=True)
class AnsweringRow:
    """How many of one kind of question were answered.

    `declined_at_share` is the share that would be declined at the confidence that answers 94% of the answerable.
    """

    name: str
    questions: int
    answered: Estimate
    declined: Estimate
    declined_at_share: Estimate


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All measures of one question file. Times are in milliseconds."""

    questions: int
    ranking: tuple[RankingRow, ...]
    answering: tuple[AnsweringRow, ...]
    right_of_answered: Estimate
    threshold_at_share: float
    reliability: tuple[Bin, ...]
    calibration_error: float
    brier_score: float
    median_ms: float
    p99_ms: float


def judge(
    ask: Callable[[str], Answer], questions: Iterable[Question], candidates: frozenset[Place] | None = None
) -> list[Judged]:
    """Ask every question and record the ranks of its gold paragraphs.

    With `candidates`, only those paragraphs are ranked: a set that lists its passages has no headlines.
    """
    rows: list[Judged] = []
    for question in questions:
        begin = time.perf_counter()
        answer = ask(question.text)
        seconds = time.perf_counter() - begin
        places = ranked_places(answer, candidates)
        rows.append(
            Judged(
                id=question.id,
                answerable=question.answerable,
                gold_ranks=tuple(rank for rank, place in enumerate(places, start=1) if place in question.gold),
                gold_count=len(question.gold),
                confidence=min(1.0, max(0.0, float(answer.confidence))),
                answered=answer.answered,
                type=question.type,
                overlap=question.overlap,
                kind=question.kind,
                seconds=seconds,
                marks=compare_finding(answer.ranked[0], question) if answer.ranked else None,
            )
        )
    return rows


def ranked_places(answer: Answer, candidates: frozenset[Place] | None = None) -> list[Place]:
    """Return the ranked paragraphs without repeats: each stands where its best passage does."""
    places = dict.fromkeys(Place(finding.passage.file, finding.passage.paragraph) for finding in answer.ranked)
    return [place for place in places if candidates is None or place in candidates]


def evaluate_ranking(rows: Sequence[Judged]) -> tuple[RankingRow, ...]:
    """Measure the ranking of the answerable questions: all together, by overlap, and by type."""
    answerable = [row for row in rows if row.answerable]
    if not answerable:
        return ()
    table = [_ranking_row("all", "all", answerable)]
    for name in _present((row.overlap for row in answerable), _OVERLAPS):
        table.append(_ranking_row("overlap", name, [row for row in answerable if row.overlap == name]))
    for name in _present((row.type for row in answerable), ()):
        table.append(_ranking_row("type", name, [row for row in answerable if row.type == name]))
    return tuple(table)


def evaluate_answering(rows: Sequence[Judged]) -> tuple[AnsweringRow, ...]:
    """Measure the shares answered and declined: of the answerable questions, then of each kind of the others."""
    threshold = answering_threshold(rows)
    groups = [("answerable", [row for row in rows if row.answerable])]
    others = [row for row in rows if not row.answerable]
    for name in _present((row.kind for row in others), _KINDS):
        groups.append((name, [row for row in others if row.kind == name]))
    groups.append(("other", [row for row in others if row.kind is None]))
    return tuple(
        AnsweringRow(
            name=name,
            questions=len(members),
            answered=bootstrap([float(row.answered) for row in members]),
            declined=bootstrap([float(not row.answered) for row in members]),
            declined_at_share=bootstrap([float(row.confidence < threshold) for row in members])
            if not math.isnan(threshold)
            else Estimate(math.nan, math.nan, math.nan),
        )
        for name, members in groups
        if members
    )


def answering_threshold(rows: Sequence[Judged], share: float = COMPARED_SHARE) -> float:
    """Return the confidence that this share of the answerable questions reaches; nan if there are none."""
    return threshold_for_share([row.confidence for row in rows if row.answerable], share)


def evaluate(rows: Sequence[Judged]) -> Evaluation:
    """Return all measures of the judged questions."""
    confidences = [row.confidence for row in rows]
    right = [row.right_first for row in rows]
    table = reliability(confidences, right)
    milliseconds = [row.seconds * 1000 for row in rows]
    return Evaluation(
        questions=len(rows),
        ranking=evaluate_ranking(rows),
        answering=evaluate_answering(rows),
        right_of_answered=bootstrap([float(row.right_first) for row in rows if row.answered]),
        threshold_at_share=answering_threshold(rows),
        reliability=table,
        calibration_error=calibration_error(table),
        brier_score=brier_score(confidences, right),
        median_ms=percentile(milliseconds, 50),
        p99_ms=percentile(milliseconds, 99),
    )


def _ranking_row(group: str, name: str, rows: Sequence[Judged]) -> RankingRow:
    return RankingRow(
        group=group,
        name=name,
        questions=len(rows),
        right_first=bootstrap([right_at(row.gold_ranks, 1) for row in rows]),
        in_first_3=bootstrap([right_at(row.gold_ranks, 3) for row in rows]),
        in_first_5=bootstrap([right_at(row.gold_ranks, 5) for row in rows]),
        mrr=bootstrap([reciprocal_rank(row.gold_ranks) for row in rows]),
        ndcg_10=bootstrap([ndcg(row.gold_ranks, row.gold_count) for row in rows]),
    )


def _present(values: Iterable[str | None], order: Sequence[str]) -> list[str]:
    """Return the values that occur: first those in `order`, then the rest alphabetically."""
    found = {value for value in values if value is not None}
    return [value for value in order if value in found] + sorted(found - set(order))
