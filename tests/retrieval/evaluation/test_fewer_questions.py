"""A few reader questions never harm: whatever their number, the right passage is first as often as without any."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.evaluation.asked_sets import with_few_questions
from retrieval.evaluation.plain_questions import read_plain_questions
from retrieval.evaluation.question_files import Question, read_rows
from retrieval.knowledge.files import ReaderQuestions
from retrieval.ranking.weights import (
    FEW_QUESTIONS,
    MANY_QUESTIONS,
    TEXT_ALONE,
    WITH_READER_QUESTIONS,
    few_questions,
    load_weights,
    table_for,
)
from retrieval.story import Story

ROOT = Path(__file__).parents[3]
FILE = ROOT / "tests" / "evaluation" / "third-author.jsonl"
HARM = 0.01


@pytest.fixture(scope="module")
def story() -> Story:
    return Story.load(ROOT / "seeds")


@pytest.fixture(scope="module")
def asked(story: Story) -> list[Question]:
    return [each for each in read_plain_questions(FILE, read_rows(FILE), story) if each.gold]


def right_first(story: Story, asked: list[Question]) -> float:
    right = 0
    for question in asked:
        ranked = story.ask(question.text).ranked
        gold = {(at.file, at.paragraph) for at in question.gold}
        right += bool(ranked) and (ranked[0].passage.file, ranked[0].passage.paragraph) in gold
    return right / len(asked)


@pytest.fixture(scope="module")
def without_any(story: Story, asked: list[Question]) -> float:
    bare = Story.build(story.articles, replace(story.knowledge, questions=ReaderQuestions()))
    return right_first(bare, asked)


@pytest.mark.parametrize("count", [1, 3, 8, 30])
def test_few_reader_questions_never_harm(story: Story, asked: list[Question], without_any: float, count: int) -> None:
    assert right_first(with_few_questions(story, count), asked) >= without_any - HARM


def test_fewer_questions_are_so_many_a_paragraph_and_the_same_each_time(story: Story) -> None:
    fewer = with_few_questions(story, 3)
    counts = Counter((each.file, each.paragraph) for each in fewer.knowledge.questions.answered)
    assert set(counts.values()) == {3}
    assert fewer.ranker.corpus.asked.density == 3
    assert fewer.knowledge.questions.answered == with_few_questions(story, 3).knowledge.questions.answered
    assert 0 < len(fewer.knowledge.questions.unanswerable) < 0.1 * len(story.knowledge.questions.unanswerable)


def test_the_weights_go_by_how_many_questions_a_paragraph_has() -> None:
    assert table_for(0) == TEXT_ALONE
    assert [table_for(count) for count in FEW_QUESTIONS] == [few_questions(count) for count in FEW_QUESTIONS]
    assert table_for(FEW_QUESTIONS[-1] + 1) == few_questions(FEW_QUESTIONS[-1])
    assert table_for(MANY_QUESTIONS - 1) == few_questions(FEW_QUESTIONS[-1])
    assert table_for(MANY_QUESTIONS) == WITH_READER_QUESTIONS


@pytest.mark.parametrize("count", FEW_QUESTIONS)
def test_the_more_questions_there_are_the_more_they_tell(count: int) -> None:
    few, all_of_them = load_weights(few_questions(count)).ranking, load_weights(WITH_READER_QUESTIONS).ranking
    assert few.get("question_near", 0) < all_of_them["question_near"]
