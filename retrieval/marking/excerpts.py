"""The part of a passage that is enough to read: the sentences that answer, one before and one after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from retrieval.spans import Span

LEAST_LEFT_OUT: Final = 160
"""In characters; less is not worth cutting a paragraph for."""


def excerpt(text: str, sentences: Sequence[Span], words: Sequence[Span]) -> Span | None:
    """Return whole sentences of a passage around some words of it; None where all of it is to be shown."""
    told = [at for at, each in enumerate(sentences) if any(_meet(each, span) for span in words)]
    if not told:
        return None
    first, last = max(0, told[0] - 1), min(len(sentences), told[-1] + 2) - 1
    begin, end = sentences[first].start, sentences[last].end
    part = text[begin:end]
    span = Span(begin + len(part) - len(part.lstrip()), begin + len(part.rstrip()))
    return span if len(text.strip()) - (span.end - span.start) >= LEAST_LEFT_OUT else None


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
