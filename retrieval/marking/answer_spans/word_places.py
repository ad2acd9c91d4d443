"""Where a passage has which words, families of words and concepts: looked up by a question's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from retrieval.knowledge.vocabulary import Match
from retrieval.marking.syntax.passage_words import Column
from retrieval.questions.reading import ReadToken
from retrieval.ranking.word_columns import RELATED_WEIGHT

PREFIX: Final = 4
"""Two words that begin with so many equal letters may be of one family."""
_FAMILY: Final = 0.5


@dataclass(frozen=True, eq=False)
class WordPlaces:
    """The numbers of a passage's content words by term and by first letters, and its phrases of the vocabulary."""

    count: int
    by_term: Mapping[str, Sequence[int]]
    by_prefix: Mapping[str, Sequence[tuple[int, str]]]
    by_concept: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, tokens: Sequence[ReadToken], matches: Sequence[Match]) -> WordPlaces:
        """Look through the words of a passage and the vocabulary's phrases among them."""
        terms: dict[str, list[int]] = {}
        prefixes: dict[str, list[tuple[int, str]]] = {}
        for place, token in enumerate(tokens):
            if token.content:
                terms.setdefault(token.term, []).append(place)
                prefixes.setdefault(token.folded[:PREFIX], []).append((place, token.folded))
        concepts: dict[str, list[int]] = {}
        for match in matches:
            for concept in match.concepts:
                concepts.setdefault(concept, []).extend(range(match.first, min(match.last, len(tokens))))
        return cls(len(tokens), terms, prefixes, concepts)

    def matches(self, words: Sequence[ReadToken], concepts: Sequence[Sequence[str]]) -> Column:
        """Return how far each word of the passage stands for each of some words: (words, the passage's words).

        1 for the same term, less for a word of its family or a phrase of one of its concepts.
        """
        found = np.zeros((len(words), self.count))
        for at, (word, own) in enumerate(zip(words, concepts, strict=True)):
            for concept in own:
                found[at, self.by_concept.get(concept, ())] = RELATED_WEIGHT
            if word.person is None and len(word.folded) > PREFIX and word.folded.isalpha():
                for place, other in self.by_prefix.get(word.folded[:PREFIX], ()):
                    found[at, place] = max(found[at, place], _alike(word.folded, other))
            found[at, self.by_term.get(word.term, ())] = 1.0
        return found


def _alike(one: str, other: str) -> float:
    """Return how far two words with the same beginning are of one family: "imprison", "prisoner" are not."""
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return _FAMILY if shared >= max(len(one), len(other)) * 0.6 else 0.0
