"""`python -m retrieval fit-marks FILE…`: learn which words of a passage answer, and write the table of weights."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from retrieval.commands.shared import add_articles_option, load_story
from retrieval.evaluation.asked_sets import AskedSet, read_asked_set
from retrieval.evaluation.mark_fitting import (
    Array,
    MarkExample,
    as_model,
    cross_fitted,
    fit_certainty,
    fit_spans,
    folds_of,
    mark_examples,
    score,
    without,
)
from retrieval.evaluation.reranking_fitting import fit_reranking, near_examples, right_first
from retrieval.marking.answer_spans.blocks import BLOCK_VALUES
from retrieval.marking.answer_spans.features import MEANINGS
from retrieval.marking.answer_spans.model import GROUPS, WEIGHTS_FILE, SpanModel
from retrieval.ranking.ranker import mostly_asked
from retrieval.ranking.weights import TEXT_ALONE, WITH_READER_QUESTIONS

_LEAST = 0.02
"""Weights nearer to 0 are left out."""
_AGAIN = 2
"""Rounds in which the weights are learned again without an observation, from those with it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "Learn from questions whose answers are known which words of a passage answer, and write the weights to"
        " retrieval/marking/answer_spans/weights.json. A file of another story has its folder articles beside it, or"
        " its passages. Each story is judged by weights that were learned without it; of a story with reader questions,"
        " without the file."
    )
    parser.add_argument(
        "files", metavar="FILE", type=Path, nargs="+", help="question files, as for evaluate, or a folder of stories"
    )
    parser.add_argument("--dry-run", action="store_true", help="judge, and write nothing")
    parser.add_argument("--ablation", action="store_true", help="only print what each observation is worth")
    add_articles_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Judge each file by what was learned without it, learn from all, and write the weights."""
    story = load_story(arguments)
    sets = [read_asked_set(path, story, arguments.articles) for path in arguments.files]
    examples = [
        example
        for each in sets
        for about, questions in each.asked
        for example in mark_examples(about, each.name, questions)
    ]
    print(f"{len(examples)} questions with an answer", flush=True)
    learned = cross_fitted(examples)
    certainty = _rounded(fit_certainty(examples, lambda example: learned[example.story]))
    reranking = _rounded(_reranking(sets, learned))
    _report(examples, lambda example: learned[example.story], certainty)
    away = [example for example in examples if not example.learned]
    if away and len(away) < len(examples):
        foreign = fit_spans(away)
        print("\nlearned from other stories alone")
        _report([example for example in examples if example.learned], lambda _: foreign, certainty)
    if arguments.ablation:
        _ablation(examples, learned, certainty)
    elif not arguments.dry_run:
        WEIGHTS_FILE.write_text(as_json(as_model(fit_spans(examples)), certainty, reranking), encoding="utf-8")
        print(f"Written: {WEIGHTS_FILE.name}. Start the bot again to use it.")
    return 0


def _reranking(sets: Sequence[AskedSet], learned: Mapping[str, Array]) -> dict[str, float]:
    """Learn what the best span of a passage counts in the ranking, and print what it changes in each file."""
    found: dict[str, float] = {}
    spare = next(iter(learned.values()))  # of a story that no marks were learned from
    print(f"\n{'passages near the first':<28}{'questions':>10}{'right first':>13}{'by their spans, too':>21}")
    for name, prepared in ((WITH_READER_QUESTIONS, True), (TEXT_ALONE, False)):
        near = [
            example
            for each in sets
            for story, questions in each.asked
            if mostly_asked(story.ranker.corpus) is prepared
            for example in near_examples(story, each.name, questions)
        ]
        spans = [example.best_spans(learned.get(example.story, spare)) for example in near]
        for file in dict.fromkeys(example.file for example in near):
            own, others = ([at for at, one in enumerate(near) if (one.file == file) is ours] for ours in (True, False))
            away = fit_reranking([near[at] for at in others], [spans[at] for at in others])
            first = [right_first([near[at] for at in own], [spans[at] for at in own], by) for by in (0.0, away)]
            print(f"{file:<28}{len(own):>10}{first[0]:>13}{first[1]:>21}", flush=True)
        found[name] = fit_reranking(near, spans)
    return found


def _report(
    examples: Sequence[MarkExample], weights_of: Callable[[MarkExample], Array], certainty: Mapping[str, float]
) -> None:
    every, shown = f"{'touched':>9}{'F1':>7}", f"{'touched':>9}{'precision':>11}{'recall':>8}{'F1':>7}"
    print(f"{'':<28}{'questions':>10}{every}   marked if sure:{shown}")
    for file in dict.fromkeys(example.file for example in examples):
        found = score([example for example in examples if example.file == file], weights_of, certainty)
        print(
            f"{file:<28}{found.questions:>10}{found.any_touched:>9.3f}{found.any_f1:>7.3f}"
            f"{found.shown:>18.3f}{found.touched:>9.3f}{found.precision:>11.3f}"
            f"{found.recall:>8.3f}{found.f1:>7.3f}",
            flush=True,
        )


def _ablation(examples: Sequence[MarkExample], learned: Mapping[str, Array], certainty: Mapping[str, float]) -> None:
    """Print how much worse the marks of one part are where an observation is left out, and the others learn again."""
    folds = folds_of(examples)
    known = [example for example in examples if folds[example.story]]
    unknown = [example for example in examples if not folds[example.story]]
    whole_weights = learned[unknown[0].story]
    again = fit_spans(known, whole_weights, _AGAIN)  # to learn again alone moves the figures a little
    whole = score(unknown, lambda _: again, certainty)
    print(f"\n{'without':<30}{'touched':>9}{'F1':>9}   what it measures")
    for name in [*MEANINGS, *BLOCK_VALUES]:
        weights = fit_spans(known, without(whole_weights, name), _AGAIN)
        found = score(unknown, lambda _, own=weights: own, certainty)  # type: ignore[misc]
        touched, f1 = found.touched - whole.touched, found.f1 - whole.f1
        print(f"{name:<30}{touched:>+9.3f}{f1:>+9.3f}   {MEANINGS.get(name, '')}", flush=True)


def as_json(model: SpanModel, certainty: Mapping[str, float], reranking: Mapping[str, float]) -> str:
    """Return what to write of a model, a line for each observation."""
    tables = {
        table: [f"{json.dumps(name)}: {value}" for name, value in values.items()]
        for table, values in (("certainty", certainty), ("reranking", reranking))
    }
    tables["features"] = _rows(tuple(MEANINGS), model.features)
    begin = 0
    for name, values in BLOCK_VALUES.items():
        tables[name] = _rows(values, model.values[:, begin : begin + len(values)])
        begin += len(values)
    return "{\n" + ",\n".join(f'"{name}": {{\n' + ",\n".join(rows) + "\n}" for name, rows in tables.items()) + "\n}\n"


def _rows(names: Sequence[str], weights: Array) -> list[str]:
    """Return a line for each observation, of its weights by group."""
    rows = (
        {group: round(weight, 2) for group, weight in zip(GROUPS, row, strict=True) if abs(weight) >= _LEAST}
        for row in weights.T.tolist()
    )
    return [f"{json.dumps(name)}: {json.dumps(row)}" for name, row in zip(names, rows, strict=True) if row]


def _rounded(values: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in values.items()}
