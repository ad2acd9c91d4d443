"""Named features of every passage, each in 0..1 and each saying what it says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval import PassageKind, Story
from retrieval.articles.article import make_article
from retrieval.english.answer_kinds import AnswerKind
from retrieval.feature import Feature
from retrieval.ranking import features as features_module
from retrieval.ranking.candidates import CandidateSet
from retrieval.ranking.features import FEATURES, compute
from retrieval.ranking.query import Query
from tests.retrieval.queries import query


def features(story: Story, question: str) -> dict[str, list[float]]:
    return {name: column.tolist() for name, column in compute(query(story, question)).items()}


def row(story: Story, words: str) -> int:
    return next(passage.row for passage in story.passages if words in passage.text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from("who why kim alice pardon prison said 21 years".split())).map(" ".join),
    )
)
def test_every_feature_of_every_passage_lies_in_0_to_1(story: Story, question: str) -> None:
    computed = compute(query(story, question))
    assert set(computed) == set(FEATURES)
    for name, column in computed.items():
        assert column.shape == (len(story.passages),), name
        assert np.isfinite(column).all(), name
        assert column.min() >= 0, name
        assert column.max() <= 1 + 1e-6, name


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from("who why kim kardashian kid alice free prison said 21 years drug ring zyx".split())),
    st.integers(0, 20),
)
def test_what_is_kept_of_words_is_what_a_question_alone_finds(story: Story, words: list[str], begin: int) -> None:
    every = query(story, " ".join(words))
    some = Query(every.analysis, CandidateSet.of(story.ranker.corpus, np.arange(begin, begin + 15)))
    assert every.candidates.around.whole
    assert not some.candidates.around.whole
    for name in ("coverage", "sentence", "context", "neighbours", "related", "people", "people_near"):
        kept, found = compute(every, [name])[name], compute(some, [name])[name]
        assert kept[begin : begin + 15].tolist() == pytest.approx(found.tolist()), name


def test_every_feature_is_registered_under_its_name_and_says_what_it_measures() -> None:
    written = {name: each for name, each in vars(features_module).items() if isinstance(each, Feature)}
    assert written == dict(FEATURES)
    assert all(name == each.name and each.meaning.endswith(".") for name, each in FEATURES.items())


def test_reader_questions_are_seen_with_one_value_for_not_told(story: Story) -> None:
    asked = query(story, "who is alice johnson").analysis
    assert asked.fit is not None
    assert asked.near is not None
    assert asked.fit.shape == asked.near.shape == (len(story.passages) + 1,)


def test_a_story_without_them_has_none() -> None:
    story = Story.build([make_article("x.txt", "The comet\n\nThe comet fell into the sea.")])
    asking = query(story, "where did the comet fall")
    asked = asking.analysis
    assert asked.fit is None
    assert asked.near is None
    assert asked.resemblance == 0
    assert not any(any(column) for name, column in compute(asking).items() if name.startswith("question_"))


def test_the_words_of_a_passage_point_to_it(story: Story) -> None:
    found = features(story, "full-fledged pentecostal holy dance")
    wanted = row(story, "full-fledged Pentecostal")
    assert max(found["words"]) == pytest.approx(
        max(found["words"][wanted], found["words"][row(story, "full-fledged, ")])
    )
    assert found["coverage"][wanted] > 0.9


def test_other_words_for_the_same_thing_count_less(story: Story) -> None:
    wanted = row(story, "incarceration in October 1996")
    same, other = features(story, "incarceration"), features(story, "imprisonment")
    assert 0 < other["coverage"][wanted] < same["coverage"][wanted]
    assert other["related"][wanted] > 0


def test_who_is_named_is_seen_and_who_is_near(story: Story) -> None:
    found = features(story, "what did van jones ask")
    named = row(story, "CNN’s Van Jones, Kardashian discussed")
    assert found["people"][named] == 1
    assert found["people_near"][named + 1] == 1
    assert set(features(story, "was it risky")["people"]) == {0.0}


def test_the_wanted_kind_is_seen(story: Story) -> None:
    kind = features(story, "how old is she")["kind"]
    assert kind[row(story, "a 63-year-old grandmother")] > 0
    assert kind[row(story, "My house was being foreclosed")] == 0
    assert story.ranker.corpus.contents.holds(row(story, "a 63-year-old grandmother"), AnswerKind.AGE)


def test_headlines_and_furniture_are_known(story: Story) -> None:
    found = features(story, "who is alice")
    assert [passage.row for passage in story.passages if passage.kind is PassageKind.HEADLINE] == [
        place for place, value in enumerate(found["headline"]) if value
    ]
    furniture = [passage.row for passage in story.passages if passage.kind is PassageKind.FURNITURE]
    assert [place for place, value in enumerate(found["furniture"]) if value] == furniture != []
    assert not any(features(story, "is there a video")["furniture"])


def test_the_neighbours_of_another_article_do_not_count() -> None:
    story = Story.build(
        [make_article("a.txt", "Alpha\n\nNothing here."), make_article("b.txt", "The comet\n\nA zebra ran.")]
    )
    assert features(story, "zebra")["neighbours"][1] == 0
