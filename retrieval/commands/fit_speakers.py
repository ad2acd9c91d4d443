"""`python -m retrieval fit-speakers FILE…`: learn who speaks in turns of a dialogue that name nobody."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from retrieval.errors import QuestionFileError
from retrieval.evaluation.question_files import read_rows
from retrieval.evaluation.speakers.fitting import RIGHT_SHARE, fit_speakers, judge_unseen, marked_scene, named_from
from retrieval.evaluation.speakers.novels import is_novel_row
from retrieval.quotations.dialogue.model import WEIGHTS_FILE

_HEADER = f"""\
# What each observation of a candidate counts for who speaks in a turn of a dialogue that names nobody, in log-odds.
# Written by `python -m retrieval fit-speakers`; candidates.py says what each one is. `any` counts for every turn, the
# others besides. Somebody is named from the probability `named_from` on: {RIGHT_SHARE:.0%} of the names are right
# then, in novels that the weights were fitted without.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "Learn who speaks where a dialogue names nobody, from novels whose speakers are marked by hand (PDNC), and"
        " write retrieval/quotations/dialogue/weights.toml. Each novel is also judged by what the others teach."
    )
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="files of novels, two novels at least")
    parser.add_argument("--dry-run", action="store_true", help="print what would be written, and write nothing")


def run(arguments: argparse.Namespace) -> int:
    """Fit the weights, print how good they are, and write them. Raises QuestionFileError and StoryError."""
    novels = []
    for path in arguments.files:
        rows = read_rows(path)
        if not all(map(is_novel_row, rows)):
            raise QuestionFileError(f"{path.name} holds no novels with marked speakers; name a file that does.")
        novels += [marked_scene(row) for row in rows]
    if len(novels) < 2:
        raise QuestionFileError("there is one novel, and each is judged by the others; name a file with more.")
    judged = judge_unseen(novels)
    bar = named_from(judged)
    for name in dict.fromkeys(each.novel for each in judged):
        own = [each for each in judged if each.novel == name]
        named = [each for each in own if each.probability >= bar]
        print(
            f"{name}, learned from the others: {sum(each.right for each in own)} of {len(own)} open turns right;"
            f" {len(named)} named, {sum(each.right for each in named)} of them right"
        )
    table = f"{_HEADER}\n[named]\nnamed_from = {bar}\n{_as_toml(fit_speakers(novels))}"
    if arguments.dry_run:
        print(table)
    else:
        WEIGHTS_FILE.write_text(table, encoding="utf-8")
        print(f"Written: {WEIGHTS_FILE.parent.name}/{WEIGHTS_FILE.name}. Start the bot again to use it.")
    return 0


def _as_toml(table: Mapping[str, Mapping[str, float]]) -> str:
    return "".join(
        f"\n[{name}]\n" + "".join(f'"{feature}" = {weight}\n' for feature, weight in row.items())
        for name, row in table.items()
    )
