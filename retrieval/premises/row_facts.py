"""What the reader questions of each passage suppose: they tell in other words what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from retrieval.kept.arrays import Array, Arrays, Strings, under, within
from retrieval.marking.syntax.parser import parsed_together
from retrieval.marking.syntax.question_tree import question_words
from retrieval.marking.syntax.tree import Tree
from retrieval.premises.claims import supposes
from retrieval.premises.facts import AFFIRMED, DENIED, Counts, facts
from retrieval.questions.reading import ReadText

KEPT = 128
"""Of how many passages the facts stay read."""


@dataclass(frozen=True, eq=False)
class RowFacts:
    """How often each fact stands in the reader questions of each row: a line a fact, its key and its count."""

    rows: Array
    lines: Strings

    @classmethod
    def build(cls, texts: Mapping[int, Sequence[ReadText]]) -> RowFacts:
        """Parse the reader questions of each row, and count what they suppose."""
        rows = sorted(texts)
        return cls(np.array(rows, dtype=np.int64), Strings.of(_lines(texts[row]) for row in rows))

    def of(self, row: int) -> Counts:
        """Return how often each fact stands in the reader questions of a row."""
        return self._of(row)

    @cached_property
    def _of(self) -> Callable[[int], Counts]:
        places = {row: place for place, row in enumerate(self.rows.tolist())}
        lines = self.lines

        def read(row: int) -> Counts:
            place = places.get(row)
            return {} if place is None else by_slot(line.split("\t") for line in lines[place].split("\n") if line)

        return lru_cache(KEPT)(read)

    def pack(self) -> dict[str, Array]:
        """Return the arrays to keep."""
        return {"rows": self.rows, **under("lines", self.lines.pack())}

    @classmethod
    def unpack(cls, arrays: Arrays) -> RowFacts:
        """Make the facts of kept arrays."""
        return cls(arrays["rows"].view(np.int64), Strings.unpack(within("lines", arrays)))


def _lines(texts: Sequence[ReadText]) -> str:
    whole = list(map(question_words, texts))
    sound = [(text, words) for text, words in zip(texts, whole, strict=True) if len(words) == len(text.tokens)]
    trees = parsed_together([words for _, words in sound])
    found = Counter(
        (fact.word, fact.relation, fact.other)
        for (text, words), parse in zip(sound, trees, strict=True)
        for fact in facts(text.tokens, text.matches, Tree.of(parse, words.sentences))
        if fact.relation not in (AFFIRMED, DENIED) or supposes(text.text)
    )
    return "\n".join("\t".join((*fact, str(count))) for fact, count in found.items())


def by_slot(lines: Iterable[Sequence[str]]) -> Counts:
    """Return facts with their counts, as they are written down, by word and relation."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for word, relation, other, count in lines:
        found.setdefault((word, relation), {})[other] = int(count)
    return found
