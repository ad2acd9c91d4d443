"""What is counted over all quotations of a story: which hold a word, how rare it is, and which say most."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.english.stop_words import COMMON_IN_SPEECH
from retrieval.english.terms import stem
from retrieval.kept.arrays import Array, Arrays, Strings, under, within
from retrieval.quotations.groups import Groups, Numbers
from retrieval.quotations.quotation import Quotation, QuotationKind
from retrieval.quotations.store import QuotationStore
from retrieval.quotations.table import KINDS, Column

_SMALL_WORD_WEIGHT: Final = 0.15
"""The share of its weight that a common word keeps. Set by hand, as is the next; test_search.py shows the effect."""
_UNKNOWN_WEIGHT: Final = 2.5
"""The weight of a word that no quotation holds."""
_LAST: Final = "\U0010ffff"
_DIRECT: Final = KINDS.index(QuotationKind.DIRECT)


@dataclass(frozen=True, eq=False)
class QuotationStatistics:
    """Counts over the spoken quotations of a story.

    `texts` are the words of every quotation as they are compared, joined; "" for those that nobody says. `words` are
    all words in them, sorted; word w stands in the quotations rows[starts[w]:starts[w + 1]], and its stem is
    stems[stem_of[w]]. `tokens` are the words of all quotations by number, with -1 behind each quotation; those of
    quotation q begin at begins[q]. `weights` are the stems' weights: the fewer quotations hold one, the higher.
    `significance` is how much each quotation says, comparable within a story only; `order` are the spoken ones by it,
    best first.

    Shapes: starts (words + 1,), stem_of (words,), weights (stems,), begins and significance (quotations,), order
    (spoken,).
    """

    store: QuotationStore
    texts: Strings
    words: Strings
    starts: npt.NDArray[np.int64]
    rows: Numbers
    tokens: npt.NDArray[np.int32]
    begins: npt.NDArray[np.int64]
    stem_of: Numbers
    stems: Strings
    weights: npt.NDArray[np.float64]
    significance: npt.NDArray[np.float64]
    order: Numbers

    @classmethod
    def of(cls, store: QuotationStore) -> QuotationStatistics:
        """Count the words of the spoken quotations."""
        size = len(store.all)
        ids: dict[str, int] = {}
        texts: list[str] = []
        said = array("i")
        for compared in store.compared:
            texts.append(" ".join(compared))
            said.extend(ids.setdefault(word, len(ids)) for word in compared)
            said.append(-1)
        words = sorted(ids)
        ranks = np.full(len(words) + 1, -1, dtype=np.int32)  # the last for the -1 behind each quotation
        ranks[[ids[word] for word in words]] = np.arange(len(words))
        tokens = ranks[np.array(said, dtype=np.int32)]
        ends = np.flatnonzero(tokens < 0)
        lengths = np.diff(ends, prepend=-1) - 1
        holders = np.repeat(np.arange(size), lengths)
        held = tokens[tokens >= 0]
        bearing, rows = np.divmod(np.unique(held * np.int64(size) + holders), max(1, size))
        stemmed = stems_of(words)
        stems = sorted(set(stemmed))
        stem_numbers = {each: number for number, each in enumerate(stems)}
        stem_of = np.array([stem_numbers[each] for each in stemmed], dtype=np.int32)
        stem_rows, known = np.divmod(np.unique(holders * np.int64(len(stems)) + stem_of[held]), max(1, len(stems)))
        counts = np.bincount(known, minlength=len(stems)).tolist()
        total = len(store.spoken_numbers) + 1
        shares = np.array([_share(each) for each in stems], dtype=np.float64)
        weights = np.array([log(1 + total / count) for count in counts], dtype=np.float64) * shares
        rare = np.bincount(stem_rows, weights=np.where(shares < 1.0, 0.0, weights)[known], minlength=size).tolist()
        significance, carried = np.zeros(size), store.carried.tolist()
        for number in store.spoken_numbers.tolist():
            direct = bool(store.all.columns[number, Column.KIND] == _DIRECT)
            significance[number] = _significance(int(lengths[number]), rare[number], carried[number] - 1, direct=direct)
        return cls(
            store=store,
            texts=Strings.of(texts),
            words=Strings.of(words),
            starts=np.concatenate(([0], np.cumsum(np.bincount(bearing, minlength=len(words))))).astype(np.int64),
            rows=rows.astype(np.int32),
            tokens=tokens,
            begins=(ends - lengths).astype(np.int64),
            stem_of=stem_of,
            stems=Strings.of(stems),
            weights=weights,
            significance=significance,
            order=store.spoken_numbers[np.argsort(-significance[store.spoken_numbers], kind="stable")],
        )

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        return {
            **under("texts", self.texts.pack()),
            **under("words", self.words.pack()),
            **under("stems", self.stems.pack()),
            "starts": self.starts,
            "rows": self.rows,
            "tokens": self.tokens,
            "begins": self.begins,
            "stem_of": self.stem_of,
            "weights": self.weights,
            "significance": self.significance,
            "order": self.order,
        }

    @classmethod
    def unpack(cls, arrays: Arrays, store: QuotationStore) -> QuotationStatistics:
        """Make the statistics of kept arrays and of the quotations that were counted."""
        return cls(
            store,
            Strings.unpack(within("texts", arrays)),
            Strings.unpack(within("words", arrays)),
            arrays["starts"].view(np.int64),
            arrays["rows"].view(np.int32),
            arrays["tokens"].view(np.int32),
            arrays["begins"].view(np.int64),
            arrays["stem_of"].view(np.int32),
            Strings.unpack(within("stems", arrays)),
            arrays["weights"].view(np.float64),
            arrays["significance"].view(np.float64),
            arrays["order"].view(np.int32),
        )

    def weight(self, stem: str) -> float:
        """Return the weight of a stem, whether or not a quotation holds it."""
        at = bisect_left(self.stems, stem)
        known = at < len(self.stems) and self.stems[at] == stem
        return float(self.weights[at]) if known else _UNKNOWN_WEIGHT * _share(stem)

    def holding(self, wanted: Sequence[str], *, begun: bool = False) -> Numbers:
        """Return the quotations that hold these words side by side, the last of them perhaps only `begun`.

        In any order, some of them more than once.
        """
        *whole, (first, end) = [self._range(word) for word in wanted[:-1]] + [self._range(wanted[-1], begun=begun)]
        if not whole:
            return self.rows[self.starts[first] : self.starts[end]]
        if any(number == last for number, last in whole):
            return self.rows[:0]
        counts = [self.starts[last] - self.starts[number] for number, last in whole]
        rarest = counts.index(min(counts))
        at = np.flatnonzero(self.tokens == whole[rarest][0]) - rarest
        at = at[(at >= 0) & (at < len(self.tokens) - len(whole))]
        for place, (number, _) in enumerate(whole):
            at = at[self.tokens[at + place] == number]
        last_words = self.tokens[at + len(whole)]
        at = at[(last_words >= first) & (last_words < end)]
        return (self.begins.searchsorted(at, "right") - 1).astype(np.int32)

    def _range(self, word: str, *, begun: bool = False) -> tuple[int, int]:
        """Return the numbers of a word, or of all that begin so, as a range; an empty one where there are none."""
        first = bisect_left(self.words, word)
        if begun:
            return first, bisect_left(self.words, word + _LAST)
        return first, first + (first < len(self.words) and self.words[first] == word)

    def bearers_of_stem(self, stem: int) -> Numbers:
        """Return the quotations that hold the stem of this number, in any order, some of them more than once."""
        return np.concatenate(
            [self.rows[self.starts[word] : self.starts[word + 1]] for word in self._words_of.members(stem).tolist()]
        )

    @cached_property
    def _words_of(self) -> Groups:
        return Groups.of(self.stem_of)

    @cached_property
    def stems_by_length(self) -> Mapping[int, tuple[Sequence[int], Sequence[str]]]:
        """The stems of each length: their numbers, and they themselves."""
        by_length: defaultdict[int, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))
        for number, each in enumerate(self.stems):
            numbers, stems = by_length[len(each)]
            numbers.append(number)
            stems.append(each)
        return dict(by_length)

    def most_significant(self, speaker: str, count: int = 3) -> tuple[Quotation, ...]:
        """Return the quotations that say most of what a speaker said, best first, each wording once."""
        said = self.order[self.store.fits(speaker, None)[self.order]]
        return self.store.made(self.store.each_wording_once(said.tolist(), count))


def _significance(count: int, rare: float, elsewhere: int, *, direct: bool) -> float:
    """Prefer what other articles quote too, whole sentences, rare words, and neither a scrap nor a page.

    The numbers are set by hand, with no record of what on; they only decide an order.
    """
    length = min(count, 30) / 30 if count <= 60 else 0.6
    whole = 0.5 if direct else 0.0
    return 1.5 * min(elsewhere, 2) + length + whole + rare / (count + 8)


def stems_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return the English stem of each word."""
    return tuple(map(stem, words))


_SMALL_STEMS: Final = frozenset(stems_of(COMMON_IN_SPEECH))


def _share(stem: str) -> float:
    return _SMALL_WORD_WEIGHT if stem in _SMALL_STEMS else 1.0
