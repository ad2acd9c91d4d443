"""A small story that nobody prepared: what every commit is held to is loose, the figures are in docs/evaluation.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import Story
from retrieval.evaluation.question_files import Question, read_questions, read_rows

FOLDER = Path(__file__).resolve().parents[1] / "small_story"


@pytest.fixture(scope="module")
def story() -> Story:
    return Story.load(FOLDER)


@pytest.fixture(scope="module")
def asked(story: Story) -> list[Question]:
    path = FOLDER / "questions.jsonl"
    return read_questions(path, read_rows(path), story)


def test_what_it_tells_is_seldom_denied(story: Story, asked: list[Question]) -> None:
    told = [question for question in asked if question.answerable]
    assert sum(story.ask(question.text).answered for question in told) >= 0.7 * len(told)


def test_what_belongs_elsewhere_is_declined(story: Story, asked: list[Question]) -> None:
    far = [question for question in asked if question.kind == "far"]
    assert len(far) == 5
    assert not any(story.ask(question.text).answered for question in far)


def test_what_is_asked_once_more_is_answered_once_more(story: Story, asked: list[Question]) -> None:
    for question in asked:
        first = story.ask(question.text)
        again = story.ask(question.text, first.exchange)
        assert (again.outcome, again.ranked[0].passage.row) == (first.outcome, first.ranked[0].passage.row)
