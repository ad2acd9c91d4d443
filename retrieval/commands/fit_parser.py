"""`python -m retrieval fit-parser FILE…`: learn how words depend on each other from parsed texts; write the weights."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from retrieval.evaluation.parsing.fitting import ROUNDS, fit_parser, score_parser
from retrieval.evaluation.parsing.parsed_texts import parsed_text, read_parsed
from retrieval.marking.syntax.parser import WEIGHTS_FILE, read_weights, write_weights

_LEFT_OUT = 50
"""Of so many texts, one is left out of the learning, to judge by."""
_SEED = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "Learn how the words of a text depend on each other, and write the weights to"
        ' retrieval/marking/syntax/weights.arrays. The files are CoNLL-U, with a comment "# newpar" before each text;'
        " python -m tests.parsed writes one. One text of fifty is left out, to judge by."
    )
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="parsed texts")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each text is seen (default: %(default)s)")
    parser.add_argument("--dry-run", action="store_true", help="judge the weights that are there, and learn nothing")


def run(arguments: argparse.Namespace) -> int:
    """Learn, judge and write."""
    chance = np.random.default_rng(_SEED)
    texts = [
        found
        for path in arguments.files
        for text, known in read_parsed(path)
        if (found := parsed_text(text, known, chance)) is not None
    ]
    print(f"{sum(len(text.weight) for text in texts):,} words in {len(texts):,} texts", flush=True)
    chance.shuffle(texts)
    left_out, known_texts = texts[::_LEFT_OUT], [text for at, text in enumerate(texts) if at % _LEFT_OUT]
    if not arguments.dry_run:
        write_weights(fit_parser(known_texts, arguments.rounds, _progress))
    scores = score_parser(left_out, read_weights())
    print(
        f"{scores.words:,} words left out: head right {scores.heads:.3f}, head and relation {scores.relations:.3f},"
        f" part of speech {scores.parts:.3f}"
    )
    if not arguments.dry_run:
        print(f"Written: {WEIGHTS_FILE.name}. Run fit-marks next, which learns what its trees are worth.")
    return 0


def _progress(number: int, batch: int, loss: float) -> None:
    if batch % 200 == 0:
        print(f"round {number + 1}, batch {batch}: mean loss of late {loss:.2f}", flush=True)
