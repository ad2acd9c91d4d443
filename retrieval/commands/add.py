"""`python -m retrieval add FILE_OR_URL…`: add files and web pages to the articles folder, with a report of each."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from retrieval.articles.files import SOURCES_FILE
from retrieval.articles.shipped import INSTALLED_STORY
from retrieval.commands.bar import counting_bar
from retrieval.commands.shared import add_articles_option, articles_folder
from retrieval.importing.clean import tidy
from retrieval.importing.errors import ImportingError
from retrieval.importing.extract import extract, read_file
from retrieval.importing.material import Extracted, Progress, Raw
from retrieval.importing.web.fetch import fetch
from retrieval.importing.web.web_address import is_web_address
from retrieval.importing.write import FIELDS, Folder, Prepared
from retrieval.printable import printable_line

Fetcher = Callable[[str, Progress], Raw]
_LINES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """An input that can be added: what the host typed, what was found in it, and what will be written."""

    given: str
    found: Extracted
    prepared: Prepared


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("inputs", nargs="+", metavar="FILE_OR_URL", help=".txt .md .html .pdf .docx, or a web page")
    add_articles_option(parser)
    parser.add_argument("--publisher", help="who published it, where the file does not say")
    parser.add_argument("--author", help="who wrote it")
    parser.add_argument("--date", help="when it was published, such as 2018-06-14")
    parser.add_argument("--url", help="where it was published (one input only)")
    parser.add_argument("--headline", help="a better headline than the one found (one input only)")
    parser.add_argument("--name", help="the new file's name (one input only)")
    parser.add_argument("--dry-run", action="store_true", help="show what would be written, and write nothing")


def run(arguments: argparse.Namespace, fetcher: Fetcher | None = None) -> int:
    """Add every input. Returns 0, 1 if any input failed, or 2 if the arguments contradict each other."""
    inputs: list[str] = arguments.inputs
    single = [name for name in ("url", "headline", "name") if getattr(arguments, name)]
    if single and len(inputs) > 1:
        return _refuse(f"--{single[0]} is for one file or page; add them one at a time.", 2)
    articles = articles_folder(arguments)
    if articles == INSTALLED_STORY:
        return _refuse("Say with --articles DIR which folder of articles to add to. It is made if need be.", 2)
    try:
        folder = Folder(articles)
    except ImportingError as error:
        return _refuse(str(error), 1)
    failed = False
    ready: list[Candidate] = []
    for given in inputs:
        try:
            ready.append(_prepare(given, arguments, folder, fetcher or _fetch))
        except ImportingError as error:
            failed = True
            _fail(given, error)
    for candidate in ready:
        try:
            if not arguments.dry_run:
                folder.write(candidate.prepared)
            report(candidate, folder, arguments.dry_run, sys.stdout)
        except ImportingError as error:
            failed = True
            _fail(candidate.given, error)
    return 1 if failed else 0


def _fetch(address: str, progress: Progress) -> Raw:
    return fetch(address, progress=progress)


def _prepare(given: str, arguments: argparse.Namespace, folder: Folder, fetcher: Fetcher) -> Candidate:
    """Read one input and check everything that would be written. Raises ImportingError."""
    with counting_bar(sys.stderr, printable_line(given, 40), "B") as progress:
        raw = fetcher(given, progress) if is_web_address(given) else read_file(Path(given))
    with counting_bar(sys.stderr, printable_line(given, 40), " pages") as progress:
        found = extract(raw, progress)
    headline = tidy(arguments.headline or "")
    if headline and headline != found.headline:
        # The old first line is part of the text: no word of it may be lost.
        found = replace(found, headline=headline, paragraphs=(found.headline, *found.paragraphs))
    found = replace(
        found,
        publisher=tidy(arguments.publisher or "") or found.publisher,
        url=tidy(arguments.url or "") or found.url,
        author=tidy(arguments.author or "") or found.author,
        date=tidy(arguments.date or "") or found.date,
    )
    return Candidate(given, found, folder.prepare(found, arguments.name))


def report(candidate: Candidate, folder: Folder, dry_run: bool, stream: TextIO) -> None:
    """Print what was taken and what was left out."""
    found, prepared = candidate.found, candidate.prepared
    rows = [("would write" if dry_run else "wrote", str(folder.path / prepared.name)), ("headline", found.headline)]
    rows += [(name, prepared.source.get(name, "")) for name in FIELDS if name in prepared.source]
    length = sum(len(paragraph) for paragraph in found.paragraphs)
    rows.append(("taken", f"{_count(len(found.paragraphs), 'paragraph')}, {length:,} characters"))
    rows.append(("first words", printable_line(found.paragraphs[0], 90)))
    if found.left_out:
        rows.append(("left out", _count(len(found.left_out), "line") + ":"))
        rows += [("", printable_line(line, 90)) for line in found.left_out[:_LINES_SHOWN]]
        if len(found.left_out) > _LINES_SHOWN:
            rows.append(("", f"… and {len(found.left_out) - _LINES_SHOWN:,} more"))
    rows += [("look at", note) for note in found.notes]
    if (same := folder.with_url(found.url)) is not None:
        rows.append(("look at", f"{same} has the same url; if it is the older version, delete it and its entry."))
    missing = [name for name in ("publisher", "url") if name not in prepared.source]
    if missing:
        rows.append(("look at", f"no {' and no '.join(missing)} known; add it to {SOURCES_FILE}."))
    print(printable_line(candidate.given), file=stream)
    for name, value in rows:
        print(f"  {name:<11} {printable_line(value, 400)}", file=stream)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _fail(given: str, error: ImportingError) -> None:
    print(f"{printable_line(given)}: not added: {error}", file=sys.stderr)


def _refuse(message: str, status: int) -> int:
    print(message, file=sys.stderr)
    return status
