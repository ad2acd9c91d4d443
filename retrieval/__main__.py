"""`python -m retrieval COMMAND`: the story in a terminal, without Discord."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from retrieval.errors import RetrievalError

COMMANDS = {
    "ask": ("retrieval.commands.ask", "answer a question from the articles, or say that they don't tell"),
    "quote": ("retrieval.commands.quote", "find what was said, by whom, and in which article"),
    "evaluate": ("retrieval.commands.evaluate", "measure the answers on a file of questions"),
    "fit": ("retrieval.commands.fit", "fit the weights of the ranking again"),
    "fit-acts": ("retrieval.commands.fit_acts", "learn again what asks in a message and what only talks"),
    "fit-marks": ("retrieval.commands.fit_marks", "learn again which words of a passage answer"),
    "fit-speakers": ("retrieval.commands.fit_speakers", "learn again who speaks where a dialogue names nobody"),
    "fit-premises": ("retrieval.commands.fit_premises", "learn again which questions rest on something false"),
    "fit-parser": ("retrieval.commands.fit_parser", "learn again how words depend on each other"),
    "fit-follow-ups": ("retrieval.commands.fit_follow_ups", "fit how a message after another one is read"),
    "add": ("retrieval.commands.add", "make articles of web pages, PDF and Word files, and books"),
    "suggest": (
        "retrieval.commands.suggest",
        "draft people.toml and vocabulary.md, and see what to ask for first",
    ),
    "questions": ("retrieval.commands.questions", "get reader questions for an article written, and keep what helps"),
    "lint": ("retrieval.commands.lint", "check a folder of articles and its knowledge files"),
}
"""Each command's module, which has `add_arguments(parser)` and `run(arguments) -> int`; one line of help."""

_BROKEN_PIPE = 141
_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None, program: str = "python -m retrieval") -> int:
    """Run one command; return the exit status: 2 where the input is at fault, which standard error explains.

    `program` is what the help says was typed.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        status = _run(arguments, program)
        sys.stdout.flush()
    except RetrievalError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read us has gone; what is still in the buffer has nowhere to go at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    return status


def _run(argv: Sequence[str], program: str) -> int:
    parser = argparse.ArgumentParser(
        prog=program,
        description="Answer questions about a folder of articles in the articles' own words.",
        epilog=f'Try: {program} ask "how long was she in prison"',
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (module_name, line) in COMMANDS.items():
        if not _exists(module_name):
            continue
        command = commands.add_parser(name, help=line, description=line[0].upper() + line[1:] + ".")
        if argv[:1] == [name]:  # the others' modules stay unloaded
            module = importlib.import_module(module_name)
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    arguments = parser.parse_args(argv)
    return int(arguments.run(arguments))


def _exists(module_name: str) -> bool:
    try:
        return find_spec(module_name) is not None
    except ModuleNotFoundError:
        return False


if __name__ == "__main__":
    sys.exit(main())
