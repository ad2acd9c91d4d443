"""The reader questions are written from the articles: none stands in the files the ranking is measured with."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from retrieval import SEEDS
from retrieval.english.terms import fold

QUESTION_FILES = [
    path
    for path in (
        *sorted((SEEDS.parent / "tests" / "evaluation").glob("*.jsonl")),
        SEEDS.parent.parent / "shared" / "evaluation" / "questions.jsonl",
    )
    if path.name in {"questions.jsonl", "second-author.jsonl"} and path.exists()
]
READER_FILES = sorted((SEEDS / "reader-questions").glob("*.md"))


def folded(text: str) -> str:
    """Fold case, accents, marks and white space; an apostrophe joins its word."""
    return " ".join(fold(word) for word in re.findall(r"\w+", re.sub(r"['’‘`´]", "", text)))


def questions(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def test_folding_sees_through_case_marks_and_white_space() -> None:
    assert folded("  What’s KIM's\tage?! ") == folded("whats kims age") == "whats kims age"


def test_there_is_something_to_compare() -> None:
    assert QUESTION_FILES
    assert {path.stem for path in READER_FILES} >= {path.stem for path in SEEDS.glob("0*.txt")} | {"not-told"}


@pytest.mark.parametrize("asked", QUESTION_FILES, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
@pytest.mark.parametrize("written", READER_FILES, ids=lambda path: path.stem)
def test_no_reader_question_stands_in_a_question_file(asked: Path, written: Path) -> None:
    lines = asked.read_text(encoding="utf-8").splitlines()
    forbidden = {folded(json.loads(line)["question"]) for line in lines if line.strip()}
    assert [line for line in questions(written) if folded(line) in forbidden] == []


@pytest.mark.parametrize("written", READER_FILES, ids=lambda path: path.stem)
def test_no_reader_question_is_written_twice(written: Path) -> None:
    counts = Counter(folded(line) for line in questions(written))
    assert [line for line, count in counts.items() if count > 1] == []


def test_a_question_is_told_or_not_told_never_both() -> None:
    unanswerable = {folded(line) for path in READER_FILES if path.stem == "not-told" for line in questions(path)}
    told = {folded(line) for path in READER_FILES if path.stem != "not-told" for line in questions(path)}
    assert told & unanswerable == set()
