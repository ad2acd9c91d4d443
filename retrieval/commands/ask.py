"""`python -m retrieval ask`: one question, or one a line; readable text, or one JSON object a line."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from retrieval.answer import Answer, Exchange, Finding, Outcome
from retrieval.articles.article import Source
from retrieval.articles.passages import Passage
from retrieval.commands.shared import (
    add_articles_option,
    add_up_to_option,
    load_story,
    up_to_where,
    without_surrogates,
)
from retrieval.english.answer_kinds import AnswerKind
from retrieval.printable import printable
from retrieval.spans import Span

JSON_PASSAGES = 10
TEXT_PASSAGES = 5
"""How many passages are shown unless `--top` says otherwise."""

_MISSING = {
    None: "don't say.",
    AnswerKind.AGE: "don't mention an age.",
    AnswerKind.COUNT: "don't mention a number.",
    AnswerKind.DATE: "don't say when.",
    AnswerKind.DURATION: "don't say how long.",
    AnswerKind.FREQUENCY: "don't say how often.",
    AnswerKind.MONEY: "don't mention an amount of money.",
    AnswerKind.PERSON: "don't mention a name.",
    AnswerKind.PLACE: "don't mention a place.",
    AnswerKind.REASON: "don't give a reason.",
    AnswerKind.SPEECH: "don't quote anything about that.",
    AnswerKind.MEASURE: "don't mention a measurement.",
}

_SAID = {
    Outcome.CORRECTED: "That's not how the articles tell it:",
    Outcome.SMALL_TALK: "That is no question about the articles. Ask who, when, where, why, or what somebody said.",
    Outcome.NOTHING_ASKED: "That asks nothing. Ask who, when, where, why, or what somebody said.",
    Outcome.HELP: "Ask who, when, where, why, or what somebody said; `quote` lists who said what.",
    Outcome.NOT_ENGLISH: "The articles can only be searched in English. Please ask in English.",
}
_LOOKED_UP = "Whether that is true is for you to judge. What each article says that speaks to it:"
_NOT_SOUGHT = frozenset((Outcome.SMALL_TALK, Outcome.NOTHING_ASKED, Outcome.HELP, Outcome.NOT_ENGLISH))

_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.description = (
        "Answer a question from the articles, in their own words, or say that they don't tell.\n\n"
        "Without QUESTION, one question a line is read from standard input and each gets its answer, an empty line\n"
        "too, so that answers and lines match."
    )
    parser.add_argument("question", metavar="QUESTION", nargs="?", help="the question, as one argument")
    parser.add_argument("--json", action="store_true", help="print one JSON object a line instead of text")
    parser.add_argument(
        "--conversation",
        action="store_true",
        help="read the lines as the turns of a conversation; an empty line begins the next one, and gets no answer",
    )
    parser.add_argument(
        "--top",
        metavar="N",
        type=_positive,
        help=f"show up to N passages (default: {JSON_PASSAGES} with --json, else {TEXT_PASSAGES})",
    )
    add_articles_option(parser)
    add_up_to_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Answer the question, or every line of standard input."""
    story = load_story(arguments)
    several = arguments.question is None
    if several and sys.stdin.isatty():
        print("Type a question and press Enter; Ctrl-D ends.", file=sys.stderr)
    colour = _wants_colour()
    questions = lines_of(sys.stdin.buffer) if several else [without_surrogates(arguments.question)]
    previous: Exchange | None = None
    for question in questions:
        if arguments.conversation and not question.strip():
            previous = None
            continue
        answer = story.ask(question, previous)
        if arguments.conversation:
            previous = answer.exchange or previous
        if arguments.json:
            # ASCII only: valid whatever the encoding of standard output, and never more than one line.
            line = json.dumps(as_json(answer, arguments.top or JSON_PASSAGES))
        else:
            line = as_text(answer, arguments.top or TEXT_PASSAGES, colour=colour, up_to=up_to_where(story))
            line = f"{printable(question)}\n\n{line}\n" if several else line
        print(line, flush=True)
    return 0


def lines_of(stream: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines of a byte stream without their ends; bytes that are not UTF-8 become U+FFFD."""
    for number, line in enumerate(stream):
        data = line.removeprefix(b"\xef\xbb\xbf") if number == 0 else line
        yield data.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace")


def as_json(answer: Answer, top: int) -> dict[str, Any]:
    """Return the answer as an object, with one of the same form for each question of the message in `answers`."""
    return {**_part_as_json(answer, top), "answers": [_part_as_json(part, top) for part in answer.answers]}


def _part_as_json(answer: Answer, top: int) -> dict[str, Any]:
    """Return the answer to one question: at most `top` passages, best first, each paragraph once and whole."""
    passages: list[dict[str, Any]] = []
    listed: set[tuple[str, int]] = set()
    for finding in answer.ranked:
        if len(passages) == top:
            break
        place = (finding.passage.file, finding.passage.paragraph)
        if place not in listed:
            listed.add(place)
            passages.append(_passage_as_json(finding))
    return {
        "question": without_surrogates(answer.question),
        "outcome": answer.outcome.value,
        "answered": answer.answered,
        "confidence": float(answer.confidence),
        "passages": passages,
    }


def _passage_as_json(finding: Finding) -> dict[str, Any]:
    """Return one row. A passage may be part of a long paragraph; the text is the paragraph, as the file has it."""
    passage = finding.passage
    paragraph = passage.article.paragraph(passage.paragraph)
    shift = passage.start - paragraph.start
    return {
        "article": passage.file,
        "paragraph": passage.paragraph,
        "text": paragraph.text,
        "score": float(finding.score),
        "highlights": [[span.start + shift, span.end + shift] for span in finding.highlights],
        "source": _source_as_json(passage.source),
        "also_in": [{"article": other.file, "paragraph": other.paragraph} for other in finding.also_in],
    }


def _source_as_json(source: Source) -> dict[str, str | None]:
    """Return where an article was published; a chapter's also names its book, and the chapter in a few words."""
    told = {"headline": source.headline, "publisher": source.publisher, "url": source.url}
    return told | {"book": source.book, "reference": source.reference} if source.book else told


def as_text(answer: Answer, top: int, *, colour: bool = False, up_to: str = "") -> str:
    """Return the answer for a person: the quotation and its source, then what else comes near; of several, in order.

    `up_to` says how far the articles are told, as `up_to_where` does.
    """
    if len(answer.answers) == 1:
        return _part_as_text(answer, top, colour=colour, up_to=up_to)
    parts = (
        f"{number}. {_part_as_text(part, 1, colour=colour, up_to=up_to)}"
        for number, part in enumerate(answer.answers, start=1)
    )
    return "\n\n".join(parts)


def _part_as_text(answer: Answer, top: int, *, colour: bool, up_to: str) -> str:
    if answer.speaking:
        each = (replace(finding, also_in=()) for finding in answer.speaking)
        return "\n\n".join([_LOOKED_UP, *(_quotation(finding, colour=colour) for finding in each)])
    quotations = [_quotation(finding, colour=colour) for finding in islice(answer.each_once(), top)]
    first, rest = (quotations[:1], quotations[1:]) if answer.answered else ([], quotations)
    said = _said(answer, up_to)
    certainty = [] if answer.outcome in _NOT_SOUGHT else [_dimmed(f"How sure: {answer.confidence:.0%}", colour=colour)]
    heading = ["Also near:" if answer.answered else "The closest passages:"] if rest else []
    return "\n\n".join([*said, *first, *certainty, *heading, *rest])


def _said(answer: Answer, up_to: str) -> list[str]:
    """Return what is said above the passages: nothing above an answer."""
    if answer.outcome in _SAID:
        return [_SAID[answer.outcome]]
    if answer.answered:
        return []
    if answer.unclear:
        return ["That is not clear. Please ask it in other words."]
    return [f"The articles{up_to} {_MISSING[answer.missing]}"]


def _quotation(finding: Finding, *, colour: bool) -> str:
    """Return a passage with its answering words in bold, its source, and the articles that say the same."""
    passage = finding.passage
    lines = [f"> {_highlighted(passage.text, finding.highlights, colour=colour)}"]
    if passage.signature is not None:
        lines.append(f"> {printable(passage.signature.text)}")
    source = passage.source
    place = ", ".join(part for part in (source.published_in, f"“{source.headline}”") if part)
    lines.append(_dimmed(f"  {printable(place)} ({passage.file}, paragraph {passage.paragraph})", colour=colour))
    if source.url:
        lines.append(_dimmed(f"  {printable(source.url)}", colour=colour))
    if finding.also_in:
        lines.append(_dimmed(f"  Also in: {'; '.join(map(_place, finding.also_in))}", colour=colour))
    return "\n".join(lines)


def _place(passage: Passage) -> str:
    return f"{printable(passage.source.reference)}, paragraph {passage.paragraph}"


def _highlighted(text: str, highlights: Iterable[Span], *, colour: bool) -> str:
    if not colour:
        return printable(text).strip()
    pieces: list[str] = []
    at = 0
    for span in highlights:
        pieces += [printable(text[at : span.start]), _BOLD, printable(text[span.start : span.end]), _PLAIN]
        at = span.end
    return "".join([*pieces, printable(text[at:])]).strip()


def _dimmed(text: str, *, colour: bool) -> str:
    return f"{_DIM}{text}{_PLAIN}" if colour else text


def _wants_colour() -> bool:
    """Colour only on a terminal, and never where NO_COLOR is set (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _positive(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is no number of passages; write 1 or more.')
    return number
