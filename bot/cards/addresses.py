"""Passage -> place -> the same passage, in the story as it is by then."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from bot.cards.button_ids import PassageAddress
from bot.cards.cutting import bold_runs
from retrieval import Article, Passage, Span, Story

_KEY_BITS = 30
_NEAR = 1 << 10


def _hash(*parts: str) -> int:
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return int.from_bytes(digest, "big") >> 32 - _KEY_BITS


def article_key(file: str) -> int:
    """Return the hash by which a button names an article."""
    return _hash(file)


def address_of(passage: Passage, highlights: Sequence[Span] = ()) -> PassageAddress:
    """Return where a passage stands; `highlights` are offsets into its text."""
    key = _hash(passage.file, passage.text)
    return PassageAddress(key, passage.paragraph % _NEAR, bold_runs(passage.text, tuple(highlights)))


def place_at(story: Story, file: str, paragraph: int, span: Span) -> PassageAddress | None:
    """Return where any slice of an article stands, such as a quotation: its passage, the slice marked.

    `span` are offsets into the article. None where the story has no such passage.
    """
    passage = story.passage(file, paragraph, span.start)
    if passage is None:
        return None
    return address_of(passage, [Span(span.start - passage.start, min(span.end, passage.end) - passage.start)])


class AddressBook:
    """Finds again what buttons name. A passage whose file or words have changed is gone; one that moved is not."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self._passages: defaultdict[int, list[Passage]] = defaultdict(list)
        for passage in story.passages:
            self._passages[_hash(passage.file, passage.text)].append(passage)
        self._articles = {article_key(article.file): article for article in story.articles}

    def passage(self, address: PassageAddress) -> Passage | None:
        """Return the passage of a place, the nearest of several that have the same words; None where it is gone."""

        def distance(passage: Passage) -> int:
            apart = (passage.paragraph - address.near) % _NEAR
            return min(apart, _NEAR - apart)

        return min(self._passages.get(address.key, ()), key=distance, default=None)

    def article(self, key: int) -> Article | None:
        """Return the article of a hash; None where it is gone."""
        return self._articles.get(key)
