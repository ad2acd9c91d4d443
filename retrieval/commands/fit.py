"""`python -m retrieval fit FILE…`: learn the weights anew from question files and write the table."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from retrieval.commands.shared import add_articles_option, load_story
from retrieval.evaluation.asked_sets import AskedSet, read_asked_set, with_far_questions, with_few_questions
from retrieval.evaluation.fitting import (
    ANSWERED_SHARE,
    DENIED_SHARE,
    Example,
    Fitted,
    Measured,
    Observed,
    examples,
    fit,
    measure,
    shares,
)
from retrieval.ranking.confidence import SIGNALS
from retrieval.ranking.features import FEATURES
from retrieval.ranking.weights import (
    FEW_QUESTIONS,
    TEXT_ALONE,
    WEIGHTS_FILE,
    WITH_READER_QUESTIONS,
    Weights,
    few_questions,
)
from retrieval.story import Story

_HEADER = f"""\
# The weight of each feature in the ranking and of each signal in the confidence, in log-odds: a feature of 1 multiplies
# the odds that a passage answers by exp(weight). Written by `python -m retrieval fit`; features.py and confidence.py
# say what each one measures. `confidence` gives the probability that the first passage answers, `told` that any does:
# a question is answered if that is at least `answer_from`, which {ANSWERED_SHARE:.0%} of the answerable questions
# reach, each measured by weights that were fitted without the file it is of; it is denied below `deny_below`, which
# {DENIED_SHARE:.0%} of them do not reach. `sure_from` is the confidence that {ANSWERED_SHARE:.0%} of them reach.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "Learn the weights of the ranking and of the confidence from question files, and write them to"
        " retrieval/ranking/weights.toml. Files about the story are used twice: with its knowledge files, and with"
        " its text alone. Those of other stories, with their passages (XQuAD) or a folder articles beside them, are"
        " used with their text alone, where every story or folder of stories counts the same."
    )
    parser.add_argument(
        "files", metavar="FILE", type=Path, nargs="+", help="question files, as for evaluate, or a folder of stories"
    )
    parser.add_argument("--dry-run", action="store_true", help="print what would be written, and write nothing")
    add_articles_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Fit all tables, print how good they are, and write them."""
    story = load_story(arguments)
    bare = Story.build(story.articles)
    asked = [read_asked_set(path, story, arguments.articles) for path in arguments.files]
    ours = [each for each in asked if each.asked[0][0] is story]
    alone = [_of(each, bare) if each in ours else each for each in asked]
    prepared = [each.sound for each in ours]
    texts = with_far_questions([each.sound for each in alone])
    tables: dict[str, Weights] = {}
    few = {few_questions(count): with_few_questions(story, count) for count in FEW_QUESTIONS}
    everything = {
        WITH_READER_QUESTIONS: prepared,
        TEXT_ALONE: texts,
        **{name: [_of(each, asked_less).sound for each in ours] for name, asked_less in few.items()},
    }
    for name, sets in everything.items():
        learned = [_examples(each) for each in sets]
        if not any(learned):
            continue
        prior = tables[TEXT_ALONE].ranking if name in few and TEXT_ALONE in tables else None
        fitted = fit(learned, prior)
        tables[name] = fitted.weights
        for one, each in zip(sets, learned, strict=True):
            _report(f"{name}, {one.name}", each, fitted.weights)
        for own in sorted({each.own for each in fitted.observed}):
            _report_unseen(f"{name}, left out {own + 1}", own, fitted)
        _report_answering(name, fitted)
    _write(WEIGHTS_FILE, _HEADER + "".join(_as_toml(name, weights) for name, weights in tables.items()), arguments)
    return 0


def _of(asked: AskedSet, story: Story) -> AskedSet:
    """Return the same questions, asked of another reading of their story."""
    return replace(asked, asked=tuple((story, questions) for _, questions in asked.asked))


def _examples(asked: AskedSet) -> list[Example]:
    return [example for story, questions in asked.asked for example in examples(story, questions)]


def _write(file: Path, table: str, arguments: argparse.Namespace) -> None:
    if arguments.dry_run:
        print(table)
    else:
        file.write_text(table, encoding="utf-8")
        print(f"Written: {file.parent.name}/{file.name}. Start the bot again to use it.")


def _report_unseen(title: str, own: int, fitted: Fitted) -> None:
    """Print how one text, or one set of a single text, does by weights that were fitted without it."""
    told = [(each, chance) for each, chance in zip(fitted.observed, fitted.told, strict=True) if each.own == own]
    if any(each.rank is not None for each, _ in told):
        print(f"{title}: {_shares(shares([each.rank for each, _ in told]))}; {_answered(told, fitted.weights)}")


def _report_answering(name: str, fitted: Fitted) -> None:
    told = list(zip(fitted.observed, fitted.told, strict=True))
    print(f"{name}, all by weights that have not seen them: {_answered(told, fitted.weights)}")


def _answered(told: Sequence[tuple[Observed, float]], weights: Weights) -> str:
    said: list[str] = []
    for kind in ("answerable", "near", "far"):
        chances = [chance for each, chance in told if (each.kind or "answerable") == kind]
        if chances:
            answered = sum(chance >= weights.answer_from for chance in chances) / len(chances)
            denied = sum(chance < weights.deny_below for chance in chances) / len(chances)
            said.append(f"{kind} answered {answered:.3f}, denied {denied:.3f} of {len(chances)}")
    return "; ".join(said)


def _report(title: str, chosen: Sequence[Example], weights: Weights) -> None:
    if any(example.gold for example in chosen):
        print(f"{title}: {_shares(measure(chosen, lambda _: weights.ranking))}, fitted")


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


def _entries(values: Mapping[str, float], names: Iterable[str]) -> str:
    return "".join(f"{key} = {values[key]}\n" for key in names if key in values)
