"""What drafted questions bring: those that `verbatim questions take` keeps, on the passages that they are written for.

    python -m tests.benchmarks.drafted_questions [STORY QUESTIONS DRAFTS] [--within N …]

STORY is a folder of articles, QUESTIONS what is asked of it (as for `verbatim evaluate`), and DRAFTS a folder with what
came back for each article, "chapter-1.txt". Whoever wrote tests/benchmarks/drafted had read the articles alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from retrieval.evaluation.answers import Judged, judge
from retrieval.evaluation.plain_questions import read_plain_questions
from retrieval.evaluation.question_files import Question, read_rows
from retrieval.knowledge.files import ReaderQuestion, ReaderQuestions
from retrieval.story import Story
from retrieval.workshop.drafts import sift, with_questions
from retrieval.workshop.pasted import read_pasted
from retrieval.workshop.proof import FOUND_WITHIN, Proof

SECOND = Path(__file__).parents[1] / "second_story"
ALL = 1_000_000
"""Within so many passages every question finds its own."""


def main() -> None:
    """Print a row for each way to sift the drafted questions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", metavar="STORY QUESTIONS DRAFTS", nargs="*", type=Path)
    parser.add_argument("--within", metavar="N", nargs="*", type=int, default=[FOUND_WITHIN, ALL])
    arguments = parser.parse_args()
    folder, asked, drafts = arguments.files or (SECOND, SECOND / "questions.jsonl", Path(__file__).with_name("drafted"))
    story = Story.load(folder)
    story = Story.build(story.articles, replace(story.knowledge, questions=ReaderQuestions()))
    questions = read_plain_questions(asked, read_rows(asked), story)
    drafted = {within: _kept(story, drafts, within) for within in arguments.within}
    covered = {(each.file, each.paragraph) for each in max(drafted.values(), key=len)}
    on_them = [each for each in questions if covered & {(place.file, place.paragraph) for place in each.gold}]
    answerable = [each for each in questions if each.answerable]
    near = [each for each in questions if not each.answerable]
    print(f"{'drafted questions':<20}{'kept':>6}  {'covered':>22}  {'all':>22}  untold declined")
    for name, kept in {"none": (), **{f"first {within}": kept for within, kept in drafted.items()}}.items():
        now = with_questions(story, kept) if kept else story
        declined = sum(not row.answered for row in judge(now.ask, near))
        print(
            f"{name:<20}{len(kept):>6}  {_shares(now, on_them):>22}  {_shares(now, answerable):>22}"
            f"  {declined / max(1, len(near)):.2f} of {len(near)}",
            flush=True,
        )


def _kept(story: Story, drafts: Path, within: int) -> tuple[ReaderQuestion, ...]:
    proof = Proof(story, within)
    kept: list[ReaderQuestion] = []
    for path in sorted(drafts.glob("*.txt")):
        article = story.article(path.name)
        assert article is not None, path
        kept += sift(proof, article, read_pasted(path.read_text(encoding="utf-8")).questions).questions
    return tuple(kept)


def _shares(story: Story, questions: Sequence[Question]) -> str:
    rows: list[Judged] = judge(story.ask, questions)
    first = sum(row.right_first for row in rows) / max(1, len(rows))
    in_first_3 = sum(bool(row.gold_ranks) and row.gold_ranks[0] <= 3 for row in rows) / max(1, len(rows))
    return f"{first:.3f} / {in_first_3:.3f} of {len(rows)}"


if __name__ == "__main__":
    main()
