"""The lines of a transcript or a chat, "Joey Tribbiani: Marcel, stop!": who speaks each, and what are their words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, NamedTuple

from retrieval.articles.article import Article
from retrieval.spans import Span

_LABEL: Final = re.compile(r"\s*(?P<name>[^\s:;“”„\"«»][^:;“”„\"«»\n]{0,79}?)(?:\s\([^():]{0,60}\))?: +(?=\S)")
_MOST_WORDS: Final = 6
_FEWEST_LINES: Final = 3


class SpokenLine(NamedTuple):
    """One paragraph of a conversation: where its speaker's `name` and their `words` stand in the paragraph."""

    name: Span
    words: Span


def spoken_lines(article: Article) -> dict[int, SpokenLine]:
    """Return the lines of an article that is a conversation, by paragraph number; none of any other article.

    A conversation is told by its form alone: at least every other paragraph begins with a label and a colon, and most
    of these labels come back. A recipe's or a glossary's do not.
    """
    lines: dict[int, SpokenLine] = {}
    labels: dict[int, str] = {}
    for paragraph in article.paragraphs:
        match = _LABEL.match(paragraph.text) if paragraph.number > 1 else None
        if match is None:
            continue
        name = match["name"]
        if sum(map(str.isalnum, name)) > 1 and len(name.split()) <= _MOST_WORDS:
            lines[paragraph.number] = SpokenLine(
                Span(*match.span("name")), Span(match.end(), len(paragraph.text.rstrip()))
            )
            labels[paragraph.number] = name.casefold()
    often = Counter(labels.values())
    coming_back = sum(count for count in often.values() if count > 1)
    is_conversation = (
        len(lines) >= _FEWEST_LINES and 2 * len(lines) >= len(article.paragraphs) - 1 and 2 * coming_back >= len(lines)
    )
    return lines if is_conversation else {}
