"""Nouns for women and for men, and the pronoun that each suggests."""

from __future__ import annotations

from typing import Final

from retrieval.english.word_sets import word_set

_FEMALE: Final = word_set(
    """
    woman girl lady mother sister wife daughter aunt mistress madam queen princess widow niece housekeeper maid
    governess duchess countess bride grandmother mamma hostess landlady nurse witch
    """
)
_MALE: Final = word_set(
    """
    man boy gentleman father brother husband son uncle master sir king prince widower nephew lad fellow youth footman
    duke count bridegroom grandfather papa host landlord butler coachman wizard
    """
)


def pronoun_of_noun(noun: str) -> str | None:
    """Return "she" for "lady", "he" for "gentleman"; None for a noun that tells neither. Lower case is expected."""
    return "she" if noun in _FEMALE else "he" if noun in _MALE else None
