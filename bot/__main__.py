"""`python -m bot`: the bot on Discord, or a conversation in the terminal where there is no token."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from bot.installation import settings_example
from bot.one_thread import calculate_in_one_thread

COMMANDS = {
    None: "bot.start",
    "check": "bot.doctor.report",
    "health": "bot.hosting.probe",
    "unit": "bot.hosting.systemd",
    "init": "bot.first_steps.init",
    "gaps": "bot.hosting.gaps",
}
"""What `python -m bot` does, by its command, and the module whose `main` does it. It is imported only then: `health`
is asked every few seconds, and `check` must be able to say that a package is missing."""


def parser(program: str = "python -m bot", story: str = "python -m retrieval") -> argparse.ArgumentParser:
    """Return the parser of the command line; its help says that `program` and `story` are what to type."""
    parser = argparse.ArgumentParser(
        prog=program,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Answers questions about a story only with passages quoted from its articles.",
        epilog=(
            "With DISCORD_TOKEN set (in the environment or in .env) it logs in to Discord. Without, it\n"
            "talks in the terminal, or answers the questions on standard input, one a line.\n"
            f"All settings: {settings_example()}\n\n"
            f"The story without Discord: {story} ask, quote, lint, add, evaluate or fit (--help explains each)."
        ),
    )
    parser.add_argument(
        "--articles", metavar="DIR", help="the articles, or a story of STORIES_DIR (instead of ARTICLES_DIR)"
    )
    parser.add_argument("--terminal", action="store_true", help="talk in the terminal even where a token is set")
    parser.add_argument(
        "--hold",
        action="store_true",
        help="if something has to be fixed first, say so and wait to be stopped, instead of ending with status 2: "
        "for supervisors that start everything again, such as Docker's",
    )
    commands = parser.add_subparsers(title="commands", dest="command", metavar="")
    check = commands.add_parser("check", help="find what is wrong, and say what to do: settings, story, Discord")
    check.add_argument("--json", action="store_true", help="print one JSON object")
    _add_articles(check)
    commands.add_parser("health", help="ask the running bot on this machine how it is (HEALTH_PORT)")
    _add_init(commands.add_parser("init", help="set a story up, from an empty folder to a running bot"))
    _add_gap_options(commands.add_parser("gaps", help="look through the questions that people left for you"))
    unit = commands.add_parser("unit", help="print a systemd unit for this machine")
    unit.add_argument("--user", help="the account that is to run the bot (instead of yours)")
    return parser


def _add_articles(command: argparse.ArgumentParser) -> None:
    """Take `--articles` after a command, too, as the story's commands do."""
    command.add_argument("--articles", metavar="DIR", default=argparse.SUPPRESS, help="the folder of the story")


def _add_init(init: argparse.ArgumentParser) -> None:
    """Declare the arguments of `init`; what is not given is asked for at a terminal."""
    _add_articles(init)
    init.add_argument(
        "--from",
        dest="sources",
        metavar="SOURCE",
        action="append",
        default=[],
        help="what the story is made of: a file, a folder of files, or a web address (once for each)",
    )
    init.add_argument("--publisher", default="", help="where it was published")
    init.add_argument("--accept", action="store_true", help="take what the story tells of its people without asking")
    init.add_argument("--ask", dest="questions", metavar="QUESTION", action="append", default=[], help="try a question")


def _add_gap_options(parser: argparse.ArgumentParser) -> None:
    """Add what `gaps` can be told to do: here, since its own module imports the story."""
    _add_articles(parser)
    parser.add_argument(
        "--story", metavar="NAME", help="of several stories, which one's questions (else the default's)"
    )
    does = parser.add_mutually_exclusive_group()
    does.add_argument("--list", action="store_true", help="show what was left, and change nothing")
    does.add_argument("--json", action="store_true", help="the same as one JSON object")
    does.add_argument(
        "--answer",
        nargs=2,
        metavar=("ID", "PASSAGE"),
        help="write a question into the reader questions of the passage that answers it: 1, 2 or 3 as the list numbers "
        "those that come near, or FILE:PARAGRAPH",
    )
    does.add_argument("--not-told", type=int, metavar="ID", help="write it among those that no article answers")
    does.add_argument("--dismiss", type=int, metavar="ID", help="put it aside, and what is like it")
    does.add_argument("--delete", type=int, metavar="ID", help="delete its words from the disk")


def main(arguments: Sequence[str] | None = None, commands: argparse.ArgumentParser | None = None) -> int:
    """Do what the command line says, and return the exit status."""
    options = (commands or parser()).parse_args(arguments)
    calculate_in_one_thread()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character shows "?" for it
    status: int = import_module(COMMANDS[options.command]).main(options)
    return status


def quietly(commands: argparse.ArgumentParser | None = None) -> int:
    """Run `main`; a reader that has closed the pipe, or Ctrl-C while starting, is no reason for a traceback."""
    try:
        status = main(commands=commands)
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
