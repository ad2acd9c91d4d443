"""Of the passages near the first, the one whose words would answer comes first; the others keep their places."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.marking.highlights import QuestionMarks
from retrieval.marking.reranking import AT_MOST, BEHIND, near_first, reranked
from retrieval.questions.understood import Understood, understand_alone
from retrieval.ranking.ranker import Ranking
from retrieval.ranking.weights import best_first


@pytest.fixture(scope="module")
def town() -> Story:
    return Story.build(
        [
            make_article("bridge.txt", "The bridge\n\nThe old bridge was closed for good, the town decided."),
            make_article("council.txt", "The council\n\nOn 4 March the old bridge was closed, and no boat passed."),
        ]
    )


@dataclass(frozen=True)
class KnownScores(QuestionMarks):
    """Marks of which only the scores of the best spans are known."""

    best: tuple[float | None, ...] = ()

    def best_score(self, row: int) -> float | None:
        return self.best[row]


def ranking_of(question: Understood, scores: list[float]) -> Ranking:
    values = np.array(scores)
    order = best_first(values)
    return Ranking(question, order, values[order], 0.5, answers=True)


def known(town: Story, question: Understood, best: tuple[float | None, ...]) -> KnownScores:
    highlighter = town.marker.highlighter
    return KnownScores(highlighter.cutter, highlighter.alignment, question.text, question.wanted, None, best)


SCORES = st.lists(st.floats(-9, 9), min_size=1, max_size=12)


@given(SCORES, st.data())
def test_only_those_near_the_first_change_places(town: Story, scores: list[float], data: st.DataObject) -> None:
    question = understand_alone(town.reader, "when was the bridge closed")
    spans = st.none() | st.floats(-4, 4)
    best = tuple(data.draw(st.lists(spans, min_size=len(scores), max_size=len(scores))))
    ranking = ranking_of(question, scores)
    near = near_first(ranking)
    assert 1 <= len(near) <= AT_MOST
    assert all(scores[row] >= max(scores) - BEHIND for row in near)
    again = reranked(ranking, known(town, question, best), 0.5)
    assert sorted(again.order) == sorted(ranking.order)
    assert (np.diff(again.scores) <= 0).all()
    untouched = [row for row in ranking.order if row not in near or best[row] is None]
    assert [row for row in again.order if row in untouched] == untouched
    assert all(again.score_of(row) == ranking.score_of(row) for row in untouched)
    compared = [row for row in near if best[row] is not None]
    if len(compared) < 2:
        assert again is ranking


@given(st.floats(0.1, 5), st.floats(0.01, 0.9))
def test_better_words_win_if_they_outweigh_what_the_first_is_ahead(town: Story, gain: float, ahead: float) -> None:
    question = understand_alone(town.reader, "when was the bridge closed")
    ranking = ranking_of(question, [ahead, 0.0])
    again = reranked(ranking, known(town, question, (0.0, gain)), 0.25)
    if abs(0.25 * gain - ahead) > 1e-9:
        assert bool(again.order[0] == 1) == (0.25 * gain > ahead)


def test_who_asks_for_a_date_gets_the_passage_that_has_one(town: Story) -> None:
    question = understand_alone(town.reader, "when was the old bridge closed")
    date = town.library.rows("council.txt", 2)[0]
    other = town.library.rows("bridge.txt", 2)[0]
    scores = [{other: 0.3, date: 0.0}.get(passage.row, -9.0) for passage in town.passages]
    ranking = ranking_of(question, scores)
    assert town.marker.rerank(ranking, town.marker.marks_of(ranking)).order[0] == date
