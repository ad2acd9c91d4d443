"""How sure: a probability out of named signals."""

from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval import Story
from retrieval.articles.article import make_article
from retrieval.feature import Feature
from retrieval.questions.understood import understand_alone
from retrieval.ranking import confidence
from retrieval.ranking.confidence import SIGNALS, RankedQuery, measure, probability
from retrieval.ranking.features import compute
from retrieval.ranking.weights import best_first, weighted_sum
from tests.retrieval.queries import query

VALUES = st.dictionaries(st.sampled_from(sorted(SIGNALS)), st.floats(-1e6, 1e6))


@given(VALUES, VALUES)
def test_it_is_a_probability(values: dict[str, float], weights: dict[str, float]) -> None:
    assert 0 < probability(values, weights) < 1


def test_it_is_the_logistic_function() -> None:
    assert probability({}, {}) == 0.5
    assert probability({"lead": 2.0}, {"lead": 1.5, "constant": -1.0}) == pytest.approx(1 / (1 + math.exp(-2)))
    assert probability({"lead": 2.0}, {"margin": 1.5}) == 0.5


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_of_a_good_signal_is_surer(one: float, other: float) -> None:
    low, high = sorted((one, other))
    weights = {"lead": 3.0, "constant": -1.0}
    assert probability({"lead": low}, weights) <= probability({"lead": high}, weights)


def look(story: Story, question: str) -> dict[str, float]:
    asked, weights = query(story, question), story.ranker.weights.ranking
    scores = weighted_sum(compute(asked), weights, len(story.passages))
    return measure(RankedQuery(asked, scores, best_first(scores)))


def test_every_signal_is_registered_under_its_name_and_says_what_it_measures() -> None:
    written = {name: each for name, each in vars(confidence).items() if isinstance(each, Feature)}
    assert written == dict(SIGNALS)
    assert all(name == each.name and each.meaning.endswith(".") for name, each in SIGNALS.items())


def test_with_reader_questions_there_is_every_signal(story: Story) -> None:
    assert set(look(story, "who is alice johnson")) == set(SIGNALS)


def test_without_them_there_are_the_others() -> None:
    story = Story.build([make_article("x.txt", "The comet\n\nThe comet fell into the sea.")])
    found = look(story, "where did the comet fall")
    assert found
    assert set(found) < set(SIGNALS)
    assert not {"fit", "fit_all", "fit_unanswerable", "near", "near_unanswerable"} & set(found)


def test_a_story_of_one_passage_has_its_margin() -> None:
    story = Story.build([make_article("x.txt", "The comet fell into the sea")])
    assert look(story, "comet")["margin"] == 3.0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.text(max_size=200))
def test_signals_are_finite(story: Story, question: str) -> None:
    found = look(story, question)
    assert all(math.isfinite(value) for value in found.values())
    assert 0 < found["lead"] <= 1
    assert 0 <= found["margin"] <= 3
    assert 0 <= found["unasked"] <= found["unknown"] + 1e-9 <= 1 + 2e-9


def test_an_unknown_word_shows(story: Story) -> None:
    assert look(story, "alice zebra")["unknown"] > look(story, "alice prison")["unknown"]


@pytest.mark.parametrize(
    ("question", "somebody"),
    [("when did the titanic sink", False), ("when was she freed", True), ("when was alice freed", True)],
)
def test_a_question_that_means_nobody_may_be_about_anything(story: Story, question: str, somebody: bool) -> None:
    ranked = _ranked(story, question)
    assert ranked.means_nobody is not somebody
    values = measure(ranked)
    assert (values["adrift"] > 0) is (not somebody)
    assert values["adrift"] in {0.0, values["unknown"]}


def test_what_is_learned_of_being_told_tells_near_misses_from_what_is_told(story: Story) -> None:
    told = [measure(_ranked(story, each.text))["telling"] for each in story.knowledge.questions.answered[::400]]
    untold = [measure(_ranked(story, text))["telling"] for text in story.knowledge.questions.unanswerable[::100]]
    assert min(told) > max(untold)


def test_the_nearest_reader_question_of_each_kind_is_found(story: Story) -> None:
    asked = story.knowledge.questions
    told, untold = (measure(_ranked(story, text)) for text in (asked.answered[7].text, asked.unanswerable[7]))
    assert told["nearest"] == pytest.approx(1)
    assert told["nearest"] > told["nearest_unanswerable"]
    assert untold["nearest_unanswerable"] == pytest.approx(1)
    assert untold["nearest_unanswerable"] > untold["nearest"]


def _ranked(story: Story, question: str) -> RankedQuery:
    asked = story.ranker.score(understand_alone(story.reader, question))
    return RankedQuery(asked.query, asked.scores, asked.places)
