"""The words of many quotations as they are compared, told by numbers: of each, the words are made when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import overload

import numpy as np
import numpy.typing as npt

from retrieval.kept.numbering import NumberList
from retrieval.quotations.groups import Numbers
from retrieval.quotations.wordings import Words


@dataclass(frozen=True, eq=False)
class ComparedWords(Sequence[Words]):
    """The words of quotation q are those of the numbers from `starts[q]` to `starts[q + 1]`.

    `words` are all words, in the order in which they are met; `starts` has one more than there are quotations.
    """

    words: Sequence[str]
    numbers: Numbers
    starts: npt.NDArray[np.int64]

    @classmethod
    def of(cls, quotations: Iterable[Words]) -> ComparedWords:
        """Return the words of quotations as numbers; many wait in a file."""
        known: dict[str, int] = {}
        numbers, lengths = NumberList(), []
        for words in quotations:
            numbers.last.extend([known.setdefault(word, len(known)) for word in words])
            lengths.append(len(words))
            if len(numbers.last) > _SETTLED:
                numbers.settle()
        starts = np.fromiter(accumulate(lengths, initial=0), dtype=np.int64, count=len(lengths) + 1)
        return cls(tuple(known), numbers.read().view(np.int32), starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    @overload
    def __getitem__(self, at: int) -> Words: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Words]: ...
    def __getitem__(self, at: int | slice) -> Words | Sequence[Words]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        number = at + len(self) if at < 0 else at
        if not 0 <= number < len(self):
            raise IndexError(at)
        begin, end = self.starts[number : number + 2].tolist()
        return tuple([self.words[word] for word in self.numbers[begin:end].tolist()])


_SETTLED = 100_000
"""Numbers that are held before they are put aside."""
