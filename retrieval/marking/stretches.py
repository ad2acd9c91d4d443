"""The stretches of a story, the text between two full stops, as sets of numbers in flat arrays: made to be compared."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np
import numpy.typing as npt

from retrieval.marking.clauses import Clause
from retrieval.marking.cut_passages import CutPassage
from retrieval.marking.sets import sets_of
from retrieval.ranking.ragged import Ragged

Numbers = npt.NDArray[np.int64]

LEAST_TRIPLES: Final = 3
"""Of word triples in common: a run of five words. A shorter clause is not compared by itself."""
_DATE = re.compile(
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (\d{1,2})(?!\d)"
    r"|\b(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
)


@dataclass(frozen=True)
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
    """Reads the stretches of one passage after another."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._days: dict[tuple[str, str], int] = {}
        self._files: dict[str, int] = {}
        self._stretches = array("q")  # (row, file, number) of each
        self._tokens = array("q")  # (stretch, word, content, clause or -1) of each
        self._clauses = array("q")  # the stretch of each clause that says something
        self._persons = array("q")  # (stretch, person)
        self._dated = array("q")  # (stretch, day)

    def read(self, cut: CutPassage) -> None:
        """Read the stretches of a passage."""
        file = self._files.setdefault(cut.passage.file, len(self._files))
        for number, (_, own) in enumerate(groupby(cut.clauses, key=lambda clause: clause.stretch)):
            self._read(cut, len(self._stretches) // 3, list(own))
            self._stretches.extend((cut.passage.row, file, number))

    def _read(self, cut: CutPassage, stretch: int, clauses: Sequence[Clause]) -> None:
        sentence = cut.sentences[clauses[0].sentence]
        shift = sentence.span.start
        begin, end = clauses[0].span.start, clauses[-1].span.end
        begins = [clause.span.start for clause in clauses]
        saying = {at: len(self._clauses) + at for at, clause in enumerate(clauses)}
        said = [-1 if clause.leads_in or clause.said else saying[at] for at, clause in enumerate(clauses)]
        self._clauses.extend([stretch] * len(clauses))
        for token in sentence.text.tokens:
            if not begin <= token.start + shift < end:
                continue
            at = bisect_right(begins, token.start + shift) - 1
            inside = token.start + shift < clauses[at].span.end
            word = self._words.setdefault(token.term, len(self._words))
            self._tokens.extend((stretch, word, token.content, said[at] if inside else -1))
            if token.person:
                self._persons.extend((stretch, self._names.setdefault(token.person.name, len(self._names))))
        for match in _DATE.finditer(cut.passage.text[begin:end]):
            day = (match[1] or match[4], match[2] or match[3])
            self._dated.extend((stretch, self._days.setdefault(day, len(self._days))))

    def stretches(self) -> Stretches:
        """Return what was read."""
        rows, files, numbers = _columns(self._stretches, 3)
        stretch, word, content, clause = _columns(self._tokens, 4)
        (home,) = _columns(self._clauses, 1)
        count, clauses = len(rows), len(home)
        triples, first = _triples(word, len(self._words))
        whole = stretch[first] == stretch[first + 2]
        saying = (clause[first] >= 0) & (clause[first] == clause[first + 2])
        inside = clause >= 0
        content_of = np.bincount(clause[inside], weights=content[inside], minlength=clauses)
        long = (np.bincount(clause[inside], minlength=clauses) >= LEAST_TRIPLES + 2) & (content_of >= 2)
        telling = first[saying][long[clause[first[saying]]]]
        is_content = content > 0
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


def read_all(cuts: Iterable[CutPassage]) -> Stretches:
    """Return the stretches of passages that are given in story order."""
    reader = StretchReader()
    for cut in cuts:
        reader.read(cut)
    return reader.stretches()


def _columns(flat: array[int], width: int) -> list[Numbers]:
    """Return the columns of a table that was written row by row."""
    return [np.ascontiguousarray(column) for column in np.array(flat, dtype=np.int64).reshape(-1, width).T]


def _triples(words: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """Return a number for each three words in a row, equal for equal ones, and the place of the first of them."""
    if len(words) < 3:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    _, pairs = np.unique(words[:-1] * count + words[1:], return_inverse=True)
    _, triples = np.unique(pairs[:-1] * count + words[2:], return_inverse=True)
    return triples.astype(np.int64), np.arange(len(words) - 2)
