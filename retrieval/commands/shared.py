"""What the commands of `python -m retrieval` share: which story they read, and arguments that can be printed."""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path

from retrieval.articles.read_up_to import ReadUpTo, limits_called
from retrieval.articles.stories_folder import stories_in
from retrieval.commands.bar import bar_on
from retrieval.errors import RetrievalError
from retrieval.printable import printable
from retrieval.story import SEEDS, Story

ARTICLES_VARIABLE = "ARTICLES_DIR"
STORIES_VARIABLE = "STORIES_DIR"
DEFAULT_VARIABLE = "DEFAULT_STORY"

_LISTED = 8
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class UpToError(RetrievalError):
    """What `--up-to` names is nothing that the story can be told up to; the message says why and what to do."""


def add_articles_option(parser: argparse.ArgumentParser) -> None:
    """Add `--articles DIR`, which overrides ARTICLES_DIR and the sample story."""
    parser.add_argument(
        "--articles",
        metavar="DIR",
        type=Path,
        help=f"the folder of articles, or the name of a story in ${STORIES_VARIABLE} (default: the default of those,"
        f" else ${ARTICLES_VARIABLE}, and without it the four that come along)",
    )


def add_up_to_option(parser: argparse.ArgumentParser) -> None:
    """Add `--up-to ARTICLE[:PARAGRAPH]`, which tells the story no further than that."""
    parser.add_argument(
        "--up-to",
        metavar="ARTICLE[:PARAGRAPH]",
        help='no spoilers: tell the story only up to here, "chapter 5" or "chapter-05.txt:12"',
    )


def articles_named(arguments: argparse.Namespace) -> Path | None:
    """Return the folder named by `--articles`, by STORIES_DIR, or by ARTICLES_DIR; None where none of them is there.

    `--articles` may also name a story of STORIES_DIR.
    """
    chosen: Path | None = arguments.articles
    several = os.environ.get(STORIES_VARIABLE, "")
    if several and (chosen is None or not chosen.is_dir()):
        stories = stories_in(Path(several))
        wanted = os.environ.get(DEFAULT_VARIABLE, "") if chosen is None else str(chosen)
        story = stories.called(wanted) if wanted else next(iter(stories.stories), None)
        if story is not None:
            return story.folder
        if chosen is None:
            return Path(several, wanted)
    if chosen is not None:
        return chosen
    named = os.environ.get(ARTICLES_VARIABLE, "")
    return Path(named) if named else None


def articles_folder(arguments: argparse.Namespace) -> Path:
    """Return the folder that is named, or that of the sample story."""
    return articles_named(arguments) or SEEDS


def load_story(arguments: argparse.Namespace) -> Story:
    """Load the story, up to where `--up-to` says, and print problems of its knowledge files to standard error.

    Raises StoryError, and UpToError where it is not clear how far it is to be told.
    """
    with bar_on(sys.stderr) as progress:
        story = Story.load(articles_folder(arguments), progress)
    for problem in story.problems:
        print(printable(str(problem)), file=sys.stderr)
    typed: str | None = getattr(arguments, "up_to", None)
    if typed is None:
        return story
    limit = limit_named(story, without_surrogates(typed))
    with bar_on(sys.stderr) as progress:
        return story.up_to(limit, progress)


def limit_named(story: Story, typed: str) -> ReadUpTo:
    """Return how far the story is to be told; UpToError where that is nowhere or may be several places."""
    found = limits_called(story.articles, typed)
    if len(found) == 1:
        return found[0]
    shown = f'"{printable(typed)}"'
    files = ", ".join(str(limit) for limit in found[:_LISTED])
    more = f" and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
    if found:
        raise UpToError(f"{shown} may be any of {printable(files)}{more}; write one of them.")
    raise UpToError(
        f"There is nothing called {shown} to tell the story up to; write an article's file, headline or number, and"
        ' ":12" behind it for its paragraph 12.'
    )


def up_to_where(story: Story) -> str:
    """Return " up to “Chapter 5”", to stand behind "the articles"; nothing where the story is told to its end."""
    if story.limit is None:
        return ""
    at = "" if story.limit.paragraph is None else f" ¶ {story.limit.paragraph}"
    return f" up to “{printable(story.articles[-1].headline)}”{at}"


def without_surrogates(text: str) -> str:
    """Return an argument with lone surrogates (bytes that were not UTF-8) replaced, since they cannot be printed."""
    return _SURROGATE.sub("\ufffd", text)
