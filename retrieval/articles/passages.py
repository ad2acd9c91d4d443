"""Cuts articles into passages, the unit that is retrieved and quoted, and tells page furniture apart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from retrieval.articles.article import Article, Paragraph, Source
from retrieval.articles.page_furniture import is_furniture, tweet_signature
from retrieval.english.sentences import sentences
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
