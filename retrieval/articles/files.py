"""Reads a folder of articles: one `.txt` file each, and what `sources.toml` says about them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from retrieval.articles.article import SOURCE_FIELDS, Article, make_article
from retrieval.articles.kept_articles import pack_articles, unpack_articles
from retrieval.articles.text_files import Snapshot, TextFile, read_toml
from retrieval.errors import Problem, StoryError

SOURCES_FILE = "sources.toml"
ORDER_FIELD: Final = "order"
"""The field of `sources.toml` that says where in the story an article stands."""
TITLE_FIELD: Final = "title"
"""What stands in `sources.toml` above the articles' tables: the title of the whole story, for a host of several."""
MOST_TITLE: Final = 80
"""Characters of a title: what a menu of Discord shows of one."""
ARTICLE_FILES = ("*.txt", SOURCES_FILE)
"""The files of a folder that its articles are read from."""

_DIGITS: Final = re.compile(r"(\d+)")


def load_articles(folder: Path) -> tuple[Article, ...]:
    """Read the articles of a folder; see `read_articles`."""
    return read_articles(Snapshot.take(folder, ARTICLE_FILES))


def title_of(folder: Path) -> str | None:
    """Return the title that a story's `sources.toml` gives it; None where it gives none that can be used.

    What is wrong with that file is said when the story is read.
    """
    try:
        _, tables = read_toml(TextFile.read(folder / SOURCES_FILE))
    except StoryError:
        return None
    title = tables.get(TITLE_FIELD)
    return title.strip() or None if isinstance(title, str) and _title_fault(title) is None else None


def read_articles(snapshot: Snapshot) -> tuple[Article, ...]:
    """Read every `.txt` file of a folder, with its row of `sources.toml`, in story order: see `_in_order`.

    Raises StoryError, which names every file that cannot be read and why.
    """
    folder = snapshot.folder
    files = {name: file for name, file in snapshot.files.items() if name.endswith(".txt")}
    if not files and not Path(folder).is_dir():
        raise StoryError(Problem(folder, None, "there is no such folder; name the one that holds the articles."))
    if not files:
        raise StoryError(Problem(folder, None, "the folder holds no articles; put at least one .txt file into it."))
    problems: list[Problem] = []
    sources: dict[str, _Fields] = {}
    try:
        sources = _read_sources(snapshot.files.get(SOURCES_FILE), files.keys())
    except StoryError as error:
        problems.extend(error.problems)
    places = Counter(fields.published_in for fields in sources.values())
    shared = {place for place, count in places.items() if count > 1} - {None}

    def made() -> Iterator[Article]:
        for name in _in_order(files, sources):
            fields = sources.get(name, _NOTHING)
            try:
                yield make_article(name, files[name].text, fields.told, shared=fields.published_in in shared)
            except StoryError as error:
                problems.extend(error.problems)

    articles = unpack_articles(pack_articles(made()))
    if problems:
        raise StoryError(*problems)
    return articles


@dataclass(frozen=True, slots=True)
class _Fields:
    """What `sources.toml` says of an article: the fields of its `Source`, and its place in the story, if any."""

    told: dict[str, str] = field(default_factory=dict)
    order: int | None = None

    @property
    def published_in(self) -> str | None:
        return self.told.get("book") or self.told.get("publisher")


_NOTHING: Final = _Fields()


def _in_order(files: Iterable[str], sources: Mapping[str, _Fields]) -> list[str]:
    """Return the files in story order: those with an `order` first, by it, then the others by name.

    Numbers in names count as numbers, so that chapter-10 comes after chapter-2.
    """

    def place(name: str) -> tuple[bool, int, list[str | int], str]:
        order = sources.get(name, _NOTHING).order
        parts = _DIGITS.split(name.casefold())  # texts and numbers in turn
        natural = [int(part) if number % 2 else part for number, part in enumerate(parts)]
        return (order is None, order or 0, natural, name)

    return sorted(files, key=place)


def _read_sources(file: TextFile | None, files: Container[str]) -> dict[str, _Fields]:
    """Read `sources.toml`, one table an article (no file: no sources); StoryError names everything that is wrong."""
    if file is None:
        return {}
    text, tables = read_toml(file)
    problems: list[Problem] = []
    sources: dict[str, _Fields] = {}
    for name, table in tables.items():
        titled = name == TITLE_FIELD and isinstance(table, str)
        fault = _title_fault(table) if titled else _fault(name, table, files)
        if fault is not None:
            problems.append(Problem(file.name, _line_of(text, name), fault))
        elif not titled:
            fields = {name: str(value).strip() for name, value in table.items() if name != ORDER_FIELD}
            told = {name: value for name, value in fields.items() if value}
            sources[name] = _Fields(told, table.get(ORDER_FIELD))
    if problems:
        raise StoryError(*problems)
    return sources


def _title_fault(title: str) -> str | None:
    """Say what is wrong with a story's title and what to do; None where nothing is."""
    if len(title.strip()) > MOST_TITLE:
        return f"the title has {len(title.strip()):,} characters, and {MOST_TITLE} fit; shorten it."
    if not title.strip().isprintable():
        return "the title has characters that cannot be shown; write it in one line."
    return None


def _fault(name: str, table: object, files: Container[str]) -> str | None:
    """Say what is wrong with one table of `sources.toml` and what to do; None where nothing is."""
    if not isinstance(table, dict):
        return f'"{name}" is no table; write ["FILE.txt"] and the fields under it.'
    if name not in files and f"{name}.txt" in files and isinstance(table.get("txt"), dict):
        return f'a name with a dot needs quotation marks in TOML; write ["{name}.txt"].'
    if name not in files:
        return f"it names {name}, which is not in the folder; correct the name or remove it."
    known = (*SOURCE_FIELDS, ORDER_FIELD)
    unknown = sorted(set(table) - set(known))
    if unknown:
        return f'"{unknown[0]}" is no field of a source; use {", ".join(known)}.'
    order = table.get(ORDER_FIELD, 0)
    if not isinstance(order, int) or isinstance(order, bool):
        return f"the order of {name} is no whole number; write it without quotation marks, such as order = 3."
    wrong = [field for field, value in table.items() if field != ORDER_FIELD and not isinstance(value, str | date)]
    if wrong:
        return f'"{wrong[0]}" of {name} is no text; put it between quotation marks.'
    url = str(table.get("url", "")).strip()
    if "url" in table and not re.match(r"https?://[^\s<>\"]+$", url):
        return f'the url of {name} is no web address; begin it with "https://".'
    return None


def _line_of(text: str, name: str) -> int | None:
    """Return the line on which a table's name stands, counted from 1."""
    match = re.search(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(name)}", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else None
