"""Questions that stand alone are shortened as people do who go on asking."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval import Story
from retrieval.evaluation.made_up_follow_ups import made_up_conversations, shortened
from retrieval.evaluation.question_files import Place, Question


@pytest.mark.parametrize(
    ("before", "question", "short"),
    [
        ("how old is alice", "what did alice say", "what did she say?"),
        ("how old is alice", "who picked up alice", "who picked up her?"),
        ("how old is alice", "what was Alice's sentence", "what was her sentence?"),
        ("where was alice in prison", "was kim in prison", None),
        ("how much prison did alice get", "how much prison did kim get", "and kim?"),
        ("did kim plan a meeting", "what was said in the meeting", "what was said?"),
        ("did the tweet help", "who read the tweet", "who read it?"),
        ("how old is alice", "was kanye there", None),
    ],
)
def test_what_was_said_before_is_left_out(story: Story, before: str, question: str, short: str | None) -> None:
    read = story.reader.read_question
    assert shortened(read(question), read(before), number=1) == short


def test_the_question_in_full_is_what_is_meant(story: Story) -> None:
    file = story.articles[0].file
    questions = [
        Question("1", "how old is alice", (Place(file, 3),), answerable=True),
        Question("2", "what did alice say", (Place(file, 4),), answerable=True),
        Question("3", "is alice writing a book", (), answerable=False, kind="near"),
        Question("4", "who is alice", (), answerable=False, kind="far"),
    ]
    made = made_up_conversations(story, questions)
    assert {one.turns[1].meant for one in made} <= {question.text for question in questions[:3]}
    assert "is alice writing a book" in {one.turns[1].meant for one in made}
    for one in made:
        assert one.turns[0].gold
        assert one.turns[1].leans
        assert one.turns[1].question != one.turns[1].meant


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(st.text(max_size=60), st.text(max_size=60), st.integers(0, 12))
def test_any_two_texts_do_no_harm(story: Story, question: str, before: str, number: int) -> None:
    read = story.reader.read_question
    assert shortened(read(question), read(before), number) != ""
