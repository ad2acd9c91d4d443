"""Reads a folder of articles: one `.txt` file each, and what `sources.toml` says about them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import date
from pathlib import Path

from retrieval.articles.article import SOURCE_FIELDS, Article, make_article
from retrieval.articles.kept_articles import pack_articles, unpack_articles
from retrieval.articles.text_files import Snapshot, TextFile, read_toml
from retrieval.errors import Problem, StoryError

SOURCES_FILE = "sources.toml"
ARTICLE_FILES = ("*.txt", SOURCES_FILE)
"""The files of a folder that its articles are read from."""


def load_articles(folder: Path) -> tuple[Article, ...]:
    """Read the articles of a folder; see `read_articles`."""
    return read_articles(Snapshot.take(folder, ARTICLE_FILES))


def read_articles(snapshot: Snapshot) -> tuple[Article, ...]:
    """Read every `.txt` file of a folder, in the order of the names, with its row of `sources.toml`.

    Raises StoryError, which names every file that cannot be read and why.
    """
    folder = snapshot.folder
    files = {name: file for name, file in snapshot.files.items() if name.endswith(".txt")}
    if not files and not Path(folder).is_dir():
        raise StoryError(Problem(folder, None, "there is no such folder; name the one that holds the articles."))
    if not files:
        raise StoryError(Problem(folder, None, "the folder holds no articles; put at least one .txt file into it."))
    problems: list[Problem] = []
    sources: dict[str, dict[str, str]] = {}
    try:
        sources = _read_sources(snapshot.files.get(SOURCES_FILE), files.keys())
    except StoryError as error:
        problems.extend(error.problems)

    def made() -> Iterator[Article]:
        for name, file in files.items():
            try:
                yield make_article(name, file.text, sources.get(name))
            except StoryError as error:
                problems.extend(error.problems)

    articles = unpack_articles(pack_articles(made()))
    if problems:
        raise StoryError(*problems)
    return articles


def _read_sources(file: TextFile | None, files: Container[str]) -> dict[str, dict[str, str]]:
    """Read `sources.toml`, one table an article (no file: no sources); StoryError names everything that is wrong."""
    if file is None:
        return {}
    text, tables = read_toml(file)
    problems: list[Problem] = []
    sources: dict[str, dict[str, str]] = {}
    for name, table in tables.items():
        fault = _fault(name, table, files)
        if fault is not None:
            problems.append(Problem(file.name, _line_of(text, name), fault))
        else:
            fields = {field: str(value).strip() for field, value in table.items()}
            sources[name] = {field: value for field, value in fields.items() if value}
    if problems:
        raise StoryError(*problems)
    return sources


def _fault(name: str, table: object, files: Container[str]) -> str | None:
    """Say what is wrong with one table of `sources.toml` and what to do; None where nothing is."""
    if not isinstance(table, dict):
        return f'"{name}" is no table; write ["FILE.txt"] and the fields under it.'
    if name not in files and f"{name}.txt" in files and isinstance(table.get("txt"), dict):
        return f'a name with a dot needs quotation marks in TOML; write ["{name}.txt"].'
    if name not in files:
        return f"it names {name}, which is not in the folder; correct the name or remove it."
    unknown = sorted(set(table) - set(SOURCE_FIELDS))
    if unknown:
        return f'"{unknown[0]}" is no field of a source; use {", ".join(SOURCE_FIELDS)}.'
    wrong = [field for field, value in table.items() if not isinstance(value, str | date)]
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
