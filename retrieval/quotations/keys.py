"""Short keys of quotations and speakers: names that outlast a reload of the story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

import numpy as np

from retrieval.keys import short_key
from retrieval.quotations.groups import Numbers
from retrieval.quotations.quotation import Quotation
from retrieval.quotations.store import QuotationStore
from retrieval.quotations.table import Column


class QuotationKeys:
    """The keys of a story's quotations and speakers. A quotation whose file or words have changed is gone.

    `keys` has one for each quotation.
    """

    def __init__(self, store: QuotationStore, keys: Numbers) -> None:
        self._store = store
        self.keys = keys

    @classmethod
    def of(cls, store: QuotationStore) -> QuotationKeys:
        """Give each quotation its key: of its file and words, and its number among those that are alike."""
        keys: dict[int, None] = {}
        alike: Counter[tuple[int, str]] = Counter()
        for place in zip(store.all.column(Column.FILE).tolist(), store.all.texts, strict=True):
            file = store.all.name(place[0]) or ""
            while (key := short_key(file, place[1], str(alike[place]))) in keys:
                alike[place] += 1
            keys[key] = None
        return cls(store, np.fromiter(keys, dtype=np.int32, count=len(keys)))

    def key(self, quotation: Quotation) -> int:
        """Return a quotation's key."""
        return int(self.keys[self._store.number(quotation)])

    def quotation(self, key: int) -> Quotation | None:
        """Return the quotation of a key; None where it is gone."""
        found = np.flatnonzero(self.keys == key)
        return self._store.all[int(found[0])] if len(found) else None

    def speaker(self, key: int) -> str | None:
        """Return the speaker of a key; None where nobody in the story has it."""
        return self._speakers.get(key)

    @cached_property
    def _speakers(self) -> Mapping[int, str]:
        spoken = self._store.all.column(Column.SPEAKER)[self._store.spoken_numbers]
        speakers = (self._store.all.name(number) for number in dict.fromkeys(spoken.tolist()))
        persons = (person.name for person in self._store.all.people.persons)
        return {speaker_key(name): name for name in (*persons, *speakers) if name is not None}


def speaker_key(name: str) -> int:
    """Return the key of a speaker, by the name that quotations give them."""
    return short_key("speaker", name)
