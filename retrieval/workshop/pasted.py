"""What somebody pastes back -> the questions in it, each with its paragraph: lists, Markdown, tables, JSON.

People and models answer in many forms, whatever was asked for. A line with a paragraph's number in front ("¶5: …",
"Paragraph 5: …", "## 5") belongs to that paragraph, as do the lines after it; whatever belongs to none is put aside.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from retrieval.workshop.errors import WorkshopError

MOST_CHARACTERS: Final = 400_000
"""A longer text is no answer: that of a long chapter with ten questions a paragraph has a tenth of it."""
MOST_QUESTIONS: Final = 1_000
"""So many questions are judged at once, which takes some seconds."""
LONGEST_LINE: Final = 2_000
NESTED: Final = 5
"""So many marks in front of a line are taken off."""
SEVERAL_FROM: Final = 2
"""From so many questions on a line it is taken for a list."""

_NUMBER = r"(\d{1,6})"
_WORD = r"(?:¶+|§+|para(?:graph)?s?\b\.?|par\b\.?|passage|no\.|#)"
_ESCAPE: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)|.)")
_FENCE: Final = re.compile(r"^\s*(?:```|~~~)\s*[\w-]*\s*$")
_RULE: Final = re.compile(r"^[\s\-–—=*_|:+]*$")
_DECORATION: Final = re.compile(r"^(?:>|[-*•‣◦·–—+](?=\s)|\[[ xX]?\](?=\s))\s*")
_HEADING: Final = re.compile(r"^#{1,6}(?=\s|\d|¶)\s*")
_LABEL: Final = re.compile(
    rf"^[\[(*_]*\s*(?:{_WORD}\s*{_NUMBER}\s*[\])*_]*\s*[:.)\]|–—-]*|{_NUMBER}\s*[*_]*\s*(?::|\||\t))[*_\s]*", re.I
)
_OWN_HEADING: Final = re.compile(rf"^{_NUMBER}(?:\s*:.*)?$")
_BEHIND: Final = re.compile(rf"\s*[\[(]\s*{_WORD}\s*{_NUMBER}\s*[\])]\s*$", re.I)
_LISTED: Final = re.compile(r"^\(?(?:\d{1,4}|[a-zA-Z])[.)]\s+")
_ASKS: Final = re.compile(r"^[*_]*(?:q(?:uestion)?\s*\d{0,4})[*_]*\s*[:.)]\s*[*_]*", re.I)
_ANSWERS: Final = re.compile(r"^[*_]*(?:a(?:nswer)?)[*_]*\s*:", re.I)
_QUOTES: Final = (('"', '"'), ("“", "”"), ("'", "'"), ("**", "**"), ("*", "*"), ("__", "__"), ("`", "`"))
_NEXT: Final = re.compile(r"(?<=[?？])\s*[;/|,]?\s+")

_PARAGRAPH_KEYS: Final = frozenset("¶ paragraph para par number no passage paragraph_number paragraphnumber p".split())
_QUESTION_KEYS: Final = frozenset("question questions q text queries query items paragraphs data".split())


@dataclass(frozen=True, slots=True)
class Drafted:
    """A question that was pasted, for a paragraph that need not exist."""

    paragraph: int
    text: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """The questions of what was pasted, each once, and how many other lines belong to no paragraph."""

    questions: tuple[Drafted, ...]
    others: int


def read_pasted(text: str, only: int | None = None) -> Pasted:
    """Return the questions of what was pasted; what names no paragraph belongs to `only`, where that is given.

    Raises WorkshopError where it is empty or far too long, holds no question, or too many.
    """
    if len(text) > MOST_CHARACTERS:
        raise WorkshopError(f"That is longer than {MOST_CHARACTERS:,} characters; give the questions of one article.")
    text = _ESCAPE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise WorkshopError("There is nothing in it; paste the questions, or name the file that they are in.")
    from_json = _from_json(text)
    is_json = from_json is not None
    found = _from_lines(text) if from_json is None else from_json
    placed: dict[Drafted, None] = {}
    others = 0
    for paragraph, line in found:
        if paragraph is None and only is None:
            others += 1
        else:
            placed.setdefault(Drafted((paragraph if paragraph is not None else only) or 0, line))
    if not placed:
        form = 'JSON like {"5": ["…"]}' if is_json else "“¶5: …”, a line each"
        raise WorkshopError(f"No question with a paragraph's number was found in it; write them as {form}.")
    if len(placed) > MOST_QUESTIONS:
        raise WorkshopError(
            f"There are {len(placed):,} questions in it, and {MOST_QUESTIONS:,} are taken at once; give them in parts."
        )
    return Pasted(tuple(placed), others)


def _from_lines(text: str) -> Iterator[tuple[int | None, str]]:
    """Yield each question of lines with its paragraph, None where none was named so far."""
    paragraph: int | None = None
    for raw in text.split("\n"):
        line = " ".join(raw[:LONGEST_LINE].replace("\t", " | ").split())
        if _FENCE.match(line) or _RULE.match(line) or _ANSWERS.match(line):
            continue
        is_heading = bool(_HEADING.match(line))
        line = _undecorated(_HEADING.sub("", line))
        label = _LABEL.match(line)
        if label is None and is_heading and (own := _OWN_HEADING.match(line)):
            label = own
        if label is not None:
            paragraph = int(label.group(1) or label.group(2) or 0) if label.re is _LABEL else int(label.group(1))
            line = _undecorated(line[label.end() :]) if label.re is _LABEL else ""
        if is_heading and "?" not in line:  # the paragraph's first words, or a title
            continue
        for question in _questions(line):
            behind = _BEHIND.search(question)
            own_number = paragraph if behind is None else int(behind.group(1))
            plain = _unquoted(question[: behind.start()] if behind else question)
            if plain:
                yield own_number, plain


def _undecorated(line: str) -> str:
    """Return a line without bullets, quote marks and numbers of a list in front of it, of which there may be some."""
    for _ in range(NESTED):
        line = _LISTED.sub("", _DECORATION.sub("", line, count=1), count=1).strip().strip("|").strip()
    return line


def _questions(line: str) -> list[str]:
    """Return the questions on a line: one, or several that each end in a question mark."""
    line = _ASKS.sub("", line)
    parts = [part for part in _NEXT.split(line) if part]
    return parts if len(parts) >= SEVERAL_FROM and all(part.endswith(("?", "？")) for part in parts) else [line]


def _unquoted(text: str) -> str:
    """Return a text without the marks that stand around all of it."""
    text = text.strip().rstrip(",") if text.rstrip().endswith(('",', "”,")) else text.strip()
    for begin, end in _QUOTES:
        inside = text[len(begin) : len(text) - len(end)]
        if len(text) > len(begin) + len(end) and text.startswith(begin) and text.endswith(end) and begin not in inside:
            text = inside.strip()
    return text


def _from_json(text: str) -> list[tuple[int | None, str]] | None:
    """Return the questions of a text that is JSON, alone or in a fence; None where it is not."""
    body = "\n".join(line for line in text.split("\n") if not _FENCE.match(line)).strip()
    begin = min((at for at in (body.find("{"), body.find("[")) if at >= 0), default=-1)
    end = max(body.rfind("}"), body.rfind("]"))
    if begin < 0 or end < begin or (begin > 0 and body[begin - 1] not in "\n"):
        return None
    values: list[object] = []
    try:
        values.append(json.loads(body[begin : end + 1]))
    except RecursionError as error:
        raise WorkshopError("Its lists are nested too deep; write the questions a line each.") from error
    except ValueError:  # several values, a line each
        try:
            values += [json.loads(line) for line in body[begin : end + 1].split("\n") if line.strip()]
        except (ValueError, RecursionError):
            return None
        if not all(isinstance(value, dict | list) for value in values):
            return None
    try:
        return list(_walk(values, None, named=True))
    except RecursionError as error:
        raise WorkshopError("Its lists are nested too deep; write the questions a line each.") from error


def _walk(value: object, paragraph: int | None, *, named: bool) -> Iterator[tuple[int | None, str]]:
    """Yield the questions in a value of JSON; `named`: it is where questions stand."""
    if isinstance(value, str):
        if named:
            yield from ((own if own is not None else paragraph, text) for own, text in _from_lines(value))
    elif isinstance(value, list):
        for each in value:
            yield from _walk(each, paragraph, named=named)
    elif isinstance(value, dict):
        keys = {str(key).strip().casefold(): each for key, each in value.items()}
        own = next(
            (number for key in keys if key in _PARAGRAPH_KEYS and (number := _number(keys[key])) is not None), paragraph
        )
        for key, each in keys.items():
            number = _number(key)
            if number is not None:
                yield from _walk(each, number, named=True)
            elif key in _QUESTION_KEYS or not isinstance(each, str):
                yield from _walk(each, own, named=key in _QUESTION_KEYS)


def _number(value: object) -> int | None:
    """Return the paragraph that a value names: 5, "5", "¶5", "paragraph 5"."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if 0 <= value < 10**6 else None
    match = re.fullmatch(rf"\s*(?:{_WORD})?\s*{_NUMBER}\s*", value, re.I) if isinstance(value, str) else None
    return int(match.group(1)) if match else None
