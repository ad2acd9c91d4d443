"""Articles and their passages, found by file, paragraph and offset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from retrieval.articles.article import Article, Paragraph
from retrieval.articles.passages import Passage, make_passages


@dataclass(frozen=True)
class Library:
    """The articles of a story and the passages they are cut into, both in story order."""

    articles: tuple[Article, ...]
    passages: tuple[Passage, ...]

    @classmethod
    def build(cls, articles: Iterable[Article]) -> Library:
        """Cut the articles into passages."""
        articles = tuple(articles)
        return cls(articles, make_passages(articles))

    def article(self, file: str) -> Article | None:
        """Return the article of this file name; None if there is none."""
        return self._by_file.get(file)

    def rows(self, file: str, paragraph: int) -> tuple[int, ...]:
        """Return the rows of a paragraph's passages; the signature line of a tweet belongs to the tweet."""
        return self._rows.get((file, paragraph), ())

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

    @cached_property
    def _rows(self) -> dict[tuple[str, int], tuple[int, ...]]:
        rows: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        for passage in self.passages:
            rows[passage.file, passage.paragraph].append(passage.row)
            if passage.signature is not None:
                rows[passage.file, passage.signature.number].append(passage.row)
        return {paragraph: tuple(found) for paragraph, found in rows.items()}
