"""`python -m retrieval lint`: what a folder of articles lacks, as a list or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Sequence
from itertools import groupby

from retrieval.commands.bar import bar_on
from retrieval.commands.shared import add_articles_option, articles_folder
from retrieval.linting.lint import lint
from retrieval.linting.remark import Remark, Topic
from retrieval.memory import LimitedBy, Memory, memory_for
from retrieval.printable import printable
from retrieval.story import Story

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
        """
    )
    parser.add_argument("--all", action="store_true", help=f"list everything, not the first {SHOWN} of a kind")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the list")
    add_articles_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the remarks; return 1 where something is broken, else 0."""
    with bar_on(sys.stderr) as progress:
        story, remarks = lint(articles_folder(arguments), progress)
    memory = memory_for(story.articles) if story else None
    if arguments.json:
        print(json.dumps({**as_json(story, remarks), "memory": memory_as_json(memory)}, indent=2))
    else:
        print(as_text(story, remarks, None if arguments.all else SHOWN))
        if memory is not None:
            print(f"\n{memory_as_text(memory)}")
    return WRONG if any(remark.serious for remark in remarks) else 0


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
