"""Cuts articles into passages, the unit that is retrieved and quoted, and tells page furniture apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

import pysbd

from retrieval.articles.article import Article, Paragraph, Source
from retrieval.articles.page_furniture import is_furniture, tweet_signature
from retrieval.spans import Span

MAX_PASSAGE_CHARACTERS = 1_500
"""Above this a paragraph becomes several passages: a card must hold one with its source."""


class PassageKind(Enum):
    """What a passage is on the page."""

    HEADLINE = "headline"
    BODY = "body"
    TWEET = "tweet"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Passage:
    """A slice of an article: `article.text[start:end]`. `row` is its place in the story, counted from 0.

    `signature` is the line under an embedded tweet that says whose it is and when: shown and found with it.
    """

    row: int
    article: Article
    paragraph: int
    start: int
    end: int
    kind: PassageKind
    signature: Paragraph | None = None

    @property
    def text(self) -> str:
        """The passage to the letter."""
        return self.article.text[self.start : self.end]

    @property
    def source(self) -> Source:
        """Where the passage was published."""
        return self.article.source

    @property
    def file(self) -> str:
        """The name of the article's file."""
        return self.article.file


def make_passages(articles: tuple[Article, ...]) -> tuple[Passage, ...]:
    """Cut every article into passages, in story order. A tweet's signature line goes with its tweet."""
    passages: list[Passage] = []
    for article in articles:
        skip: Paragraph | None = None
        for paragraph in article.paragraphs:
            if paragraph is skip:
                continue
            following = article.paragraphs[paragraph.number] if paragraph.number < len(article.paragraphs) else None
            signature = following if following and tweet_signature(following.text) else None
            skip = signature
            kind = _kind(paragraph, signature)
            for span in split_long(paragraph):
                row = len(passages)
                passages.append(Passage(row, article, paragraph.number, span.start, span.end, kind, signature))
    return tuple(passages)


def _kind(paragraph: Paragraph, signature: Paragraph | None) -> PassageKind:
    if paragraph.number == 1:
        return PassageKind.HEADLINE
    if signature is not None:
        return PassageKind.TWEET
    return (
        PassageKind.FURNITURE if is_furniture(paragraph.text) or tweet_signature(paragraph.text) else PassageKind.BODY
    )


@lru_cache(maxsize=1)
def _segmenter() -> pysbd.Segmenter:
    return pysbd.Segmenter(language="en", clean=False, char_span=True)


_SEGMENTER_CHARACTERS = 2_000
_STOP = re.compile(r"[.!?…][\"”’»)\]]*\s+")
_ENDS_SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*\s*$")


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of a text as spans that cover it without gaps; abbreviations end none of them.

    A part is joined to the one before unless that one ends in a stop, closing quotation marks included. The
    segmenter's time grows with the square of its text, so it is given a few thousand characters at a time.
    """
    spans: list[Span] = []
    for part_end in _part_ends(text):
        begin = spans[-1].end if spans else 0
        end = min(len(text), max(part_end, begin))
        if spans and not _ENDS_SENTENCE.search(text[spans[-1].start : spans[-1].end]):
            spans[-1] = Span(spans[-1].start, end)
        elif end > begin:
            spans.append(Span(begin, end))
    if not spans:
        return (Span(0, len(text)),) if text else ()
    spans[-1] = Span(spans[-1].start, len(text))
    return tuple(spans)


def _part_ends(text: str) -> Iterator[int]:
    """Yield where the segmenter ends each part of the text."""
    begin = 0
    while begin < len(text):
        end = len(text)
        if end - begin > _SEGMENTER_CHARACTERS:
            stops = [match.end() for match in _STOP.finditer(text, begin, begin + _SEGMENTER_CHARACTERS)]
            end = stops[-1] if stops else begin + _SEGMENTER_CHARACTERS
        if _STOP.search(text, begin, end):
            for part in _segmenter().segment(text[begin:end]):
                yield begin + part.end
        yield end
        begin = end


def split_long(paragraph: Paragraph) -> tuple[Span, ...]:
    """Return the spans (offsets into the article) of a paragraph's passages, cut at sentence ends."""
    if len(paragraph.text) <= MAX_PASSAGE_CHARACTERS:
        return (Span(paragraph.start, paragraph.end),)
    pieces: list[Span] = []
    for sentence in sentences(paragraph.text):
        if pieces and sentence.end - pieces[-1].start <= MAX_PASSAGE_CHARACTERS:
            pieces[-1] = Span(pieces[-1].start, sentence.end)
        else:
            pieces.append(sentence)
    return tuple(Span(paragraph.start + piece.start, paragraph.start + piece.end) for piece in pieces)
