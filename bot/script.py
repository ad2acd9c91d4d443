"""The console script `verbatim`: everything that `python -m bot` and `python -m retrieval` do, under one name."""

from __future__ import annotations

import sys

from bot.one_thread import calculate_in_one_thread

PROGRAM = "verbatim"

STORY_COMMANDS = (
    "ask",
    "quote",
    "evaluate",
    "fit",
    "fit-acts",
    "fit-marks",
    "fit-premises",
    "fit-speakers",
    "fit-parser",
    "fit-follow-ups",
    "add",
    "suggest",
    "questions",
    "lint",
)
"""What `python -m retrieval` does. Named here because importing `retrieval` takes a while and needs numpy, while
`verbatim health` is run every few seconds, and `verbatim check` must work where numpy is missing."""


def main() -> int:
    """Run one command and return its exit status."""
    arguments = sys.argv[1:]
    if arguments[:1] and arguments[0] in STORY_COMMANDS:
        if not arguments[0].startswith("fit"):  # these multiply large matrices, for hours
            calculate_in_one_thread()
        from retrieval.__main__ import main as run_story_command  # noqa: PLC0415  see STORY_COMMANDS

        return run_story_command(arguments, program=PROGRAM)
    from bot.__main__ import parser, quietly  # noqa: PLC0415  only one of the two is needed

    return quietly(parser(PROGRAM, PROGRAM))


if __name__ == "__main__":
    sys.exit(main())
