"""How often choosing passages first changes an answer: `… [--novels FILE] [--questions FILE] [PARAGRAPHS …]`.

`python -m tests.benchmarks.two_stages` asks stories of more than 2,000 passages, once as they are and once with all of
their passages ranked: how often the first ten are the same, in the same order, and how often only one of them answers.
The stories are generated ones (see `story_size`) and the novels of FILE (see `start`); they are asked three words of
some paragraph, and the questions of the second FILE, which are about another story.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from retrieval import Answer, Story
from retrieval.ranking.candidates import CandidateSet
from tests.benchmarks.start import write_novels
from tests.benchmarks.story_size import CHECKOUT, write_story

OWN = 200
"""Questions of a story's own words."""
_LONGER_WORD = re.compile(r"\b[a-z]{5,}\b")


def own_questions(story: Story) -> Iterator[str]:
    """Yield questions of three words of some paragraph, the same ones every time."""
    chance = random.Random(0)
    for _ in range(OWN):
        text = chance.choice(story.passages).text
        words = _LONGER_WORD.findall(text) or text.split()
        yield f"what about {' '.join(chance.sample(words, min(3, len(words))))}?"


def ranked(answer: Answer) -> tuple[int, ...]:
    """Return the rows of the first ten."""
    return tuple(finding.passage.row for finding in answer.ranked[:10])


def compare(story: Story, questions: Sequence[str]) -> str:
    """Return the cells of the table: how many questions, the share of equal first tens, other outcomes."""
    ranker = replace(story.ranker)
    vars(ranker)["every"] = CandidateSet.all_of(ranker.corpus)  # as if it were a small story
    whole = replace(story, ranker=ranker)
    chosen, every = ([each.ask(question) for question in questions] for each in (story, whole))
    same = sum(ranked(one) == ranked(other) for one, other in zip(chosen, every, strict=True))
    other_outcomes = sum(one.outcome is not other.outcome for one, other in zip(chosen, every, strict=True))
    return f"{len(questions)} | {same / len(questions):.1%} | {other_outcomes}"


def report(name: str, folder: Path, others: Sequence[str]) -> None:
    """Print a story's rows."""
    story = Story.load(folder)
    for kind, questions in (("its own words", tuple(own_questions(story))), ("another story's", others)):
        if questions:
            print(f"| {name}, {len(story.passages):,} passages | {kind} | {compare(story, questions)} |", flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", metavar="PARAGRAPHS", nargs="*", type=int, default=[10_000])
    parser.add_argument("--novels", metavar="FILE", type=Path)
    parser.add_argument("--questions", metavar="FILE", type=Path, default=CHECKOUT / "tests/evaluation/questions.jsonl")
    arguments = parser.parse_args()
    others = [json.loads(line)["question"] for line in arguments.questions.read_text(encoding="utf-8").splitlines()]
    print("| story | questions | how many | first ten the same | other outcomes |\n|---|---|--:|--:|--:|")
    with TemporaryDirectory() as place:
        if arguments.novels is not None:
            write_novels(arguments.novels, Path(place) / "novels")
            report("novels", Path(place) / "novels", others)
        for size in arguments.sizes:
            folder = Path(place) / str(size)
            folder.mkdir()
            write_story(folder, size)
            report("generated", folder, others)


if __name__ == "__main__":
    main()
