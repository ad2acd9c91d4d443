"""A denial is true: what was not understood, or may be told all the same, is not denied."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval import Story
from retrieval.answer import Outcome
from retrieval.questions.understood import understand_alone
from retrieval.ranking.question_analysis import QuestionAnalysis, is_understood


def analysis(story: Story, question: str) -> QuestionAnalysis:
    asked = understand_alone(story.reader, question)
    return QuestionAnalysis(story.ranker.corpus, asked.text, asked.wanted)


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("what is the capital of canada", True),
        ("what did melania say about it", True),
        ("who is alice", True),
        ("how many 47 were there", True),
        ("what is the flurbl of alice", False),
        ("zxqv wrtp", False),
        ("what about that", False),
        ("", False),
    ],
)
def test_words_that_nobody_knows_are_not_understood(story: Story, question: str, understood: bool) -> None:
    assert is_understood(analysis(story, question)) is understood


def test_what_was_not_understood_is_unclear_and_the_rest_is_denied(story: Story) -> None:
    assert story.ask("what is the flurbl of wrtpq").unclear
    denied = story.ask("how tall is kim kardashian")
    assert (denied.outcome, denied.unclear) == (Outcome.DECLINED, False)
    assert not story.ask("how old is alice").unclear


def test_the_thresholds_are_in_order(story: Story) -> None:
    weights = story.ranker.weights
    assert 0 < weights.deny_below < weights.answer_from < 1
    assert 0 < weights.sure_from < 1


@pytest.mark.parametrize("question", ["who bought magazines about kim", "how long was the crying on the phone"])
def test_the_nearest_questions_can_be_answered(story: Story, question: str) -> None:
    offered = story.nearest(question)
    assert 0 < len(offered) <= 3
    assert len(set(offered)) == len(offered)
    assert all(story.ask(each).answered for each in offered)


def test_an_offered_question_is_nearest_to_itself(story: Story) -> None:
    for text in story.suggestions.texts[::7]:
        assert story.nearest(text, 1) == (text,)


def test_without_reader_questions_none_is_near(story: Story) -> None:
    assert Story.build(story.articles).nearest("how old is alice") == ()


@given(st.text(max_size=200), st.integers(0, 5))
@example("Y:D", 2)  # "why did she do it" is a question of two passages
def test_of_any_text_at_most_so_many_are_near(story: Story, text: str, limit: int) -> None:
    offered = story.nearest(text, limit)
    assert len(offered) == len(set(offered)) <= limit
