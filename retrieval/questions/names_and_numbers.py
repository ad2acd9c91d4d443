"""What a message in another language shares with the articles: people's names, other names, numbers.

A name in another script is known by its consonants, as Soundex knows one (Russell 1918): "Ким Кардашьян", "キム".
Unicode's own names of letters say how they sound: "CYRILLIC SMALL LETTER KA", "HANGUL SYLLABLE KIM".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from retrieval.english.terms import fold
from retrieval.people.people import People
from retrieval.questions.foreign_words import foreign_word
from retrieval.questions.reading import TextReader
from retrieval.spans import Span

_WORD: Final = re.compile(
    r"[\u30a0-\u30ff]+|[^\W\u30a0-\u30ff](?:[^\W\u30a0-\u30ff]|[\u0300-\u036f\u064b-\u065f\u0900-\u094d])*"
)
_LETTER: Final = re.compile(
    r"(?P<kind>LETTER|SYLLABLE|CHARACTER) (?:SMALL |FINAL |SHORT |FARSI |(?:BYELORUSSIAN-)?UKRAINIAN )*"
    r"(?P<name>\w+)|ANUSVARA"
)
_CONSONANT: Final = re.compile(r"[SC]H|[TPKD]H|[^AEIOUYWH]")
_SOUNDS: Final = (
    (re.compile(r"[CS]H|C(?=[EIY])|D?E?[JZS]H?"), "S"),
    (re.compile(r"T?[CKGQX]H?"), "K"),
    (re.compile(r"[TD]H?"), "T"),
    (re.compile(r"PH|[PBFV]"), "P"),
    (re.compile(r"[LR]"), "L"),
    (re.compile(r"[MN]"), "N"),
)
"""Consonants that one language or another does not keep apart, as one letter each; what is left over is dropped."""
_VOWELS: Final = frozenset("AEIOUHWY")
_FEWEST: Final = 2
"""Consonants that a name needs to be known by them."""
_ENDS_FROM: Final = 3
"""Consonants of a name from which on one more may follow: "трампом"."""


def names_and_numbers(reader: TextReader, text: str) -> str:
    """Return the names and numbers of a message that the articles may have, in its order; empty where it has none."""
    text = unicodedata.normalize("NFKC", text)
    found = {mention.span: mention.text for mention in reader.people.mentions(text, fold_case=True)}
    taken = [*found]
    for match in _WORD.finditer(text):
        span, word = Span(*match.span()), match.group()
        if any(span.start < other.end and span.end > other.start for other in taken):
            continue
        if word.isdigit() or (_capital(word, text, span) and reader.speller.knows(fold(word))):
            found[span] = word
        elif not _latin(word) and (name := _heard(word, reader.people)):
            found[span] = name
    return " ".join(dict.fromkeys(found[span] for span in sorted(found)))


def _capital(word: str, text: str, span: Span) -> bool:
    """Whether a word is written as a name is, and is none of the commonest words of its language."""
    begins = not text[: span.start].rstrip(" \"'«„“¿¡")[-1:].strip(".!?\n")
    known = foreign_word(word.casefold())
    return word[:1].isupper() and not begins and (known.shared or not known.frequencies)


def _latin(word: str) -> bool:
    return word.isascii() or unicodedata.name(word[0], "").startswith("LATIN")


def _heard(word: str, people: People) -> str | None:
    """Return the word of a person's name that a word in another script sounds like; an ending may follow it."""
    if foreign_word(word.casefold()).frequencies:
        return None
    sounds = _consonants("".join(map(_spoken, word)))
    if len(sounds.removeprefix("a")) < _FEWEST:
        return None
    for person in people.persons:
        for part in person.name.split():
            name = _consonants(fold(part).upper())
            if name.strip("a") and (sounds == name or (len(name) >= _ENDS_FROM and sounds[:-1] == name)):
                return part
    return None


def _consonants(sounds: str) -> str:
    """Return what is heard of the consonants in Latin capitals, none twice in a row; "a" where a vowel begins."""
    begins = "a" if sounds[:1] in _VOWELS else ""
    for pattern, sound in _SOUNDS:
        sounds = pattern.sub(sound.lower(), sounds)
    heard = [character for character in sounds if character.islower()]
    return begins + "".join(one for one, before in zip(heard, [" ", *heard], strict=False) if one != before)


@lru_cache(maxsize=1_024)
def _spoken(letter: str) -> str:
    """Return how a letter of another script sounds: a syllable's name whole, of a letter's its consonant or a vowel."""
    match = _LETTER.search(unicodedata.name(letter, ""))
    if match is None:
        return ""
    name = match["name"] or "N"
    if match["kind"] == "SYLLABLE":
        return name
    if len(name) > _FEWEST and name[0] in _VOWELS:  # "IOTA", "ALEF"; but "EM" is an m
        return name[0]
    consonant = _CONSONANT.search(name)
    return f"{consonant.group()}A" if consonant else name[0]
