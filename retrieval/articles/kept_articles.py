"""Articles in flat arrays: the text of one is decoded when it is looked at, and of many only the last few are held."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Final, overload

import numpy as np
import numpy.typing as npt

from retrieval.articles.article import SOURCE_FIELDS, Article, Paragraph, Source
from retrieval.kept.arrays import Array, Arrays, Strings, pack_json, under, unpack_rows, within

_HELD: Final = 64
"""Texts that are held as they were decoded: those of the articles that an answer or two are about."""
Offsets = npt.NDArray[np.int32]


class Paragraphs(Sequence[Paragraph]):
    """The paragraphs of an article, by their offsets in it, each made an object when it is asked for."""

    def __init__(self, text: Callable[[], str], starts: Offsets, ends: Offsets) -> None:
        self._text = text
        self._starts = starts
        self._ends = ends

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, at: int) -> Paragraph: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Paragraph]: ...
    def __getitem__(self, at: int | slice) -> Paragraph | Sequence[Paragraph]:
        if isinstance(at, slice):
            return tuple(self[number] for number in range(*at.indices(len(self))))
        number = at + len(self) if at < 0 else at
        if not 0 <= number < len(self):
            raise IndexError(at)
        start, end = int(self._starts[number]), int(self._ends[number])
        return Paragraph(number + 1, start, end, self._text()[start:end])


class KeptArticle(Article):
    """An article whose text is decoded when it is asked for."""

    __slots__ = ("_paragraphs", "_text")
    _paragraphs: Paragraphs
    _text: Callable[[], str]

    def __init__(self, file: str, source: Source, text: Callable[[], str], starts: Offsets, ends: Offsets) -> None:
        object.__setattr__(self, "file", file)
        object.__setattr__(self, "source", source)
        object.__setattr__(self, "_text", text)
        object.__setattr__(self, "_paragraphs", Paragraphs(text, starts, ends))

    @property
    def text(self) -> str:
        """The article's text."""
        return self._text()

    @property
    def paragraphs(self) -> Sequence[Paragraph]:
        """The article's paragraphs."""
        return self._paragraphs


def pack_articles(articles: Iterable[Article]) -> dict[str, Array]:
    """Return the arrays to keep of articles, of which one is looked at after the other."""
    files: list[str] = []
    sources: list[Source] = []
    ends, starts_of, ends_of = array("q"), array("i"), array("i")

    def texts() -> Iterator[str]:
        for article in articles:
            files.append(article.file)
            sources.append(article.source)
            for paragraph in article.paragraphs:
                starts_of.append(paragraph.start)
                ends_of.append(paragraph.end)
            ends.append(len(ends_of))
            yield article.text

    return {
        **under("texts", Strings.of(texts()).pack()),
        **under("files", Strings.of(files).pack()),
        **under("headlines", Strings.of(source.headline for source in sources).pack()),
        "sources": pack_json([[getattr(source, field) for field in SOURCE_FIELDS] for source in sources]),
        "shared": np.array([source.shared for source in sources], dtype=np.bool_),
        "ends": np.array(ends, dtype=np.int64),
        "paragraph_starts": np.array(starts_of, dtype=np.int32),
        "paragraph_ends": np.array(ends_of, dtype=np.int32),
    }


def unpack_articles(arrays: Arrays) -> tuple[Article, ...]:
    """Make articles of kept arrays."""
    text = lru_cache(_HELD)(Strings.unpack(within("texts", arrays), sparing=True).__getitem__)
    starts, ends = arrays["paragraph_starts"].view(np.int32), arrays["paragraph_ends"].view(np.int32)
    articles: list[Article] = []
    begin = 0
    files, headlines = Strings.unpack(within("files", arrays)), Strings.unpack(within("headlines", arrays))
    told, shared = unpack_rows(arrays["sources"]), arrays["shared"].tolist()
    for number, (file, headline, end) in enumerate(zip(files, headlines, arrays["ends"].tolist(), strict=True)):
        source = Source(headline, **dict(zip(SOURCE_FIELDS, told[number], strict=True)), shared=shared[number])
        articles.append(KeptArticle(file, source, partial(text, number), starts[begin:end], ends[begin:end]))
        begin = end
    return tuple(articles)
