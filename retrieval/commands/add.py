"""`python -m retrieval add FILE_OR_URL…`: add files and web pages to the articles folder, with a report of each."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from retrieval.articles.shipped import INSTALLED_STORY
from retrieval.commands.add_report import Candidate, report
from retrieval.commands.bar import counting_bar
from retrieval.commands.shared import add_articles_option, articles_folder
from retrieval.importing.clean import tidy
from retrieval.importing.errors import ImportingError
from retrieval.importing.extract import extract, read_file
from retrieval.importing.material import Document, FileKind, Progress, Raw
from retrieval.importing.web.fetch import fetch
from retrieval.importing.web.web_address import is_web_address
from retrieval.importing.write import Folder
from retrieval.printable import printable_line

Fetcher = Callable[[str, Progress], Raw]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="FILE_OR_URL",
        help=".txt .md .html .pdf .docx .epub .wiki, a chat (.json .html .txt of DiscordChatExporter), or a web page",
    )
    add_articles_option(parser)
    parser.add_argument("--publisher", help="who published it, where the file does not say")
    parser.add_argument("--author", help="who wrote it")
    parser.add_argument("--date", help="when it was published, such as 2018-06-14")
    parser.add_argument("--url", help="where it was published (one input only)")
    parser.add_argument(
        "--headline", help="a better headline, or title of the book, than the one found (one input only)"
    )
    parser.add_argument("--name", help="the new file's name; of a book's files, how they begin (one input only)")
    parser.add_argument("--whole", action="store_true", help="leave a book or a long chat in one article")
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
    unit = " pages" if raw.kind in {FileKind.PDF, FileKind.EPUB} else "B"
    with counting_bar(sys.stderr, printable_line(given, 40), unit) as progress:
        found = extract(raw, progress, whole=arguments.whole)
    found = _as_told(found, arguments)
    return Candidate(given, found, folder.prepare(found, arguments.name))


def _as_told(found: Document, arguments: argparse.Namespace) -> Document:
    """Return what was found, with what the host says of it in place of what it says itself."""
    publisher, url, author, date, headline = (
        tidy(getattr(arguments, name) or "") for name in ("publisher", "url", "author", "date", "headline")
    )
    title = headline if headline and len(found.articles) > 1 else None
    articles = [
        replace(
            article,
            publisher=publisher or article.publisher,
            url=url or article.url,
            author=author or article.author,
            date=date or article.date,
            book=title or article.book,
        )
        for article in found.articles
    ]
    if headline and len(articles) == 1 and headline != articles[0].headline:
        # The old first line is part of the text: no word of it may be lost.
        old = articles[0]
        articles[0] = replace(old, headline=headline, paragraphs=(old.headline, *old.paragraphs))
    return replace(found, articles=tuple(articles), title=title or found.title)


def _fail(given: str, error: ImportingError) -> None:
    print(f"{printable_line(given)}: not added: {error}", file=sys.stderr)


def _refuse(message: str, status: int) -> int:
    print(message, file=sys.stderr)
    return status
