"""`python -m retrieval lint`: what a folder of articles lacks, as a list or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from retrieval.commands.bar import bar_on
from retrieval.commands.confirming import YES_OPTION, can_ask, confirmed
from retrieval.commands.differences import difference_shown
from retrieval.commands.shared import add_articles_option, articles_folder
from retrieval.errors import StoryError
from retrieval.linting.askable import WORDS, Askable, askable
from retrieval.linting.lint import lint
from retrieval.linting.remark import Remark, Topic
from retrieval.memory import LimitedBy, Memory, memory_for
from retrieval.printable import printable
from retrieval.story import Story
from retrieval.workshop.change import make_change
from retrieval.workshop.fixes import fixes
from retrieval.workshop.next_step import next_step

SHOWN = 5
"""How many remarks of a kind are shown unless all are asked for."""

_RAISE = {
    LimitedBy.CONTROL_GROUP: "raise MEMORY_LIMIT in .env for Docker, or MemoryMax in the systemd unit.",
    LimitedBy.PROCESS: "raise it with ulimit -v.",
    LimitedBy.MACHINE: "take a machine with more, or fewer articles.",
}

WRONG = 1
"""The exit status where something is broken; advice is none."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = textwrap.dedent(
        """\
        Check a folder of articles and its knowledge files: what is broken, what is missing, and which reader
        questions do not find their own passage. The status is 1 where something is broken; advice leaves it 0.
        Last come the share of the story that can be asked about, and what to do next.
        """
    )
    parser.add_argument("--all", action="store_true", help=f"list everything, not the first {SHOWN} of a kind")
    parser.add_argument(
        "--fix",
        action="store_true",
        help="put right what needs nobody who knows the story, after you have seen the difference",
    )
    parser.add_argument(YES_OPTION, action="store_true", help="with --fix: ask nothing, and leave the articles alone")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the list")
    add_articles_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the remarks; return 1 where something is broken, else 0.

    With --fix, what can be put right is put right before; raises WorkshopError where a file cannot be written.
    """
    folder = articles_folder(arguments)
    if arguments.fix:
        _fix(folder, yes=arguments.yes, quiet=arguments.json)
    with bar_on(sys.stderr) as progress:
        story, remarks = lint(folder, progress)
    memory = memory_for(story.articles) if story else None
    asked = askable(story) if story else None
    if arguments.json:
        more = {"memory": memory_as_json(memory), "askable": asked and {"found": asked.found, "tried": asked.tried}}
        print(json.dumps({**as_json(story, remarks), **more}, indent=2))
    else:
        print(as_text(story, remarks, None if arguments.all else SHOWN))
        if memory is not None:
            print(f"\n{memory_as_text(memory)}")
        if story is not None and asked is not None:
            print(f"\n{askable_as_text(asked)}\n{next_step(story, remarks, folder)}")
    return WRONG if any(remark.serious for remark in remarks) else 0


def _fix(folder: Path, *, yes: bool, quiet: bool) -> None:
    """Put right what can be put right, each after a look; with `yes` what is safe, without one."""
    with bar_on(sys.stderr) as progress:
        try:
            found = list(fixes(Story.load(folder, progress), folder))
        except StoryError:  # which the remarks are about
            found = []
    asks = not yes and not quiet and can_ask()
    done = 0
    for fix in found:
        if not quiet:
            print(difference_shown(fix.change))
            print(printable(fix.what))
        if (fix.safe and yes) or (asks and confirmed("Write this?", default=fix.safe)):
            make_change(fix.change)
            done += 1
        elif not quiet:
            print("Nothing was written.")
    if quiet:
        return
    if not found:
        print("Nothing here can be put right by itself.\n")
    elif done < len(found) and not asks:
        how = "Run it at a terminal to be asked" + ("" if yes else f", or say {YES_OPTION}")
        why = " Lines of an article are taken out only after you have looked at them." if yes else ""
        print(f"{how}.{why}\n")
    else:
        print()


def askable_as_text(asked: Askable) -> str:
    """Say what share of the story can be asked about, and what that means."""
    return (
        f"{asked.share:.0%} of the story can be asked about: {asked.found:,} of {asked.tried:,} passages are found by"
        f" {WORDS} of their plainest words, or by a reader question. Whoever asks in other words finds fewer."
    )


def as_json(story: Story | None, remarks: Sequence[Remark]) -> dict[str, object]:
    """Return the remarks as one object; all of them, whatever their number."""
    return {
        "articles": len(story.articles) if story else 0,
        "passages": len(story.passages) if story else 0,
        "broken": sum(remark.serious for remark in remarks),
        "remarks": [
            {
                "topic": remark.topic.name.lower().replace("_", "-"),
                "serious": remark.serious,
                "file": remark.file,
                "line": remark.line,
                "what": remark.what,
                "advice": remark.advice,
            }
            for remark in remarks
        ],
    }


def as_text(story: Story | None, remarks: Sequence[Remark], shown: int | None = SHOWN) -> str:
    """Return the remarks for a person, by topic: at most `shown` of each, and how many there are."""
    parts = [_summary(story, remarks)]
    order = list(Topic)
    for topic, group in groupby(sorted(remarks, key=lambda each: order.index(each.topic)), lambda each: each.topic):
        found = list(group)
        listed = found if shown is None else found[:shown]
        lines = [f"{topic.value}: {len(found):,}"]
        same = len({remark.advice for remark in listed}) == 1
        for remark in listed:
            lines.append(f"  {printable(remark.place)}: {printable(remark.what)}")
            if remark.advice and not same:
                lines.append(f"    → {printable(remark.advice)}")
        if len(found) > len(listed):
            lines.append(f"  … and {len(found) - len(listed):,} more (--all lists them)")
        if same and listed[0].advice:
            lines.append(f"  → {printable(listed[0].advice)}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def memory_as_json(memory: Memory | None) -> dict[str, object] | None:
    """Return what the story needs and what is allowed here, in bytes; None where nothing is known."""
    if memory is None:
        return None
    return {
        "needed": memory.needed,
        "allowed": memory.limit.allowed if memory.limit else None,
        "fits": memory.fits,
    }


def memory_as_text(memory: Memory) -> str:
    """Say what the bot needs for this story and, where it is too little here, what to do."""
    needs = f"The bot needs about {_megabytes(memory.needed)} of memory for this story"
    if memory.limit is None:
        return f"{needs}."
    if memory.fits:
        return f"{needs}; {_megabytes(memory.limit.allowed)} are allowed here."
    return f"{needs}, and only {_megabytes(memory.limit.allowed)} are allowed here: {_RAISE[memory.limit.by]}"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"


def _summary(story: Story | None, remarks: Sequence[Remark]) -> str:
    """Say how much there is, and whether anything is broken."""
    broken = sum(remark.serious for remark in remarks)
    advice = len(remarks) - broken
    if story is None:
        return f"The articles cannot be read: {_count(broken, 'problem')} to fix."
    held = f"{_count(len(story.articles), 'article')}, {_count(len(story.passages), 'passage')}"
    told = len(story.knowledge.questions.answered)
    known = f"{_count(len(story.people.persons), 'person', 'people')}, {_count(told, 'reader question')}"
    state = f"{_count(broken, 'problem')} to fix" if broken else "nothing is broken"
    return f"{held}, {known}: {state}" + (f", {_count(advice, 'thing')} to look at." if advice else ".")


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
