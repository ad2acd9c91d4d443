"""A folder of stories: which of its folders are one, what each is called, and which cannot be used and why."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from retrieval.articles.files import title_of
from retrieval.errors import Problem
from retrieval.printable import printable_line

MOST_NAME: Final = 80
"""Characters of a story's name: a choice in Discord has room for 100."""


@dataclass(frozen=True, slots=True)
class StoryFolder:
    """A story by its `name`, which is its folder's, and its `title`, which `sources.toml` may give it."""

    name: str
    folder: Path
    title: str


@dataclass(frozen=True, slots=True)
class StoriesFound:
    """The stories of a folder in the order of their names; `problems` names the folders that are left out.

    `looked` is whether the folder itself could be looked at.
    """

    stories: tuple[StoryFolder, ...]
    problems: tuple[Problem, ...] = ()
    looked: bool = True

    def called(self, typed: str) -> StoryFolder | None:
        """Return the story that somebody names: by its name or else, whatever the case, by its name or title.

        None where that is no story, or may be several.
        """
        by_name = [each for each in self.stories if each.name == typed]
        alike = [each for each in self.stories if _alike(typed) in (_alike(each.name), _alike(each.title))]
        found = by_name or alike
        return found[0] if len(found) == 1 else None


def stories_in(folder: Path) -> StoriesFound:
    """Look for stories in a folder: each is a folder of it with at least one article. Hidden ones are none.

    Nothing but names and titles is read. A folder that cannot be looked at has no stories, and is the problem.
    """
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if entry.name[0] != "." and _is_folder(entry))
    except OSError as error:
        reason = error.strerror or "unreadable"
        problem = f"the folder cannot be read ({reason}); check the path and its permissions."
        return StoriesFound((), (Problem(printable_line(str(folder)), None, problem),), looked=False)
    found: dict[str, StoryFolder] = {}
    problems: list[Problem] = []
    for name in names:
        place = folder / name
        other = found.get(_alike(name))
        fault = _fault(folder, name) if other is None else _taken(other)
        if fault is not None:
            problems.append(Problem(printable_line(str(place)), None, fault))
        else:
            found[_alike(name)] = StoryFolder(name, place, title_of(place) or name)
    return StoriesFound(tuple(_told_apart(list(found.values()))), tuple(problems))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _fault(folder: Path, name: str) -> str | None:
    """Say why a folder is no story, and what to do; None where it is one."""
    if not name.isprintable():
        return "its name has characters that cannot be shown; rename the folder."
    if len(name) > MOST_NAME:
        return f"its name has {len(name):,} characters, and {MOST_NAME} fit; rename the folder."
    try:
        if not (folder / name).resolve().is_relative_to(folder.resolve()):
            return "it is a link to another folder; put the story itself here."
        if not any(entry.name[0] != "." for entry in (folder / name).glob("*.txt")):
            return "it holds no articles; put at least one .txt file into it."
    except OSError as error:
        return f"it cannot be read ({error.strerror or 'unreadable'}); check its permissions."
    return None


def _taken(other: StoryFolder) -> str:
    return f"its name differs only in case from {other.name}, which is told; rename one of the two."


def _told_apart(stories: list[StoryFolder]) -> Iterator[StoryFolder]:
    """Yield the stories, with the name behind the title where several have the same one."""
    titles = [_alike(each.title) for each in stories]
    for story in stories:
        if titles.count(_alike(story.title)) > 1 and story.title != story.name:
            yield StoryFolder(story.name, story.folder, f"{story.title} ({story.name})")
        else:
            yield story


def _alike(name: str) -> str:
    """Return what a name is compared by: to some disks names are the same that differ in case or in how é is spelt."""
    return unicodedata.normalize("NFC", name).casefold()
