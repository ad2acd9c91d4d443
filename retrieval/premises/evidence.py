"""What a passage says, as the pieces of a question are compared with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from retrieval.lazy import lazy
from retrieval.premises.claims import WIDELY, denied
from retrieval.premises.roles import sides
from retrieval.questions.reading import ReadToken
from retrieval.ranking.passage_reading import PassageReading

UNIT_SIGNS: Final = frozenset("°%‰$€£¥")
"""What is written for the word that a number counts."""


@dataclass(frozen=True)
class Evidence:
    """A passage as it is read; all positions are those of its tokens, the signature's aside."""

    reading: PassageReading

    @lazy
    def tokens(self) -> Sequence[ReadToken]:
        """The words of the passage."""
        end = len(self.reading.passage.text)
        return [token for token in self.reading.text.tokens if token.start < end]

    @lazy
    def phrases(self) -> Mapping[str, list[int]]:
        """Where each stem begins, and each two stems that follow one another."""
        found: dict[str, list[int]] = {}
        terms = [token.term for token in self.tokens]
        for at, term in enumerate(terms):
            found.setdefault(term, []).append(at)
            if at:
                found.setdefault(f"{terms[at - 1]} {term}", []).append(at - 1)
        return found

    @lazy
    def _concepts(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for match in self.reading.text.matches:
            if match.first >= len(self.tokens):
                break  # the signature
            for concept in match.concepts:
                found.setdefault(concept, []).append(match.first)
        return found

    @lazy
    def denied(self) -> frozenset[int]:
        """The content words that are denied."""
        return denied(self.tokens)

    @lazy
    def perhaps_denied(self) -> frozenset[int]:
        """The content words with a negator further off, too."""
        return denied(self.tokens, WIDELY)

    def has_with_sign(self, number: str) -> bool:
        """Return whether it has a number with a sign that counts something: "1.5°C", "$95", "20%"."""
        text = f" {self.reading.passage.text} "  # so that each word has a character before and after
        return any(
            token.folded == number and not UNIT_SIGNS.isdisjoint((text[token.start], text[token.end + 1]))
            for token in self.tokens
        )

    @lazy
    def sentences(self) -> Sequence[int]:
        """The number of each word's sentence."""
        ends = [span.end for span in self.reading.spans]
        numbers: list[int] = []
        at = 0
        for token in self.tokens:
            while at < len(ends) - 1 and token.start >= ends[at]:
                at += 1
            numbers.append(at)
        return numbers

    @lazy
    def sides(self) -> Mapping[str, int]:
        """Who does what to whom: in how many sentences each of `Sides` stands, by its key."""
        numbers = self.sentences
        begins = [at for at in range(len(numbers)) if at == 0 or numbers[at] != numbers[at - 1]]
        ends = [*begins[1:], len(numbers)]
        parts = (sides(self.reading.text, begin, end) for begin, end in zip(begins, ends, strict=True))
        return Counter(key for part in parts for key in part.keys)

    def places(self, term: str, concepts: Iterable[str]) -> list[int]:
        """Return where a word stands, itself or in other words."""
        found = [*self.phrases.get(term, ())]
        for concept in concepts:
            if concept in self._concepts:
                found += self._concepts[concept]
        return found
