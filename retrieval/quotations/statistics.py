"""What is counted over all quotations of a story: which hold a word, how rare it is, and which say most."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.english.stop_words import COMMON_IN_SPEECH
from retrieval.english.terms import stem
from retrieval.kept.arrays import Array, Arrays, Strings, under, within
from retrieval.kept.gathering import blocks, frequencies, gathering, starts_of
from retrieval.kept.numbering import NumberList
from retrieval.quotations.compared_words import ComparedWords
from retrieval.quotations.groups import Groups, Numbers
from retrieval.quotations.quotation import Quotation, QuotationKind
from retrieval.quotations.store import QuotationStore
from retrieval.quotations.table import KINDS, Column

_SMALL_WORD_WEIGHT: Final = 0.15
"""The share of its weight that a common word keeps. Set by hand, as is the next; test_search.py shows the effect."""
_UNKNOWN_WEIGHT: Final = 2.5
"""The weight of a word that no quotation holds."""
_AT_ONCE: Final = 20_000
"""Quotations whose words are told apart at once; bounds the memory."""
_MARKED_KEPT: Final = 32
"""Of so many common words it is kept which quotations hold them, a byte each."""
_LAST: Final = "\U0010ffff"
_DIRECT: Final = KINDS.index(QuotationKind.DIRECT)


@dataclass(frozen=True, eq=False)
class QuotationStatistics:
    """Counts over the spoken quotations of a story.

    `texts` are the words of every quotation as they are compared, joined; "" for those that nobody says. `words` are
    all words in them, sorted; word w stands in the quotations rows[starts[w]:starts[w + 1]], and its stem is
    stems[stem_of[w]]. `tokens` are the words of all quotations by number, with -1 behind each quotation; those of
    quotation q begin at begins[q]. Word w stands at the places standing[stands_from[w]:stands_from[w + 1]] of these,
    rising. `weights` are the stems' weights: the fewer quotations hold one, the higher.
    `significance` is how much each quotation says, comparable within a story only; `order` are the spoken ones by it,
    best first.

    Shapes: starts and stands_from (words + 1,), stem_of (words,), weights (stems,), begins and significance
    (quotations,), order (spoken,).
    """

    store: QuotationStore
    texts: Strings
    words: Strings
    starts: npt.NDArray[np.int64]
    rows: Numbers
    tokens: npt.NDArray[np.int32]
    begins: npt.NDArray[np.int64]
    standing: Numbers
    stands_from: npt.NDArray[np.int64]
    stem_of: Numbers
    stems: Strings
    weights: npt.NDArray[np.float64]
    significance: npt.NDArray[np.float64]
    order: Numbers

    @classmethod
    def of(cls, store: QuotationStore) -> QuotationStatistics:
        """Count the words of the spoken quotations."""
        size, compared = len(store.all), store.compared
        words = sorted(compared.words)
        rank = {word: number for number, word in enumerate(words)}
        stemmed = stems_of(words)
        stems = sorted(set(stemmed))
        number = {each: number for number, each in enumerate(stems)}
        stem_of = np.array([number[each] for each in stemmed], dtype=np.int32)
        counted = _Counted.of(compared, np.array([rank[word] for word in compared.words], dtype=np.int32), stem_of)
        counts = frequencies(counted.stems, len(stems)).tolist()
        total = len(store.spoken_numbers) + 1
        shares = np.array([_share(each) for each in stems], dtype=np.float64)
        weights = np.array([log(1 + total / count) for count in counts], dtype=np.float64) * shares
        rare = np.zeros(size)
        for block in blocks(len(counted.stems)):
            np.add.at(rare, counted.stem_rows[block], np.where(shares < 1.0, 0.0, weights)[counted.stems[block]])
        significance = np.zeros(size)
        lengths, said = np.diff(compared.starts).tolist(), (rare.tolist(), store.carried.tolist())
        for at in store.spoken_numbers.tolist():
            direct = bool(store.all.columns[at, Column.KIND] == _DIRECT)
            significance[at] = _significance(lengths[at], said[0][at], said[1][at] - 1, direct=direct)
        starts = starts_of(frequencies(counted.words, len(words)))
        rows = NumberList()
        for places in gathering(counted.words, starts):
            rows.add(counted.rows[places])
        standing, stands_from = counted.standing(len(words))
        return cls(
            store=store,
            texts=Strings.of(map(" ".join, compared)),
            words=Strings.of(words),
            starts=starts,
            rows=rows.read().view(np.int32),
            tokens=counted.tokens,
            begins=compared.starts[:-1] + np.arange(size),
            standing=standing,
            stands_from=stands_from,
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
            "standing": self.standing,
            "stands_from": self.stands_from,
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
            Strings.unpack(within("texts", arrays), sparing=True),
            Strings.unpack(within("words", arrays)),
            arrays["starts"].view(np.int64),
            arrays["rows"].view(np.int32),
            arrays["tokens"].view(np.int32),
            arrays["begins"].view(np.int64),
            arrays["standing"].view(np.int32),
            arrays["stands_from"].view(np.int64),
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
        ranges = self._ranges(wanted, begun=begun)
        if len(ranges) == 1:
            first, end = ranges[0]
            return self.rows[self.starts[first] : self.starts[end]]
        rarest, *others = self._by_rarity(ranges)
        first, end = ranges[rarest]
        begins = self.standing[self.stands_from[first] : self.stands_from[end]] - rarest
        return self._side_by_side(begins, ranges, others)

    def holding_among(self, numbers: Numbers, wanted: Sequence[str], *, begun: bool = False) -> Numbers:
        """Return those of some quotations that hold these words side by side; rising, some of them more than once."""
        ranges = self._ranges(wanted, begun=begun)
        return self._side_by_side(self._places_of(np.sort(numbers)), ranges, self._by_rarity(ranges))

    def _ranges(self, wanted: Sequence[str], *, begun: bool) -> list[tuple[int, int]]:
        return [*map(self._range, wanted[:-1]), self._range(wanted[-1], begun=begun)]

    def _by_rarity(self, ranges: Sequence[tuple[int, int]]) -> list[int]:
        """Return the places of words among those that are wanted, the rarest first."""
        return sorted(
            range(len(ranges)), key=lambda at: int(self.stands_from[ranges[at][1]] - self.stands_from[ranges[at][0]])
        )

    def _places_of(self, rows: Numbers) -> npt.NDArray[np.intp]:
        """Return the places of the tokens of some quotations."""
        begins = self.begins.take(rows)
        lengths = self._ends.take(rows) - begins
        before = lengths.cumsum() - lengths
        places: npt.NDArray[np.intp] = (begins - before).repeat(lengths)
        places += np.arange(len(places))
        return places

    def _side_by_side(
        self, at: npt.NDArray[np.integer], ranges: Sequence[tuple[int, int]], unproved: Sequence[int]
    ) -> Numbers:
        """Return the quotations where words of all ranges stand in their order, from a place given.

        `unproved` are the ranges of which that is to be looked up.
        """
        at = at[(at >= 0) & (at <= len(self.tokens) - len(ranges))]
        for place in unproved:
            first, end = ranges[place]
            words = self.tokens.take(at + place)
            at = at[(words >= first) & (words < end)]
        return (self.begins.searchsorted(at, "right") - 1).astype(np.int32)

    @cached_property
    def _ends(self) -> npt.NDArray[np.int64]:
        """Where the tokens of each quotation end."""
        return np.append(self.begins[1:], len(self.tokens))[: len(self.begins)]

    @cached_property
    def rank(self) -> Numbers:
        """The place of each spoken quotation in `order`."""
        rank = np.zeros(len(self.begins), dtype=np.int32)
        rank[self.order] = np.arange(len(self.order), dtype=np.int32)
        return rank

    def in_order(self, chosen: npt.NDArray[np.bool_]) -> Iterator[int]:
        """Yield those of the spoken quotations that are chosen, in `order`."""
        for begin in range(0, len(self.order), _AT_ONCE):
            some = self.order[begin : begin + _AT_ONCE]
            yield from some[chosen.take(some)].tolist()

    def _range(self, word: str, *, begun: bool = False) -> tuple[int, int]:
        """Return the numbers of a word, or of all that begin so, as a range; an empty one where there are none."""
        first = bisect_left(self.words, word)
        if begun:
            return first, bisect_left(self.words, word + _LAST)
        return first, first + (first < len(self.words) and self.words[first] == word)

    def bearers_of_stem(self, stem: int) -> Numbers:
        """Return the quotations that hold the stem of this number, in any order, some of them more than once."""
        return np.concatenate([self.rows_of(word) for word in self.words_of_stem(stem)])

    def words_of_stem(self, stem: int) -> list[int]:
        """Return the numbers of the words that have the stem of this number."""
        words: list[int] = self._words_of.members(stem).tolist()
        return words

    def rows_of(self, word: int) -> Numbers:
        """Return the quotations that hold the word of this number, rising."""
        return self.rows[self.starts[word] : self.starts[word + 1]]

    def marked(self, word: int) -> npt.NDArray[np.bool_]:
        """Tell of each quotation whether it holds the word of this number."""
        return self._marked(word)

    @cached_property
    def _marked(self) -> Callable[[int], npt.NDArray[np.bool_]]:
        size, rows, starts = len(self.begins), self.rows, self.starts  # not self: what is replaced must go at once

        def marked(word: int) -> npt.NDArray[np.bool_]:
            marks = np.zeros(size, dtype=np.bool_)
            marks[rows[starts[word] : starts[word + 1]]] = True
            return marks

        return lru_cache(_MARKED_KEPT)(marked)

    @cached_property
    def _words_of(self) -> Groups:
        return Groups.of(self.stem_of)

    @cached_property
    def all_stems(self) -> Sequence[str]:
        """The stems, each a text of its own: they are compared by letters."""
        return list(self.stems)

    @cached_property
    def stems_by_length(self) -> Mapping[int, tuple[Sequence[int], Sequence[str]]]:
        """The stems of each length: their numbers, and they themselves."""
        by_length: defaultdict[int, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))
        for number, each in enumerate(self.all_stems):
            numbers, stems = by_length[len(each)]
            numbers.append(number)
            stems.append(each)
        return dict(by_length)

    def most_significant(self, speaker: str, count: int = 3) -> tuple[Quotation, ...]:
        """Return the quotations that say most of what a speaker said, best first, each wording once."""
        said = self.order[self.store.fits(speaker, None)[self.order]]
        return self.store.made(self.store.each_wording_once(said.tolist(), count))


@dataclass(frozen=True, eq=False)
class _Counted:
    """The words of all quotations by number, with -1 behind each quotation, and what each has, told once.

    Quotation `rows[i]` has word `words[i]`, and `stem_rows[i]` has stem `stems[i]`; both by quotation, and rising.
    """

    tokens: Numbers
    rows: Numbers
    words: Numbers
    stem_rows: Numbers
    stems: Numbers

    @classmethod
    def of(cls, compared: ComparedWords, ranks: Numbers, stem_of: Numbers) -> _Counted:
        """Count the words of quotations; `ranks` has the number of each, and `stem_of` that of the stem by rank."""
        lists = [NumberList() for _ in range(5)]
        for first in range(0, len(compared), _AT_ONCE):
            starts = compared.starts[first : first + _AT_ONCE + 1]
            words = ranks[compared.numbers[starts[0] : starts[-1]]]
            own = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
            tokens = np.full(len(words) + len(starts) - 1, -1, dtype=np.int32)
            tokens[np.arange(len(words)) + own] = words
            lists[0].add(tokens)
            for numbers, count, (rows, held) in (
                (words, len(ranks), lists[1:3]),
                (stem_of[words], len(ranks), lists[3:5]),
            ):
                quotations, distinct = np.divmod(np.unique(own * max(1, count) + numbers), max(1, count))
                rows.add(quotations + first)
                held.add(distinct)
        return cls(*(each.read().view(np.int32) for each in lists))

    def standing(self, words: int) -> tuple[Numbers, npt.NDArray[np.int64]]:
        """Return where the tokens of each of so many words stand, by word, and where each word's begin."""
        held = NumberList()
        counts = np.zeros(words, dtype=np.int64)
        for block in blocks(len(self.tokens)):
            some = self.tokens[block]
            counts += np.bincount(some[some >= 0], minlength=words)
        starts = starts_of(counts)
        for places in gathering(self.tokens, starts):
            held.add(places[self.tokens[places] >= 0])
        return held.read().view(np.int32), starts


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


@lru_cache(maxsize=1)
def _small_stems() -> frozenset[str]:
    return frozenset(stems_of(COMMON_IN_SPEECH))


def _share(stem: str) -> float:
    return _SMALL_WORD_WEIGHT if stem in _small_stems() else 1.0
