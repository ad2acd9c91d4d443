"""`verbatim suggest`: drafts of people.toml and vocabulary.md, and what to write reader questions for first."""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from retrieval.commands.choosing import Chosen, chosen_among
from retrieval.commands.confirming import can_ask, confirmed
from retrieval.commands.differences import difference_shown
from retrieval.commands.shared import ARTICLES_VARIABLE, add_articles_option, articles_named, load_story
from retrieval.linting.lint import opening
from retrieval.printable import printable, printable_line
from retrieval.story import Story
from retrieval.workshop.asked_file import read_asked
from retrieval.workshop.change import Change
from retrieval.workshop.errors import WorkshopError
from retrieval.workshop.next_step import typed
from retrieval.workshop.suggested import Suggestion, changes, suggestions
from retrieval.workshop.turned_down import TURNED_DOWN_FILE, turning_down
from retrieval.workshop.vocabulary_drafts import LackingWord, lacking_words
from retrieval.workshop.write_changes import write
from retrieval.workshop.write_first import WorthQuestions, questions_of, worth_questions


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = textwrap.dedent(
        """\
        Draft what the articles themselves tell: who is who, for people.toml, and words that are written in two ways,
        for vocabulary.md. You are asked about each, see the difference, and nothing that you wrote is changed. Then
        come the passages that reader questions are best written for first.
        """
    )
    parser.add_argument(
        "--accept", action="store_true", help="write all of it without asking, but for what only you can know"
    )
    parser.add_argument(
        "--questions",
        metavar="FILE",
        type=Path,
        help='questions that people asked, one a line (or {"question": …}): how they write words, and what they find',
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object, and ask nothing")
    add_articles_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Show, ask, write. Raises StoryError, and WorkshopError where a file cannot be read or written."""
    folder = articles_named(arguments)
    if folder is None:
        raise WorkshopError(f"suggest writes into your story's folder; name it with --articles or {ARTICLES_VARIABLE}.")
    asked = read_asked(arguments.questions) if arguments.questions is not None else ()
    story = load_story(arguments)
    found = suggestions(story, folder, (*asked, *_written_down(story)))
    lacking = lacking_words(story, asked)
    first = worth_questions(story, asked or questions_of(story))
    if arguments.json:
        written = _write(story, folder, _safe(found)) if arguments.accept else ()
        print(json.dumps(_as_json(found, lacking, first, written), indent=2))
        return 0
    if not found:
        print("Nothing to suggest: the articles tell nothing more about people and words.")
    elif arguments.accept:
        _accept(story, folder, found)
    elif can_ask():
        _ask(story, folder, found)
    else:
        _show(found)
        print("\nNothing was written. Say --accept to write this, or run it at a terminal to be asked.")
    print(_lacking(lacking), end="")
    print(_write_first(first, folder, bool(asked)), end="")
    return 0


def _written_down(story: Story) -> Sequence[str]:
    """Return the questions that stand in the story's folder, told and not told."""
    questions = story.knowledge.questions
    return [*(question.text for question in questions.answered), *questions.unanswerable]


def _safe(found: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    return tuple(each for each in found if not each.doubtful)


def _accept(story: Story, folder: Path, found: Sequence[Suggestion]) -> None:
    for change in changes(story, folder, _safe(found)):
        print(difference_shown(change))
    _say_written(_write(story, folder, _safe(found)))
    doubtful = [each for each in found if each.doubtful]
    if doubtful:
        print("\nOnly you can know whether these are one person; run it without --accept to be asked:")
        for each in doubtful:
            print(f"  {printable_line(each.text)}? {printable_line(each.reason)}")


def _ask(story: Story, folder: Path, found: Sequence[Suggestion]) -> None:
    chosen: Chosen = chosen_among(found)
    planned = changes(story, folder, chosen.accepted)
    for change in planned:
        print(difference_shown(change))
    if planned and confirmed("Write this?"):
        _say_written(_write(story, folder, chosen.accepted))
    elif planned:
        print("Nothing was written.")
    if chosen.refused:
        write(lambda: turning_down(folder, [each.key for each in chosen.refused]))
        print(f"What you turned down is in {TURNED_DOWN_FILE}, and is not suggested again.")


def _write(story: Story, folder: Path, accepted: Sequence[Suggestion]) -> tuple[Change, ...]:
    names = [change.name for change in changes(story, folder, accepted)]

    def plan(name: str) -> Change:
        return next(change for change in changes(story, folder, accepted, unchanged=True) if change.name == name)

    return tuple(write(partial(plan, name)) for name in names)


def _say_written(written: Sequence[Change]) -> None:
    for change in written:
        print(f"{'Wrote' if change.before is None else 'Added to'} {printable_line(change.name)}.")


def _show(found: Sequence[Suggestion]) -> None:
    for file in dict.fromkeys(each.file for each in found):
        print(file)
        for each in found:
            if each.file == file:
                print(f"  {printable_line(each.text)}{'?' if each.doubtful else ''}")
                print(f"    {printable_line(each.reason)}")


def _lacking(lacking: Sequence[LackingWord]) -> str:
    if not lacking:
        return ""
    lines = ["\nPeople ask with these words, and the articles do not have them:"]
    for each in lacking:
        often = f" ({each.questions:,} questions)" if each.questions > 1 else ""
        lines.append(f"  {printable_line(each.word)}{often}: {printable_line(each.question)}")
        lines.append(
            f"    nearest: {each.nearest.file}, paragraph {each.nearest.paragraph} {opening(each.nearest.text)}"
        )
    lines.append("Where the articles say it otherwise, write both into vocabulary.md, a group a line: ticket, fare.")
    return "\n".join(lines) + "\n"


def _write_first(first: Sequence[WorthQuestions], folder: Path, asked: bool) -> str:
    if not first:
        return ""
    whose = "the questions of your file" if asked else "simple questions about the people"
    lines = [f"\nWrite reader questions for these first: of {first[0].asked:,} questions ({whose}),"]
    for each in first:
        found = f"{each.first + each.close:,} find it"
        close = f", {each.close:,} with another passage close by" if each.close else ""
        passage = each.passage
        lines.append(f"  {printable_line(passage.file)}, paragraph {passage.paragraph}: {found}{close}")
        lines.append(f"    {printable(opening(passage.text))}")
    lines.append(f"Next: {typed(folder, 'questions', 'draft', first[0].passage.file)}")
    return "\n".join(lines) + "\n"


def _as_json(
    found: Sequence[Suggestion],
    lacking: Sequence[LackingWord],
    first: Sequence[WorthQuestions],
    written: Sequence[Change],
) -> dict[str, object]:
    return {
        "suggestions": [
            {"file": each.file, "text": each.text, "reason": each.reason, "doubtful": each.doubtful} for each in found
        ],
        "words_lacking": [
            {
                "word": each.word,
                "questions": each.questions,
                "question": each.question,
                "nearest": {"file": each.nearest.file, "paragraph": each.nearest.paragraph},
            }
            for each in lacking
        ],
        "write_questions_for": [
            {
                "file": each.passage.file,
                "paragraph": each.passage.paragraph,
                "found": each.first + each.close,
                "close": each.close,
                "asked": each.asked,
            }
            for each in first
        ],
        "written": [change.name for change in written],
    }
