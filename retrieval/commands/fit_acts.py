"""`python -m retrieval fit-acts FILE…`: learn from marked messages what asks and what only talks."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from retrieval.evaluation.dialogue_act_fitting import fit, right_of
from retrieval.evaluation.made_up_messages import Chatter, bare_message, made_up_messages
from retrieval.evaluation.marked_messages import MarkedMessage, read_marked_messages
from retrieval.evaluation.question_files import Row, read_rows
from retrieval.questions.acts.features import UNIT_FEATURES
from retrieval.questions.acts.model import (
    ACTS,
    ACTS_FILE,
    IMPOSSIBLE,
    WORDS_FILE,
    DialogueAct,
    DialogueActModel,
    Scores,
)

BARE = "bare"
MADE_UP = 900
_WEIGHTS = {BARE: 0.25, "made up": 0.25}
"""What a bare question and a made-up message count, next to 1 for one that somebody wrote: they are many, and alike."""
_NOTHING_ASKED = 3.0
"""What a message counts that asks nothing: they are fewer."""
_LEAST = 0.05
"""Weights nearer to 0 are left out."""

_HEADER = """\
# What each feature of a discourse unit says for each act (openings.py, surroundings.py, topics.py and help.py say what
# it measures), and what each act says for the one after it, in log-odds. Written by `python -m retrieval fit-acts`,
# which learns from messages whose questions are marked.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "Learn from messages whose questions are marked what each part of a message does, and write the weights to"
        " weights.toml and words.json in retrieval/questions/acts/. Each file is also judged by what is learned from"
        " the others."
    )
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="marked messages")
    parser.add_argument("--bare", metavar="FILE", type=Path, nargs="*", default=[], help="files of bare questions")
    parser.add_argument("--dry-run", action="store_true", help="judge, and write nothing")


def run(arguments: argparse.Namespace) -> int:
    """Judge each file by the others, fit all together, and write the weights."""
    files = {path: read_marked_messages(path) for path in arguments.files}
    bare = [message for path in arguments.bare for row in read_rows(path) for message in _bare(row)]
    for path, messages in files.items():
        others = [message for other, those in files.items() if other != path for message in those]
        if others:
            right = right_of(_fit(others, bare), messages)
            print(f"{path.name}, learned from the others: {right} of {len(messages)} messages right")
    model = _fit([message for messages in files.values() for message in messages], bare)
    print(f"bare questions: {right_of(model, bare)} of {len(bare)} right")
    if not arguments.dry_run:
        ACTS_FILE.write_text(_HEADER + _table(model), encoding="utf-8")
        WORDS_FILE.write_text(_words(model), encoding="utf-8")
    return 0


def _fit(messages: Sequence[MarkedMessage], bare: Sequence[MarkedMessage]) -> DialogueActModel:
    questions = [message.text for message in bare if len(message.units) == 1]
    made_up = [*made_up_messages(Chatter.of(messages), questions, MADE_UP)] if questions else []
    every = [*messages, *bare, *made_up]
    return fit(every, [_weight(message) for message in every])


def _weight(message: MarkedMessage) -> float:
    if message.family in _WEIGHTS:
        return _WEIGHTS[message.family]
    return 1.0 if DialogueAct.ASKS in message.acts else _NOTHING_ASKED


def _bare(row: Row) -> Iterator[MarkedMessage]:
    """Yield the questions of a row of a question file or of a conversation; those of several sentences are left out."""
    for asked in row.get("turns", [row]):
        message = bare_message(str(asked["question"]), BARE, social=asked.get("kind") == "chitchat")
        if len({unit.sentence for unit in message.units}) == 1:
            yield message


def _table(model: DialogueActModel) -> str:
    features = (f"{name} = {_weights(row)}" for name, row in zip(UNIT_FEATURES, model.weights, strict=True))
    after = (f"{act.value} = {_weights(row)}" for act, row in zip(ACTS, model.transitions, strict=True))
    return "\n".join(["", "[features]", *features, "", "[after]", f"nothing = {_weights(model.first)}", *after, ""])


def _words(model: DialogueActModel) -> str:
    rows = {word: model.word_weights[row].round(2).tolist() for word, row in sorted(model.words.items())}
    lines = (f"{json.dumps(word)}: {json.dumps(row)}" for word, row in rows.items() if np.abs(row).max() >= _LEAST)
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _weights(row: Scores) -> str:
    shown = (
        f"{act.value} = {weight:.2f}"
        for act, weight in zip(ACTS, row, strict=True)
        if abs(weight) >= _LEAST and weight > IMPOSSIBLE / 2
    )
    return f"{{ {', '.join(shown)} }}"
