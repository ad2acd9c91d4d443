"""`python -m retrieval fit-follow-ups FILE…`: learn how follow-ups are read from conversations; write the table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from retrieval.commands.shared import add_articles_option, load_story
from retrieval.evaluation.asked_sets import Subject, subject_of
from retrieval.evaluation.conversations import (
    Conversation,
    JudgedTurn,
    conversation_tables,
    is_conversation_row,
    read_conversations,
)
from retrieval.evaluation.follow_up_fitting import (
    LITTLE_KNOWN,
    MUCH_KNOWN,
    Asked,
    authors_left_out,
    conversations_left_out,
    learn,
    stories_left_out,
)
from retrieval.evaluation.question_files import Question, read_rows
from retrieval.evaluation.shares import format_tables
from retrieval.ranking.follow_ups.weights import WEIGHTS_FILE, FollowUpWeights
from retrieval.ranking.weights import TEXT_ALONE, WITH_READER_QUESTIONS
from retrieval.story import Story

MOST_OF_A_STORY = 400
"""So many questions are taken of another story, from all over."""
_HEADER = f"""\
# How a message is read that comes after another one. `leaning`: signs that it goes on from that; `ranking`: features of
# a passage; `confidence`: signals that the first passage answers. All in log-odds; leaning.py, features.py and
# signals.py say what each one measures. Written by `python -m retrieval fit-follow-ups`. A follow-up is answered if its
# confidence is at least `answer_from`, which {MUCH_KNOWN.declined:.0%} of those that no article answers do not reach,
# on text alone {LITTLE_KNOWN.declined:.0%}.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "Learn how a message is read that comes after another one, from files of conversations and, for what stands"
        " alone, of questions, and write it to retrieval/ranking/follow_ups/weights.toml. Everything is learned twice:"
        " for the story with its knowledge files, and for its text alone. From files about other stories, with their"
        " articles beside them, the latter is learned."
    )
    parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="files of conversations and of questions")
    parser.add_argument(
        "--cross-validate",
        metavar="FOLDS",
        type=int,
        default=0,
        help="only measure: hold each conversation with weights learned without it, in so many parts, and those of each"
        " story with weights learned from the others",
    )
    parser.add_argument(
        "--authors-left-out",
        action="store_true",
        help="only measure: hold the conversations of each author with weights learned from those of the others;"
        " files of one name are one author's",
    )
    parser.add_argument("--dry-run", action="store_true", help="print what would be written, and write nothing")
    add_articles_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Learn both tables and write them, or measure them."""
    story = load_story(arguments)
    own: list[Path] = []
    others: dict[Path, tuple[Subject, list[Path]]] = {}
    for path in arguments.files:
        subject = subject_of(path, read_rows(path), lambda: story, arguments.articles)
        if subject.other:
            others.setdefault(path.resolve().parent, (subject, []))[1].append(path)
        else:
            own.append(path)
    tables = {
        WITH_READER_QUESTIONS: [_asked(Subject(story), own)],
        TEXT_ALONE: [
            _asked(Subject(Story.build(story.articles)), own),
            *(_asked(subject, paths, MOST_OF_A_STORY) for subject, paths in others.values()),
        ],
    }
    if arguments.authors_left_out:
        for name, stories in tables.items():
            for author, judged in authors_left_out(stories).items():
                _report(f"{name}, another author's, {author}", judged)
    if arguments.cross_validate:
        for name, stories in tables.items():
            _report(f"{name}, conversations left out", conversations_left_out(stories, arguments.cross_validate))
            if len(stories) > 1:
                _report(f"{name}, stories left out", stories_left_out(stories))
    if arguments.authors_left_out or arguments.cross_validate:
        return 0
    table = _HEADER + "".join(_as_toml(name, learn(stories)) for name, stories in tables.items())
    if arguments.dry_run:
        print(table)
    else:
        WEIGHTS_FILE.write_text(table, encoding="utf-8")
        print(f"Written: {WEIGHTS_FILE.name}. Start the bot again to use it.")
    return 0


def _asked(subject: Subject, paths: Sequence[Path], most: int = sys.maxsize) -> Asked:
    """Return what files ask of a story: every conversation, and at most so many questions."""
    conversations: list[Conversation] = []
    authors: list[str] = []
    questions: list[Question] = []
    for path in paths:
        rows = read_rows(path)
        if is_conversation_row(rows[0]):
            conversations += read_conversations(path, rows, subject.story)
            authors += [path.stem] * len(rows)
        else:
            questions += subject.questions(path, rows)
    return Asked(subject.story, conversations, authors, _some(questions, most))


def _some(questions: Sequence[Question], most: int) -> Sequence[Question]:
    """Return at most so many questions, from all over."""
    return questions[:: max(1, -(-len(questions) // most))]


def _report(name: str, judged: Sequence[Sequence[JudgedTurn]]) -> None:
    for number, turns in enumerate(judged, start=1):
        if turns:
            print(f"{name}: story {number}\n\n{format_tables(conversation_tables(turns))}\n")


def _as_toml(name: str, weights: FollowUpWeights) -> str:
    tables = {"leaning": weights.leaning, "ranking": weights.ranking, "confidence": weights.confidence}
    parts = "".join(f"\n[{name}.{part}]\n{_entries(values)}" for part, values in tables.items())
    return f"\n[{name}]\nanswer_from = {weights.answer_from}\n{parts}"


def _entries(values: Mapping[str, float]) -> str:
    return "".join(f"{key} = {value}\n" for key, value in values.items())
