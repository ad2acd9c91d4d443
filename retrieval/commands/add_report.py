"""What `add` says of an input that it took: the article and what was left out, or a line for each of a book's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TextIO

from retrieval.articles.files import SOURCES_FILE
from retrieval.importing.material import Document
from retrieval.importing.write import FIELDS, Folder, Prepared
from retrieval.printable import printable_line

_LINES_SHOWN: Final = 8
_ARTICLES_SHOWN: Final = 200
"""Of more articles than this, the last ones are counted and not listed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An input that can be added: what the host typed, what was found in it, and what will be written."""

    given: str
    found: Document
    prepared: tuple[Prepared, ...]


def report(candidate: Candidate, folder: Folder, dry_run: bool, stream: TextIO) -> None:
    """Print what was taken and what was left out."""
    rows = [*_about(candidate, folder, dry_run), *_taken(candidate.found)]
    left_out = candidate.found.all_left_out
    if left_out:
        rows.append(("left out", _count(len(left_out), "line") + ":"))
        rows += [("", printable_line(line, 90)) for line in left_out[:_LINES_SHOWN]]
        if len(left_out) > _LINES_SHOWN:
            rows.append(("", f"… and {len(left_out) - _LINES_SHOWN:,} more"))
    rows += [("look at", note) for note in candidate.found.all_notes]
    if (same := folder.with_url(candidate.found.articles[0].url)) is not None:
        rows.append(("look at", f"{same} has the same url; if it is the older version, delete it and its entry."))
    missing = [name for name in ("publisher", "url") if name not in candidate.prepared[0].source]
    if "book" in candidate.prepared[0].source:  # a book may have neither, and its title says where a chapter is from
        missing = []
    if missing:
        rows.append(("look at", f"no {' and no '.join(missing)} known; add it to {SOURCES_FILE}."))
    print(printable_line(candidate.given), file=stream)
    for name, value in rows:
        print(f"  {name:<11} {printable_line(value, 400)}".rstrip(), file=stream)


def _about(candidate: Candidate, folder: Folder, dry_run: bool) -> list[tuple[str, str]]:
    """Return where it goes, and what is known of where it was published."""
    articles, prepared = candidate.found.articles, candidate.prepared
    doing = "would write" if dry_run else "wrote"
    if len(articles) == 1:
        rows = [(doing, str(folder.path / prepared[0].name)), ("headline", articles[0].headline)]
    else:
        rows = [(doing, f"{len(prepared):,} articles: {folder.path / prepared[0].name} … {prepared[-1].name}")]
    return rows + [(name, prepared[0].source[name]) for name in FIELDS if name in prepared[0].source]


def _taken(found: Document) -> list[tuple[str, str]]:
    """Return what was taken: of one article its length and first words, of several a line each."""
    lengths = [(len(one.paragraphs), sum(map(len, one.paragraphs))) for one in found.articles]
    if len(lengths) == 1:
        return [("taken", _size(*lengths[0])), ("first words", printable_line(found.articles[0].paragraphs[0], 90))]
    rows = [("taken", _size(sum(count for count, _ in lengths), sum(size for _, size in lengths)) + ":")]
    digits = len(str(len(lengths)))
    for number, (article, length) in enumerate(zip(found.articles, lengths, strict=True), start=1):
        if number > _ARTICLES_SHOWN:
            rows.append(("", f"… and {len(lengths) - _ARTICLES_SHOWN:,} more"))
            break
        rows.append(("", f"{number:>{digits}}  {printable_line(article.headline, 60)} ({_size(*length)})"))
    return rows


def _size(paragraphs: int, characters: int) -> str:
    return f"{_count(paragraphs, 'paragraph')}, {characters:,} characters"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
