"""What few reader questions bring: the same questions asked with none, 1, 3, 8, 30 and all of them a paragraph.

    python -m tests.benchmarks.few_questions [FILE…]

Prints right first / in first 3 of each file, and which share of the answerable is answered and of the others declined.
The weights were fitted on the files that come along, so these figures flatter; `poe fit` prints those of others.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from retrieval.evaluation.answers import evaluate, judge
from retrieval.evaluation.asked_sets import with_few_questions
from retrieval.evaluation.plain_questions import read_plain_questions
from retrieval.evaluation.question_files import Question, read_rows
from retrieval.knowledge.files import ReaderQuestions
from retrieval.ranking.weights import FEW_QUESTIONS
from retrieval.story import Story

ROOT = Path(__file__).parents[2]
FILES = [
    ROOT / "tests" / "evaluation" / name for name in ("questions.jsonl", "second-author.jsonl", "third-author.jsonl")
]


def main(paths: list[Path]) -> None:
    """Print the table."""
    story = Story.load(ROOT / "seeds")
    files = {path.stem: read_plain_questions(path, read_rows(path), story) for path in paths}
    print(f"{'questions a paragraph':<24}" + "".join(f"{name:>36}" for name in files))
    none = Story.build(story.articles, replace(story.knowledge, questions=ReaderQuestions()))
    stories = {"none": none, **{str(count): with_few_questions(story, count) for count in FEW_QUESTIONS}, "all": story}
    for name, asked in stories.items():
        print(f"{name:<24}" + "".join(f"{_line(asked, questions):>36}" for questions in files.values()), flush=True)


def _line(story: Story, questions: list[Question]) -> str:
    found = evaluate(judge(story.ask, questions, None))
    everything = found.ranking[0]
    shares = {row.name: row for row in found.answering}
    answered = shares["answerable"].answered.value
    near = f", near declined {shares['near'].declined.value:.2f}" if "near" in shares else ""
    ranked = f"{everything.right_first.value:.2f} / {everything.in_first_3.value:.2f}"
    return f"{ranked}, {answered:.2f}{near}"


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or FILES)
