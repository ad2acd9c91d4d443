"""`python -m bot`: the bot on Discord, or a conversation in the terminal where there is no token."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING, TextIO

from bot.words import sentences

if TYPE_CHECKING:
    from bot.settings import Settings
    from retrieval import Story

CANNOT_START = 2
"""The exit status where something the host has to mend stands in the way: a supervisor should not try again."""

COMMANDS = {"check": "bot.doctor.report", "health": "bot.hosting.probe", "unit": "bot.hosting.systemd"}
"""What else `python -m bot` does, and the module whose `main` does it. It is imported only then: `health` is asked
every few seconds, and `check` must be able to say that a package is missing."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="Answers questions about a story only with passages quoted from its articles.",
        epilog=(
            "With DISCORD_TOKEN set (in the environment or in .env) it logs in to Discord. Without, it talks in the "
            "terminal, or answers the questions on standard input, one a line. All settings: .env.example."
        ),
    )
    parser.add_argument("--articles", metavar="DIR", help="the folder of articles (instead of ARTICLES_DIR)")
    parser.add_argument("--terminal", action="store_true", help="talk in the terminal even where a token is set")
    parser.add_argument(
        "--hold",
        action="store_true",
        help="where something has to be mended first, say so and wait to be stopped, instead of ending with status 2: "
        "for supervisors that start everything again, such as Docker's",
    )
    commands = parser.add_subparsers(title="commands", dest="command", metavar="")
    check = commands.add_parser("check", help="find what is wrong, and say what to do: settings, story, Discord")
    check.add_argument("--json", action="store_true", help="print one JSON object")
    commands.add_parser("health", help="ask the running bot on this machine how it is (HEALTH_PORT)")
    unit = commands.add_parser("unit", help="print a systemd unit for this machine")
    unit.add_argument("--user", help="the account that is to run the bot (instead of yours)")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bot and return its exit status."""
    options = parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character shows "?" for it
    if options.command:
        status: int = import_module(COMMANDS[options.command]).main(options)
        return status
    status = _run(options)
    if status == CANNOT_START and options.hold:
        _hold()
    return status


def _run(options: argparse.Namespace) -> int:
    """Run the bot on Discord, in the terminal, or over a pipe."""
    from bot.settings import Settings, SettingsError  # noqa: PLC0415  see COMMANDS
    from bot.terminal import answer_lines, converse  # noqa: PLC0415
    from retrieval import StoryError  # noqa: PLC0415

    try:
        settings = Settings.load(command_line={"ARTICLES_DIR": options.articles} if options.articles else None)
        if settings.token and not options.terminal:
            from bot.connection.client import run  # noqa: PLC0415  discord.py is slow to import, and the terminal needs none of it

            return run(settings, _load(settings))
        if sys.stdin is not None and sys.stdin.isatty():
            return converse(_load(settings))
        questions = _questions(sys.stdin)
        first = next(questions, None)
        if first is not None:
            answer_lines(_load(settings), chain([first], questions))
            return 0
    except (SettingsError, StoryError) as error:
        print(error, file=sys.stderr)
        return CANNOT_START
    print(sentences.NOTHING_TO_DO, file=sys.stderr)
    return CANNOT_START


def _hold() -> None:
    """Wait until SIGTERM or Ctrl-C."""
    print(sentences.HOLDING, file=sys.stderr, flush=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        while True:
            time.sleep(3600)


def _load(settings: Settings) -> Story:
    """Load the story; what is wrong with its knowledge files is told, and does not stop it."""
    from retrieval import Story  # noqa: PLC0415  see COMMANDS

    story = Story.load(settings.articles_dir)
    for problem in story.problems:
        print(problem, file=sys.stderr)
    return story


def _questions(stream: TextIO | None) -> Iterator[str]:
    """Return the lines of a stream that are not blank."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8-sig", errors="replace")
    return (line.strip() for line in stream or () if line.strip())


def quietly() -> int:
    """Run `main`; a reader that has closed the pipe, or Ctrl-C while starting, is no reason for a traceback."""
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes standard output once more when it exits: into nothing, then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return status


if __name__ == "__main__":
    sys.exit(quietly())
