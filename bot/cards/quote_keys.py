"""Quotation, speaker -> a key of 30 bits -> the same again, in the story as it is by then: for buttons and choices."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from retrieval.quotations.quotation import Quotation
from retrieval.quotations.search import Quotations

_KEY_BITS = 30
_CHOICE = re.compile(r"(?:quotation|speaker):([0-9a-f]{8})")


def _hash(*parts: str) -> int:
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return int.from_bytes(digest, "big") >> 32 - _KEY_BITS


class QuoteKeys:
    """The keys of a story's quotations and speakers. A quotation whose file or words have changed is gone."""

    def __init__(self, quotations: Quotations) -> None:
        self._quotations: dict[int, Quotation] = {}
        self._keys: dict[str, int] = {}
        for quotation in quotations.all:
            number = 0
            while (key := _hash(quotation.article, quotation.text, str(number))) in self._quotations:
                number += 1
            self._quotations[key] = quotation
            self._keys[quotation.id] = key
        names = [*(person.name for person in quotations.people.persons), *(name for name, _ in quotations.speakers())]
        self._speakers = {speaker_key(name): name for name in names}

    @staticmethod
    @lru_cache(maxsize=2)
    def of(quotations: Quotations) -> QuoteKeys:
        """Return the keys of a story's quotations; kept, since every press of a button asks for them."""
        return QuoteKeys(quotations)

    def key(self, quotation: Quotation) -> int:
        """Return a quotation's key: of its file and words, and its number among those that are alike."""
        return self._keys[quotation.id]

    def quotation(self, key: int) -> Quotation | None:
        """Return the quotation of a key; None where it is gone."""
        return self._quotations.get(key)

    def speaker(self, key: int) -> str | None:
        """Return the speaker of a key; None where the story has none of it."""
        return self._speakers.get(key)


def speaker_key(name: str) -> int:
    """Return the key of whoever speaks, by the name that quotations give them."""
    return _hash("speaker", name)


def chosen_quotation(key: int) -> str:
    """Return what a choice of autocomplete hands back to us: a quotation may be longer than Discord allows."""
    return f"quotation:{key:08x}"


def chosen_speaker(name: str, room: int) -> str:
    """Return what a choice hands back for a speaker: the name, or its key where the name is too long."""
    return name if len(name) <= room else f"speaker:{speaker_key(name):08x}"


def key_in(value: str, kind: str) -> int | None:
    """Return the key in a choice that was handed back; None where somebody typed words instead."""
    match = _CHOICE.fullmatch(value)
    return int(match[1], 16) if match and value.startswith(kind) else None
