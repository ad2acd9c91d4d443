"""`python -m retrieval fit-follow-ups FILE…`: learn how follow-ups are read from conversations; write the table."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from retrieval.commands.shared import add_articles_option, load_story
from retrieval.evaluation.conversations import (
    Conversation,
    conversation_tables,
    is_conversation_row,
    read_conversations,
)
from retrieval.evaluation.follow_up_fitting import DECLINED, cross_validated, learn
from retrieval.evaluation.question_files import Question, read_questions, read_rows
from retrieval.evaluation.shares import format_tables
from retrieval.ranking.follow_ups.weights import WEIGHTS_FILE, FollowUpWeights
from retrieval.ranking.weights import TEXT_ALONE, WITH_READER_QUESTIONS
from retrieval.story import Story

_HEADER = f"""\
# How a message is read that comes after another one. `leaning`: signs that it goes on from that; `ranking`: features of
# a passage; `confidence`: signals that the first passage answers. All in log-odds; leaning.py, features.py and
# signals.py say what each one measures. Written by `python -m retrieval fit-follow-ups`. A follow-up is answered if its
# confidence is at least `answer_from`, which {DECLINED:.0%} of those that no article answers do not reach.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "Learn how a message is read that comes after another one, from files of conversations and, for what stands"
        " alone, of questions, and write it to retrieval/ranking/follow_ups/weights.toml. Everything is learned twice:"
        " for the story with its knowledge files, and for its text alone."
    )
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="files of conversations and of questions")
    parser.add_argument(
        "--cross-validate",
        metavar="FOLDS",
        type=int,
        default=0,
        help="only measure: hold each conversation with weights learned without it, in so many parts",
    )
    parser.add_argument("--dry-run", action="store_true", help="print what would be written, and write nothing")
    add_articles_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Learn both tables and write them, or measure them."""
    story = load_story(arguments)
    conversations: list[Conversation] = []
    questions: list[Question] = []
    for path in arguments.files:
        rows = read_rows(path)
        if is_conversation_row(rows[0]):
            conversations += read_conversations(path, rows, story)
        else:
            questions += read_questions(path, rows, story)
    stories = {WITH_READER_QUESTIONS: story, TEXT_ALONE: Story.build(story.articles)}
    if arguments.cross_validate:
        for name, each in stories.items():
            judged = cross_validated(each, conversations, questions, arguments.cross_validate)
            print(f"{name}, cross-validated\n\n{format_tables(conversation_tables(judged))}\n")
        return 0
    table = _HEADER + "".join(_as_toml(name, learn(each, conversations, questions)) for name, each in stories.items())
    if arguments.dry_run:
        print(table)
    else:
        WEIGHTS_FILE.write_text(table, encoding="utf-8")
        print(f"Written: {WEIGHTS_FILE.name}. Start the bot again to use it.")
    return 0


def _as_toml(name: str, weights: FollowUpWeights) -> str:
    tables = {"leaning": weights.leaning, "ranking": weights.ranking, "confidence": weights.confidence}
    parts = "".join(f"\n[{name}.{part}]\n{_entries(values)}" for part, values in tables.items())
    return f"\n[{name}]\nanswer_from = {weights.answer_from}\n{parts}"


def _entries(values: Mapping[str, float]) -> str:
    return "".join(f"{key} = {value}\n" for key, value in values.items())
