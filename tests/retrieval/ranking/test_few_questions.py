"""A story of which only some passages have reader questions: those help, and the others are found as before."""

import json
from pathlib import Path

import pytest

from retrieval import SEEDS, Story
from retrieval.articles.files import load_articles
from retrieval.knowledge.files import Knowledge, ReaderQuestion, ReaderQuestions
from retrieval.ranking.weights import TEXT_ALONE, WITH_READER_QUESTIONS, load_weights, sparse_weights
from tests.retrieval.queries import query

FOLDER = Path(__file__).parents[2] / "second_story"
ANSWERED = (
    ReaderQuestion("which lifeboat did he get into", "beasley.txt", 29),
    ReaderQuestion("what number was his boat", "beasley.txt", 29),
    ReaderQuestion("who was in command of the lifeboat", "beasley.txt", 42),
    ReaderQuestion("who became captain of the small boat", "beasley.txt", 42),
)
UNANSWERABLE = ("how much was a ticket", "who built the ship")


def build(answered: tuple[ReaderQuestion, ...]) -> Story:
    questions = ReaderQuestions(answered, UNANSWERABLE if answered else ())
    return Story.build(load_articles(FOLDER), Knowledge(questions=questions))


@pytest.fixture(scope="module")
def without() -> Story:
    return build(())


@pytest.fixture(scope="module")
def few() -> Story:
    return build(ANSWERED)


def first(story: Story, question: str) -> tuple[str, int]:
    passage = story.ask(question).ranked[0].passage
    return passage.file, passage.paragraph


def test_few_reader_questions_change_next_to_nothing_for_questions_unlike_them(without: Story, few: Story) -> None:
    rows = [json.loads(line) for line in (FOLDER / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    asked = [row["question"] for row in rows if row.get("kind") != "chitchat"]
    unlike = [
        question for question in asked if few.ranker.weights_for(query(few, question).analysis) is few.ranker.weights
    ]
    assert len(unlike) > 30
    assert sum(first(few, question) == first(without, question) for question in unlike) >= 0.95 * len(unlike)
    answered = [few.ask(question).answered for question in unlike]
    assert answered == [without.ask(question).answered for question in unlike]


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("which lifeboat did Beasley get into", ("beasley.txt", 29)),
        ("who was made captain of the lifeboat", ("beasley.txt", 42)),
    ],
)
def test_questions_like_the_few_find_their_passage(few: Story, question: str, place: tuple[str, int]) -> None:
    assert first(few, question) == place
    assert few.ask(question).answered


def test_what_is_not_told_is_declined(few: Story) -> None:
    assert not few.ask("how much was a ticket?").answered


def test_which_weights_rank_a_story(without: Story, few: Story) -> None:
    alone, prepared = load_weights(TEXT_ALONE), load_weights(WITH_READER_QUESTIONS)
    sparse = sparse_weights()
    assert {name: sparse.ranking[name] for name in alone.ranking} == alone.ranking
    assert {"question_fit", "question_near"} <= {name for name, weight in sparse.ranking.items() if weight > 0}
    assert (without.ranker.weights, without.ranker.weights_with_questions) == (alone, None)
    assert (few.ranker.weights, few.ranker.weights_with_questions) == (sparse, prepared)
    whole = Story.load(SEEDS).ranker
    assert (whole.weights, whole.weights_with_questions) == (prepared, None)
