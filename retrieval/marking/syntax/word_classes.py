"""What a word is, as far as its form and a few lists tell: of those that stand at the ends of a span."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import Final

from retrieval.english.calendar import MONTHS, RELATIVE_DAYS, SHORT_MONTHS, WEEKDAYS
from retrieval.english.negations import NEGATORS
from retrieval.english.numbers import ORDINALS, SCALES, TENS, UNITS, VAGUE
from retrieval.english.speech_words import SPEECH_VERBS
from retrieval.english.stop_words import (
    ARTICLES,
    DEMONSTRATIVES,
    POSSESSIVES,
    PREPOSITIONS,
    PRONOUNS,
    VERBS,
)
from retrieval.english.word_sets import word_set


class WordClass(IntEnum):
    """One class a word; the names, in lower case, are those in `weights.json`."""

    NOTHING = 0
    """There is no word: the text begins or ends."""
    PERSON = 1
    """A person's name."""
    CAPITAL = 2
    """A capitalised word that does not open its sentence."""
    NUMBER = 3
    NUMBER_WORD = 4
    ORDINAL = 5
    CALENDAR = 6
    ARTICLE = 7
    POSSESSIVE = 8
    DEMONSTRATIVE = 9
    PRONOUN = 10
    BE = 11
    HAVE = 12
    DO = 13
    MODAL = 14
    NOT = 15
    AND = 16
    BUT = 17
    OF = 18
    IN = 19
    AT = 20
    ON = 21
    BY = 22
    FOR = 23
    WITH = 24
    TO = 25
    FROM = 26
    AS = 27
    ABOUT = 28
    PREPOSITION = 29
    BECAUSE = 30
    SO = 31
    THAT = 32
    WHO = 33
    WHEN = 34
    IF = 35
    ROUGHLY = 36
    SAYS = 37
    ING = 38
    PAST = 39
    ADVERB = 40
    OTHER = 41


_SINGLE: Final = {
    "of": WordClass.OF,
    "in": WordClass.IN,
    "at": WordClass.AT,
    "on": WordClass.ON,
    "by": WordClass.BY,
    "for": WordClass.FOR,
    "with": WordClass.WITH,
    "to": WordClass.TO,
    "from": WordClass.FROM,
    "as": WordClass.AS,
    "than": WordClass.AS,
    "about": WordClass.ABOUT,
    "so": WordClass.SO,
    "that": WordClass.THAT,
    "but": WordClass.BUT,
    "and": WordClass.AND,
    "or": WordClass.AND,
}
_LISTED: Final = (
    (NEGATORS, WordClass.NOT),
    (word_set("because since due thanks therefore thus hence"), WordClass.BECAUSE),
    (ARTICLES, WordClass.ARTICLE),
    (POSSESSIVES, WordClass.POSSESSIVE),
    (DEMONSTRATIVES, WordClass.DEMONSTRATIVE),
    (word_set("am is are was were be been being im youre hes shes theyre thats theres"), WordClass.BE),
    (word_set("have has had having weve youve theyve ive"), WordClass.HAVE),
    (word_set("do does did doing done"), WordClass.DO),
    (VERBS, WordClass.MODAL),
    (PRONOUNS, WordClass.PRONOUN),
    (word_set("who which whom whose where what how why"), WordClass.WHO),
    (word_set("when while after before until once during"), WordClass.WHEN),
    (word_set("if though although unless whether"), WordClass.IF),
    (
        word_set("around nearly almost roughly approximately some over under more less fewer least most up just only"),
        WordClass.ROUGHLY,
    ),
    (PREPOSITIONS, WordClass.PREPOSITION),
    (
        word_set("through between among against without within across behind towards toward upon near inside outside"),
        WordClass.PREPOSITION,
    ),
    (frozenset((*MONTHS, *SHORT_MONTHS, *WEEKDAYS, *RELATIVE_DAYS)) - {"may", "mar", "march"}, WordClass.CALENDAR),
    (frozenset((*list(UNITS), *TENS, *SCALES, *VAGUE)), WordClass.NUMBER_WORD),
    (frozenset(ORDINALS), WordClass.ORDINAL),
    (SPEECH_VERBS, WordClass.SAYS),
)


@lru_cache(maxsize=20_000)
def listed_class(folded: str) -> WordClass:
    """Return the class that a word has in lower case, by lists and by its ending."""
    single = _SINGLE.get(folded)
    if single is not None:
        return single
    for those, found in _LISTED:
        if folded in those:
            return found
    if folded[:1].isdigit():
        return WordClass.NUMBER
    if len(folded) > 4:
        if folded.endswith("ing"):
            return WordClass.ING
        if folded.endswith("ed"):
            return WordClass.PAST
        if folded.endswith("ly"):
            return WordClass.ADVERB
    return WordClass.OTHER


def word_class(written: str, folded: str, *, opens: bool) -> WordClass:
    """Return the class of a word as it is written; `opens`: it is the first of its sentence or quotation."""
    if written[:1].isupper():
        month = written.lower()
        if month in ("may", "march", "mar") and not opens:
            return WordClass.CALENDAR
        found = listed_class(month)
        plain = found in (WordClass.OTHER, WordClass.PAST, WordClass.ING, WordClass.ADVERB, WordClass.SAYS)
        return WordClass.CAPITAL if plain and not opens else found
    return listed_class(written.lower() if written[:1].isalpha() and folded[:1].isdigit() else folded)
