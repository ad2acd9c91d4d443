"""How articles were read, each step under a hash of all that decides it; kept, so that nothing is read twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final

from retrieval.articles.article import Article
from retrieval.kept.arrays import Array, Arrays, Strings, pack_text, under, unpack_text, within
from retrieval.kept.parts import Parts, pack_parts
from retrieval.kept.store import find
from retrieval.people.people import People

MOST_KEPT: Final = 64_000_000
"""Bytes; the readings of a larger story are not kept: they would need more than what is built of them."""


class Step(StrEnum):
    """What is read of an article, in this order, and then of the reader questions."""

    WORDS = "words"
    USES = "uses"
    QUOTATIONS = "quotations"
    PASSAGES = "passages"
    ASKED = "asked"
    CORRECTED = "corrected"
    QUESTIONS = "questions"
    SUPPOSED = "supposed"
    MODEL = "model"


@dataclass(frozen=True)
class KnownReadings:
    """How articles were read in one step, each under a hash of all that decides it."""

    digests: Sequence[str] = ()
    readings: Parts | Sequence[Arrays] = ()

    @classmethod
    def unpack(cls, arrays: Arrays) -> KnownReadings:
        """Make the readings of kept arrays."""
        return cls(Strings.unpack(within("digests", arrays)), Parts(within("readings", arrays)))

    def of(self, digest: str) -> Arrays | None:
        """Return how the article of a hash was read; None where none was."""
        number = self._numbers.get(digest)
        return None if number is None else self.readings[number]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {digest: number for number, digest in enumerate(self.digests)}


_NOTHING: Final[Mapping[str, KnownReadings]] = MappingProxyType({step: KnownReadings() for step in Step})


class ArticleReadings:
    """The readings of one story's articles as they are made; what is known from another build is taken.

    `story` is what the story is kept under, where it is.
    """

    def __init__(self, story: str = "", known: Mapping[str, KnownReadings] = _NOTHING) -> None:
        self._story = story
        self._known = known
        self._read: dict[str, dict[str, Arrays]] = {step: {} for step in Step}
        self._size = 0
        self._named: dict[str, str] = {}

    @classmethod
    def unpack(cls, arrays: Arrays, story: str = "") -> ArticleReadings:
        """Know what was kept, and go on from there."""
        return cls(story, {step: KnownReadings.unpack(within(step, arrays)) for step in Step})

    def of(self, step: Step, digest: str, read: Callable[[], Arrays]) -> Arrays:
        """Return how the article of a hash is read, which `read` does where that is not known."""
        reading = self._read[step].get(digest) or self._known[step].of(digest) or read()
        if digest not in self._read[step]:
            self._size += sum(array.nbytes for array in reading.values())
            if self._size <= MOST_KEPT:
                self._read[step][digest] = reading
            else:
                self._read = {step: {} for step in Step}
        return reading

    def model(self, digest: str, name: str) -> Arrays | None:
        """Return what was learned of reader questions of this hash, which a kept story has under a name; or None.

        From now on the story that is built is taken to have it.
        """
        known = self._known[Step.MODEL].of(digest)
        self._read[Step.MODEL] = {digest: {"story": pack_text(self._story)}}
        story = None if known is None else find(unpack_text(known["story"]))
        return None if story is None else within(name, story)

    def named(self, article: Article, people: People) -> str:
        """Return a hash of an article's text and of those of its names that are people's.

        The same for people before and after what the articles tell of them is known: it is found once.
        """
        if article.file not in self._named:
            names = [
                (words, who.name, who.names, who.described, who.pronoun)
                for words, who in people.names_within(article.text)
            ]
            self._named[article.file] = hashed(article.text, repr(names))
        return self._named[article.file]

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep of what was read; nothing of a large story."""
        packed: dict[str, Array] = {}
        for step, read in self._read.items():
            packed |= under(f"{step}.digests", Strings.of(read).pack())
            packed |= under(f"{step}.readings", pack_parts(list(read.values())))
        return packed


def hashed(*texts: str) -> str:
    """Return a hash of some texts."""
    return hashlib.sha256(repr(texts).encode("utf-8", "surrogatepass")).hexdigest()
