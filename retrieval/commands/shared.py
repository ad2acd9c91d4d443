"""What the commands of `python -m retrieval` share: which story they read, and arguments that can be printed."""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path

from retrieval.commands.bar import bar_on
from retrieval.printable import printable
from retrieval.story import SEEDS, Story

ARTICLES_VARIABLE = "ARTICLES_DIR"

_SURROGATE = re.compile(r"[\ud800-\udfff]")


def add_articles_option(parser: argparse.ArgumentParser) -> None:
    """Add `--articles DIR`, which overrides ARTICLES_DIR and the sample story."""
    parser.add_argument(
        "--articles",
        metavar="DIR",
        type=Path,
        help=f"the folder of articles (default: ${ARTICLES_VARIABLE}, and without it the four that come along)",
    )


def articles_named(arguments: argparse.Namespace) -> Path | None:
    """Return the folder named by `--articles`, else by ARTICLES_DIR; None where neither is there."""
    chosen: Path | None = arguments.articles
    if chosen is not None:
        return chosen
    named = os.environ.get(ARTICLES_VARIABLE, "")
    return Path(named) if named else None


def articles_folder(arguments: argparse.Namespace) -> Path:
    """Return the folder that is named, or that of the sample story."""
    return articles_named(arguments) or SEEDS


def load_story(arguments: argparse.Namespace) -> Story:
    """Load the story and print problems of its knowledge files to standard error. Raises StoryError."""
    with bar_on(sys.stderr) as progress:
        story = Story.load(articles_folder(arguments), progress)
    for problem in story.problems:
        print(printable(str(problem)), file=sys.stderr)
    return story


def without_surrogates(text: str) -> str:
    """Return an argument with lone surrogates (bytes that were not UTF-8) replaced, since they cannot be printed."""
    return _SURROGATE.sub("\ufffd", text)
