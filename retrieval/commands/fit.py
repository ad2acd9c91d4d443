"""`python -m retrieval fit FILE…`: learn the weights anew from question files and write the table."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from retrieval.commands.shared import add_articles_option, load_story
from retrieval.evaluation.fitting import ANSWERED_SHARE, Example, Measured, cross_validate, examples, fit, measure
from retrieval.evaluation.question_files import (
    articles_of_passages,
    passages_beside,
    read_passage_questions,
    read_questions,
    read_rows,
    refers_to_passages,
)
from retrieval.ranking.confidence import SIGNALS
from retrieval.ranking.features import FEATURES
from retrieval.ranking.weights import TEXT_ALONE, WEIGHTS_FILE, WITH_READER_QUESTIONS, Weights
from retrieval.story import Story

_HEADER = f"""\
# The weight of each feature in the ranking and of each signal in the confidence, in log-odds: a feature of 1 multiplies
# the odds that a passage answers by exp(weight). Written by `python -m retrieval fit`; features.py and confidence.py
# say what each one measures. A question is answered if its confidence is at least `answer_from`, which
# {ANSWERED_SHARE:.0%} of the answerable questions reach.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "Learn the weights of the ranking and of the confidence from question files, and write them to"
        " retrieval/ranking/weights.toml. Files about the story are used twice: with its knowledge files, and with"
        " its text alone; files with passages of their own (XQuAD) with their text alone."
    )
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="question files, as for evaluate")
    parser.add_argument("--dry-run", action="store_true", help="print what would be written, and write nothing")
    add_articles_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Fit both tables, print how good they are, and write them."""
    prepared: list[list[Example]] = []
    alone: list[list[Example]] = []
    names: list[str] = []
    story = load_story(arguments)
    bare = Story.build(story.articles)
    for path in arguments.files:
        rows = read_rows(path)
        if any(refers_to_passages(row) for row in rows):
            passages = passages_beside(path)
            articles, places = articles_of_passages(passages, read_rows(passages))
            alone.append(examples(Story.build(articles), read_passage_questions(path, rows, places)))
        else:
            questions = read_questions(path, rows, story)
            prepared.append(examples(story, questions))
            alone.append(examples(bare, questions))
            names.append(path.name)
    tables: dict[str, Weights] = {}
    for name, sets in ((WITH_READER_QUESTIONS, prepared), (TEXT_ALONE, alone)):
        if sets:
            weights = tables[name] = fit(sets)
            for path, each in zip(arguments.files if sets is alone else names, sets, strict=True):
                _report(f"{name}, {Path(path).name}", each, weights)
    table = _HEADER + "".join(_as_toml(name, weights) for name, weights in tables.items())
    if arguments.dry_run:
        print(table)
    else:
        WEIGHTS_FILE.write_text(table, encoding="utf-8")
        print(f"Written: {WEIGHTS_FILE.name}. Start the bot again to use it.")
    return 0


def _report(title: str, chosen: Sequence[Example], weights: Weights) -> None:
    fitted, unseen = measure(chosen, lambda _: weights.ranking), cross_validate(chosen)
    print(f"{title}: {_shares(fitted)}; cross-validated {_shares(unseen)}")


def _shares(measured: Measured) -> str:
    return f"right first {measured.right_first:.3f}, in first 3 {measured.in_first_3:.3f}"


def _as_toml(name: str, weights: Weights) -> str:
    return (
        f"\n[{name}]\nanswer_from = {weights.answer_from}\n"
        f"\n[{name}.ranking]\n{_entries(weights.ranking, FEATURES)}"
        f"\n[{name}.confidence]\n{_entries(weights.confidence, [*SIGNALS, 'constant'])}"
    )


def _entries(values: Mapping[str, float], names: Iterable[str]) -> str:
    return "".join(f"{key} = {values[key]}\n" for key in names if key in values)
