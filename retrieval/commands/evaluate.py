"""`python -m retrieval evaluate FILE`: how good the answers are, measured on a file of questions."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from retrieval.commands.bar import counting_bar
from retrieval.commands.shared import add_articles_option, articles_named, load_story
from retrieval.errors import QuestionFileError
from retrieval.evaluation.ablation import DEFAULT_FILES, format_ablation, format_ablation_of_stories
from retrieval.evaluation.answers import evaluate, judge
from retrieval.evaluation.asked_sets import Subject, subject_of
from retrieval.evaluation.conversations import (
    conversation_tables,
    is_conversation_row,
    judge_conversations,
    read_conversations,
)
from retrieval.evaluation.fitting import cross_validate, examples
from retrieval.evaluation.marks import Compared, compare_given, format_marks, marks_as_json
from retrieval.evaluation.messages import is_message_row, judge_messages, message_tables, read_messages
from retrieval.evaluation.plain_questions import read_plain_questions
from retrieval.evaluation.premises import is_premise_row, judge_premises, premise_tables, read_premises
from retrieval.evaluation.question_files import (
    Place,
    Question,
    Row,
    passages_beside,
    read_rows,
    refers_to_passages,
)
from retrieval.evaluation.shares import ShareTable, format_tables, tables_as_json
from retrieval.evaluation.speakers.novels import is_novel_row, judge_novels, novel_tables
from retrieval.evaluation.speakers.quotations import (
    evaluate_polnear,
    evaluate_quotation_file,
    format_table,
    is_polnear_file,
    is_quotation_file,
)
from retrieval.evaluation.stories import judge_stories, means, story_examples, story_tables
from retrieval.evaluation.tables import evaluation_as_json, format_evaluation
from retrieval.evaluation.verdicts import Case, format_cases, question_case, worst
from retrieval.story import Story

AS_ASKED = "as asked, right first"
GIVEN = "right passage given"
"""Whose marks are measured: the first passage's where it is a right one, or a right one's, whatever stands first."""


@dataclass(frozen=True)
class QuestionSet:
    """A story and what is asked of it; with `candidates`, only those paragraphs count as ranked."""

    story: Story
    questions: Sequence[Question]
    candidates: frozenset[Place] | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = textwrap.dedent(
        """\
        Measure the answers on a file of questions: how often the right paragraph stands first, what is declined,
        what the confidence is worth, how long a question takes. In brackets stand 95% intervals by bootstrap.

        FILE holds one JSON object a line, in one of these forms:
          {"question", "gold": [{"file", "para"}, ...], "answerable": true, "type", "overlap"}
          {"question", "answerable": false, "kind": "near" | "far" | "chitchat"}
          {"message", "parts": [{"question_in_plain_words", "gold"}, ...], "kind"}: a whole message, or with
            "expect": "decline" | "smalltalk" | "silence" | "not_english" | "help"
          {"turns": [{"question", "needs_context", "gold"}, ...]}: a conversation
          {"question", "true_instead"}, or {"question", "gold", "twin_of"}: a false premise, or its true twin
          {"question", "gold": [PASSAGE ID, ...]}, with FILE called NAME.questions.jsonl and its passages,
          {"id", "title", "text"}, in NAME.passages.jsonl beside it
          {"file", "start", "end", "speaker", "is_speech", "kind"}: a quotation of the articles and who says it
          {"text", "quotes"}: a document of PolNeAR with its quoted stretches and their sources
        """
    )
    parser.add_argument(
        "file", metavar="FILE", type=Path, nargs="?", help="the questions, or the quotations, with what is right"
    )
    parser.add_argument(
        "--cross-validate",
        action="store_true",
        help="also measure with weights fitted without the question they rank: what of the figure is no fitting",
    )
    parser.add_argument(
        "--ablation",
        action="store_true",
        help="print what each feature is worth instead: of FILE, or of the stories in --stories DIR, each ranked by "
        "weights of the others (with neither: of the question file and of XQuAD)",
    )
    parser.add_argument(
        "--stories",
        metavar="DIR",
        type=Path,
        help="measure every story in a folder: each a folder with questions.jsonl and its articles in articles/",
    )
    parser.add_argument(
        "--worst",
        metavar="N",
        type=int,
        default=0,
        help="also list the N worst cases: false denials first, then wrong answers by their confidence",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    add_articles_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Evaluate the file and print the table. Raises QuestionFileError and StoryError."""
    if arguments.stories is not None:
        return _evaluate_stories(arguments)
    if arguments.ablation:
        return _print_ablation(arguments)
    if arguments.file is None:
        raise QuestionFileError("evaluate needs a file of questions; name one, or say --ablation.")
    path: Path = arguments.file
    rows = read_rows(path)
    if is_quotation_file(rows[0]) or is_polnear_file(rows[0]):
        return _evaluate_quotations(path, rows, arguments)
    if is_novel_row(rows[0]):
        return _print_tables(path, len(rows), (novel_tables(judge_novels(path, rows)), (), {}), arguments)
    for form, measure in _MEASURES:
        if form(rows[0]):
            story = _subject(path, rows, arguments).story
            story.ask("what happened")  # what is built at the first question is no part of its time
            measured = measure(path, rows, story)
            marks = _marks_given(story, read_plain_questions(path, rows, story))
            return _print_tables(path, len(rows), (*measured, marks), arguments)
    question_set = load_question_set(path, rows, arguments)
    story = question_set.story
    if question_set.questions:
        story.ask(question_set.questions[0].text)  # what is built at the first question is no part of its time
    judged = judge(story.ask, question_set.questions, question_set.candidates)
    evaluation = evaluate(judged)
    marks = {AS_ASKED: [row.marks for row in judged if row.marks], **_marks_given(story, question_set.questions)}
    cases = [question_case(story.ask, question) for question in question_set.questions] if arguments.worst else []
    if arguments.json:
        result = {"file": path.name, "articles": len(story.articles), **evaluation_as_json(evaluation)}
        result |= {"marks": marks_as_json(marks), **_cases_as_json(cases, arguments)}
        print(json.dumps(result, indent=2))
    else:
        paragraphs = (
            sum(len(article.paragraphs) for article in story.articles)
            if question_set.candidates is None
            else len(question_set.candidates)
        )
        print(
            f"{path.name}: {evaluation.questions} questions, {len(story.articles)} articles, {paragraphs} paragraphs\n"
        )
        print("\n\n".join(filter(None, (format_evaluation(evaluation), format_marks(marks)))))
        if arguments.cross_validate:
            unseen = cross_validate(examples(story, question_set.questions))
            print(
                f"\nCross-validated (each question ranked with weights fitted without it):"
                f" right first {unseen.right_first:.3f}, in first 3 {unseen.in_first_3:.3f}"
            )
        _print_cases(cases, arguments)
    return 0


Measured = tuple[Sequence[ShareTable], Sequence[Case]]
MeasuredWithMarks = tuple[Sequence[ShareTable], Sequence[Case], Mapping[str, Sequence[Compared]]]


def _measure_messages(path: Path, rows: list[Row], story: Story) -> Measured:
    judged = judge_messages(story.ask, read_messages(path, rows, story))
    return message_tables(judged), [case for one in judged for case in one.cases]


def _measure_conversations(path: Path, rows: list[Row], story: Story) -> Measured:
    judged = judge_conversations(story.ask, read_conversations(path, rows, story))
    return conversation_tables(judged), [one.case for one in judged]


def _measure_premises(path: Path, rows: list[Row], story: Story) -> Measured:
    judged = judge_premises(story.ask, read_premises(path, rows, story))
    return premise_tables(judged), [one.case for one in judged]


_MEASURES: tuple[tuple[Callable[[Row], bool], Callable[[Path, list[Row], Story], Measured]], ...] = (
    (is_message_row, _measure_messages),
    (is_conversation_row, _measure_conversations),
    (is_premise_row, _measure_premises),
)
"""How a file's first row is recognised, and what is measured of such a file."""


def _print_tables(path: Path, rows: int, measured: MeasuredWithMarks, arguments: argparse.Namespace) -> int:
    tables, cases, marks = measured
    if arguments.json:
        result = {"file": path.name, "rows": rows, "tables": tables_as_json(tables), "marks": marks_as_json(marks)}
        print(json.dumps({**result, **_cases_as_json(cases, arguments)}, indent=2))
    else:
        shown = "\n\n".join(filter(None, (format_tables(tables), format_marks(marks))))
        print(f"{path.name}: {rows} rows\n\n{shown}")
        _print_cases(cases, arguments)
    return 0


def _cases_as_json(cases: Sequence[Case], arguments: argparse.Namespace) -> dict[str, list[dict[str, object]]]:
    return {"worst": [dataclasses.asdict(case) for case in worst(cases, arguments.worst)]} if arguments.worst else {}


def _print_cases(cases: Sequence[Case], arguments: argparse.Namespace) -> None:
    if arguments.worst:
        print(f"\nThe worst cases\n\n{format_cases(worst(cases, arguments.worst))}")


def _marks_given(story: Story, questions: Sequence[Question]) -> Mapping[str, Sequence[Compared]]:
    """Return how the marks of the right passages meet the answers that are known, whatever is found first."""
    return {GIVEN: [found for each in questions if (found := compare_given(story, each)) is not None]}


def _print_ablation(arguments: argparse.Namespace) -> int:
    paths = [arguments.file] if arguments.file else [path for path in DEFAULT_FILES if path.exists()]
    for number, path in enumerate(paths):
        question_set = load_question_set(path, read_rows(path), arguments)
        print("\n" * bool(number) + format_ablation(path.name, examples(question_set.story, question_set.questions)))
    return 0


def _evaluate_stories(arguments: argparse.Namespace) -> int:
    if arguments.ablation:
        sets = story_examples(arguments.stories, load_story(arguments))
        with counting_bar(sys.stderr, "Learning without each feature", "") as so_far:
            table = format_ablation_of_stories(sets, so_far)
        print(table)
        return 0
    tables = story_tables(judge_stories(arguments.stories, load_story(arguments)))
    if arguments.json:
        print(json.dumps({"folder": str(arguments.stories), "tables": tables_as_json(tables), "means": means(tables)}))
    else:
        print(format_tables(tables))
        print("\nMeans, every story counting the same: " + ", ".join(f"{k} {v:.2f}" for k, v in means(tables).items()))
    return 0


def _evaluate_quotations(path: Path, rows: Sequence[Row], arguments: argparse.Namespace) -> int:
    if is_polnear_file(rows[0]):
        scores = evaluate_polnear(path)
    else:
        story = _subject(path, rows, arguments).story
        scores = evaluate_quotation_file(path, story.articles, story.people)
    if arguments.json:
        shares = {"f1": scores.f1, "end_to_end": scores.end_to_end, "wrong_beside": scores.wrong_beside}
        print(json.dumps({"file": path.name, **dataclasses.asdict(scores), **shares}, indent=2))
    else:
        print(format_table(scores))
    return 0


def load_question_set(path: Path, rows: list[Row], arguments: argparse.Namespace) -> QuestionSet:
    """Load the story that the questions are about, and the questions."""
    subject = _subject(path, rows, arguments)
    candidates = None if subject.places is None else frozenset(subject.places.values())
    return QuestionSet(subject.story, subject.questions(path, rows), candidates)


def _subject(path: Path, rows: Sequence[Row], arguments: argparse.Namespace) -> Subject:
    """Return the story that a file is about: of the folder that was named, else as for every command."""
    load = partial(load_story, arguments)
    if any(refers_to_passages(row) for row in rows):
        if arguments.articles is not None:
            print(f"--articles is not used: {path.name} asks about {passages_beside(path).name}.", file=sys.stderr)
    elif articles_named(arguments) is not None:
        return Subject(load())
    return subject_of(path, rows, load, None)
