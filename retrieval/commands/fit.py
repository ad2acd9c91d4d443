"""`python -m retrieval fit FILE…`: learn the weights anew from question files and write the table."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from retrieval.commands.shared import add_articles_option, load_story
from retrieval.evaluation.fitting import (
    ANSWERED_SHARE,
    DENIED_SHARE,
    Example,
    Fitted,
    Measured,
    cross_validate,
    examples,
    fit,
    measure,
)
from retrieval.evaluation.plain_questions import PREMISE, read_plain_questions
from retrieval.evaluation.premise_fitting import SPARED, Supposed, fit_premises, supposed
from retrieval.evaluation.question_files import (
    Question,
    articles_of_passages,
    passages_beside,
    read_passage_questions,
    read_questions,
    read_rows,
    refers_to_passages,
)
from retrieval.premises.check import WEIGHTS_FILE as PREMISE_WEIGHTS_FILE
from retrieval.premises.check import PremiseWeights
from retrieval.premises.signals import SIGNALS as PREMISE_SIGNALS
from retrieval.ranking.confidence import SIGNALS
from retrieval.ranking.features import FEATURES
from retrieval.ranking.weights import TEXT_ALONE, WEIGHTS_FILE, WITH_READER_QUESTIONS, Weights
from retrieval.story import Story

_HEADER = f"""\
# The weight of each feature in the ranking and of each signal in the confidence, in log-odds: a feature of 1 multiplies
# the odds that a passage answers by exp(weight). Written by `python -m retrieval fit`; features.py and confidence.py
# say what each one measures. `confidence` gives the probability that the first passage answers, `told` that any does:
# a question is answered if that is at least `answer_from`, which {ANSWERED_SHARE:.0%} of the answerable questions
# reach, each measured by weights that were fitted without the file it is of; it is denied below `deny_below`, which
# {DENIED_SHARE:.0%} of them do not reach. `sure_from` is the confidence that {ANSWERED_SHARE:.0%} of them reach.
"""
_PREMISES_HEADER = f"""\
# The weight of each signal that a question rests on something false, in log-odds. Written by `python -m retrieval fit`;
# signals.py says what each one measures. A question that would be answered is refused from the probability `false_from`
# on, which {SPARED:.0%} of the true questions that are shown right reach, cross-validated; one that would be declined
# is corrected from `surely_from` on.
"""


BESIDE = "articles"
"""The folder of the articles that a question file of another story has beside it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "Learn the weights of the ranking and of the confidence from question files, and write them to"
        " retrieval/ranking/weights.toml. Files about the story are used twice: with its knowledge files, and with"
        " its text alone; files with passages of their own (XQuAD) with their text alone. From files of other stories,"
        " with the folder articles beside them, it is only learned what questions are that rest on nothing false."
    )
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="question files, as for evaluate")
    parser.add_argument("--dry-run", action="store_true", help="print what would be written, and write nothing")
    add_articles_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Fit all tables, print how good they are, and write them."""
    prepared: list[list[Example]] = []
    alone: list[list[Example]] = []
    names: list[str] = []
    files: list[str] = []
    asked: list[tuple[Story, Sequence[Question]]] = []
    story = load_story(arguments)
    bare = Story.build(story.articles)
    for path in arguments.files:
        rows = read_rows(path)
        if any(refers_to_passages(row) for row in rows):
            passages = passages_beside(path)
            articles, places = articles_of_passages(passages, read_rows(passages))
            other = Story.build(articles)
            questions = read_passage_questions(path, rows, places)
            asked.append((other, questions))
            alone.append(examples(other, questions))
            files.append(path.name)
        elif (beside := path.parent / BESIDE).is_dir() and beside.resolve() != _folder(arguments):
            other = Story.load(beside)
            asked.append((other, read_questions(path, rows, other)))
        else:
            questions = read_plain_questions(path, rows, story)
            asked += [(story, questions), (bare, questions)]
            sound = [question for question in questions if question.kind != PREMISE]
            prepared.append(examples(story, sound))
            alone.append(examples(bare, sound))
            names.append(path.name)
            files.append(path.name)
    tables: dict[str, Weights] = {}
    premises: dict[str, PremiseWeights] = {}
    for name, sets in ((WITH_READER_QUESTIONS, prepared), (TEXT_ALONE, alone)):
        if not sets:
            continue
        fitted = fit(sets)
        tables[name] = fitted.weights
        for file, each in zip(files if sets is alone else names, sets, strict=True):
            _report(f"{name}, {file}", each, fitted.weights)
        _report_answering(name, fitted)
        if any(question.kind == PREMISE for _, questions in asked for question in questions):
            premises[name] = _premises(name, fitted.weights, asked)
    _write(WEIGHTS_FILE, _HEADER + "".join(_as_toml(name, weights) for name, weights in tables.items()), arguments)
    if premises:
        table = "".join(_premises_as_toml(name, weights) for name, weights in premises.items())
        _write(PREMISE_WEIGHTS_FILE, _PREMISES_HEADER + table, arguments)
    return 0


def _folder(arguments: argparse.Namespace) -> Path | None:
    chosen: Path | None = arguments.articles
    return None if chosen is None else chosen.resolve()


def _premises(name: str, weights: Weights, asked: Sequence[tuple[Story, Sequence[Question]]]) -> PremiseWeights:
    """Fit the weights of false premises on the stories that the ranking's weights are for."""
    chosen: list[Supposed] = []
    for story, questions in asked:
        if (story.ranker.corpus.asked.model is None) == (name == TEXT_ALONE):
            chosen += supposed(replace(story, ranker=replace(story.ranker, weights=weights)), questions)
    premises = fit_premises(chosen)
    print(
        f"{name}, false premises, cross-validated: refused {premises.refused:.3f}, not answered as asked"
        f" {premises.not_answered:.3f}; {premises.lost:.3f} of the true ones that are shown right are lost"
    )
    return premises.weights


def _write(file: Path, table: str, arguments: argparse.Namespace) -> None:
    if arguments.dry_run:
        print(table)
    else:
        file.write_text(table, encoding="utf-8")
        print(f"Written: {file.parent.name}/{file.name}. Start the bot again to use it.")


def _report_answering(name: str, fitted: Fitted) -> None:
    told = list(zip(fitted.observed, fitted.told, strict=True))
    for kind in ("answerable", "near", "far"):
        chances = [chance for each, chance in told if (each.kind or "answerable") == kind]
        if chances:
            answered = sum(chance >= fitted.weights.answer_from for chance in chances) / len(chances)
            denied = sum(chance < fitted.weights.deny_below for chance in chances) / len(chances)
            shares = f"answered {answered:.3f}, denied {denied:.3f} of {len(chances)}"
            print(f"{name}, {kind}, by weights fitted without their file: {shares}")


def _report(title: str, chosen: Sequence[Example], weights: Weights) -> None:
    if not any(example.gold for example in chosen):
        return
    fitted, unseen = measure(chosen, lambda _: weights.ranking), cross_validate(chosen)
    print(f"{title}: {_shares(fitted)}; cross-validated {_shares(unseen)}")


def _shares(measured: Measured) -> str:
    return f"right first {measured.right_first:.3f}, in first 3 {measured.in_first_3:.3f}"


def _as_toml(name: str, weights: Weights) -> str:
    return (
        f"\n[{name}]\nanswer_from = {weights.answer_from}\ndeny_below = {weights.deny_below}\n"
        f"sure_from = {weights.sure_from}\n"
        f"\n[{name}.ranking]\n{_entries(weights.ranking, FEATURES)}"
        f"\n[{name}.confidence]\n{_entries(weights.confidence, [*SIGNALS, 'constant'])}"
        f"\n[{name}.told]\n{_entries(weights.told, [*SIGNALS, 'constant'])}"
    )


def _premises_as_toml(name: str, weights: PremiseWeights) -> str:
    return (
        f"\n[{name}]\nfalse_from = {weights.false_from}\nsurely_from = {weights.surely_from}\n"
        f"\n[{name}.weights]\n{_entries(weights.weights, [*PREMISE_SIGNALS, 'constant'])}"
    )


def _entries(values: Mapping[str, float], names: Iterable[str]) -> str:
    return "".join(f"{key} = {values[key]}\n" for key in names if key in values)
