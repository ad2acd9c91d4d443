"""Questions judged and counted: by paragraph, by group, by kind."""

from __future__ import annotations

import json
import math

import pytest

from retrieval import Answer, Finding, Outcome
from retrieval.articles.article import make_article
from retrieval.articles.passages import Passage, make_passages
from retrieval.evaluation.answers import (
    Judged,
    answering_threshold,
    evaluate,
    evaluate_answering,
    evaluate_ranking,
    judge,
    ranked_places,
)
from retrieval.evaluation.question_files import Place, Question
from retrieval.evaluation.tables import evaluation_as_json, format_evaluation

LONG = "Mr. Jones then asked Kim Kardashian West what she made of it all. " * 60
ARTICLE = make_article("a.txt", f"Headline\n\n{LONG}\n\nThe third.\n\nThe fourth.")
PASSAGES = make_passages((ARTICLE,))


def answer(*passages: Passage, confidence: float = 0.5, outcome: Outcome = Outcome.ANSWERED) -> Answer:
    return Answer("?", outcome, confidence, tuple(Finding(passage, 1.0) for passage in passages))


def of_paragraph(number: int) -> list[Passage]:
    return [passage for passage in PASSAGES if passage.paragraph == number]


def judged(
    *ranks: int,
    answerable: bool = True,
    confidence: float = 0.5,
    answered: bool = True,
    type: str | None = None,  # noqa: A002
    overlap: str | None = None,
    kind: str | None = None,
) -> Judged:
    return Judged("q", answerable, ranks, max(1, len(ranks)), confidence, answered, type, overlap, kind)


def test_a_paragraph_in_several_passages_has_one_rank() -> None:
    first, second, *_ = of_paragraph(2)
    (third,) = of_paragraph(3)
    places = ranked_places(answer(second, first, third))
    assert places == [Place("a.txt", 2), Place("a.txt", 3)]


def test_only_candidates_are_ranked() -> None:
    places = ranked_places(answer(*PASSAGES), frozenset({Place("a.txt", 4), Place("a.txt", 3)}))
    assert places == [Place("a.txt", 3), Place("a.txt", 4)]


def test_a_question_is_judged_by_the_ranks_of_its_gold() -> None:
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        return answer(*of_paragraph(2), *of_paragraph(4), *of_paragraph(3), confidence=0.7)

    gold = (Place("a.txt", 3), Place("a.txt", 4), Place("a.txt", 1))
    (row,) = judge(ask, [Question("Q1", "who?", gold, True, "who", "low")])
    assert asked == ["who?"]
    assert (row.id, row.gold_ranks, row.gold_count, row.confidence) == ("Q1", (2, 3), 3, 0.7)
    assert (row.answered, row.right_first, row.type, row.overlap) == (True, False, "who", "low")
    assert row.seconds > 0


def test_a_declined_question_still_has_ranks() -> None:
    (row,) = judge(
        lambda _: answer(*of_paragraph(3), outcome=Outcome.DECLINED), [Question("Q", "?", (Place("a.txt", 3),), True)]
    )
    assert (row.answered, row.right_first) == (False, True)


def test_a_confidence_stays_a_probability() -> None:
    rows = judge(lambda _: answer(confidence=1.25), [Question("Q", "?", (), False)])
    assert rows[0].confidence == 1.0


def test_the_ranking_by_group() -> None:
    rows = [
        judged(1, type="who", overlap="high"),
        judged(2, type="why", overlap="low"),
        judged(4, type="who", overlap="low"),
        judged(type="who", overlap="low"),
        judged(answerable=False, kind="near"),
    ]
    table = {(row.group, row.name): row for row in evaluate_ranking(rows)}
    assert list(table) == [("all", "all"), ("overlap", "high"), ("overlap", "low"), ("type", "who"), ("type", "why")]
    everything = table["all", "all"]
    assert everything.questions == 4
    assert (everything.right_first.value, everything.in_first_3.value, everything.in_first_5.value) == (0.25, 0.5, 0.75)
    assert everything.mrr.value == pytest.approx((1 + 1 / 2 + 1 / 4 + 0) / 4)
    assert everything.ndcg_10.value == pytest.approx((1 + 1 / math.log2(3) + 1 / math.log2(5)) / 4)
    assert table["type", "who"].right_first.value == pytest.approx(1 / 3)
    assert table["overlap", "high"].right_first == (1.0, 1.0, 1.0)


def test_a_group_that_is_unknown_comes_after_the_known() -> None:
    rows = [judged(1, overlap=overlap) for overlap in ("none", "low", "high")]
    assert [row.name for row in evaluate_ranking(rows)] == ["all", "high", "low", "none"]


def test_no_answerable_question_gives_no_ranking() -> None:
    assert evaluate_ranking([judged(answerable=False)]) == ()


def test_answered_and_declined_by_kind() -> None:
    rows = [
        judged(1, confidence=0.9),
        judged(1, confidence=0.4, answered=False),
        judged(answerable=False, kind="far", answered=False, confidence=0.1),
        judged(answerable=False, kind="near", confidence=0.6),
        judged(answerable=False, kind="near", answered=False, confidence=0.3),
        judged(answerable=False, answered=False, confidence=0.5),
    ]
    table = {row.name: row for row in evaluate_answering(rows)}
    assert list(table) == ["answerable", "near", "far", "other"]
    assert answering_threshold(rows) == 0.4
    assert [row.answered.value for row in table.values()] == [0.5, 0.5, 0.0, 0.0]
    assert [row.declined.value for row in table.values()] == [0.5, 0.5, 1.0, 1.0]
    assert [row.declined_at_share.value for row in table.values()] == [0.0, 0.5, 1.0, 0.0]


def test_unanswerable_questions_alone_have_no_threshold() -> None:
    (row,) = evaluate_answering([judged(answerable=False, kind="far")])
    assert math.isnan(row.declined_at_share.value)


def test_confidence_counts_as_right_only_where_the_first_passage_answers() -> None:
    rows = [judged(1, confidence=1.0), judged(2, confidence=0.0), judged(answerable=False, confidence=0.0)]
    evaluation = evaluate(rows)
    assert (evaluation.brier_score, evaluation.calibration_error) == (0.0, 0.0)
    assert evaluation.right_of_answered.value == pytest.approx(1 / 3)


def test_the_table_can_be_read() -> None:
    rows = [
        judged(1, type="who", overlap="high", confidence=0.9),
        judged(answerable=False, kind="near", answered=False),
    ]
    lines = format_evaluation(evaluate(rows)).splitlines()
    assert lines[0].split() == "Ranking questions right first in first 3 in first 5 MRR nDCG@10".split()
    assert lines[1].startswith("all                     1  1.00 [1.00, 1.00]")
    assert lines[2].startswith("overlap high            1  1.00")
    assert any(line.startswith("near                    1  0.00 [0.00, 0.00]   1.00 [1.00, 1.00]") for line in lines)
    assert any(line.startswith("0.9 to 1.0              1  0.90") for line in lines)
    assert lines[-1].startswith("Time per question: median ")


def test_the_table_of_nothing_answerable() -> None:
    text = format_evaluation(evaluate([judged(answerable=False, kind="far", answered=False)]))
    assert text.startswith("Answering")
    assert "nan" not in text


def test_the_object_is_valid_json_whatever_is_unknown() -> None:
    result = evaluation_as_json(evaluate([judged(answerable=False, kind="far", answered=False)]))
    text = json.dumps(result, allow_nan=False)
    assert json.loads(text)["threshold_at_share"] is None
    assert result["answering"][0]["declined"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert result["ranking"] == []
