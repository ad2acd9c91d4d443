"""Takes out what a court reporter's page has beside the words: line numbers, running heads, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Final

from retrieval.importing.clean import squeeze, tidy

_LINES_A_PAGE: Final = 32
"""Most: American courts number 25 lines a page, pleadings 28."""
_FEWEST: Final = 20
"""Numbered lines, below which nobody can tell that they are."""
_NUMBERED: Final = re.compile(r"[ \t]{0,20}(\d{1,2})(?:[ \t]+(?=\S)|[ \t]*$)")
_PAGE_NUMBER: Final = re.compile(r"\W*(?:page\s*)?\d{1,5}\W*", re.I)
_SPEAKER: Final = re.compile(r"[ \t]*(?:[QA][.:]?[ \t]|(?:BY )?[A-Z][A-Z.’' -]{1,40}:)")


def without_line_numbers(text: str) -> tuple[str, list[str]]:
    """Return a transcript whose lines are numbered on every page without these, each speaker on a line of its own.

    Also the running heads that were left out, each once. Any other text is returned as it is.
    """
    lines = text.split("\n")
    matches = [_NUMBERED.match(line) for line in lines]
    numbers = [int(match[1]) for match in matches if match]
    spoken = sum(1 for line in lines if line.strip())
    if len(numbers) < _FEWEST or len(numbers) * 2 < spoken or not _counts_pages(numbers):
        return text, []
    heads = Counter(_key(line) for line, match in zip(lines, matches, strict=True) if match is None and line.strip())
    pages = numbers.count(1)
    left_out: dict[str, str] = {}
    kept: list[str] = []
    for line, match in zip(lines, matches, strict=True):
        if match is None:
            if not line.strip() or _PAGE_NUMBER.fullmatch(line):
                continue
            if pages > 1 and heads[_key(line)] * 2 >= pages:
                left_out.setdefault(_key(line), tidy(line))
                continue
            kept.append(line)
            continue
        said = line[match.end() :]
        if _SPEAKER.match(said):
            kept.append("")
        kept.append(said)
    return "\n".join(kept), list(left_out.values())


def _counts_pages(numbers: list[int]) -> bool:
    """Whether numbers count the lines of pages: each is one more than the one before, or 1 on a new page."""
    steps = sum(1 for before, after in pairwise(numbers) if after == before + 1 or after == 1)
    return steps * 20 >= (len(numbers) - 1) * 19 and max(numbers) <= _LINES_A_PAGE and min(numbers) <= 1


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", squeeze(line))
