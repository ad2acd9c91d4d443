"""What the commands of `python -m retrieval` share: which story they read, and text that a terminal can show."""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path

from retrieval.story import SEEDS, Story

ARTICLES_VARIABLE = "ARTICLES_DIR"

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def add_articles_option(parser: argparse.ArgumentParser) -> None:
    """Add `--articles DIR`, which goes before the environment's ARTICLES_DIR and the project's own articles."""
    parser.add_argument(
        "--articles",
        metavar="DIR",
        type=Path,
        help=f"the folder of articles (default: ${ARTICLES_VARIABLE}, and without it the four that come along)",
    )


def articles_folder(arguments: argparse.Namespace) -> Path:
    """Return the folder that `--articles`, ARTICLES_DIR or the project names."""
    chosen: Path | None = arguments.articles
    if chosen is not None:
        return chosen
    named = os.environ.get(ARTICLES_VARIABLE, "")
    return Path(named) if named else SEEDS


def load_story(arguments: argparse.Namespace) -> Story:
    """Load the story; what is wrong in its knowledge files is told on standard error. Raises StoryError."""
    story = Story.load(articles_folder(arguments))
    for problem in story.problems:
        print(printable(str(problem)), file=sys.stderr)
    return story


def printable(text: str) -> str:
    """Return the text with control and direction characters made visible, so that it cannot steer a terminal."""
    return _CONTROL.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def without_surrogates(text: str) -> str:
    """Return the text with lone surrogates replaced: bytes of an argument that were not UTF-8, which none can write."""
    return _SURROGATE.sub("\ufffd", text)
