"""Articles are read one by one, and how each was read is kept: of a changed story only what changed is read again.

What an article's reading depends on is hashed: its text, the names in it that are people's, the host's vocabulary.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

from retrieval.articles.article import Article
from retrieval.articles.passages import Passage
from retrieval.kept.arrays import Array, Arrays, Strings, under, within
from retrieval.kept.parts import Parts, pack_parts
from retrieval.marking.stretches import StretchReader
from retrieval.people.people import People
from retrieval.questions.reading import TextReader
from retrieval.ranking.counting import PassageCounter

MOST_KEPT: Final = 64_000_000
"""Bytes; the readings of a larger story are not kept: they would need more than what is built of them."""


@dataclass(frozen=True)
class ArticleReadings:
    """How articles were read, each under a hash of all that decides it."""

    digests: Sequence[str] = ()
    readings: Parts | Sequence[Arrays] = ()

    @classmethod
    def unpack(cls, arrays: Arrays) -> ArticleReadings:
        """Make the readings of kept arrays."""
        return cls(Strings.unpack(within("digests", arrays)), Parts(within("readings", arrays)))

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        readings = [self.readings[number] for number in range(len(self.digests))]
        return under("digests", Strings.of(self.digests).pack()) | under("readings", pack_parts(readings))

    def of(self, digest: str) -> Arrays | None:
        """Return how the article of a hash was read; None where none was."""
        number = self._numbers.get(digest)
        return None if number is None else self.readings[number]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {digest: number for number, digest in enumerate(self.digests)}


def read_passages(
    passages: Iterable[Passage], reader: TextReader, known: ArticleReadings
) -> tuple[PassageCounter, StretchReader, ArticleReadings]:
    """Read a story's passages, in their order; of articles whose reading is known, that is taken.

    Returns what was counted in all, their stretches, and how each article was read, which is nothing of large stories.
    """
    counter, stretches = PassageCounter(), StretchReader(reader.people)
    vocabulary = hashlib.sha256(reader.vocabulary.host.text.encode("utf-8", "surrogatepass")).hexdigest()
    digests: list[str] = []
    readings: list[Arrays] = []
    size = 0
    for _, group in groupby(passages, key=lambda passage: passage.file):
        own = list(group)
        article = own[0].article
        digest = _digest(article, reader.people, vocabulary)
        reading = known.of(digest)
        if reading is None:
            reading = _read(own, reader)
        counter.add(within("counts", reading))
        stretches.add(within("stretches", reading), article.file, own[0].row)
        size += sum(array.nbytes for array in reading.values())
        if size <= MOST_KEPT:
            digests.append(digest)
            readings.append(reading)
        else:
            digests, readings = [], []
    return counter, stretches, ArticleReadings(digests, readings)


def _read(passages: Sequence[Passage], reader: TextReader) -> dict[str, Array]:
    counter, stretches = PassageCounter(), StretchReader(reader.people)
    for passage in passages:
        stretches.read(counter.count(passage, reader))
    return under("counts", counter.pack()) | under("stretches", stretches.pack(passages[0].row))


def _digest(article: Article, people: People, vocabulary: str) -> str:
    """Return a hash of all that decides how an article is read, except the release."""
    names = [
        (words, who.name, who.names, who.described, who.pronoun) for words, who in people.names_within(article.text)
    ]
    decides = repr((article.text, names, vocabulary))
    return hashlib.sha256(decides.encode("utf-8", "surrogatepass")).hexdigest()
