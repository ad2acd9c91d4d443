"""The stretches of a story, the text between two full stops, as sets of numbers in flat arrays: made to be compared."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.kept.arrays import Array, Arrays, Strings, under, within
from retrieval.kept.gathering import Integers, blocks, frequencies, starts_of
from retrieval.kept.numbering import NumberList, numbered
from retrieval.kept.spool import aside
from retrieval.marking.clauses import Clause
from retrieval.marking.cut_passages import CutPassage
from retrieval.marking.sets import sets_of
from retrieval.people.people import People
from retrieval.ranking.passage_reading import PassageReading
from retrieval.ranking.ragged import Ragged

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_AT_ONCE: Final = 1_000
"""How many stretches are read at once: bounds the memory, not the result."""
_SORTED: Final = 50_000
_RANGES: Final = 16
"""How many word triples are told apart at once, but in about so many goes: for each, all words are looked at."""
LEAST_TRIPLES: Final = 3
"""Of word triples in common: a run of five words. A shorter clause is not compared by itself."""
_DATE = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (\d{1,2})(?!\d)"
    r"|\b(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
)


@dataclass(frozen=True, eq=False)
class Stretches:
    """The stretches of a story in story order, by number; terms, word triples, people and days are numbers too.

    `rows` and `files`: each one's passage and article; `numbers`: its place among its passage's. `core`: the terms
    outside lead-ins and of what only says who speaks; `clauses`: which of `clause_triples` are a stretch's own.
    """

    rows: Integers
    files: Integers
    numbers: Integers
    words: Sequence[str]
    terms: Ragged
    core: Ragged
    triples: Ragged
    clauses: Ragged
    clause_triples: Ragged
    persons: Ragged
    days: Ragged

    def __len__(self) -> int:
        return len(self.rows)


class StretchReader:
    """Reads the stretches of one passage after another, in story order."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._words: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._days: dict[tuple[str, str], int] = {}
        self._files: dict[str, int] = {}
        self._stretches = NumberList()  # (row, file, number in the passage, tokens) of each
        self._word = NumberList()  # of each token, like the next two
        self._content = NumberList("b")
        self._clause = NumberList()  # -1 where it says nothing
        self._home = NumberList()  # the stretch of each clause
        self._persons = NumberList()  # (stretch, person)
        self._dated = NumberList()  # (stretch, day)

    def read(self, reading: PassageReading) -> None:
        """Read the stretches of a passage."""
        cut = CutPassage.cut(reading, self._people)
        file = self._files.setdefault(cut.passage.file, len(self._files))
        for number, (_, own) in enumerate(groupby(cut.clauses, key=lambda clause: clause.stretch)):
            before = len(self._word)
            self._read(cut, len(self._stretches) // 4, list(own))
            self._stretches.last.extend((cut.passage.row, file, number, len(self._word) - before))

    def _read(self, cut: CutPassage, stretch: int, clauses: Sequence[Clause]) -> None:
        begin, end = clauses[0].span.start, clauses[-1].span.end
        begins = [clause.span.start for clause in clauses]
        saying = [-1 if each.leads_in or each.said else number for number, each in enumerate(clauses, len(self._home))]
        self._home.last.extend([stretch] * len(clauses))
        for token in cut.tokens_within(begin, end):
            at = bisect_right(begins, token.start) - 1
            inside = token.start < clauses[at].span.end
            self._word.last.append(self._words.setdefault(token.term, len(self._words)))
            self._content.last.append(token.content)
            self._clause.last.append(saying[at] if inside else -1)
            if token.person:
                self._persons.last.extend((stretch, self._names.setdefault(token.person.name, len(self._names))))
        for match in _DATE.finditer(cut.passage.text[begin:end]):
            day = (match[1] or match[4], match[2] or match[3])
            self._dated.last.extend((stretch, self._days.setdefault(day, len(self._days))))

    def pack(self, first_row: int) -> dict[str, Array]:
        """Return what was read of one article, in numbers of this reader's own: arrays of one dimension, see `Parts`.

        `first_row` is that of the article's first passage; rows are counted from there.
        """
        rows, _, numbers, lengths = _columns(self._stretches, 4)
        return {
            **under("words", Strings.of(self._words).pack()),
            **under("names", Strings.of(self._names).pack()),
            **under("days", Strings.of(map(" ".join, self._days)).pack()),
            "rows": rows - np.int32(first_row),
            "numbers": numbers.copy(),
            "lengths": lengths.copy(),
            "word": self._word.read(),
            "content": self._content.read(),
            "clause": self._clause.read(),
            "home": self._home.read(),
            "persons": self._persons.read(),
            "dated": self._dated.read(),
        }

    def add(self, arrays: Arrays, file: str, row: int) -> None:
        """Add what another reader has packed of an article whose first passage is of this row."""
        words = numbered(self._words, Strings.unpack(within("words", arrays)))
        names = numbered(self._names, Strings.unpack(within("names", arrays)))
        days = numbered(self._days, (_day(each) for each in Strings.unpack(within("days", arrays))))
        stretches, clauses = len(self._stretches) // 4, len(self._home)
        rows, clause = arrays["rows"].view(np.int32) + row, arrays["clause"].view(np.int32)
        files = np.full(len(rows), self._files.setdefault(file, len(self._files)))
        self._stretches.add(np.stack([rows, files, arrays["numbers"], arrays["lengths"]], axis=1))
        self._word.add(words[arrays["word"]])
        self._content.add(arrays["content"])
        self._clause.add(np.where(clause < 0, clause, clause + clauses))
        self._home.add(arrays["home"].view(np.int32) + stretches)
        for own, pairs, numbers in ((self._persons, "persons", names), (self._dated, "dated", days)):
            stretch, what = arrays[pairs].view(np.int32).reshape(-1, 2).T
            own.add(np.stack([stretch + stretches, numbers[what]], axis=1))

    def stretches(self) -> Stretches:
        """Return what was read."""
        rows, files, numbers, lengths = _columns(self._stretches, 4)
        word, clause, home = self._word.read(), self._clause.read(), self._home.read()
        content, triples = self._content.read(), _triples(word, len(self._words))
        found = [_SetList() for _ in range(5)]
        starts, first_clause = starts_of(lengths), home.searchsorted(np.arange(len(rows) + 1))
        for begin in range(0, len(rows), _AT_ONCE):
            end = min(len(rows), begin + _AT_ONCE)
            tokens, own = slice(*starts[[begin, end]].tolist()), slice(*first_clause[[begin, end]].tolist())
            block = _Block(
                np.repeat(np.arange(end - begin), lengths[begin:end]),
                word[tokens],
                content[tokens].astype(np.bool_),
                np.where(clause[tokens] < 0, -1, clause[tokens] - own.start),
                home[own] - begin,
                triples[tokens],
            ).sets(end - begin)
            for total, sets, first in zip(found, block, (0, 0, 0, own.start, 0), strict=True):
                total.add(sets, first)
        terms, core, whole, clauses, telling = (total.read() for total in found)
        count = len(rows)
        persons, days = (sets_of(count, *_columns(pairs, 2)) for pairs in (self._persons, self._dated))
        told = tuple(self._words)
        return Stretches(rows, files, numbers, told, terms, core, whole, clauses, telling, persons, days)


class _SetList:
    """Sets of numbers, written one after another."""

    def __init__(self) -> None:
        self._values, self._lengths = NumberList(), NumberList()

    def add(self, sets: Ragged, first: int) -> None:
        """Write more sets, to whose numbers `first` is added."""
        self._values.add(sets.values + np.int32(first))
        self._lengths.add(sets.lengths)

    def read(self) -> Ragged:
        """Return all of them."""
        return Ragged(self._values.read().view(np.int32), starts_of(self._lengths.read()))


@dataclass(frozen=True, eq=False)
class _Block:
    """The tokens of some stretches in a row, in numbers of their own, and the stretch of each clause (`home`).

    Of each token its stretch, word, clause (-1 where it says nothing), and the word triple that begins with it.
    """

    stretch: Integers
    word: Integers
    content: Flags
    clause: Integers
    home: Integers
    triples: Integers

    def sets(self, count: int) -> tuple[Ragged, Ragged, Ragged, Ragged, Ragged]:
        """Return terms, core, triples and clauses of so many stretches, and the triples of their clauses."""
        stretch, clause, home = self.stretch, self.clause, self.home
        first = np.arange(max(0, len(stretch) - 2))
        clauses, inside = len(home), clause >= 0
        whole = first[stretch[first] == stretch[first + 2]]
        saying = first[inside[first] & (clause[first] == clause[first + 2])]
        content_of = np.bincount(clause[inside], weights=self.content[inside], minlength=clauses)
        long = (np.bincount(clause[inside], minlength=clauses) >= LEAST_TRIPLES + 2) & (content_of >= 2)
        telling = saying[long[clause[saying]]]
        core = self.content & inside
        return (
            sets_of(count, stretch[self.content], self.word[self.content]),
            sets_of(count, stretch[core], self.word[core]),
            sets_of(count, stretch[whole], self.triples[whole]),
            sets_of(count, home[long], np.flatnonzero(long)),
            sets_of(clauses, clause[telling], self.triples[telling]),
        )


def _day(text: str) -> tuple[str, str]:
    month, day = text.split()
    return month, day


def _columns(flat: NumberList, width: int) -> Integers:
    """Return the columns of a table that was written row by row."""
    return flat.read().reshape(-1, width).T


def _triples(words: Integers, count: int) -> Integers:
    """Return a number for each three words in a row, by the place of the first: equal for equal ones.

    Those that begin with a word of one range after the other are sorted, so that not all are at once.
    """
    triples = np.zeros(len(words), dtype=np.int32)
    begun = frequencies(words, count)
    known = 0
    for low, high in pairwise([*_ranges(begun), count]):
        found = [
            ((words[block] >= low) & (words[block] < high)).nonzero()[0] + block.start
            for block in blocks(max(0, len(words) - 2))
        ]
        at = np.concatenate([np.zeros(0, dtype=np.intp), *found])
        _, pairs = np.unique(words[at].astype(np.int64) * count + words[at + 1], return_inverse=True)
        distinct, which = np.unique(pairs * count + words[at + 2], return_inverse=True)
        triples[at] = known + which
        known += len(distinct)
    return aside(triples)


def _ranges(begun: Integers) -> list[int]:
    """Return the words with which ranges begin."""
    before = begun.cumsum(dtype=np.int64)
    block = before // max(_SORTED, int(before[-1] if len(before) else 0) // _RANGES)
    return np.flatnonzero(np.diff(block, prepend=-1)).tolist()
