"""`python -m retrieval fit-premises FILE…`: learn by what a question is known to rest on something false."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from retrieval.commands.shared import add_articles_option, load_story
from retrieval.evaluation.asked_sets import AskedSet, read_asked_set
from retrieval.evaluation.premise_fitting import SPARED, PremiseShares, Supposed, by_author, fit_premises, supposed
from retrieval.premises.check import WEIGHTS_FILE, PremiseWeights, load_premise_weights
from retrieval.premises.signals import SIGNALS
from retrieval.ranking.weights import TEXT_ALONE, WITH_READER_QUESTIONS
from retrieval.story import Story

_HEADER = f"""\
# The weight of each signal that a question rests on something false, in log-odds. Written by
# `python -m retrieval fit-premises`; signals.py says what each one measures. A question that would be answered is
# refused from the probability `false_from` on, which {SPARED:.0%} of the true questions that are shown right reach,
# cross-validated; one that would be declined is corrected from `surely_from` on.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "Learn from files of premises, and of other questions, which are true, by what a question is known to rest on"
        " something false, and write retrieval/premises/weights.toml. Files about the story are used twice: with its"
        " knowledge files, and with its text alone. Each author of false premises is also judged by weights that were"
        " learned from the others; files of one name are one author's."
    )
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="files of premises and of questions")
    parser.add_argument("--dry-run", action="store_true", help="print what would be written, and write nothing")
    add_articles_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Fit both tables, print how good they are, and write them."""
    story = load_story(arguments)
    asked = [read_asked_set(path, story, arguments.articles) for path in arguments.files]
    bare = Story.build(story.articles)
    prepared = [part for each in asked for part in _supposed(each, story, story) if each.asked[0][0] is story]
    alone = [part for each in asked for part in _supposed(each, story, bare)]
    table = _HEADER
    for name, chosen in ((WITH_READER_QUESTIONS, prepared), (TEXT_ALONE, alone)):
        if not any(each.false for each in chosen):
            table += _as_toml(name, load_premise_weights(name))  # there is nothing to learn it from
            continue
        fitted = fit_premises(chosen)
        print(f"{name}, question and twin left out: {_said(fitted.unseen)}")
        for author, shares in by_author(chosen).items():
            print(f"{name}, learned from the others, {author}: {_said(shares)}")
        table += _as_toml(name, fitted.weights)
    if arguments.dry_run:
        print(table)
    else:
        WEIGHTS_FILE.write_text(table, encoding="utf-8")
        print(f"Written: {WEIGHTS_FILE.parent.name}/{WEIGHTS_FILE.name}. Start the bot again to use it.")
    return 0


def _supposed(asked: AskedSet, story: Story, instead: Story) -> Sequence[Supposed]:
    """Return the questions of a set; those about the story are asked of another reading of it."""
    return [
        each
        for about, questions in asked.asked
        for each in supposed(instead if about is story else about, asked.name, questions)
    ]


def _said(shares: PremiseShares) -> str:
    return (
        f"of {shares.false} false premises refused {shares.refused:.3f}, not answered as asked"
        f" {shares.not_answered:.3f}; of {shares.twins} true twins shown {shares.twins_shown:.3f}; of the true"
        f" questions that are shown right lost {shares.lost:.3f}"
    )


def _as_toml(name: str, weights: PremiseWeights) -> str:
    entries = "".join(f"{key} = {weights.weights[key]}\n" for key in (*SIGNALS, "constant"))
    return (
        f"\n[{name}]\nfalse_from = {weights.false_from}\nsurely_from = {weights.surely_from}\n"
        f"\n[{name}.weights]\n{entries}"
    )
