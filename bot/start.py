"""`python -m bot` without a command: the bot on Discord, a conversation in the terminal, or answers over a pipe."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import TextIO

from bot.asking.story_reading import StoryReading
from bot.settings import BAD_CONFIGURATION, Settings, SettingsError
from bot.words.host import start as host
from retrieval import Story, StoryError


def main(options: argparse.Namespace) -> int:
    """Run the bot and return its exit status; with `--hold`, where something is wrong, only once it is stopped."""
    status = _run(options)
    if status == BAD_CONFIGURATION and options.hold:
        _hold()
    return status


def _run(options: argparse.Namespace) -> int:
    try:
        settings = Settings.load(command_line={"ARTICLES_DIR": options.articles} if options.articles else None)
        if settings.token and not options.terminal:
            from bot.application import run  # noqa: PLC0415  discord.py is slow to import, and the terminal needs none of it

            return run(settings)
        from bot.terminal import answer_lines, converse, read_story, words_of_terminal  # noqa: PLC0415  and the bot none of this

        read = partial(Story.load, settings.default_folder)
        if sys.stdin is not None and sys.stdin.isatty():
            return converse(StoryReading(read))
        questions = _questions(sys.stdin)
        first = next(questions, None)
        if first is not None:
            story = read_story(StoryReading(read), words_of_terminal(os.environ))
            answer_lines(story, chain([first], questions))
            return 0
    except (SettingsError, StoryError) as error:
        print(error, file=sys.stderr)
        return BAD_CONFIGURATION
    print(host.NOTHING_TO_DO, file=sys.stderr)
    return BAD_CONFIGURATION


def _hold() -> None:
    """Wait until SIGTERM or Ctrl-C."""
    print(host.HOLDING, file=sys.stderr, flush=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        while True:
            time.sleep(3600)


def _questions(stream: TextIO | None) -> Iterator[str]:
    """Return the lines of a stream that are not blank."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8-sig", errors="replace")
    return (line.strip() for line in stream or () if line.strip())
