"""`verbatim suggest --accept` on whole stories: right first before and after, `python -m tests.benchmarks.suggestions`.

Each STORY is a folder with articles and, in it or beside the folder `articles`, questions.jsonl. It is copied, so that
nothing is written into it, and everything else in it but its articles and sources is left out. With `--questions`, what
is suggested also sees the words of half of the questions, without their answers, and the other half is asked; then the
other way round. Nothing that is asked is seen.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from retrieval.evaluation.answers import judge
from retrieval.evaluation.asked_sets import BESIDE
from retrieval.evaluation.plain_questions import read_plain_questions
from retrieval.evaluation.question_files import Question, read_rows
from retrieval.story import Story
from retrieval.workshop.change import make_change
from retrieval.workshop.suggested import changes, suggestions

TITANIC = Path(__file__).parents[1] / "second_story"


def main() -> None:
    """Print a row for each story, and the mean change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stories", metavar="STORY", nargs="*", type=Path, default=[TITANIC])
    parser.add_argument("--questions", action="store_true", help="suggest from half of the questions, ask the other")
    arguments = parser.parse_args()
    gained: list[float] = []
    print("| story | asked | suggested | right first before | after | won | lost |\n|---|--:|--:|--:|--:|--:|--:|")
    for folder in arguments.stories:
        articles = folder / BESIDE if (folder / BESIDE).is_dir() else folder
        story = Story.load(articles)
        asked = [each for each in _questions(folder, story) if each.answerable]
        before = _right(story, asked)
        if arguments.questions:
            halves = (asked[::2], asked[1::2])
            after: dict[str, bool] = {}
            count = 0
            for seen, own in (halves, halves[::-1]):
                better, count = _accepted(articles, [each.text for each in seen])
                after |= _right(better, own)
        else:
            better, count = _accepted(articles, ())
            after = _right(better, asked)
        won = sum(after[key] and not before[key] for key in after)
        lost = sum(before[key] and not after[key] for key in after)
        shares = sum(before.values()) / len(asked), sum(after.values()) / len(asked)
        gained.append(shares[1] - shares[0])
        print(
            f"| {folder.name} | {len(asked)} | {count} | {shares[0]:.3f} | {shares[1]:.3f} | {won} | {lost} |",
            flush=True,
        )
    print(f"\nMean change: {sum(gained) / len(gained):+.4f}")


def _questions(folder: Path, story: Story) -> list[Question]:
    """Return all plain questions of the files in a story's folder, under names that are unique."""
    found: list[Question] = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, each in enumerate(read_plain_questions(path, read_rows(path), story)):
            found.append(Question(f"{path.name}.{number}", each.text, each.gold, bool(each.gold)))
    return found


def _accepted(articles: Path, questions: Sequence[str]) -> tuple[Story, int]:
    """Return the story with all that is suggested and not doubtful, and how much that is."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "story"
        copy.mkdir()
        for each in (*articles.glob("*.txt"), *articles.glob("sources.toml")):
            shutil.copy(each, copy)
        story = Story.load(copy)
        accepted = [each for each in suggestions(story, copy, questions) if not each.doubtful]
        for change in changes(story, copy, accepted):
            make_change(change)
        return Story.load(copy), len(accepted)


def _right(story: Story, questions: Sequence[Question]) -> dict[str, bool]:
    judged = judge(story.ask, questions)
    return {question.id: row.right_first for question, row in zip(questions, judged, strict=True)}


if __name__ == "__main__":
    main()
