"""`verbatim questions draft ARTICLE`, `verbatim questions take ARTICLE [FILE]`: reader questions in an hour.

`draft` prints what to give to whoever writes questions; `take` reads what comes back, keeps what helps, and writes it.
"""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Final, TextIO

from retrieval.articles.article import Article
from retrieval.articles.lookup import articles_called
from retrieval.commands.confirming import can_ask, confirmed
from retrieval.commands.shared import add_articles_option, articles_folder, load_story
from retrieval.printable import printable_line
from retrieval.story import Story
from retrieval.workshop.change import make_change
from retrieval.workshop.drafts import Shares, Sifted, adding, measured, sift, with_questions
from retrieval.workshop.errors import WorkshopError
from retrieval.workshop.next_step import typed
from retrieval.workshop.pasted import MOST_CHARACTERS, Pasted, read_pasted
from retrieval.workshop.prompt import PER_PASSAGE, passages_to_ask, prompt
from retrieval.workshop.proof import Fault, Proof, Verdict

SHOWN: Final = 8
"""Of the questions that are left out for one reason so many are shown unless all are asked for."""
MOST_PER_PASSAGE: Final = 30
END: Final = "."
"""A line that ends what is pasted, beside the end of the input."""
NOT_WRITTEN: Final = 1
"""The exit status where questions were found and none was written."""

_LEFT_OUT: Final = {
    Fault.NO_PASSAGE: "For a paragraph that is not there",
    Fault.EMPTY: "Without words",
    Fault.NOT_ENGLISH: "Not in English",
    Fault.TOO_LONG: "Too long: people ask one thing, in a few words",
    Fault.ASKS_NOTHING: "Ask nothing",
    Fault.SEVERAL: "Ask several things at once",
    Fault.COPIED: "Copied from the article",
    Fault.ASKED_ALREADY: "Asked already",
    Fault.FINDS_ANOTHER: "Find another passage",
}
_WITH_REASON: Final = frozenset({Fault.ASKED_ALREADY, Fault.FINDS_ANOTHER, Fault.NO_PASSAGE})
"""Where each question has a reason of its own."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = textwrap.dedent(
        """\
        Get reader questions for an article, from a person or from a language model of yours:

          1. "questions draft chapter-1.txt" prints a prompt: the article, and what makes a good question.
          2. Give it to whoever writes them.
          3. "questions take chapter-1.txt" reads what you paste (or a FILE), keeps the questions that find their
             passage, shows them and the others with the reason, asks, and adds them to reader-questions/.
        """
    )
    parts = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    draft = parts.add_parser("draft", help="print a prompt for whoever writes the questions")
    take = parts.add_parser("take", help="keep what helps of the questions that came back")
    for step in (draft, take):
        step.add_argument("article", metavar="ARTICLE", help='the article: its file, or how you call it ("chapter 5")')
        add_articles_option(step)
    draft.add_argument(
        "--paragraphs", metavar="NUMBERS", help='ask only for these: "3-9,12" (default: all that tell something)'
    )
    draft.add_argument(
        "--per-passage",
        metavar="N",
        type=int,
        default=PER_PASSAGE,
        help=f"how many questions to ask for each (default: {PER_PASSAGE})",
    )
    draft.set_defaults(step=_draft)
    take.add_argument("file", metavar="FILE", nargs="?", type=Path, help="where they are (default: what you paste)")
    take.add_argument("--paragraph", metavar="NUMBER", type=int, help="questions that name no paragraph belong to this")
    take.add_argument("--check", action="store_true", help="measure the story before and after, each question left out")
    take.add_argument("--all", action="store_true", help=f"list all that is left out, not the first {SHOWN} of a kind")
    take.add_argument("--yes", action="store_true", help="write without asking")
    take.set_defaults(step=_take)


def run(arguments: argparse.Namespace) -> int:
    """Do one of the steps; raises WorkshopError and StoryError, with nothing written."""
    return int(arguments.step(arguments))


def _draft(arguments: argparse.Namespace) -> int:
    story = load_story(arguments)
    article = _article(story, arguments.article)
    if not 1 <= arguments.per_passage <= MOST_PER_PASSAGE:
        raise WorkshopError(f"--per-passage is a number from 1 to {MOST_PER_PASSAGE}.")
    wanted = _numbers(arguments.paragraphs, article) if arguments.paragraphs else passages_to_ask(story, article)
    if not wanted:
        raise WorkshopError(f"{printable_line(article.file)} has no paragraph that tells anything.")
    print(prompt(story, article, wanted, arguments.per_passage))
    print(
        "Give all of this to whoever writes the questions; then: "
        + typed(articles_folder(arguments), "questions", "take", article.file),
        file=sys.stderr,
    )
    return 0


def _take(arguments: argparse.Namespace) -> int:
    story = load_story(arguments)
    folder, article = articles_folder(arguments), _article(story, arguments.article)
    pasted = read_pasted(_read(arguments.file), arguments.paragraph)
    sifted = sift(Proof(story), article, pasted.questions)
    print(_left_out(sifted, pasted, None if arguments.all else SHOWN), end="")
    change = adding(folder, article, sifted.questions)
    if not sifted.kept:
        print(f"None of {_count(len(pasted.questions), 'question')} would help; nothing is written.")
        return NOT_WRITTEN
    print(f"{len(sifted.kept)} of {_count(len(pasted.questions), 'question')} would help:\n")
    print(change.difference())
    print()
    if arguments.check:
        before, after = measured(story, with_questions(story, sifted.questions))
        print(_compared(before, after))
        print()
    if not arguments.yes:
        if not can_ask():
            print("Nothing is written: nobody is there to be asked. Say --yes to write them.")
            return NOT_WRITTEN
        if not confirmed(f"Add {_count(len(sifted.kept), 'question')} to {printable_line(change.name)}?"):
            print("Nothing is written.")
            return NOT_WRITTEN
    make_change(change)
    print(f"{_count(len(sifted.kept), 'question')} added to {printable_line(change.name)}.")
    return 0


def _article(story: Story, named: str) -> Article:
    found = articles_called(story.articles, named)
    if len(found) == 1:
        return found[0]
    listed = ", ".join(printable_line(article.file) for article in (found or story.articles)[:SHOWN])
    if found:
        raise WorkshopError(f"“{printable_line(named)}” may be several articles: {listed}. Name one of these files.")
    raise WorkshopError(f"There is no article “{printable_line(named)}”. There are: {listed}.")


def _numbers(text: str, article: Article) -> Sequence[int]:
    """Return the numbers that a text like "3-9,12" names; raises WorkshopError where it is none."""
    numbers: set[int] = set()
    last = len(article.paragraphs)
    for part in text.split(","):
        match = re.fullmatch(r"\s*¶?\s*(\d{1,6})(?:\s*[-–]\s*¶?\s*(\d{1,6}))?\s*", part)
        if match is None:
            raise WorkshopError('--paragraphs is a list of numbers, like "3-9,12".')
        first, end = int(match.group(1)), int(match.group(2) or match.group(1))
        if not 1 <= first <= end <= last:
            raise WorkshopError(
                f"{printable_line(article.file)} has the paragraphs 1 to {last}, and not {part.strip()}."
            )
        numbers.update(range(first, end + 1))
    return sorted(numbers)


def _read(file: Path | None) -> str:
    """Return what is in a file, or what is pasted; no more of it than shows that it is too long."""
    if file is not None:
        try:
            with file.open("rb") as opened:
                data = opened.read(4 * MOST_CHARACTERS + 4)
        except OSError as error:
            reason = error.strerror or "unreadable"
            raise WorkshopError(f"{printable_line(str(file))} cannot be read ({reason}).") from error
        return data.decode("utf-8", "replace").removeprefix("\ufeff")
    if sys.stdin.isatty():
        print(f"Paste the questions, then press Ctrl-D, or type “{END}” on a line of its own.", file=sys.stderr)
        return _typed(sys.stdin)
    return sys.stdin.read(MOST_CHARACTERS + 1)


def _typed(stream: TextIO) -> str:
    lines: list[str] = []
    for line in stream:
        if line.strip() == END:
            break
        lines.append(line)
    return "".join(lines)


def _left_out(sifted: Sifted, pasted: Pasted, shown: int | None) -> str:
    """Say what is left out, by reason; "" where nothing is."""
    parts: list[str] = []
    order = list(Fault)

    def place(verdict: Verdict) -> int:
        return order.index(verdict.fault or Fault.EMPTY)

    for _, group in groupby(sorted(sifted.others, key=place), place):
        found = list(group)
        fault = found[0].fault or Fault.EMPTY
        lines = [f"{_LEFT_OUT[fault]}: {len(found):,}"]
        for verdict in found[:shown]:
            lines.append(f"  ¶{verdict.question.paragraph}: {printable_line(verdict.question.text, 110)}")
            if fault in _WITH_REASON:
                lines.append(f"    {verdict.reason}")
        if shown is not None and len(found) > shown:
            lines.append(f"  … and {len(found) - shown:,} more (--all lists them)")
        parts.append("\n".join(lines) + "\n\n")
    if pasted.others:
        parts.append(f"{_count(pasted.others, 'line')} without a paragraph's number left out.\n\n")
    return "".join(parts)


def _compared(before: Shares, after: Shares) -> str:
    """Say what the story gains, each question asked while it is left out."""
    return (
        f"Asked one by one, each left out meanwhile, {_count(after.questions, 'reader question')} find their passage\n"
        f"  first:                 {before.first:.0%} now, {after.first:.0%} with the new ones\n"
        f"  among the first three: {before.in_first_3:.0%} now, {after.in_first_3:.0%} with the new ones"
    )


def _count(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else one + 's'}"
