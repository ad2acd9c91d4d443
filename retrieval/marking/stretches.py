"""The stretches of a story, the text between two full stops, as sets of numbers in flat arrays: made to be compared."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.kept.arrays import Array, Arrays, Strings, under, within
from retrieval.kept.numbering import append, numbered
from retrieval.marking.clauses import Clause
from retrieval.marking.cut_passages import CutPassage
from retrieval.marking.sets import sets_of
from retrieval.people.people import People
from retrieval.ranking.passage_reading import PassageReading
from retrieval.ranking.ragged import Ragged

Numbers = npt.NDArray[np.int64]
Words = npt.NDArray[np.int32]

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

    rows: Numbers
    files: Numbers
    numbers: Numbers
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
        self._stretches = array("i")  # (row, file, number in the passage, tokens) of each
        self._word = array("i")  # of each token, like the next two
        self._content = array("b")
        self._clause = array("i")  # -1 where it says nothing
        self._home = array("i")  # the stretch of each clause
        self._persons = array("i")  # (stretch, person)
        self._dated = array("i")  # (stretch, day)

    def read(self, reading: PassageReading) -> None:
        """Read the stretches of a passage."""
        cut = CutPassage.cut(reading, self._people)
        file = self._files.setdefault(cut.passage.file, len(self._files))
        for number, (_, own) in enumerate(groupby(cut.clauses, key=lambda clause: clause.stretch)):
            before = len(self._word)
            self._read(cut, len(self._stretches) // 4, list(own))
            self._stretches.extend((cut.passage.row, file, number, len(self._word) - before))

    def _read(self, cut: CutPassage, stretch: int, clauses: Sequence[Clause]) -> None:
        begin, end = clauses[0].span.start, clauses[-1].span.end
        begins = [clause.span.start for clause in clauses]
        saying = [-1 if each.leads_in or each.said else number for number, each in enumerate(clauses, len(self._home))]
        self._home.extend([stretch] * len(clauses))
        for token in cut.tokens_within(begin, end):
            at = bisect_right(begins, token.start) - 1
            inside = token.start < clauses[at].span.end
            self._word.append(self._words.setdefault(token.term, len(self._words)))
            self._content.append(token.content)
            self._clause.append(saying[at] if inside else -1)
            if token.person:
                self._persons.extend((stretch, self._names.setdefault(token.person.name, len(self._names))))
        for match in _DATE.finditer(cut.passage.text[begin:end]):
            day = (match[1] or match[4], match[2] or match[3])
            self._dated.extend((stretch, self._days.setdefault(day, len(self._days))))

    def pack(self, first_row: int) -> dict[str, Array]:
        """Return what was read of one article, in numbers of this reader's own: arrays of one dimension, see `Parts`.

        `first_row` is that of the article's first passage; rows are counted from there.
        """
        rows, _, numbers, lengths = _columns(self._stretches, 4).astype(np.int32)
        return {
            **under("words", Strings.of(self._words).pack()),
            **under("names", Strings.of(self._names).pack()),
            **under("days", Strings.of(map(" ".join, self._days)).pack()),
            "rows": rows - np.int32(first_row),
            "numbers": numbers,
            "lengths": lengths,
            "word": np.array(self._word, dtype=np.int32),
            "content": np.array(self._content, dtype=np.int8),
            "clause": np.array(self._clause, dtype=np.int32),
            "home": np.array(self._home, dtype=np.int32),
            "persons": np.array(self._persons, dtype=np.int32),
            "dated": np.array(self._dated, dtype=np.int32),
        }

    def add(self, arrays: Arrays, file: str, row: int) -> None:
        """Add what another reader has packed of an article whose first passage is of this row."""
        words = numbered(self._words, Strings.unpack(within("words", arrays)))
        names = numbered(self._names, Strings.unpack(within("names", arrays)))
        days = numbered(self._days, (_day(each) for each in Strings.unpack(within("days", arrays))))
        stretches, clauses = len(self._stretches) // 4, len(self._home)
        rows, clause = arrays["rows"].view(np.int32) + row, arrays["clause"].view(np.int32)
        files = np.full(len(rows), self._files.setdefault(file, len(self._files)))
        append(self._stretches, np.stack([rows, files, arrays["numbers"], arrays["lengths"]], axis=1))
        append(self._word, words[arrays["word"]])
        append(self._content, arrays["content"])
        append(self._clause, np.where(clause < 0, clause, clause + clauses))
        append(self._home, arrays["home"].view(np.int32) + stretches)
        for own, pairs, numbers in ((self._persons, "persons", names), (self._dated, "dated", days)):
            stretch, what = arrays[pairs].view(np.int32).reshape(-1, 2).T
            append(own, np.stack([stretch + stretches, numbers[what]], axis=1))

    def stretches(self) -> Stretches:
        """Return what was read."""
        rows, files, numbers, lengths = _columns(self._stretches, 4)
        stretch = np.repeat(np.arange(len(rows), dtype=np.int32), lengths)
        word, clause, home = (np.array(each, dtype=np.int32) for each in (self._word, self._clause, self._home))
        is_content = np.array(self._content, dtype=np.bool_)
        count, clauses = len(rows), len(home)
        triples, first = _triples(word, len(self._words))
        whole = stretch[first] == stretch[first + 2]
        saying = (clause[first] >= 0) & (clause[first] == clause[first + 2])
        inside = clause >= 0
        content_of = np.bincount(clause[inside], weights=is_content[inside], minlength=clauses)
        long = (np.bincount(clause[inside], minlength=clauses) >= LEAST_TRIPLES + 2) & (content_of >= 2)
        telling = first[saying][long[clause[first[saying]]]]
        return Stretches(
            rows,
            files,
            numbers,
            tuple(self._words),
            sets_of(count, stretch[is_content], word[is_content]),
            sets_of(count, stretch[is_content & inside], word[is_content & inside]),
            sets_of(count, stretch[first[whole]], triples[whole]),
            sets_of(count, home[long], np.flatnonzero(long)),
            sets_of(clauses, clause[telling], triples[telling]),
            sets_of(count, *_columns(self._persons, 2)),
            sets_of(count, *_columns(self._dated, 2)),
        )


def _day(text: str) -> tuple[str, str]:
    month, day = text.split()
    return month, day


def _columns(flat: array[int], width: int) -> Numbers:
    """Return the columns of a table that was written row by row."""
    return np.array(flat, dtype=np.int64).reshape(-1, width).T


def _triples(words: Words, count: int) -> tuple[Numbers, Numbers]:
    """Return a number for each three words in a row, equal for equal ones, and the place of the first of them."""
    if len(words) < 3:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    _, pairs = np.unique(words[:-1].astype(np.int64) * count + words[1:], return_inverse=True)
    _, triples = np.unique(pairs[:-1] * count + words[2:], return_inverse=True)
    return triples, np.arange(len(words) - 2)
