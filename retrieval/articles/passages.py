"""Cuts articles into passages, the unit that is retrieved and quoted, and tells page furniture apart."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import count
from typing import overload

import numpy as np
import numpy.typing as npt

from retrieval.articles.article import Article, Paragraph, Source
from retrieval.articles.numbered_headings import is_part_heading
from retrieval.articles.page_furniture import is_furniture, tweet_signature
from retrieval.english.sentences import sentences
from retrieval.kept.arrays import Array, Arrays
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


class Passages(Sequence[Passage]):
    """The passages of a story in arrays, each made an object when it is asked for. Immutable.

    By row: the `article` it is in, by its number from 0; its `paragraph`, `start`, `end` and `kind`, as in `Passage`,
    kinds by their place among `PassageKind`; the number of its `signature`'s paragraph, 0 where it has none.
    """

    def __init__(self, articles: Sequence[Article], arrays: Arrays) -> None:
        self._articles = articles
        self._article, self._kind = arrays["article"].view(np.int32), arrays["kind"].view(np.uint8)
        self._paragraph, self._signature = arrays["paragraph"].view(np.int32), arrays["signature"].view(np.int32)
        self._start, self._end = arrays["start"].view(np.int32), arrays["end"].view(np.int32)
        self._numbers = {article.file: number for number, article in enumerate(articles)}
        self._made: dict[int, Passage] = {}

    @classmethod
    def of(cls, articles: Sequence[Article], passages: Iterable[Passage]) -> Passages:
        """Lay out passages in arrays; they are in story order."""
        numbers = {article.file: number for number, article in enumerate(articles)}
        flat = array("i")
        for each in passages:
            signature = 0 if each.signature is None else each.signature.number
            kind = _KINDS.index(each.kind)
            flat.extend((numbers[each.file], each.paragraph, each.start, each.end, signature, kind))
        article, paragraph, start, end, signatures, kinds = np.array(flat, dtype=np.int32).reshape(-1, 6).T.copy()
        columns = {"article": article, "paragraph": paragraph, "start": start, "end": end, "signature": signatures}
        return cls(articles, {**columns, "kind": kinds.astype(np.uint8)})

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        return {
            "article": self._article,
            "paragraph": self._paragraph,
            "start": self._start,
            "end": self._end,
            "kind": self._kind,
            "signature": self._signature,
        }

    def rows_of(self, file: str, paragraph: int) -> range:
        """Return the rows of a paragraph's passages; the signature line of a tweet belongs to the tweet."""
        found = self.rows_in(file, paragraph)
        if found:
            return found
        tweet = self.rows_in(file, paragraph - 1)
        return tweet if tweet and self._signature[tweet[0]] == paragraph else range(0)

    def rows_in(self, file: str, paragraph: int) -> range:
        """Return the rows of the passages that begin in a paragraph."""
        number = self._numbers.get(file)
        if number is None:
            return range(0)
        first, end = self._bounds[number : number + 2].tolist()
        below, above = np.searchsorted(self._paragraph[first:end], (paragraph, paragraph + 1)).tolist()
        return range(first + below, first + above)

    @cached_property
    def _bounds(self) -> npt.NDArray[np.intp]:
        """Where the rows of each article begin, and at last where they end."""
        return np.searchsorted(self._article, np.arange(len(self._articles) + 1, dtype=np.int32))

    @property
    def articles(self) -> npt.NDArray[np.int32]:
        """For each passage the number of its article, from 0 in story order."""
        return self._article

    def are(self, kind: PassageKind) -> npt.NDArray[np.bool_]:
        """Tell of each passage whether it is of a kind."""
        return np.equal(self._kind, _KINDS.index(kind))

    def __len__(self) -> int:
        return len(self._article)

    @overload
    def __getitem__(self, at: int) -> Passage: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Passage]: ...
    def __getitem__(self, at: int | slice) -> Passage | Sequence[Passage]:
        if isinstance(at, slice):
            return [self[row] for row in range(*at.indices(len(self)))]
        row = int(at) + len(self) if at < 0 else int(at)
        if not 0 <= row < len(self):
            raise IndexError(at)
        if (made := self._made.get(row)) is None:
            made = self._make(row)
            if len(self._made) < _MOST_MADE:
                self._made[row] = made
        return made

    def _make(self, row: int) -> Passage:
        article = self._articles[self._article[row]]
        signature = int(self._signature[row])
        return Passage(
            row,
            article,
            int(self._paragraph[row]),
            int(self._start[row]),
            int(self._end[row]),
            _KINDS[self._kind[row]],
            article.paragraph(signature) if signature else None,
        )


_KINDS = tuple(PassageKind)
_MOST_MADE = 2_000
"""Passages kept once they are made: all of most stories. An answer names a dozen."""


def make_passages(articles: Sequence[Article]) -> tuple[Passage, ...]:
    """Cut every article into passages, in story order. A tweet's signature line goes with its tweet."""
    return tuple(passages_of(articles))


def passages_of(articles: Iterable[Article]) -> Iterator[Passage]:
    """Yield the passages of articles; see `make_passages`."""
    rows = count()
    for article in articles:
        skip: int | None = None
        paragraphs = tuple(article.paragraphs)
        for paragraph in paragraphs:
            if paragraph.number == skip:
                continue
            following = paragraphs[paragraph.number] if paragraph.number < len(paragraphs) else None
            signature = following if following and tweet_signature(following.text) else None
            skip = signature.number if signature else None
            kind = _kind(paragraph, signature)
            for span in split_long(paragraph):
                yield Passage(next(rows), article, paragraph.number, span.start, span.end, kind, signature)


def _kind(paragraph: Paragraph, signature: Paragraph | None) -> PassageKind:
    if paragraph.number == 1 or is_part_heading(paragraph.text):
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
