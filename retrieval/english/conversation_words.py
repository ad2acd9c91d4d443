"""How people go on from an answer: the words that point back, ask for more, correct, or ask where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from retrieval.english.stop_words import QUESTION_WORDS, VERBS
from retrieval.english.word_sets import word_set

SHE_OR_HE: Final[Mapping[str, str]] = {
    **dict.fromkeys(("she", "her", "hers", "herself", "shes"), "she"),
    **dict.fromkeys(("he", "him", "his", "himself", "hes"), "he"),
}
"""Pronouns of one person, folded, with the one that `Person.pronoun` has."""
SUBJECT_PRONOUNS: Final = word_set("she he shes hes")
OWNING_PRONOUNS: Final = word_set("her hers his")
REFLEXIVE_PRONOUNS: Final = word_set("herself himself")
POINTING: Final = word_set("it its this that these those there then they them their theirs one ones thing things")
"""Words that point to what was said, and to no one person."""
TWO_PEOPLE: Final = re.compile(
    r"\b(?:the two of them|both of them|(?:those|these|the) two|the both|both|each other|one another|they|them)\b", re.I
)
ASKING_FOR_MORE: Final = word_set(
    """
    say said tell told realli exact els happen mean actual long old mani much often kind time also again anyway even
    just still ok pleas per accord
    """
)
"""Stems of words that ask for more without saying of what."""
VERBS_AND_QUESTION_WORDS: Final = VERBS | QUESTION_WORDS
OPENS: Final = re.compile(r"^\W*(?:and|but|or|so|then|ok(?:ay)?|also|what about|how about|what of|hm+|well)\b", re.I)
CORRECTS: Final = re.compile(r"^\W*(?:no+|nah|nope|not)\b|\bi mean(?:t)?\b", re.I)
CORRECTING: Final = re.compile(
    r"^\W*(?:(?:no+|nah|nope|dear|sorry|ok|well|wait)\b\W*)*(?:i mean(?:t)?\b\W*)?(?=\w)", re.I
)
"""The words with which a correction begins: "no, i mean"."""
NOT_THIS: Final = re.compile(r"\b(?:not|i don'?t mean) (?:the )?(?P<what>\w+(?: (?:from|of|on|at|in) \w+)?)[,.]?", re.I)
_ASKS_SOURCE: Final = re.compile(
    r"(?:(?:and|but|so|ok|oh|wait) )?(?:(?:whats? )?(?:is |was )?(?:the |your |any )?sources?"
    r"|according to (?:whom?|what|which)|says? who|who (?:says|said) (?:so|that|this|it)"
    r"|how do (?:you|u|we) know(?: that| this| it)?|where(?:s| is| does| did) (?:it|this)(?: \w+)? "
    r"(?:say|said|stand|written|come from|from)(?: that| this| it| so)?|prove it|proof|any proof"
    r"|(?:are|r) (?:you|u) sure|(?:you|u) sure|really|for real|fr|fr fr|seriously|srsly"
    r"|is (?:that|this|it)(?: (?:true|so))?)"
)
"""Messages, folded, that ask where an answer stands, or doubt it."""
_ASKS_ON: Final = frozenset(
    "and|so|so what|and then|then what|what then|what for|and what for|what about it|what about that|why|why not".split(
        "|"
    )
)


def asks_source(folded: str) -> bool:
    """Whether a message, its words folded and parted by spaces, asks where the last answer stands, or doubts it."""
    return _ASKS_SOURCE.fullmatch(folded) is not None


def asks_on(folded: str) -> bool:
    """Whether a message, likewise folded, only asks on ("and then", "what for"): it needs an answer before it."""
    return folded in _ASKS_ON
