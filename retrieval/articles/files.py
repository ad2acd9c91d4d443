"""Reads a folder of articles: one `.txt` file each, and what `sources.toml` says about them."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

from retrieval.articles.article import SOURCE_FIELDS, Article, make_article
from retrieval.errors import Problem, StoryError

SOURCES_FILE = "sources.toml"
MAX_ARTICLE_BYTES = 8_000_000


def load_articles(folder: Path) -> tuple[Article, ...]:
    """Read every `.txt` file of the folder, in the order of the names, with its row of `sources.toml`.

    Hidden files are none of them: macOS leaves a binary "._name.txt" beside what it copies.
    Raises StoryError, which names every file that cannot be read and why.
    """
    if not folder.is_dir():
        raise StoryError(Problem(str(folder), None, "there is no such folder; name the one that holds the articles."))
    files = sorted(path for path in folder.glob("*.txt") if path.is_file() and path.name[0] != ".")
    if not files:
        raise StoryError(
            Problem(str(folder), None, "the folder holds no articles; put at least one .txt file into it.")
        )
    problems: list[Problem] = []
    sources: dict[str, dict[str, str]] = {}
    try:
        sources = load_sources(folder / SOURCES_FILE, {path.name for path in files})
    except StoryError as error:
        problems.extend(error.problems)
    articles: list[Article] = []
    for path in files:
        try:
            articles.append(make_article(path.name, read_text(path), sources.get(path.name)))
        except StoryError as error:
            problems.extend(error.problems)
    if problems:
        raise StoryError(*problems)
    return tuple(articles)


def read_text(path: Path) -> str:
    """Decode one of the host's files; StoryError where it is not text in UTF-8."""
    try:
        if path.stat().st_size > MAX_ARTICLE_BYTES:
            raise StoryError(
                Problem(path.name, None, f"the file is larger than {MAX_ARTICLE_BYTES:,} bytes; split it.")
            )
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unreadable"
        raise StoryError(
            Problem(path.name, None, f"the file cannot be read ({reason}); check its permissions.")
        ) from error
    if (zero := data.find(b"\0")) >= 0:
        line = data.count(b"\n", 0, zero) + 1
        raise StoryError(Problem(path.name, line, "there is a NUL byte here; save the file as plain text in UTF-8."))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise StoryError(
            Problem(path.name, line, f"byte {data[error.start]:#04x} is not UTF-8; save the file as UTF-8.")
        ) from error


def load_sources(path: Path, files: set[str]) -> dict[str, dict[str, str]]:
    """Read `sources.toml`, a table an article (no file: no sources); StoryError where it does not fit."""
    if not path.exists():
        return {}
    text = read_text(path)
    try:
        tables = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"at line (\d+)", str(error))
        place = int(match.group(1)) if match else text.rstrip().count("\n") + 1  # else "at end of document"
        reason = re.sub(r" \(at .*\)$", "", str(error))
        raise StoryError(Problem(path.name, place, f"this is not valid TOML ({reason}); mend the line.")) from error
    problems: list[Problem] = []
    sources: dict[str, dict[str, str]] = {}
    for name, table in tables.items():
        line = _line_of(text, name)
        if not isinstance(table, dict):
            problems.append(
                Problem(path.name, line, f'"{name}" is no table; write ["FILE.txt"] and the fields under it.')
            )
            continue
        if name not in files and f"{name}.txt" in files and isinstance(table.get("txt"), dict):
            problems.append(
                Problem(path.name, line, f'a name with a dot needs quotation marks in TOML; write ["{name}.txt"].')
            )
            continue
        if name not in files:
            problems.append(
                Problem(
                    path.name,
                    line,
                    f"it names {name}, which is not in the folder; correct the name or remove it.",
                )
            )
            continue
        unknown = sorted(set(table) - set(SOURCE_FIELDS))
        if unknown:
            problems.append(
                Problem(
                    path.name,
                    line,
                    f'"{unknown[0]}" is no field of a source; use {", ".join(SOURCE_FIELDS)}.',
                )
            )
            continue
        wrong = [field for field, value in table.items() if not isinstance(value, str | date)]
        if wrong:
            problems.append(
                Problem(path.name, line, f'"{wrong[0]}" of {name} is no text; put it between quotation marks.')
            )
            continue
        fields = {field: str(value).strip() for field, value in table.items()}
        if "url" in fields and not re.match(r"https?://[^\s<>\"]+$", fields["url"]):
            problems.append(Problem(path.name, line, f'the url of {name} is no web address; begin it with "https://".'))
            continue
        sources[name] = {field: value for field, value in fields.items() if value}
    if problems:
        raise StoryError(*problems)
    return sources


def _line_of(text: str, name: str) -> int | None:
    """Return the line on which a table's name stands, counted from 1."""
    match = re.search(rf"^[ \t]*\[*[ \t]*[\"']?{re.escape(name)}", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else None
