"""What is counted over all quotations of a story: how rare each word is, and which quotations say most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Final

from retrieval.english.stop_words import COMMON_IN_SPEECH
from retrieval.english.terms import stem
from retrieval.quotations.quotation import Quotation, QuotationKind
from retrieval.quotations.store import QuotationStore
from retrieval.quotations.wordings import comparable_words

_SMALL_WORD_WEIGHT: Final = 0.15
"""The share of its weight that a common word keeps. Set by hand, as is the next; test_search.py shows the effect."""
_UNKNOWN_WEIGHT: Final = 2.5
"""The weight of a word that no quotation holds."""


@dataclass(frozen=True, slots=True)
class StemmedQuotation:
    """A quotation and its words as they are compared: joined, stemmed in order, and each stem once."""

    quotation: Quotation
    text: str
    stems: tuple[str, ...]
    known: frozenset[str]


class QuotationStatistics:
    """Counts over the spoken quotations of a story; immutable."""

    def __init__(self, store: QuotationStore) -> None:
        self._store = store
        self.entries = tuple(_stemmed(quotation) for quotation in store.spoken)
        self.weights = self._stem_weights()
        """The weight of each stem: the fewer quotations hold it, the higher."""

    def weight(self, stem: str) -> float:
        """Return the weight of a stem, whether or not a quotation holds it."""
        known = self.weights.get(stem)
        return known if known is not None else _UNKNOWN_WEIGHT * _share(stem)

    @cached_property
    def significance(self) -> dict[str, float]:
        """How much each quotation says, by its id; comparable within a story only."""
        return {entry.quotation.id: self._significance(entry) for entry in self.entries}

    def most_significant(self, speaker: str, count: int = 3) -> tuple[Quotation, ...]:
        """Return the quotations that say most of what a speaker said, best first, each wording once."""
        said = sorted(self._store.by_speaker(speaker), key=lambda quotation: -self.significance[quotation.id])
        return self._store.each_wording_once(said)[:count]

    def _stem_weights(self) -> dict[str, float]:
        """Inverse document frequency, log(1 + N / n), with every quotation a document."""
        counts = Counter(stem for entry in self.entries for stem in entry.known)
        total = len(self.entries) + 1
        return {stem: log(1 + total / count) * _share(stem) for stem, count in counts.items()}

    def _significance(self, entry: StemmedQuotation) -> float:
        """Prefer what other articles quote too, whole sentences, rare words, and neither a scrap nor a page.

        The numbers are set by hand, with no record of what on; they only decide an order.
        """
        wordings = self._store.wordings_of(entry.quotation)
        count = len(entry.stems)
        rare = sum(self.weights.get(stem, 0.0) for stem in entry.known - _SMALL_STEMS)
        length = min(count, 30) / 30 if count <= 60 else 0.6
        carried = len(wordings.articles) - 1 if wordings else 0
        whole = 0.5 if entry.quotation.kind is QuotationKind.DIRECT else 0.0
        return 1.5 * min(carried, 2) + length + whole + rare / (count + 8)


def stems_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return the English stem of each word."""
    return tuple(map(stem, words))


_SMALL_STEMS: Final = frozenset(stems_of(COMMON_IN_SPEECH))


def _share(stem: str) -> float:
    return _SMALL_WORD_WEIGHT if stem in _SMALL_STEMS else 1.0


def _stemmed(quotation: Quotation) -> StemmedQuotation:
    words = comparable_words(quotation.text)
    stems = stems_of(words)
    return StemmedQuotation(quotation, " ".join(words), stems, frozenset(stems))
