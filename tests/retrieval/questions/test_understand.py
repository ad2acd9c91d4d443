"""A question of a message, with what stands around it."""

from __future__ import annotations

import pytest

from retrieval.questions.message import read_message
from retrieval.questions.understand import readings_of
from tests.sample import sample_story

STORY = sample_story()
KIM_AND_IVANKA = "Kim's first call went to Ivanka, so much I know. How did she respond?"


@pytest.mark.parametrize(
    ("message", "readings"),
    [
        (KIM_AND_IVANKA, ["How did she respond?", "How did Kim respond?", "How did Ivanka respond?"]),
        ("I like Trump. where did she go?", ["where did she go?"]),
        ("nice weather. where did she go?", ["where did she go?"]),
    ],
)
def test_a_pronoun_may_be_whom_the_message_names(message: str, readings: list[str]) -> None:
    (part,) = read_message(message).parts
    assert [each.text.text for each in readings_of(STORY.reader, STORY.library, part)] == readings


def test_the_surest_of_them_is_answered() -> None:
    answer = STORY.ask(KIM_AND_IVANKA)
    assert answer.answered, "what is supposed by a pronoun is not checked as a premise"
    assert answer.understood == "How did Ivanka respond?"


def test_what_stands_alone_after_an_answer_is_read_as_if_it_had_come_first() -> None:
    message = "Permit me a wholly separate enquiry: what age has Mrs. Johnson attained?"
    before = STORY.ask("was tea served at the white house").exchange
    after, first = STORY.ask(message, before), STORY.ask(message)
    assert (after.outcome, after.confidence, after.understood) == (first.outcome, first.confidence, first.understood)
    assert after.answered
