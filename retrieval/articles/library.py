"""Articles and their passages, found by file, paragraph and offset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from retrieval.articles.article import Article, Paragraph
from retrieval.articles.kept_articles import pack_articles, unpack_articles
from retrieval.articles.passages import Passage, Passages, passages_of
from retrieval.kept.arrays import Array, Arrays, under, within


@dataclass(frozen=True)
class Library:
    """The articles of a story and the passages they are cut into, both in story order."""

    articles: tuple[Article, ...]
    passages: Passages

    @classmethod
    def build(cls, articles: Iterable[Article]) -> Library:
        """Cut the articles into passages."""
        articles = tuple(articles)
        return cls(articles, Passages.of(articles, passages_of(articles)))

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep, the articles' texts among them."""
        return under("articles", pack_articles(self.articles)) | under("passages", self.passages.pack())

    @classmethod
    def unpack(cls, arrays: Arrays) -> Library:
        """Make the library of kept arrays."""
        articles = unpack_articles(within("articles", arrays))
        return cls(articles, Passages(articles, within("passages", arrays)))

    def article(self, file: str) -> Article | None:
        """Return the article of this file name; None if there is none."""
        return self._by_file.get(file)

    def rows(self, file: str, paragraph: int) -> range:
        """Return the rows of a paragraph's passages; the signature line of a tweet belongs to the tweet."""
        return self.passages.rows_of(file, paragraph)

    def passage(self, file: str, paragraph: int, start: int | None = None) -> Passage | None:
        """Return the passage of a paragraph; None if it is gone.

        A long paragraph has several: the one that contains offset `start` is returned, otherwise the first.
        """
        passages = [self.passages[row] for row in self.rows(file, paragraph)]
        passages = [passage for passage in passages if passage.paragraph == paragraph]
        for passage in passages:
            if start is not None and passage.start <= start < passage.end:
                return passage
        return passages[0] if passages else None

    def around(self, passage: Passage) -> tuple[Paragraph | None, Paragraph | None]:
        """Return the paragraphs before a passage's own and after it (and its signature line); None at the ends."""
        paragraphs = passage.article.paragraphs
        last = passage.signature.number if passage.signature else passage.paragraph
        before = paragraphs[passage.paragraph - 2] if passage.paragraph > 1 else None
        return before, paragraphs[last] if last < len(paragraphs) else None

    @cached_property
    def _by_file(self) -> dict[str, Article]:
        return {article.file: article for article in self.articles}
