"""Measures a folder of stories, each as it comes: what is found, answered, and declined of what others tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from retrieval.errors import QuestionFileError
from retrieval.evaluation.answers import Judged, judge
from retrieval.evaluation.asked_sets import BESIDE, FAR, AskedSet, read_asked_set, with_far_questions
from retrieval.evaluation.fitting import Example, examples
from retrieval.evaluation.shares import ShareTable, tabulate
from retrieval.story import Story

_FAR_FROM: Final = "far from "


def judge_stories(folder: Path, story: Story) -> Mapping[str, Sequence[Judged]]:
    """Ask each story of a folder its own questions, and half as many that the others tell; by the stories' names.

    A story is a folder with questions.jsonl and its articles beside it; a folder of such folders is one row. Raises
    QuestionFileError and StoryError. `story` is asked where a file has no articles beside it.
    """
    judged: dict[str, list[Judged]] = {}
    for each in with_far_questions(_sets(folder, story)):
        rows = judged.setdefault(each.name.removeprefix(_FAR_FROM), [])
        rows += _judged(each)
    return judged


def story_examples(folder: Path, story: Story) -> Mapping[str, Sequence[Example]]:
    """Return the questions of each story of a folder with their features, by the stories' names; raises the same."""
    return {
        each.name: [example for of, questions in each.asked for example in examples(of, questions)]
        for each in _sets(folder, story)
    }


def _sets(folder: Path, story: Story) -> list[AskedSet]:
    found = sorted(each for each in folder.iterdir() if each.is_dir()) if folder.is_dir() else []
    sets = [read_asked_set(_asked_in(each), story, None) for each in found if any(each.rglob("questions.jsonl"))]
    if not sets:
        raise QuestionFileError(f"{folder}: there is no folder with questions.jsonl and {BESIDE} in it; name another.")
    return sets


def _asked_in(folder: Path) -> Path:
    """Return the question file of a story, or the folder where it holds several stories."""
    own = folder / "questions.jsonl"
    return own if own.is_file() else folder


def _judged(asked: AskedSet) -> list[Judged]:
    return [row for story, questions in asked.asked for row in judge(story.ask, questions)]


def story_tables(judged: Mapping[str, Sequence[Judged]]) -> tuple[ShareTable, ...]:
    """Return what is measured of the stories: of what they tell, and of what they do not."""
    told = {name: [row for row in rows if row.answerable] for name, rows in judged.items()}
    near = {name: [row for row in rows if not row.answerable and row.kind != FAR] for name, rows in judged.items()}
    far = {name: [row for row in rows if row.kind == FAR] for name, rows in judged.items()}
    found = {
        "right first": lambda row: row.right_first,
        "in first 3": lambda row: bool(row.gold_ranks) and row.gold_ranks[0] <= 3,
        "answered": lambda row: row.answered,
    }
    declined = {"declined": lambda row: not row.answered}
    return (
        tabulate("Told", "questions", told, found),
        tabulate("Near misses", "questions", near, declined),
        tabulate("Told by other stories", "questions", far, declined),
    )


def means(tables: Sequence[ShareTable]) -> dict[str, float]:
    """Return the mean of each column over the rows, every story counting the same, by the table's title and column."""
    return {
        f"{table.title}, {column}": sum(row.shares[at].estimate.value for row in table.rows) / len(table.rows)
        for table in tables
        if table.rows
        for at, column in enumerate(table.columns)
    }
