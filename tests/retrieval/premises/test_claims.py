"""What a question takes for granted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import Story
from retrieval.premises.claims import Claims


def claims(story: Story, question: str) -> Claims:
    return Claims(story.reader.read_question(question))


def words(found: Claims, positions: list[int]) -> list[str]:
    return [found.tokens[at].folded for at in positions]


@pytest.mark.parametrize(
    ("question", "granted"),
    [
        ("why did alice refuse", True),
        ("did alice refuse", False),
        ("ok so was it a life sentence", False),
        ("kim gave up on alice", True),
        ("no way trump pardoned her", False),
        ("I don't believe trump pardoned her", False),
        ("which song did alice sing", True),
    ],
)
def test_a_yes_or_no_question_supposes_nothing(story: Story, question: str, granted: bool) -> None:
    assert claims(story, question).taken_for_granted is granted


def test_what_is_denied_stands_after_the_negator(story: Story) -> None:
    found = claims(story, "why was kim never granted a meeting with the staff of the white house")
    assert words(found, sorted(found.denied)) == ["granted", "meeting"]
    assert not claims(story, "why did kim get a meeting").denied


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("what do kim's five kids think", [("5", "kid")]),
        ("how was it in 2006", [("2006", None)]),
        ("how many mouths did she have 2 feed", []),
        ("where did the two of them meet", []),
        ("did one person help", []),
    ],
)
def test_numbers_count_something(story: Story, question: str, numbers: list[tuple[str, str | None]]) -> None:
    found = claims(story, question)
    assert [(found.tokens[at].folded, counted) for at, counted in found.numbers] == numbers


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Why has Kim called Melania first?", ["melania"]),
        ("what did Tucker Carlson ask", ["tucker", "carlson"]),
        ("melania or ivanka, who was it", []),
        ("who gave him legitimacy, melania?", []),
        ("WHY DID THEY CRY", []),
        ("why did alice cry", []),
    ],
)
def test_names_of_others(story: Story, question: str, names: list[str]) -> None:
    found = claims(story, question)
    assert words(found, found.names) == names


def test_who_is_taken_to_speak(story: Story) -> None:
    assert claims(story, "why did alice say that she would fight").speaker == "Alice Marie Johnson"
    assert claims(story, "why did alice cry").speaker is None


@given(st.text(max_size=200))
def test_any_text_can_be_read(story: Story, text: str) -> None:
    found = claims(story, text)
    for positions in (found.content, sorted(found.denied), found.names, found.predicate):
        assert all(0 <= at < len(found.tokens) for at in positions)
    assert found.speaker is None or any(person.name == found.speaker for person in found.text.persons)
