"""Short keys of quotations and speakers: names that outlast a reload of the story."""

from __future__ import annotations

from collections.abc import Iterable

from retrieval.keys import short_key
from retrieval.quotations.quotation import Quotation


class QuotationKeys:
    """The keys of a story's quotations and speakers. A quotation whose file or words have changed is gone."""

    def __init__(self, quotations: Iterable[Quotation], speakers: Iterable[str]) -> None:
        self._quotations: dict[int, Quotation] = {}
        self._keys: dict[str, int] = {}
        for quotation in quotations:
            number = 0
            while (key := short_key(quotation.article, quotation.text, str(number))) in self._quotations:
                number += 1
            self._quotations[key] = quotation
            self._keys[quotation.id] = key
        self._speakers = {speaker_key(name): name for name in speakers}

    def key(self, quotation: Quotation) -> int:
        """Return a quotation's key: of its file and words, and its number among those that are alike."""
        return self._keys[quotation.id]

    def quotation(self, key: int) -> Quotation | None:
        """Return the quotation of a key; None where it is gone."""
        return self._quotations.get(key)

    def speaker(self, key: int) -> str | None:
        """Return the speaker of a key; None where nobody in the story has it."""
        return self._speakers.get(key)


def speaker_key(name: str) -> int:
    """Return the key of a speaker, by the name that quotations give them."""
    return short_key("speaker", name)
