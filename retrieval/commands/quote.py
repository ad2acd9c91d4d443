"""`python -m retrieval quote`: what was said, by whom, and where; readable text, or one JSON object a line."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from retrieval.articles.article import Article
from retrieval.articles.lookup import articles_called
from retrieval.commands.shared import (
    add_articles_option,
    add_up_to_option,
    load_story,
    up_to_where,
    without_surrogates,
)
from retrieval.errors import RetrievalError
from retrieval.printable import printable
from retrieval.quotations.index import QuotationIndex
from retrieval.quotations.names import Known, Nobody, Several
from retrieval.quotations.quotation import Quotation, QuotationKind
from retrieval.quotations.search import QuotationMatch
from retrieval.quotations.wordings import comparable_words

_WIDTH = 100
_UNCLEAR = "speaker unclear"


class QuoteError(RetrievalError):
    """What was asked of `quote` cannot be looked for; the message says why and what to do."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = textwrap.dedent(
        """\
        Find what was said by half-remembered words, by its speaker, by its article, or any of them together.

        Without WORDS every quotation that fits is listed in story order.
        """
    )
    parser.add_argument("words", metavar="WORDS", nargs="?", help="words of the quotation, as one argument")
    parser.add_argument("--speaker", metavar="NAME", help='who said it: a name or a part of one, "kim"')
    parser.add_argument("--article", metavar="FILE", help="the article's file name or its beginning")
    parser.add_argument(
        "--all", action="store_true", help="list quoted words that nobody says, too: titles, scare quotes"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object a line instead of text")
    add_articles_option(parser)
    add_up_to_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what fits. Raises QuoteError for empty words, a speaker nobody is, an article that is not there."""
    words = None if arguments.words is None else without_surrogates(arguments.words)
    if words is not None and not comparable_words(words):
        raise QuoteError("There are no words to look for; write some, or leave WORDS out to list every quotation.")
    story = load_story(arguments)
    articles, quotations, up_to = story.articles, story.quotations, up_to_where(story)
    speaker = (
        None if arguments.speaker is None else speaker_named(quotations, without_surrogates(arguments.speaker), up_to)
    )
    article = (
        None if arguments.article is None else article_named(articles, without_surrogates(arguments.article), up_to)
    )
    file = None if article is None else article.file
    results = quotations.search(words, speaker=speaker, article=file)
    if arguments.all and words is None:
        shown = [QuotationMatch(each, 1.0) for each in quotations.all if each.fits(speaker, file)]
    else:
        shown = list(_with_inner(quotations, results.matches, everything=arguments.all))
    if not results.close and shown:
        print("No quotation comes close to these words; these are the nearest.", file=sys.stderr)
    elif not shown:
        print(_nothing(speaker, article, up_to if article in (None, articles[-1]) else ""), file=sys.stderr)
    references = {article.file: article.source.reference for article in articles}
    for match in shown:
        print(json.dumps(as_json(match, quotations)) if arguments.json else as_text(match, references, quotations))
    return 0


def speaker_named(quotations: QuotationIndex, typed: str, up_to: str = "") -> str:
    """Return the speaker a typed name means, as quotations name it; QuoteError where that is nobody or several.

    `up_to` says how far the articles are told, as `up_to_where` does.
    """
    shown = f'"{printable(typed)}"'
    match quotations.people_called(typed):
        case Known(name):
            return name
        case Several(names):
            raise QuoteError(f"{shown} may be any of {_listed(names)}; write more of the name.")
        case Nobody():
            quoted = list(quotations.utterances.counted())
            if not quoted:
                raise QuoteError(f"Nobody called {shown} speaks in the articles{up_to}; they quote nobody by name.")
            raise QuoteError(f"Nobody called {shown} speaks in the articles{up_to}; they quote {_listed(quoted)}.")


def article_named(articles: Sequence[Article], typed: str, up_to: str = "") -> Article:
    """Return the article that is meant; QuoteError where that is none or several. `up_to` as above."""
    found = articles_called(articles, typed)
    if len(found) == 1:
        return found[0]
    shown = f'"{printable(typed)}"'
    files = _listed([article.file for article in found or articles])
    if found:
        raise QuoteError(f"{shown} fits {len(found)} articles; write one of {files}.")
    raise QuoteError(f"There is no article called {shown}{up_to}; write one of {files}.")


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(printable(name) for name in names[:8])
    return f"{shown} and {len(names) - 8} more" if len(names) > 8 else shown


def _with_inner(
    quotations: QuotationIndex, matches: Iterable[QuotationMatch], *, everything: bool
) -> Iterator[QuotationMatch]:
    """Yield the matches, each followed by the quotations inside it."""
    for match in matches:
        yield match
        for inner in quotations.store.inside(match.quotation):
            if inner.is_speech or everything:
                yield QuotationMatch(inner, match.score)


def _nothing(speaker: str | None, article: Article | None, up_to: str) -> str:
    who = "Nobody" if speaker is None else printable(speaker)
    where = f"{'the articles' if article is None else article.file}{up_to}"
    return f"{who} is quoted in {where}." if speaker is None else f"{who} is not quoted in {where}."


def as_json(match: QuotationMatch, quotations: QuotationIndex) -> dict[str, Any]:
    """Return one row; offsets count characters of the file."""
    quotation = match.quotation
    return {
        "text": quotation.text,
        "article": quotation.article,
        "paragraph": quotation.paragraph,
        "start": quotation.span.start,
        "end": quotation.span.end,
        "kind": str(quotation.kind),
        "speaker": quotation.speaker,
        "speaker_as_written": quotation.speaker_as_written,
        "speaker_at": None if quotation.speaker_at is None else list(quotation.speaker_at),
        "rule": quotation.rule,
        "reliability": quotation.reliability,
        "addressee": quotation.addressee,
        "utterance": quotation.utterance,
        "also_in": [
            {"article": other.article, "paragraph": other.paragraph, "text": other.text}
            for other in quotations.store.also_in(quotation)
        ],
        "score": match.score,
    }


def as_text(match: QuotationMatch, references: Mapping[str, str], quotations: QuotationIndex) -> str:
    """Return the quotation for a person: the words, who said them to whom, where, and where else."""
    quotation = match.quotation
    marks = ("‘", "’") if quotation.kind is QuotationKind.NESTED else ("“", "”")
    indent = "    " if quotation.kind is QuotationKind.NESTED else ""
    words = printable(" ".join(quotation.text.split()))
    lines = [
        textwrap.fill(f"{marks[0]}{words}{marks[1]}", _WIDTH, initial_indent=indent, subsequent_indent=indent + " ")
    ]
    lines.append(f"{indent}  {printable(_spoken_by(quotation, quotations))}")
    place = f"{references[quotation.article]} ({quotation.article})"
    lines.append(f"{indent}  {printable(place)}, paragraph {quotation.paragraph}")
    others = [f"{other.article}, paragraph {other.paragraph}" for other in quotations.store.also_in(quotation)]
    if others:
        lines.append(f"{indent}  also in {printable('; '.join(others))}")
    return "\n".join(lines) + "\n"


def _spoken_by(quotation: Quotation, quotations: QuotationIndex) -> str:
    """Say who speaks, in the bot's words: "Kim Kardashian West (“she” in the article), to Van Jones"."""
    if not quotation.is_speech:
        return "quoted words that nobody says"
    said = quotations.said_by(quotation)
    if said.name is None:
        who = _UNCLEAR if said.as_written is None else f"“{said.as_written}” ({_UNCLEAR})"
    else:
        who = said.name if said.as_written is None else f"{said.name} (“{said.as_written}” in the article)"
        who += " (by turn)" if said.by_turn else ""
    if said.addressee is not None:
        who += f", to {said.addressee}"
    return who if said.via is None else f"{who}, quoted by {said.via}"
