"""The second story: four texts that nobody has prepared, and 40 questions and 25 conversations about them."""

import json
from pathlib import Path
from typing import Any

import pytest

from retrieval import Story
from retrieval.evaluation.answers import evaluate, judge
from retrieval.evaluation.conversations import judge_conversations, read_conversations
from retrieval.evaluation.question_files import read_questions, read_rows

FOLDER = Path(__file__).parents[1] / "second_story"
QUESTIONS = FOLDER / "questions.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]

CONVERSATIONS = FOLDER / "conversations.jsonl"
TURNS: list[dict[str, Any]] = [
    {**turn, "id": f"{row['id']}.{number}"}
    for row in map(json.loads, CONVERSATIONS.read_text(encoding="utf-8").splitlines())
    for number, turn in enumerate(row["turns"], start=1)
]


@pytest.fixture(scope="module")
def story() -> Story:
    return Story.load(FOLDER)


def test_there_are_four_texts_with_a_source_and_no_knowledge_file(story: Story) -> None:
    assert [article.file for article in story.articles] == ["beasley.txt", "hurd.txt", "rostron.txt", "thayer.txt"]
    assert all(article.source.publisher and article.source.url for article in story.articles)
    others = {path.name for path in FOLDER.iterdir() if path.suffix != ".jsonl"}
    assert others - {article.file for article in story.articles} == {"README.md", "sources.toml"}
    assert story.problems == ()


def test_thirty_questions_are_answered_and_ten_are_not() -> None:
    assert [row["answerable"] for row in ROWS].count(True) == 30
    assert [row["answerable"] for row in ROWS].count(False) == 10
    assert len({row["id"] for row in ROWS}) == len({row["question"] for row in ROWS}) == 40


def test_most_turns_need_what_was_said_before() -> None:
    leaning = [turn for turn in TURNS if turn.get("needs_context")]
    assert len(TURNS) == 110
    assert [turn["answerable"] for turn in leaning].count(True) == 65
    assert [turn["answerable"] for turn in leaning].count(False) == 16
    assert all(turn["meant"] for turn in leaning)


@pytest.mark.parametrize("row", [row for row in [*ROWS, *TURNS] if row["answerable"]], ids=lambda row: str(row["id"]))
def test_the_gold_paragraph_holds_the_answer(story: Story, row: dict[str, Any]) -> None:
    best = row["gold"][0]
    article = story.article(best["file"])
    assert article is not None
    assert row["answer"].casefold() in article.paragraph(best["para"]).text.casefold()


def test_unprepared_most_questions_find_their_paragraph_among_the_first(story: Story) -> None:
    questions = read_questions(QUESTIONS, read_rows(QUESTIONS), story)
    overall = evaluate(judge(story.ask, questions)).ranking[0]
    assert overall.right_first.value >= 0.55
    assert overall.in_first_5.value >= 0.75


def test_no_card_is_shown_twice_in_an_unprepared_story(story: Story) -> None:
    turns = judge_conversations(story.ask, read_conversations(CONVERSATIONS, read_rows(CONVERSATIONS), story))
    assert [turn for turn in turns if turn.same_card and not turn.verdict.shown] == []
