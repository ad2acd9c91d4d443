"""Whether a message only points at another one: "is this true?", "source?", "what about this"."""

from __future__ import annotations

from typing import Final

from retrieval.english.chat import spell_out
from retrieval.english.claim_words import IDLE, SAYING, TRUTH
from retrieval.english.stop_words import STOP_WORDS
from retrieval.english.terms import folded_words

_LONGEST: Final = 12
_POINTING: Final = STOP_WORDS | TRUTH | SAYING | IDLE


def only_points(text: str) -> bool:
    """Whether no word of a message tells what it is about, so that what it replies to has to."""
    words = folded_words(spell_out(text[: 100 * _LONGEST]))
    return len(words) <= _LONGEST and _POINTING.issuperset(words)
